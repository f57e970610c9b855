"""Lists as files: XLSX, CSV and PDF from the same cells the page shows, streamed and written down.

Decides nothing about which lines there are: that is the list's own description (``portal.lists``).
"""
