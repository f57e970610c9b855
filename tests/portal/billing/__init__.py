"""Tests of the billing pages and papers."""
