"""The rows of a body: which open a group, and by what labels each figure is headed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.facts import BodyCell
from extractor.heads.columns import SYMBOLS, Segment
from extractor.heads.looks import Knows, look_of
from extractor.heads.matrix import Matrix
from extractor.model import Cell

_TOTAL = re.compile(r"(?:grand )?total\b|overall\b|sum\b|.*\btotal\s*:?$", re.IGNORECASE)
_OVER_ROWS = re.compile(rf"(?:{_TOTAL.pattern})|(?:average|mean|median)\W*$", re.IGNORECASE)  # of the rows above
_SUBTOTAL = re.compile(r"sub[\s-]?total", re.IGNORECASE)  # of the group that it closes, which it is a row of
_GOES_ON = re.compile(r"[a-z(&]")  # a label that starts so is the rest of the label above it
_NUMBERS_ONLY = re.compile(r"\d{1,4}[.)]?")


@dataclass(frozen=True)
class RowLabels:
    """What heads a row: the group rows above it and its own labels, outermost first."""

    group: tuple[str, ...]
    names: tuple[str, ...]


def body_cells(
    grid: Matrix, rows: range, segment: Segment, paths: dict[int, tuple[str, ...]], knows: Knows
) -> Iterable[BodyCell]:
    """Every cell with text in the columns of figures of one segment, with the labels over and beside it."""
    labels = _labels(grid, rows, segment, paths, knows)
    labelled = any(row.names for row in labels.values()) or len(labels) > 1
    for row, heads in labels.items():
        for column in segment.figures:
            cell = grid.slots.get((row, column))
            if cell is None or (cell.row, cell.column) != (row, column) or not cell.text.strip():
                continue
            yield BodyCell(
                cell, column, row, (*heads.group, *heads.names), paths.get(column, ()),
                group=heads.group,
                symbol=_symbol(grid, row, column),
                unlabelled=labelled and not heads.names and not _ends_group(labels, row),
                merged_rows=_merged(cell, rows, labels),
                merged_columns=_merged_columns(cell, segment, paths),
            )  # fmt: skip


def _ends_group(labels: dict[int, RowLabels], row: int) -> bool:
    """Whether a row is the last below a group row: without a label of its own it is the group's subtotal."""
    group = labels[row].group
    after = next((labels[r].group for r in sorted(labels) if r > row), None)
    return bool(group) and after != group


def _symbol(grid: Matrix, row: int, column: int) -> str:
    """A currency or percent sign that stands in a cell of its own beside a figure, as accounts are set."""
    before, after = grid.own_text(row, column - 1), grid.own_text(row, column + 1)
    if before in SYMBOLS and before != "%":
        return before
    return after if after == "%" else ""


def _merged(cell: Cell, rows: range, labels: dict[int, RowLabels]) -> bool:
    """Whether one figure stands in several rows that have labels of their own: it is of none of them alone."""
    covered = [labels[r].names for r in range(cell.row, cell.row + cell.row_span) if r in labels]
    return len({names for names in covered if names}) > 1


def _merged_columns(cell: Cell, segment: Segment, paths: dict[int, tuple[str, ...]]) -> bool:
    covered = [c for c in range(cell.column, cell.column + cell.column_span) if c in segment.figures]
    return len({paths.get(c, ()) for c in covered}) > 1


def _labels(
    grid: Matrix, rows: range, segment: Segment, paths: dict[int, tuple[str, ...]], knows: Knows
) -> dict[int, RowLabels]:
    """The labels of every row with figures, group rows and repeated boxheads left out."""
    carried: list[str] = [""] * len(segment.stub)
    group: tuple[str, ...] = ()
    waiting = ""  # a group row that may be the first line of the next label
    found: dict[int, RowLabels] = {}
    totals = Counter(text for row in rows if _TOTAL.match(text := _lone_label(grid, row, segment)))
    for row in rows:
        if _repeats_boxhead(grid, row, segment, paths):
            continue
        if _is_label_alone(grid, row, segment):
            text = _label_alone(grid, row, segment)
            if found and _GOES_ON.match(text) and _last_name(found) and not waiting:
                _lengthen(found, text)
            elif row < rows[-1]:
                waiting = f"{waiting} {text}".strip() if waiting and _GOES_ON.match(text) else text
                group = (waiting,)
            continue
        names = _names(grid, row, segment, carried, knows)
        if waiting and names and _GOES_ON.match(names[0]):
            names, group = (f"{waiting} {names[0]}", *names[1:]), _outer_group(found)
        waiting = ""
        closes = len(names) == 1 and bool(_TOTAL.match(names[0])) and not _SUBTOTAL.match(names[0])
        if closes and totals[names[0]] > 1 and names[0] not in (_last_name(found) if found else ""):
            closes = False  # each group has a total of its own
        found[row] = RowLabels(() if closes else group, names)
    return _told_apart(found, len(segment.stub))


