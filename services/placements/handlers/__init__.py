"""One function per command: load, ask the rules, change rows, tell; nothing here commits or reads the clock."""
