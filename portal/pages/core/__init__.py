"""Pages of nobody's subject: Today, search, language, health."""
