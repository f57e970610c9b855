"""The fault suite: processes killed, lines cut, brokers and databases taken away, and the count of what came of it."""
