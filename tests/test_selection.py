"""Columns of many rows are summed up without a Python object for each row."""

from __future__ import annotations

import pyarrow as pa

from extractor.selection import distinct, last_of_each, mask, only


def column(*values: object) -> pa.ChunkedArray:
    return pa.chunked_array([values[:2], values[2:]])


def test_different_rows_come_in_the_order_in_which_they_are_there_first() -> None:
    assert distinct([column("b", "a", "b", None, "a"), column(1, 1, 1, 2, 3)]) == [
        ("b", 1), ("a", 1), (None, 2), ("a", 3),
    ]  # fmt: skip


def test_each_group_knows_how_many_different_rows_it_has_and_the_last_of_them() -> None:
    groups, days = column("x", "y", "x", "x", "y", "x"), column(30, 10, 20, 30, 10, 10)
    known = distinct([days])
    order = sorted(range(len(known)), key=lambda n: known[n])
    found = {group: (number, known[last]) for (group,), number, last in last_of_each([groups], [days], order)}
    assert found == {"x": (3, (30,)), "y": (1, (10,))}


def test_a_text_that_is_kept_once_for_many_rows_fits_as_it_does_in_each() -> None:
    plain = column("rape", None, "robbery", "rape", "")
    for where, fits in ((only("c", "rape"), [0, 3]), (only("c", "rape", ""), [0, 1, 3, 4]), (only("c", "x"), [])):
        for texts in (plain, plain.dictionary_encode()):
            rows = mask(pa.table({"c": texts}), [where])
            assert rows is not None and [n for n, fit in enumerate(rows.to_pylist()) if fit] == fits


def test_a_number_that_is_missing_fits_what_is_empty() -> None:
    rows = mask(pa.table({"n": column(1, None, 0, 2)}), [only("n", "", 0)])
    assert rows is not None and rows.to_pylist() == [False, True, True, False]
