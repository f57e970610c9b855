"""Tests of what every page stands on, with the accounts' desk alone behind it."""
