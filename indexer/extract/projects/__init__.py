"""Projects, departments and their performance indicators, from goal tables, lists and prose, each once."""

from indexer.extract.projects.reading import read_overall_goals, read_projects

__all__ = ["read_overall_goals", "read_projects"]
