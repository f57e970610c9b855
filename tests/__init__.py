"""Tests."""

from tests import compiled

compiled.keep()
