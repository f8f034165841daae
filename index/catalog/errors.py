"""What can go wrong with a catalog; every message is Chinese and says what to do."""

from __future__ import annotations


class CatalogError(Exception):
    """The catalog cannot be used."""


class CatalogMissingError(CatalogError):
    """There is no catalog at this address yet."""


class CatalogDamagedError(CatalogError):
    """The file is no catalog, or no longer one."""


class CatalogVersionError(CatalogError):
    """The catalog was written by another version of the program."""
