"""Tests of casework through its front desk and its letter box."""
