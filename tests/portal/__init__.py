"""Tests of the portal through its own doors: forms, sessions, headers, and who may open what."""
