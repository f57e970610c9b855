"""What is said: the published language (messages, refusals, roles, codes, words); imports nothing of ours."""
