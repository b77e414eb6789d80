"""What a release changes: observations added, revised and withdrawn, told by their ids.

A figure whose id is another because its headings were reworded, or are understood otherwise, is revised and not
withdrawn and added; see `rewording`.

The folder's observations are read once before the new ones are written, and kept as one number each; those that
changed or went are read again for the values they had.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.errors import ExtractorError
from extractor.notation.formulas import unescape
from extractor.publish import earlier
from extractor.publish.rewording import Print, reworded
from extractor.publish.schema import TableSchema
from extractor.publish.tidy import Row, Value

# What a figure is and says; where on the page it stands and what read it may change without revising it.
_LABELS = ("row_label", "column_label")
WATCHED = (
    "measure", "category", "statistic", "role", "unit", "area", "area_type", "breakdown", "period_start", "period_end",
    "period_type", "base_period_start", "base_period_end", "value", "out_of", "qualifier", "value_text", *_LABELS,
)  # fmt: skip
_NAMED = ("observation_id", "document_id", "force", "source_sha256", *WATCHED, "table_title", "row_group")
_SAID = slice(4, 4 + len(WATCHED))
_KEPT = ("force", "measure", "category", "area", "period_start", "period_end", *_LABELS)
_Told = tuple[Any, ...]  # an observation by the columns of `_NAMED`


@dataclass
class _Old:
    """The release before: each observation as a number, each document by the file it was read from."""

    figures: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


class History:
    """Changes of one release against what stands in a folder. Nothing changes where nothing stood there."""

    def __init__(
        self, directory: Path, observations: TableSchema, changes: TableSchema, forces: Collection[str] | None = None
    ) -> None:
        self._forces = forces  # of a dataset in parts, those that are written anew
        self._directory, self._observations, self._changes = directory, observations, changes
        self._columns = [observations.index(name) for name in _NAMED]
        self._is_number = [f.type == "number" for f in observations.fields]
        self._first = not (directory / "datapackage.json").is_file()
        self._old = _Old()
        for row in () if self._first else self._read():
            self._old.figures[row[0]] = hash(row[_SAID])
            self._old.files[row[1]] = row[3]
        self._added: list[_Told] = []
        self._revised: dict[str, _Told] = {}
        self._files: dict[str, str] = {}
        self._published: dict[str, date | None] = {}

    def see(self, rows: Sequence[Row], document_id: str, published: date | None) -> None:
        """Take note of one document's observations, and of the day on which it was released."""
        if self._first:
            return
        self._published[document_id] = published
        told = [tuple(self._plain(row, column) for column in self._columns) for row in rows]
        printed = {hash(new[_SAID]) for new in told}
        for new in told:
            self._files[new[1]] = new[3]
            old = self._old.figures.pop(new[0], None)
            if old is None:
                self._added.append(new)
            # of two prints that say the same either may bear the id: while both are printed neither is revised
            elif old != hash(new[_SAID]) and old not in printed:
                self._revised[new[0]] = new

    def rows(self) -> list[Row]:
        """The rows of `changes`: those of earlier releases as they are, then those of this one."""
        before = list(self.earlier_releases())
        found = list(self._found())
        if any(change["document_id"] not in self._published for change in found):
            self._published = {**release_dates(self._directory), **self._published}
        found.sort(key=lambda change: (change["document_id"], change["change"], change["observation_id"]))
        release = max((int(str(row[0])) for row in before), default=1) + 1
        names = [f.name for f in self._changes.fields]
        more = [{**c, "release": release, "published": self._published.get(c["document_id"])} for c in found]
        return [*before, *(tuple(change[name] for name in names) for change in more)]

    def _found(self) -> Iterator[dict[str, Any]]:
        gone = {}
        for old in self._read() if self._revised or self._old.figures else ():
            if old[0] in self._revised:
                new = self._revised[old[0]]
                yield _change("revised", old, new, self._cause(new[1]))
            elif old[0] in self._old.figures:
                gone[old[0]] = old
        touched = {old[1] for old in gone.values()}
        come = [new for new in self._added if new[1] in touched]
        again = reworded([*map(_print, gone.values())], [*map(_print, come)])
        renamed = {new: gone.pop(old) for old, new in again.items()}
        for new in self._added:
            if new[0] in renamed:
                yield _change("revised", renamed[new[0]], new, self._cause(new[1]))
            else:
                known = new[1] in self._old.files
                yield _change("added", None, new, self._cause(new[1]) if known else "document_added")
        for old in gone.values():
            removed = old[1] not in self._files
            yield _change("withdrawn", old, None, "document_removed" if removed else self._cause(old[1]), self._files)

    def _cause(self, document: str) -> str:
        same = self._old.files.get(document) == self._files.get(document)
        return "read_anew" if same else "document_replaced"

    def _plain(self, row: Row, column: int) -> Any:
        """A value as the earlier files give it back: numbers as floats."""
        value = row[column]
        return float(value) if value is not None and self._is_number[column] else value  # type: ignore[arg-type]

    def _read(self) -> Iterator[_Told]:
        try:
            yield from earlier.observations(self._directory, _NAMED, self._observations, self._forces)
        except (OSError, ValueError) as error:
            raise ExtractorError(
                f"{self._directory}: its observations cannot be read, so that what changes cannot be told ({error}); "
                "choose another folder or remove the files"
            ) from error

    def earlier_releases(self) -> Iterator[Row]:
        """What earlier releases said."""
        path = self._directory / "changes.csv"
        if self._first or not path.is_file():
            return
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                yield tuple(_typed(row.get(f.name) or "", f.type, f.nullable) for f in self._changes.fields)


def release_dates(directory: Path) -> dict[str, date | None]:
    """When each document of the dataset that stands in a folder was released; None where that is not known."""
    path = directory / "documents.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        days = {row["document_id"]: row.get("published") for row in csv.DictReader(stream)}
    return {name: date.fromisoformat(day) if day else None for name, day in days.items()}


def _change(
    kind: str, old: _Told | None, new: _Told | None, cause: str, files: dict[str, str] | None = None
) -> dict[str, Any]:
    named = dict(zip(_NAMED, new or old or (), strict=True))
    before, after = (dict(zip(_NAMED, row, strict=True)) if row else {} for row in (old, new))
    columns = [name for name in WATCHED if old and new and before[name] != after[name]]
    sha = (files or {}).get(named["document_id"], named["source_sha256"])
    renamed = old is not None and new is not None and old[0] != new[0]
    return {
        "change": kind,
        "observation_id": named["observation_id"],
        "document_id": named["document_id"],
        **{name: named[name] for name in _KEPT},
        "columns": "[" + ", ".join(f'"{name}"' for name in columns) + "]",
        "old_value": _number(before.get("value")),
        "new_value": _number(after.get("value")),
        "old_value_text": before.get("value_text") or "",
        "new_value_text": after.get("value_text") or "",
        "cause": cause,
        "source_sha256": sha,
        "previous_id": before["observation_id"] if renamed else None,
        **{f"old_{name}": before.get(name) or "" for name in _LABELS},
    }


def _print(told: _Told) -> Print:
    named = dict(zip(_NAMED, told, strict=True))
    return Print(**{f.name: str(named[f.name] or "") for f in fields(Print)})


def _number(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value)).normalize()


def _typed(text: str, kind: str, nullable: bool) -> Value:
    if not text and (nullable or kind in ("number", "integer", "date")):
        return None
    if kind == "number":
        return Decimal(text)
    if kind == "integer":
        return int(text)
    return date.fromisoformat(text) if kind == "date" else unescape(text)
