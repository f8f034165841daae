"""Benchmarks stand beside the packages: their modules, and the random corpora of the index, are found by name."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

sys.path += [str(ROOT / "benchmarks"), str(ROOT / "tests" / "index")]
