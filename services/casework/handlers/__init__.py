"""One function per command of casework: load, ask the rules, change rows, tell; nothing here commits."""
