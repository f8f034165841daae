"""From a read document to the records of a disclosure."""

from indexer.extract.disclosure import extract
from indexer.extract.refusal import NotADisclosureError

__all__ = ["NotADisclosureError", "extract"]
