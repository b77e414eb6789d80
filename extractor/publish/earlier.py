"""The dataset that stands in the folder already: its observations, for telling what a new release changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from extractor.publish import scan
from extractor.publish.schema import TableSchema


def observations(
    directory: Path, columns: Sequence[str], schema: TableSchema, forces: Collection[str] | None = None
) -> Iterator[tuple[Any, ...]]:
    """These columns of every observation in the folder, as None, str, float, int and date; nothing where none is.

    Of a dataset in parts only those of the reports of `forces`, where they are given. Columns that an earlier version
    did not have are None. Raises OSError or ValueError where the files are damaged.
    """
    for piece in scan.in_order(directory, schema, columns, forces):
        yield from zip(*(column.to_pylist() for column in piece.columns), strict=True)
