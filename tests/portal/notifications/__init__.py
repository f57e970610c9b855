"""The pages of notifications, through the portal's own doors."""
