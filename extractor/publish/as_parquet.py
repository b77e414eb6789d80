"""Rows to Parquet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq

from extractor.publish.as_arrow import arrow_schema, arrow_table
from extractor.publish.schema import TableSchema
from extractor.publish.tidy import Row

# Rows in one row group: enough to compress well, few enough that a thousand documents need little memory.
_GROUP = 50_000


class ParquetFile:
    """A Parquet file that rows are added to. Row groups depend on the rows alone, not on how they arrive."""

    def __init__(self, path: Path, schema: TableSchema) -> None:
        self._schema = schema
        self._waiting: list[Row] = []
        self._writer = pq.ParquetWriter(path, arrow_schema(schema), compression="zstd", version="2.6")

    def add(self, rows: Sequence[Row]) -> None:
        """Append rows; they reach the file in whole groups."""
        self._waiting.extend(rows)
        while len(self._waiting) >= _GROUP:
            self._flush(_GROUP)

    def close(self) -> None:
        """Write what waits and the file's footer."""
        if self._waiting:
            self._flush(len(self._waiting))
        self._writer.close()

    def abandon(self) -> None:
        """Let go of the file without completing it."""
        self._writer.close()

    def _flush(self, count: int) -> None:
        table = arrow_table(self._waiting[:count], self._schema)
        self._writer.write_table(table, row_group_size=_GROUP)
        del self._waiting[:count]
