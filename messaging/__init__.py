"""How a message travels, and the promise that it arrives once; knows nothing of social work."""
