"""One function per command of accounts; none of them commits, reads the clock or knows of a browser."""
