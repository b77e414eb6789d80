"""One figure for the terminal: what it is, where it stands in its table, and what the checks say of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.errors import UsageError
from extractor.printable import harmless
from extractor.reviewed import review_of
from extractor.selection import Only, only
from extractor.site import words
from extractor.site.grids import Line, grids
from extractor.site.records import Item, Row, item_of

if TYPE_CHECKING:
    from rich.console import Console

    from extractor.compare.rules import Rules
    from extractor.dataset import Dataset

_ROWS = 2  # rows shown above and below that of the figure
_LABEL = 24  # characters of a row's label in the excerpt of a table
_CELL = 14  # characters that a column of it takes, with the space before it


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure with its document's record, the figures of its table, and its checks: whether each holds, in words."""

    item: Item
    document: Row
    force: str
    table: tuple[Item, ...]
    checks: tuple[tuple[bool, str], ...]


def find(data: Dataset, identifier: str, rules: Rules) -> Shown:
    """The figure of that id. Raises UsageError where the dataset has none, ExtractorError where it cannot be read."""
    row = next(iter(_rows(data, "observations", only("observation_id", identifier))), None)
    if row is None:
        raise UsageError(
            f"{data.directory}: has no figure {identifier}; observations.csv and `extractor check` have ids"
        )
    own = only("document_id", row["document_id"])
    (document, *_) = _rows(data, "documents", own)
    beside = _rows(data, "observations", own, only("table", row["table"])) if row["table"] else [row]
    review = review_of(data)
    excluded = {r["observation_id"]: f"excluded in review: {why}" for r, why in review.split(beside)[1]}
    said = {**review.notes, **excluded}
    items = tuple(item_of(r, rules, said.get(r["observation_id"], "")) for r in beside)
    checks = [c for c in _rows(data, "checks", own) if identifier in json.loads(c["observation_ids"] or "[]")]
    checks.sort(key=lambda c: bool(c["passed"]))
    forces = {force.id: force.name for force in rules.book.forces.values()}
    item = next(i for i in items if i.id == identifier)
    force = forces.get(row["force"] or "", row["force"] or "")
    return Shown(item, document, force, items, tuple((bool(c["passed"]), _told(c)) for c in checks))


def _rows(data: Dataset, table: str, *where: Only) -> list[dict[str, Any]]:
    from extractor.publish.codes import load_schemas

    columns = [field.name for field in load_schemas().tables[table].fields]
    return [row for piece in data.batches(table, columns, where, ordered=True) for row in piece.to_pylist()]


def _told(check: Row) -> str:
    kind = words.code_text(check["kind"])
    verdict = f" ({words.code_text(check['verdict']).casefold()})" if check["verdict"] else ""
    return f"{kind}{verdict}: {check['message'] or 'no more is known'}"


def print_figure(shown: Shown, console: Console) -> None:
    """Print a figure, its facts, its table around it and its checks, in lines as wide as the console."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    item = shown.item
    sign, word, meaning = words.STATES[item.state]
    console.print(Text(harmless(item.text), style="bold"))
    console.print(Text(f"{sign} {word}: {meaning}"))
    if item.review:
        console.print(Text(harmless(f"A reviewer: {item.review}"), style="bold"))
    facts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    facts.add_column(no_wrap=True)
    facts.add_column(overflow="fold")
    for name, text in _facts(shown):
        if text:
            facts.add_row(name, Text(harmless(text)))
    console.print(Padding(facts, (1, 0, 1, 0)))
    for line in excerpt(shown, console.width):
        console.print(Text(harmless(line)), no_wrap=True, overflow="ellipsis", crop=True)
    for holds, told in shown.checks:
        console.print(Text(harmless(f"{'✓ holds' if holds else '✕ fails'}  {told}")))
    if not shown.checks:
        console.print("No check speaks of this figure.")


def _facts(shown: Shown) -> Iterator[tuple[str, str]]:
    item, row = shown.item, shown.item.row
    printed = row["period_label"] or ""
    place = [shown.document["file"], f"page {row['page']}" if row["page"] else "",
             f"table {row['table']}" if row["table"] else "in a sentence"]  # fmt: skip
    title = dict.fromkeys(filter(None, (row["table_title"], row["section"])))
    yield "of", item.subject or "not in the vocabulary"
    yield "force", shown.force
    yield "area", item.area
    yield "period", f"{item.when} (printed: {printed})" if printed and printed != item.when else item.when
    yield "unit", item.unit
    is_tabular = not item.is_of_sentence
    yield "row" if is_tabular else "about", " > ".join(filter(None, (row["row_group"], row["row_label"])))
    yield "column" if is_tabular else "words", row["column_label"] or ""
    yield "table" if is_tabular else "section", ", ".join(title)
    yield "where", ", ".join(filter(None, place))
    yield "left open", ", ".join(item.open)
    yield "shown of it", words.proof_text(row["proof"] or "")


def excerpt(shown: Shown, width: int) -> list[str]:
    """The rows and columns around the figure as lines of text, the figure between `[` and `]`; none for a sentence."""
    item = shown.item
    if item.is_of_sentence:
        return []
    for grid in grids(shown.table):
        at = next((n for n, line in enumerate(grid.lines) if _column(line, item) is not None), None)
        if at is None:
            continue
        column = _column(grid.lines[at], item) or 0
        count = max(1, (width - _LABEL) // _CELL)
        first = max(0, min(column - count // 2, len(grid.lines[at].cells) - count))
        near = grid.lines[max(0, at - _ROWS) : at + _ROWS + 1]
        heads = [_last(head) for head in _headings(grid.heads)][first : first + count]
        lines = [" " * _LABEL + "".join(_right(text, _CELL) for text in heads)]
        return [*lines, *(_line(line, first, count, item) for line in near), ""]
    return []


def _column(line: Line, item: Item) -> int | None:
    return next((n for n, cell in enumerate(line.cells) if item in cell), None)


def _headings(heads: Sequence[Sequence[Any]]) -> list[str]:
    return [h.text for h in heads[-1]] if heads else []


def _line(line: Line, first: int, count: int, chosen: Item) -> str:
    cells = line.cells[first : first + count]
    texts = [" ".join(f"[{i.text}]" if i is chosen else f"{i.text} " for i in cell) for cell in cells]
    return _cut(line.label, _LABEL - 1).ljust(_LABEL) + "".join(_right(text, _CELL) for text in texts)


def _last(text: str) -> str:
    return f"{text} "


def _right(text: str, width: int) -> str:
    return _cut(text, width - 1).rjust(width)


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split()) + (" " if text.endswith(" ") else "")
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
