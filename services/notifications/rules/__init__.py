"""What notifications decides: which news concerns whom, and what makes it obsolete; no session, clock, bus or Flask."""
