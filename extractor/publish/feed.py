"""What a feed of a dataset tells: reports that were released, figures that were revised or withdrawn.

One entry for each report, and one for each document of which a release revised or withdrew figures. Its day is that
on which the publisher released the report; where that is not known, the last day that the report is about; and where
that is not known either, 1 January 1970, which no report is of. So the same dataset gives the same feed on any day.
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from extractor.model import DocumentSummary
from extractor.printable import harmless
from extractor.publish.as_csv import as_digits
from extractor.publish.codes import Schemas
from extractor.publish.schema import TableSchema
from extractor.publish.tidy import Row, storable

TITLE = "Police performance figures"
ABOUT = "Reports whose figures are in this dataset, and figures that were revised or withdrawn"
LANGUAGE = "en-GB"
UNKNOWN = date(1970, 1, 1)
MOST_ENTRIES = 200  # the newest; documents.csv and changes.csv have all
_MOST_TITLE, _MOST_TEXT, _MOST_FIGURES = 200, 4000, 10  # characters, characters, figures that an entry names
_NAMES = uuid.UUID("6f0a4c0e-9b1d-5b0a-8f39-3d9d5f6b7c11")  # the space of names in which ids of entries are made
_UNWRITABLE = re.compile("[\ufffe\uffff]")  # that XML cannot hold, besides what is written out
_CAUSES = {
    "document_replaced": "Another file of the same report took the place of the one before.",
    "document_removed": "The report was taken out of the dataset.",
    "read_anew": "The same file was read with another version of the program or its vocabulary.",
    "document_added": "The report was added.",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `published` is None where the day of release is not known; `updated` then is a stated fallback."""

    id: str
    kind: str
    title: str
    text: str
    updated: date
    published: date | None
    url: str
    author: str


def feed_id() -> str:
    """The id of the feed itself."""
    return _id("feed")


def _id(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMES, name)}"


def entries_of(
    documents: Sequence[DocumentSummary], tables: Mapping[str, Sequence[Row]], schemas: Schemas
) -> list[Entry]:
    """The newest entries, by their day and then by what they are about."""
    names = force_names(schemas)
    revised = _revisions(tables.get("vintages", ()), schemas.tables["vintages"])
    found = [_released(d, revised.get(d.document_id, []), names) for d in documents if d.status == "read"]
    found += _changed(documents, _dicts(tables.get("changes", ()), schemas.tables["changes"]), names)
    return sorted(found, key=lambda e: (-e.updated.toordinal(), e.kind, e.title, e.id))[:MOST_ENTRIES]


def force_names(schemas: Schemas) -> dict[str, str]:
    """The names of forces by their ids."""
    forces = schemas.code_lists.get("forces")
    if forces is None or "name" not in (f.name for f in forces.schema.fields):
        return {}
    key, name = forces.schema.index("force"), forces.schema.index("name")
    return {str(row[key]): str(row[name]) for row in forces.rows}


def title_of(d: DocumentSummary) -> str:
    """What a report is called: by its publisher where the user says so, else by itself, else by its file."""
    return _line(d.source_title or d.title or d.file)


def _released(d: DocumentSummary, revised: Sequence[str], names: Mapping[str, str]) -> Entry:
    author = names.get(d.force, d.force)
    until = f" (figures to {_day(d.period_end)})" if d.period_end else ""
    lines = [f"{d.figures_read:,} figures of {title_of(d)}.", f"File: {d.file} (SHA-256 {d.source_sha256})."]
    if revised:
        lines.append(f"It prints {_counted(len(revised), 'figure')} of earlier editions with another value:")
        lines += _few(revised)
    title = f"{author}: {title_of(d)}{until}" if author else f"{title_of(d)}{until}"
    return Entry(
        _id(f"report {d.document_id}"), "report", _cut(_line(title), _MOST_TITLE), _text(lines),
        d.published or d.period_end or UNKNOWN, d.published, d.source_url, author,
    )  # fmt: skip


def _changed(
    documents: Sequence[DocumentSummary], changes: Iterable[dict[str, Any]], names: Mapping[str, str]
) -> Iterator[Entry]:
    """An entry for each document of which a release revised or withdrew figures."""
    known = {d.document_id: d for d in documents}
    groups: dict[tuple[int, str, str], list[dict[str, Any]]] = defaultdict(list)
    for change in changes:
        groups[int(change["release"]), str(change["document_id"]), str(change["cause"])].append(change)
    for (release, name, cause), group in groups.items():
        if any(change["change"] != "added" for change in group):
            yield _of_changes(release, name, cause, group, known.get(name), names)


def _of_changes(
    release: int, name: str, cause: str, group: Sequence[dict[str, Any]], d: DocumentSummary | None,
    names: Mapping[str, str],
) -> Entry:  # fmt: skip
    counts = {kind: sum(c["change"] == kind for c in group) for kind in ("revised", "withdrawn", "added")}
    said = ", ".join(f"{_counted(n, 'figure')} {kind}" for kind, n in counts.items() if n)
    force = next((str(c["force"]) for c in group if c["force"]), "")
    author = names.get(force, force)
    published = next((c["published"] for c in group if c["published"]), None)
    lines = [f"Release {release} of the dataset: {said}.", _CAUSES.get(cause, "")]
    lines += _few([_change_text(c) for c in group if c["change"] == "revised"])
    kind = "revision" if counts["revised"] else "withdrawal"
    title = ": ".join(filter(None, (author, title_of(d) if d else name, said)))
    return Entry(
        _id(f"{kind} {release} {name} {cause}"), kind, _cut(_line(title), _MOST_TITLE), _text(lines),
        published or (d.period_end if d else None) or UNKNOWN, published, d.source_url if d else "", author,
    )  # fmt: skip


def _change_text(change: Mapping[str, Any]) -> str:
    labels = " | ".join(filter(None, (change["row_label"], change["column_label"])))
    old, new = change["old_value_text"], change["new_value_text"]
    if old != new:
        return f"{labels}: {new or 'nothing'}, was {old or 'nothing'}"
    return f"{labels}: {new} ({change['columns'].strip('[]').replace(chr(34), '')} otherwise)"


def _revisions(rows: Sequence[Row], schema: TableSchema) -> dict[str, list[str]]:
    """By document, the figures that it prints with another value than the edition before."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _dicts(rows, schema):
        if row["status"] == "revised":
            before = f", was {as_digits(row['previous_value'])}" if row["previous_value"] is not None else ""
            value = "" if row["value"] is None else as_digits(row["value"])
            found[str(row["document_id"])].append(f"{row['observation_id']}: {value}{before}")
    return found


def _dicts(rows: Iterable[Row], schema: TableSchema) -> Iterator[dict[str, Any]]:
    names = [field.name for field in schema.fields]
    return (dict(zip(names, row, strict=True)) for row in rows)


def _few(texts: Sequence[str]) -> list[str]:
    more = [f"and {len(texts) - _MOST_FIGURES:,} more"] if len(texts) > _MOST_FIGURES else []
    return [f"- {_line(text)}" for text in (*texts[:_MOST_FIGURES], *more)]


def _text(lines: Iterable[str]) -> str:
    return _cut(_clean("\n".join(filter(None, lines))), _MOST_TEXT)


def _line(text: str) -> str:
    return _clean(" ".join(text.split()))


def _clean(text: str) -> str:
    """The text with all written out that XML cannot hold, or that would steer whoever shows it."""
    return _UNWRITABLE.sub("\ufffd", harmless(storable(text)))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
