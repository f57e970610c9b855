"""Tests of lists that leave the portal as files."""
