"""Reads of billing, always narrowed by the actor in SQL."""
