"""正文数字: the figures that the sentences of the narrative state, and the tables they speak of."""

from __future__ import annotations

from indexer.extract.figures.cells import Cells, cells_of, linked
from indexer.extract.figures.figure_checks import narrative_checks
from indexer.extract.figures.reading import read_figures
from indexer.extract.figures.said import amount_said, procurement_said, three_public_said

__all__ = [
    "Cells",
    "amount_said",
    "cells_of",
    "linked",
    "narrative_checks",
    "procurement_said",
    "read_figures",
    "three_public_said",
]
