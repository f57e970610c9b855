"""Tests of indicators and reports."""
