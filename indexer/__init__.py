"""From files to records in the catalog and the index."""
