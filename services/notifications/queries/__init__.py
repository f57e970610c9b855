"""What people and the mailer read: alerts, preferences, mails, feeds, links and how useful it all is."""
