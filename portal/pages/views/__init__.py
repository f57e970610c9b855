"""One's own views of lists: kept, looked over, forgotten."""
