"""Tables whose columns only white space parts."""

from indexer.readers.open_tables.columns import Columns
from indexer.readers.open_tables.tables import OpenTables, open_tables
from indexer.readers.open_tables.words import word_line

__all__ = ["Columns", "OpenTables", "open_tables", "word_line"]
