"""How a record moves from state to state, with its timers: transition tables, deadlines, working days.

It knows no particular service.
"""
