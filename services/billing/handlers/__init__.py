"""One function per command of billing."""
