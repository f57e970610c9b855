"""From evidence to lines in SQL: what may be billed, which tariff prices it, and what it comes to."""
