"""Puts the parts together and runs them; the only package that knows them all and that reads the clock."""

from deploy import compiled

compiled.keep()
