"""What a reader reads in place of keys and numbers, in either language."""
