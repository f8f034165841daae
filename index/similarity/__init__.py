"""What projects have in common: similar ones, kinds of them, and what one unit costs."""