def _lone_label(grid: Matrix, row: int, segment: Segment) -> str:
    """The label of a row in a table with one column of labels."""
    return grid.text(row, segment.stub[0]) if len(segment.stub) == 1 else ""


def _outer_group(found: dict[int, RowLabels]) -> tuple[str, ...]:
    """The group that was open before the line that turned out to belong to a label."""
    return found[max(found)].group if found else ()


def _last_name(found: dict[int, RowLabels]) -> str:
    names = found[max(found)].names
    return names[-1] if names else ""


def _lengthen(found: dict[int, RowLabels], text: str) -> None:
    last = max(found)
    heads = found[last]
    found[last] = RowLabels(heads.group, (*heads.names[:-1], f"{heads.names[-1]} {text}"))


def _told_apart(found: dict[int, RowLabels], stub: int) -> dict[int, RowLabels]:
    """A label that stands twice in one column of labels belongs, the second time, to the row above that it details."""
    if stub != 1:
        return found
    counts = Counter((heads.group, heads.names) for heads in found.values() if heads.names)
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    previous: tuple[str, ...] = ()
    told: dict[int, RowLabels] = {}
    for row, heads in found.items():
        names = heads.names
        key = (heads.group, names)
        again = bool(names) and counts[key] > 1 and look_of(names[-1]) not in ("period", "year")
        again = again and not _OVER_ROWS.match(names[-1])  # a total details no row
        told[row] = RowLabels(heads.group, (*previous, *names)) if again and key in seen else heads
        if again:
            seen.add(key)
        elif names:
            previous = names
    return told


def _repeats_boxhead(grid: Matrix, row: int, segment: Segment, paths: dict[int, tuple[str, ...]]) -> bool:
    texts = {c: grid.text(row, c) for c in segment.figures if grid.text(row, c)}
    return bool(texts) and all(paths.get(c) and t == paths[c][-1] for c, t in texts.items())


def _is_label_alone(grid: Matrix, row: int, segment: Segment) -> bool:
    """Whether a row holds a label and nothing beside it, or one text merged over all."""
    if not segment.stub or any(_own_figure(grid, row, c) for c in segment.figures):
        return False
    return bool(_label_alone(grid, row, segment))


def _own_figure(grid: Matrix, row: int, column: int) -> bool:
    cell = grid.slots.get((row, column))
    if cell is None or not cell.text.strip():
        return False
    return cell.column == column or look_of(grid.text(row, column)) != "words"


def _label_alone(grid: Matrix, row: int, segment: Segment) -> str:
    texts = [t for c in segment.stub if (t := grid.own_text(row, c)) and not _NUMBERS_ONLY.fullmatch(t)]
    return texts[0] if texts and len(set(texts)) == 1 else ""


def _names(grid: Matrix, row: int, segment: Segment, carried: list[str], knows: Knows) -> tuple[str, ...]:
    """The row's own labels; a blank outer label is carried down from the row that opened it.

    A bare number counts lines, unless it is a year or a name of the field (`999`, `101`).
    """
    names: list[str] = []
    texts = [grid.text(row, c) for c in segment.stub]
    for at, text in enumerate(texts):
        if text:
            carried[at:] = [text, *[""] * (len(segment.stub) - at - 1)]
        elif at < len(segment.stub) - 1 and any(texts[at + 1 :]):
            text = carried[at]
        counts = _NUMBERS_ONLY.fullmatch(text) and look_of(text) != "year" and not knows(text)
        if text and not counts and (not names or names[-1] != text):
            names.append(text)
    return tuple(names)
