"""Questions and their answers: hits, facets, statistics, suggestions and looser readings."""
