"""Every page of every role as a real browser shows it."""
