"""One function per command: load, ask the rules, change rows; nothing here commits or reads the clock."""
