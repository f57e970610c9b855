"""What people are told, through the real doors of notifications."""
