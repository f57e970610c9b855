"""Help inside the portal: the table of contents, one page, and a search."""
