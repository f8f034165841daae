"""Projects and their performance indicators, from goal tables, lists and prose, each project once."""

from indexer.extract.projects.reading import read_projects

__all__ = ["read_projects"]
