"""Typesets the example disclosures from the figures in ``examples/data``."""
