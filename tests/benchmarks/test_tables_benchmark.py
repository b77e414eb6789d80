"""The measure of the benchmarks, on tables small enough to count by hand."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from adjacency import Cell, relations, score
from engines import _boxed, _html, _repeated
from raw_pdf import raw_pdf
from tables import exact_grids
from truth import Tables, documents

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BENCH = Path(os.environ.get("EXTRACTOR_SHARED", ROOT.parent / "shared")) / "bench" / "icdar2013-eu"


def grid(*rows: str) -> list[Cell]:
    """`a b|c d`: rows of texts, blank where there is a dot."""
    return [
        Cell(r, r, c, c, "" if text == "." else text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row.split())
    ]


def test_every_cell_is_tied_to_its_neighbours() -> None:
    assert set(relations([grid("a b", "c d")])) == {
        ("a", "b", "right", 0), ("c", "d", "right", 0), ("a", "c", "below", 0), ("b", "d", "below", 0),
    }  # fmt: skip


def test_blank_cells_are_passed_over() -> None:
    assert set(relations([grid("a . b", ". . .", ". . c")])) == {("a", "b", "right", 0), ("b", "c", "below", 0)}
    assert ("A", "B", "right", 1) in relations([grid("a . b")], exact=True)


def test_a_spanning_cell_is_tied_once_to_each_that_it_touches() -> None:
    table = [Cell(0, 1, 0, 0, "stub"), *(Cell(r, r, 1, 1, str(r)) for r in (0, 1)), Cell(2, 2, 0, 1, "foot")]
    assert sorted(relations([table]).elements()) == [
        ("0", "1", "below", 0), ("1", "foot", "below", 0), ("stub", "0", "right", 0), ("stub", "1", "right", 0),
        ("stub", "foot", "below", 0),
    ]  # fmt: skip


def test_the_same_pair_counts_as_often_as_it_stands_there() -> None:
    assert relations([grid("1 1", "1 1")]) == {("1", "1", "right", 0): 2, ("1", "1", "below", 0): 2}


@pytest.mark.parametrize(("one", "other"), [("Re-\nported 1,2", "reported 12"), ("ﬁgure", "FIGURE"), ("–", "*")])
def test_what_differs_only_in_marks_and_spaces_is_alike(one: str, other: str) -> None:
    assert relations([[Cell(0, 0, 0, 0, one), Cell(0, 0, 1, 1, "x")]]) == relations(
        [[Cell(0, 0, 0, 0, other), Cell(0, 0, 1, 1, "x")]]
    )


def test_precision_and_recall() -> None:
    true = relations([grid("a b c d")])
    found = relations([grid("a b c"), grid("x y")])
    result = score(found, true)
    assert (result.precision, result.recall, result.f1) == (2 / 3, 2 / 3, 2 / 3)
    assert score(relations([]), true).f1 == 0


def test_tables_of_which_nothing_is_expected_cost_nothing_and_bring_nothing() -> None:
    contents = relations([grid("crime 4", "calls 7")])
    found = relations([grid("a b"), grid("crime 4", "calls 7")])
    assert score(found, relations([grid("a b")]), contents) == score(relations([grid("a b")]), relations([grid("a b")]))


def test_grids_are_exact_or_not() -> None:
    found = [grid("a b", "c d"), grid("e f")]
    assert exact_grids(found, [grid("A, b", "c d"), grid("e f g")]) == (1, 2)


def test_spans_follow_from_boxes() -> None:
    boxes = [((0, 0, 20, 10), "head"), ((0, 10, 10, 20), "1"), ((10, 10, 20, 20), "2"), (None, None)]
    assert _boxed(boxes) == [Cell(0, 0, 0, 1, "head"), Cell(1, 1, 0, 0, "1"), Cell(1, 1, 1, 1, "2")]


class Spanned:
    def __init__(self, text: str, rowspan: int = 1, colspan: int = 1) -> None:
        self.text, self.rowspan, self.colspan = text, rowspan, colspan


def test_rows_of_spanned_cells_are_laid_out_as_a_browser_does() -> None:
    assert _html([[Spanned("a", 2), Spanned("b", 1, 2)], [Spanned("c"), Spanned("d")]]) == [
        Cell(0, 1, 0, 0, "a"), Cell(0, 0, 1, 2, "b"), Cell(1, 1, 1, 1, "c"), Cell(1, 1, 2, 2, "d"),
    ]  # fmt: skip


def test_a_cell_that_is_repeated_where_it_spans_is_one() -> None:
    class Repeated:
        def __init__(self, value: str | None, x1: int, x2: int) -> None:
            self.value = value
            self.bbox = type("Box", (), {"x1": x1, "x2": x2, "y1": 0, "y2": 9})

    assert _repeated([[Repeated("a", 0, 20), Repeated("a", 0, 20), Repeated(None, 20, 30)]]) == [
        Cell(0, 0, 0, 1, "a"), Cell(0, 0, 2, 2, ""),
    ]  # fmt: skip


XML = """<document><table id="1"><region page="1" row-increment="0" col-increment="0">
<cell start-row="0" start-col="0" end-col="1"><content>Hull</content></cell></region>
<region page="1" row-increment="1" col-increment="0">
<cell start-row="0" start-col="0"><content>1</content></cell>
<cell start-row="0" start-col="1"><content>2</content></cell></region></table></document>"""


def judged(folder: Path, grid: list[dict[str, object]]) -> None:
    (folder / "pdf").mkdir()
    (folder / "truth").mkdir()
    tables = [{"grid": grid, "is_data": True}, {"grid": grid[:1], "is_data": False}]
    (folder / "truth" / "x.json").write_text(json.dumps({"tables": tables}))


def test_truth_of_both_shapes_is_read(tmp_path: Path) -> None:
    (tmp_path / "a-str.xml").write_text(XML)
    judged(tmp_path, [{"row": 0, "col": 0, "rowspan": 2, "colspan": 1, "text": "York"}])
    first, second = documents(tmp_path)
    hull: Tables = [[Cell(0, 0, 0, 1, "Hull"), Cell(1, 1, 0, 0, "1"), Cell(1, 1, 1, 1, "2")]]
    assert (first.pdf, first.readings) == (tmp_path / "a.pdf", (hull,))
    assert (second.pdf.name, second.readings, second.forgiven) == (
        "x.pdf", ([[Cell(0, 1, 0, 0, "York")]],), [[Cell(0, 1, 0, 0, "York")]],
    )  # fmt: skip


def test_two_readings_belong_to_one_document(tmp_path: Path) -> None:
    for name in ("1a", "1b"):
        (tmp_path / f"{name}-str.xml").write_text(XML)
    (document,) = documents(tmp_path)
    assert document.pdf.name == "1a.pdf" and [len(reading) for reading in document.readings] == [1, 2]


def test_the_command_prints_a_line_for_each_engine(tmp_path: Path) -> None:
    lines = " ".join(f"20 {y} m 180 {y} l S" for y in (100, 120, 140))
    lines += " " + " ".join(f"{x} 100 m {x} 140 l S" for x in (20, 100, 180))
    words = [("Hull", 30, 125), ("1", 130, 125), ("York", 30, 105), ("2", 130, 105)]
    text = " ".join(f"BT /F1 10 Tf {x} {y} Td ({word}) Tj ET" for word, x, y in words)
    places = {"Hull": (0, 0), "1": (0, 1), "York": (1, 0), "2": (1, 1)}
    judged(
        tmp_path,
        [{"row": r, "col": c, "rowspan": 1, "colspan": 1, "text": t} for t, (r, c) in places.items()],
    )
    (tmp_path / "pdf" / "x.pdf").write_bytes(raw_pdf(f"{lines} {text}"))
    command = [sys.executable, str(HERE / "tables.py"), str(tmp_path), "--engines", "extractor,pdfplumber"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=120)
    rows = [line.split() for line in done.stdout.splitlines()[3:]]
    assert [row[:7] for row in rows] == [
        [name, "1.000", "1.000", "1.000", "1", "of", "1"] for name in ("extractor", "pdfplumber")
    ], done.stderr


def other_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("other_scorer", BENCH / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not BENCH.is_dir(), reason="the competition's documents are not here")
@pytest.mark.parametrize("exact", [False, True])
def test_another_implementation_counts_the_same(exact: bool) -> None:
    """On every true table, and on the same with cells dropped, merged and moved."""
    other = other_scorer()
    rng = random.Random(5)
    for document in documents(BENCH):
        for reading in document.readings:
            damaged = [[_damaged(cell, rng) for cell in table if rng.random() > 0.1] for table in reading]
            counts = []
            for tables in (reading, damaged):
                plain = [{"cells": [{s: getattr(c, s) for s in Cell.__slots__} for c in table]} for table in tables]
                counts.append(other.document_relations({"pages": {"1": plain}}, "strict" if exact else "plain"))
            mine = score(relations(damaged, exact=exact), relations(reading, exact=exact))
            both = (counts[0] & counts[1]).total()
            assert (mine.both, mine.found, mine.true) == (both, counts[1].total(), counts[0].total())


def _damaged(cell: Cell, rng: random.Random) -> Cell:
    if rng.random() < 0.1:
        return Cell(cell.r0, cell.r1, cell.c0, cell.c1 + 1, cell.text)
    return Cell(cell.r0, cell.r1, cell.c0, cell.c1, rng.choice(["", "-", cell.text, cell.text[::-1]]))
