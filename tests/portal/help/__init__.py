"""Help: it matches the screens, in both languages."""
