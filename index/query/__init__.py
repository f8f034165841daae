"""The query language: typed text into a tree, the tree into what an engine looks up, and said back to the reader."""
