"""The pure-Python engine, for machines where nothing compiled can be installed."""

from index.engines.whoosh_engine.engine import WhooshEngine

__all__ = ["WhooshEngine"]
