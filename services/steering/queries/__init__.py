"""What people read of steering: figures, meetings, deadlines; always narrowed by the actor."""
