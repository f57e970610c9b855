"""Files made in the background."""
