"""Pages of registration: mandates, the wizard that registers somebody, the triage board, deadlines.

They ask registration's desk and show the answers; none of them decides anything.
"""
