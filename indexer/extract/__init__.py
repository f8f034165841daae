"""From a read document to the records of a disclosure."""
