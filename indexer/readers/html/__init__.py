"""Web pages: what a portal shows as the body of a disclosure, without the portal around it."""

from indexer.readers.html.reading import read_html

__all__ = ["read_html"]
