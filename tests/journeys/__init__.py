"""Journeys through the real doors: HTML forms in the portal, letters between the services."""
