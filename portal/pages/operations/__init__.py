"""Pages of whoever keeps the house running: letters that got stuck, outboxes, ticks, health, one request's chain."""
