"""The published language of the bus does not change by accident."""
