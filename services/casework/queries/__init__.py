"""Reads of casework: frozen answers, always narrowed by the actor in SQL; nothing here writes."""
