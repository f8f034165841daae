"""Addresses and parameters: the one way from a URL to a query or a record, and back."""
