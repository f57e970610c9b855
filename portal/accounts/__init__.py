"""Accounts owns sign-in names, passwords, memberships, sessions and the sign-in trail: the portal's only own tables.

Hears: nothing. Tells: account saved, credential changed, sign-ins throttled. It is a service like the others: it
knows nothing of Flask, and the pages reach it only through its queries and commands.
"""
