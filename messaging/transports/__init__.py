"""The ways a letter can travel; only these modules may know a broker's library."""
