"""Pages of notifications: one's alerts and what of them reaches one in which way, mails, feeds and signed links."""
