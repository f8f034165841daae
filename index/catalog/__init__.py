"""The catalog: the truth about every disclosure read and every file seen, in one plain SQL database."""

from __future__ import annotations

from index.catalog.errors import CatalogDamagedError, CatalogError, CatalogMissingError, CatalogVersionError
from index.catalog.journal import JournalEntry, Outcome
from index.catalog.store import Catalog

__all__ = [
    "Catalog",
    "CatalogDamagedError",
    "CatalogError",
    "CatalogMissingError",
    "CatalogVersionError",
    "JournalEntry",
    "Outcome",
]
