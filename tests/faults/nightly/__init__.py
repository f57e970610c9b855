"""The long fault runs: a cluster of three brokers, a soak under a random nemesis, an upgrade while letters travel."""
