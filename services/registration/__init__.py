"""Registration owns social services, communes, service contracts, persons (names live only here), mandates and phases.

Hears: places taken and left, ticks. Tells: mandate submitted, admitted, refused, phase changed, closed and the like.
It may not import another service.
"""
