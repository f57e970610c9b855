"""Files made in the background: the page's own view, asked anew under the rights of whoever wished for its file.

Nothing here knows a particular list or report; whatever answers an address with a file can be run.
"""
