"""Real servers for the tests: PostgreSQL, RabbitMQ and Chromium, found on the machine or started in private.

Nothing in here knows the portal; a test that needs a server asks for a fixture of `fixtures.py` and no more.
"""
