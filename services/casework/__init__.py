"""Casework owns dossiers of a social service: sectors, segments A/B/C, contacts, agreements, reviews and portfolios.

Hears: mandate events, ticks. Tells: segment decided, segment review due, contact norm missed and the like.
It keeps no names and may not import another service.
"""
