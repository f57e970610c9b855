"""Decisions of casework: values in, all objections or a value out; no session, clock, bus or Flask in here."""
