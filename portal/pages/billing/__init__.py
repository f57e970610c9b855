"""Pages of billing: the month, papers and their lines, tariffs and settings, service records, reconciliation."""
