"""Who decides: one package per service; they never import each other and meet only in messages."""
