"""Pages for people who build the portal: every part in every state, with invented people; nothing here asks a desk."""
