"""Rows and columns of a table, picked before anything is looked at closely: the conditions, and tables in memory.

Who asks for figures says here which it needs; who keeps them reads those and no others. What of Arrow imports pandas,
which takes longer than most answers, is not used: its datasets, its expressions, its groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

_LARGEST = 1 << 62


@dataclass(frozen=True, slots=True)
class Only:
    """A condition on rows: the column has one of these values. An empty text stands for an empty cell as well, whatever
    the column holds."""

    column: str
    values: frozenset[Any]


def only(column: str, *values: Any) -> Only:
    """The condition that a column has one of the values given."""
    return Only(column, frozenset(values))


def mask(table: pa.Table, where: Sequence[Only]) -> pa.ChunkedArray | None:
    """Which rows of a table meet all conditions; None where there are none. A column that is missing is empty."""
    import pyarrow.compute as pc

    parts = [_met(table, condition) for condition in where]
    return reduce(pc.and_, parts) if parts else None


def _met(table: pa.Table, condition: Only) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    from extractor.publish.as_arrow import array_of

    if condition.column not in table.column_names or pa.types.is_null(table.column(condition.column).type):
        return pa.chunked_array([array_of(["" in condition.values] * table.num_rows, pa.bool_())])
    column = table.column(condition.column)
    coded = pa.types.is_dictionary(column.type)
    kind = column.type.value_type if coded else column.type
    options = _lookup(condition.values, kind)
    if coded:  # each text is looked up once, and not for each of its rows
        rows = [pc.is_in(chunk.dictionary, options=options).take(chunk.indices) for chunk in column.chunks]
        found = pa.chunked_array(rows, pa.bool_())
    else:
        found = pc.is_in(column, options=options)
    return pc.or_kleene(found, column.is_null()) if "" in condition.values else found


@lru_cache(maxsize=16)  # thousands of ids, asked for in group after group
def _lookup(values: frozenset[Any], kind: pa.DataType) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    from extractor.publish.as_arrow import array_of

    own = sorted(value for value in values if value != "" or kind == pa.string())
    return pc.SetLookupOptions(array_of(own, kind), skip_nulls=True)


def completed(table: pa.Table, columns: Sequence[str]) -> pa.Table:
    """These columns of a table, in their order; what it does not have is empty, as in datasets of earlier versions."""
    import pyarrow as pa

    there = set(table.column_names)
    arrays = [table.column(name) if name in there else pa.nulls(table.num_rows, pa.string()) for name in columns]
    return pa.Table.from_arrays(arrays, names=list(columns))


def picked(table: pa.Table, columns: Sequence[str], where: Sequence[Only] = ()) -> pa.Table:
    """These columns of those rows of a table in memory for which all conditions hold."""
    rows = mask(table, where)
    return completed(table if rows is None else table.filter(rows), columns)


def taken(table: pa.Table, places: Sequence[int]) -> pa.Table:
    """The rows of a table at these places, numbered from 0."""
    import pyarrow as pa

    from extractor.publish.as_arrow import array_of

    return table.take(array_of(places, pa.int64()))


def counted(columns: Sequence[pa.ChunkedArray]) -> list[tuple[tuple[Any, ...], int]]:
    """The different rows of columns of one length, sorted in some way, and how often each is there."""
    import numpy as np

    keys, steps = _keys(columns)
    different, counts = np.unique(keys, return_counts=True)
    return list(zip(_rows(different, steps), counts.tolist(), strict=True))


def distinct(columns: Sequence[pa.ChunkedArray]) -> list[tuple[Any, ...]]:
    """The different rows of columns of one length, in the order in which they come first."""
    import numpy as np

    keys, steps = _keys(columns)
    different, first = np.unique(keys, return_index=True)
    return _rows(different[np.argsort(first)], steps)


def last_of_each(
    groups: Sequence[pa.ChunkedArray], columns: Sequence[pa.ChunkedArray], order: Sequence[int]
) -> list[tuple[tuple[Any, ...], int, int]]:
    """For each group of rows, how many different rows of `columns` it has, and which of these comes last in `order`,
    which has the places of all that there are in `distinct`."""
    import numpy as np

    groups_keys, steps = _keys(groups)
    names, group = np.unique(groups_keys, return_inverse=True)
    _, first, row = np.unique(_keys(columns)[0], return_index=True, return_inverse=True)
    rank = np.empty(len(order), np.int64)
    rank[np.array(order)] = np.arange(len(order))  # by place in `distinct`
    rank = rank[np.argsort(np.argsort(first))]  # by place in order of keys
    both = np.unique(group * len(order) + rank[row])  # sorted by group, then by rank
    owner, place = np.divmod(both, len(order))
    ends = np.append(np.flatnonzero(np.diff(owner)), len(owner) - 1)
    counts = np.diff(np.append(-1, ends))
    last = [order[n] for n in place[ends].tolist()]
    return list(zip(_rows(names, steps), counts.tolist(), last, strict=True))


def _keys(columns: Sequence[pa.ChunkedArray]) -> tuple[Any, list[list[Any]]]:
    """A number for each row, the same for rows that are the same, and the values of each column that it is made of."""
    import numpy as np

    keys, steps = np.zeros(len(columns[0]), np.int64), []
    most = 1
    if not len(columns[0]):  # of which Arrow would make columns by way of pandas
        return keys, [[None]] * len(columns)
    for column in columns:
        coded = column.combine_chunks().dictionary_encode(null_encoding="encode")
        values = coded.dictionary.to_pylist() or [None]
        if most * len(values) > _LARGEST:
            raise OverflowError("too many different values in these columns")
        most *= len(values)
        codes = np.frombuffer(coded.indices.buffers()[1], np.int32)[coded.offset :][: len(coded)]  # not with pandas
        keys = keys * len(values) + codes
        steps.append(values)
    return keys, steps


def _rows(keys: Any, steps: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    import numpy as np

    columns: list[list[Any]] = []
    for values in reversed(steps):
        keys, places = np.divmod(keys, len(values))
        columns.append([values[place] for place in places.tolist()])
    return list(zip(*reversed(columns), strict=True))
