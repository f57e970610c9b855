"""Notifications owns recipients, preferences, alerts, digests, mails, calendar feeds and signed links.

Hears: everything that concerns somebody, ticks. Tells: alert raised. It keeps no names of persons and may not import
another service; no mail it writes names anybody.
"""
