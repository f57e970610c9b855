"""What the office sets: organisations, settings with their days, code lists, who may do what, and what is missing."""
