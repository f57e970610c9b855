"""Steering owns coordination meetings, CII cases, policy measures and their lights, campaigns, indicators and reports.

Hears: everything it counts. Tells: meeting called, measure report due and the like.
It keeps no names and may not import another service.
"""
