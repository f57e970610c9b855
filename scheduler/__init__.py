"""Says when: APScheduler turns the calendar into ticks; it decides nothing and knows no database."""
