"""Indicators and reports: figures with their formula and their list, a service's own report, those of the office."""
