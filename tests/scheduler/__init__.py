"""The scheduler: which tick is said when, and what a lost, late or doubled tick does."""
