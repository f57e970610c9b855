"""Placements owns providers, their contracts, places, seats, quotas, waiting lists, proposals, assignments and presence.

Hears: mandate events, ticks. Tells: place published, changed, stale; person proposed, assigned, started, ended; presence
locked; report due, received and the like. It keeps no names and may not import another service.
"""
