"""Whole result sets as files: CSV, XLSX, JSON, NDJSON and Parquet, written a few rows at a time."""
