"""Billing through its letter box and its front desk."""
