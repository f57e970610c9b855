"""Registration owns social services, communes, contracts, persons (names only here), mandates and phases.

Hears: places taken and left, ticks. Tells: mandate submitted, admitted, refused, phase changed, closed and
so on. It may not import another service.
"""
