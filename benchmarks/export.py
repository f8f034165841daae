"""How fast a whole index leaves as a file, and how much memory that takes.

    python benchmarks/export.py DATA [FORMAT ...]

exports every record in each format (csv, ndjson, json, parquet, xlsx), and prints rows a second of CPU time, which
other programs disturb least, and by the clock; the first byte; and the most memory while rows left, beyond that before.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from index.engine import Engine
from index.engines import open_engine
from index.query.tree import Query
from index.settings import Settings
from search_app.export.columns import COLUMNS, Origin, json_row, spreadsheet_row
from search_app.export.csv_file import csv_parts
from search_app.export.json_file import json_parts, ndjson_parts
from search_app.export.parquet_file import parquet_parts
from search_app.export.xlsx_file import xlsx_parts

FORMATS = ("csv", "ndjson", "json", "parquet", "xlsx")
ORIGIN = Origin("http://localhost:8000", "http://localhost:8000/search", 1)
HEAD = [column.label for column in COLUMNS]


def parts(engine: Engine, form: str) -> Iterator[bytes]:
    """The file as the web application sends it."""
    records = engine.scan(Query())
    match form:
        case "csv":
            return csv_parts(HEAD, (spreadsheet_row(record, ORIGIN) for record in records))
        case "xlsx":
            return xlsx_parts(HEAD, (spreadsheet_row(record, ORIGIN) for record in records), {})
        case "parquet":
            return parquet_parts(COLUMNS, (json_row(record, ORIGIN) for record in records), {})
        case "json":
            return json_parts({"query": ""}, (json_row(record, ORIGIN) for record in records))
        case _:
            return ndjson_parts(json_row(record, ORIGIN) for record in records)


def resident_bytes() -> int:
    """Memory of this process that is not a mapped file (Linux)."""
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("RssAnon"))) * 1024


def main() -> None:
    """Export in every format asked for, and print what it took."""
    with closing(open_engine(Settings.for_data(Path(sys.argv[1])).index_url)) as engine:
        rows = engine.count(Query())
        for form in sys.argv[2:] or FORMATS:
            before, most, size, first = resident_bytes(), 0, 0, 0.0
            start, cpu = time.perf_counter(), time.process_time()
            for number, part in enumerate(parts(engine, form)):
                size += len(part)
                first = first or time.perf_counter() - start
                most = max(most, resident_bytes()) if number % 20 == 0 else most
            cpu, took = time.process_time() - cpu, time.perf_counter() - start
            print(
                f"{form}: {rows:,} rows, {rows / cpu:,.0f} rows/s of CPU, {rows / took:,.0f} by the clock, first byte"
                f" {first * 1000:.0f} ms, {size / 1e6:.0f} MB, memory +{max(most - before, 0) / 1e6:.0f} MB"
            )


if __name__ == "__main__":
    main()
