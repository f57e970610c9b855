"""The look: formats, parts, weight, and every sample page in a browser."""
