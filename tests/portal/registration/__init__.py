"""Pages of registration through the portal's own doors."""
