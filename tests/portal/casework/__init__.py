"""Tests of the casework pages, through a browser without JavaScript."""
