"""Rows as Apache Parquet, a row group at a time: amounts are exact decimals, keys as they are stored.

What the file says of itself (query, address, snapshot) stands in the metadata of its schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from search_app.export.columns import Cell, Column
from search_app.export.parts import Outlet, batches

#: Rows of a row group: what is in memory at a time, and what a reader can skip.
ROW_GROUP = 10_000

#: Digits of an amount in yuan, and those of them behind the point.
_AMOUNT_DIGITS = (20, 2)


def parquet_parts(
    columns: Iterable[Column], rows: Iterable[Mapping[str, Cell]], about: Mapping[str, Cell]
) -> Iterator[bytes]:
    """The file: a row group at a time, then the footer."""
    import pyarrow  # takes a second to load: not before somebody asks
    from pyarrow import parquet

    types = MappingProxyType(
        {str: pyarrow.string(), int: pyarrow.int64(), Decimal: pyarrow.decimal128(*_AMOUNT_DIGITS)}
    )
    said = {name: "" if value is None else str(value) for name, value in about.items()}
    schema = pyarrow.schema([(column.name, types[column.type]) for column in columns], metadata=said)
    outlet = Outlet()
    with parquet.ParquetWriter(outlet, schema, compression="zstd") as writer:
        for batch in batches(rows, ROW_GROUP):
            writer.write_batch(pyarrow.RecordBatch.from_pylist(batch, schema=schema))
            yield outlet.take()
    yield outlet.take()
