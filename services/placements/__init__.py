"""Placements owns providers, places, seats, quotas, waiting lists, proposals, presence and interim reports.

Hears: mandate events, ticks. Tells: place published, changed, stale; person proposed, assigned, started,
ended; presence locked; report due, received and so on. It keeps no names and may not import another
service.
"""
