"""Tests of the pages of placements."""
