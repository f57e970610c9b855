"""Signing in and out, one's own role, details, password and sessions, and the administrator's accounts."""
