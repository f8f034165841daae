"""Random disclosures with known contents: what the reader makes of layouts that no sample document has."""
