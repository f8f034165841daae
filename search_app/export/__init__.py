"""Whole result sets as files: CSV, XLSX, JSON and NDJSON, written a few rows at a time."""
