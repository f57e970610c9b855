"""Tests of placements through its own doors."""
