"""Corrections and the figures that they are about, through every run: by id, under a new id, by labels.

A correction never changes a figure. Where the figure says something else than it said when a person looked at it, the
correction waits until one looks again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.failures import one_line
from extractor.publish.corrections import AMBIGUOUS, APPLIES, CHANGED, MISSING, Correction
from extractor.publish.schema import TableSchema
from extractor.publish.tidy import Row
from extractor.selection import Only, only

if TYPE_CHECKING:
    import pyarrow as pa

Read = Callable[[Sequence[str], Sequence[Only]], "Iterator[pa.Table]"]
COLUMNS = ("observation_id", "document_id", "table_title", "row_label", "column_label", "value_text")


@dataclass(frozen=True, slots=True)
class Print:
    """A figure as far as corrections go."""

    observation_id: str
    document_id: str
    table_title: str
    row_label: str
    column_label: str
    value_text: str


class Overlay:
    """The corrections of a dataset that is being written, which sees its figures go by.

    A correction may be about the figures with these `ids` and about those of these `documents`.
    """

    def __init__(
        self, corrections: Sequence[Correction], observations: TableSchema, earlier: Mapping[str, Print]
    ) -> None:
        """`earlier` are the renewals of releases before this one."""
        self._corrections = corrections
        self._at = [observations.index(name) for name in COLUMNS]
        self.ids = {id for c in corrections if c.observation_id for id in _chain(c.observation_id, earlier)}
        self.documents, _ = concerned(corrections)
        self._prints: list[Print] = []

    def see(self, rows: Sequence[Row]) -> None:
        """Take note of one document's observations, as far as a correction may be about them."""
        if not self._corrections:
            return
        i, d = self._at[:2]
        for row in rows:
            if row[d] in self.documents or row[i] in self.ids:
                self._prints.append(Print(*(str(row[n] or "") for n in self._at)))

    def know(self, prints: Iterable[Print]) -> None:
        """Take note of figures that do not go by, of documents that stay as they are."""
        self._prints += prints

    def settled(self, changes: Sequence[Row], schema: TableSchema) -> list[Correction]:
        """The corrections with their figures as they are now. `changes` are the rows of that table, all releases'."""
        if not self._corrections:
            return []
        return settled(self._corrections, self._prints, renewals(changes, schema))


def renewals(changes: Iterable[Row], schema: TableSchema) -> dict[str, Print]:
    """The figure that each id which is no longer used became, told from the rows of `changes`."""
    names = ("previous_id", "observation_id", "document_id", "row_label", "column_label", "new_value_text")
    at = [schema.index(name) for name in names]
    found = {}
    for row in changes:
        old, new, document, row_label, column_label, text = (str(row[n] or "") for n in at)
        if old:
            found[old] = Print(new, document, "", row_label, column_label, text)
    return found


def settled(
    corrections: Iterable[Correction], prints: Iterable[Print], renewed: Mapping[str, Print] | None = None
) -> list[Correction]:
    """Each correction with the figure that it is about now, its state and what the document says."""
    by_id: dict[str, Print] = {}
    by_document: dict[str, list[Print]] = defaultdict(list)
    for p in prints:
        by_id[p.observation_id] = p
        by_document[p.document_id].append(p)
    return [_settled(c, by_id, by_document, renewed or {}) for c in corrections]


def _settled(
    c: Correction, by_id: Mapping[str, Print], by_document: Mapping[str, list[Print]], renewed: Mapping[str, Print]
) -> Correction:
    figure = by_id.get(c.observation_id) or _renewed(c.observation_id, by_id, renewed)
    if figure is None:
        found = alike(c, by_document.get(c.document_id, ()))
        if c.observation_id:  # of what stands under its labels now only the very same is the figure that was meant
            found = [p for p in found if c.expect and _same(p.value_text, c.expect)]
        if len(found) != 1:
            return replace(c, state=AMBIGUOUS if found and not c.observation_id else MISSING, found="")
        figure = found[0]
    state = APPLIES if not c.expect or _same(figure.value_text, c.expect) else CHANGED
    return replace(
        c, observation_id=figure.observation_id, document_id=figure.document_id,
        table_title=figure.table_title or c.table_title, row_label=figure.row_label, column_label=figure.column_label,
        expect=c.expect or figure.value_text, state=state, found=figure.value_text,
    )  # fmt: skip


def _renewed(old: str, by_id: Mapping[str, Print], renewed: Mapping[str, Print]) -> Print | None:
    """The figure that an id led to through one release or several."""
    return next((by_id[new] for new in _chain(old, renewed) if new in by_id), None)


def _chain(old: str, renewed: Mapping[str, Print]) -> list[str]:
    """An id and those that it became, release after release."""
    ids = [old]
    while ids[-1] in renewed and renewed[ids[-1]].observation_id not in ids:
        ids.append(renewed[ids[-1]].observation_id)
    return ids


def alike(c: Correction, figures: Iterable[Print]) -> list[Print]:
    """The figures of its document that have the labels of a correction."""
    return [p for p in figures if _is_labelled(c, p)]


def _is_labelled(c: Correction, p: Print) -> bool:
    pairs = ((c.table_title, p.table_title), (c.row_label, p.row_label), (c.column_label, p.column_label))
    return bool(c.row_label or c.column_label) and all(not mine or _named(mine, theirs) for mine, theirs in pairs)


def _named(mine: str, theirs: str) -> bool:
    """Whether a label is the one that is meant: the whole path of headings, or the last of them."""
    return _plain(mine) in (_plain(theirs), _plain(theirs.rsplit(" > ", 1)[-1]))


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def told(corrections: Iterable[Correction]) -> Iterator[str]:
    """A line for each correction that does not apply, with what to do."""
    for c in corrections:
        if c.state == CHANGED:
            now = f"now says {_quoted(c.found)}, and said {_quoted(c.expect)} when it was {_done(c.action)}"
            yield one_line(f"corrections.csv: {c.name} {now}; look at it again and mend expect, or take the row out")
        elif c.state == AMBIGUOUS:
            yield one_line(f"corrections.csv: {c.name} is said of several figures; fill in the observation_id of one")
        elif c.state == MISSING:
            yield one_line(f"corrections.csv: {c.name} is not in the dataset now; the row is kept")


def _quoted(text: str) -> str:
    return f'"{" ".join(text.split())}"'


def _done(action: str) -> str:
    return "excluded" if action == "exclude" else "flagged"


def concerned(corrections: Iterable[Correction]) -> tuple[set[str], set[str]]:
    """The documents that corrections name, and the ids of figures."""
    told = list(corrections)
    return {c.document_id for c in told if c.document_id}, {c.observation_id for c in told if c.observation_id}


def prints_of(read: Read, documents: Collection[str], ids: Collection[str]) -> list[Print]:
    """The figures of some documents, and in all others those with some ids, of what `read` gives columns of: rows that
    meet conditions, a piece at a time."""
    wanted = [only("document_id", *documents)] * bool(documents) + [only("observation_id", *ids)] * bool(ids)
    rows = (
        row
        for condition in wanted
        for piece in read(COLUMNS, [condition])
        for row in zip(*(piece.column(name).to_pylist() for name in COLUMNS), strict=True)
    )
    return list(dict.fromkeys(Print(*(str(cell or "") for cell in row)) for row in rows))
