"""Pages of casework: dossiers, contacts, segments, portfolios; only for services that work with segments."""
