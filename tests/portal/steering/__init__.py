"""The pages of steering through the browser's door."""
