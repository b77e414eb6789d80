"""Rows to Parquet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
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
        self._target = arrow_schema(schema)
        self._waiting: list[pa.Table] = []
        self._count = 0
        self._writer = pq.ParquetWriter(path, self._target, compression="zstd", version="2.6")

    def add(self, rows: Sequence[Row]) -> None:
        """Append rows; they reach the file in whole groups."""
        self._waiting.append(arrow_table(rows, self._schema, self._target))
        self._count += len(rows)
        if self._count >= _GROUP:
            table = pa.concat_tables(self._waiting)
            whole = table.num_rows // _GROUP * _GROUP
            self._writer.write_table(table.slice(0, whole), row_group_size=_GROUP)
            self._waiting, self._count = [table.slice(whole)], self._count - whole

    def close(self) -> None:
        """Write what waits and the file's footer."""
        rest = pa.concat_tables(self._waiting) if self._waiting else None
        if rest is not None and rest.num_rows:
            self._writer.write_table(rest, row_group_size=_GROUP)
        self._writer.close()

    def abandon(self) -> None:
        """Let go of the file without completing it."""
        self._writer.close()
