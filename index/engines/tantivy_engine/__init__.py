"""The embedded default engine."""

from index.engines.tantivy_engine.engine import TantivyEngine

__all__ = ["TantivyEngine"]
