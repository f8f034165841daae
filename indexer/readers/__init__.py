"""Readers: from one file to pages of lines and tables."""
