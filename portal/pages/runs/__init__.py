"""One's own files made in the background: how far they are, fetched, given up."""
