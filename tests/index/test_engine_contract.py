"""Every engine keeps the contract, the oracle that judges them included."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from engine_contract import EngineContract
from oracle import OracleEngine

from index.engine import Engine
from index.engines import open_engine


class TestOracle(EngineContract):
    @pytest.fixture
    def engine(self) -> Engine:
        return OracleEngine({})


class TestTantivy(EngineContract):
    @pytest.fixture
    def engine(self, tmp_path: Path) -> Iterator[Engine]:
        engine = open_engine(f"tantivy:{tmp_path / 'index'}", create=True)
        yield engine
        engine.close()


class TestWhoosh(EngineContract):
    @pytest.fixture
    def engine(self, tmp_path: Path) -> Iterator[Engine]:
        engine = open_engine(f"whoosh:{tmp_path / 'index'}", create=True)
        yield engine
        engine.close()
