"""Records, catalog, query language, engines and similarity."""
