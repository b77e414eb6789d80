"""The problems of a dataset as text, CSV and JSON."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from extractor.check.figures import written
from extractor.check.problems import Place, Problem
from extractor.notation.figures import parse_figure
from extractor.notation.formulas import escape

Row = Mapping[str, Any]
_NUMBER = re.compile(r"-?[\d,]*\.?\d+(?![\d.,e])")
_ONE_REASON = ("wrong_base", "misreading", "exchanged")  # verdicts that explain sums and changes of a column alike
_TOGETHER = 3  # problems of one kind in one line of a table are told together from this number on

COLUMNS = (
    "rank", "document_id", "force", "file", "page", "table", "section", "table_title", "row_label", "column_label",
    "kind", "verdict", "published", "expected", "message", "observation_ids", "blamed", "also_in", "review",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Problems that are one mistake made again along a row or column, the worst first."""

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        """The one that is told in full."""
        return self.problems[0]


def grouped(problems: Sequence[Problem]) -> list[Group]:
    """Problems of one kind in one row or one column of a table together, in the order of their worst."""
    lines: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for number, problem in enumerate(problems):
        for line in _lines(problem):
            lines[line].append(number)
    groups: list[Group] = []
    told: set[int] = set()
    for number, first in enumerate(problems):
        if number not in told:
            along = [[n for n in lines[line] if n not in told] for line in _lines(first)]
            most = max(along, key=len, default=[])
            members = most if len(most) >= _TOGETHER else [number]
            groups.append(Group(tuple(problems[n] for n in members)))
            told.update(members)
    return groups


def _lines(problem: Problem) -> list[tuple[Any, ...]]:
    """The row and the column of a table along which other problems of its kind, or explained alike, are the same
    mistake."""
    place = problem.place
    if place is None or not place.table or problem.kind == "words":
        return []
    kind = "" if problem.verdict in _ONE_REASON else problem.kind
    alike = (problem.document_id, kind, problem.verdict, place.table)
    return [(*alike, "row", place.row_label), (*alike, "column", place.column_label)]


def as_text(
    problems: Sequence[Problem], documents: Sequence[Row], tables: Mapping[str, Sequence[Row]],
    corrections: Sequence[Row] = (),
) -> str:  # fmt: skip
    """The problems for a person, then what people said of figures, then how much of each document is confirmed."""
    return "".join(text_lines(problems, documents, tables, corrections))


def text_lines(
    problems: Sequence[Problem], documents: Sequence[Row], tables: Mapping[str, Sequence[Row]],
    corrections: Sequence[Row] = (),
) -> Iterator[str]:  # fmt: skip
    """The same line by line."""
    for line in _text_lines(problems, documents, tables, corrections):
        # nothing in a report may move the cursor or colour the terminal
        yield (line if line.isprintable() else "".join(c if c.isprintable() else " " for c in line)) + "\n"


def _text_lines(
    problems: Sequence[Problem], documents: Sequence[Row], tables: Mapping[str, Sequence[Row]],
    corrections: Sequence[Row],
) -> Iterator[str]:  # fmt: skip
    for number, group in enumerate(grouped(problems), start=1):
        yield from (*_told(number, group), "")
    if not problems:
        yield from ("Every figure that arithmetic can check agrees with the others.", "")
    yield from map(said, corrections)
    if corrections:
        yield ""
    yield from _shares(documents, tables)


def said(row: Row) -> str:
    """What a person said of a figure, in a line."""
    done = "Excluded" if row["action"] == "exclude" else "Flagged"
    labels = " | ".join(filter(None, (row["row_label"], row["column_label"])))
    where = ", ".join(filter(None, (row["document_id"], labels))) or str(row["observation_id"])
    now = {
        "applies": f'"{row["found"]}"', "changed": f'now "{row["found"]}", then "{row["expect"]}"',
        "missing": "not in the dataset now", "ambiguous": "several figures have these labels",
    }  # fmt: skip
    return f"{done} in review: {where}: {now.get(str(row['state']), '')}: {row['reason']}"


def _told(number: int, group: Group) -> Iterator[str]:
    first = group.first
    yield f"{number}. {heading(first)}"
    if first.place:
        yield f"   {labels(first.place)}"
    yield f"   {first.message}"
    for more in first.also:
        yield f"   Also: {more}"
    if first.review:
        yield f"   A person said: {first.review}"
    for other in group.problems[1:]:
        if other.place:
            yield f"   The same in {again(other)}"
    for copy in dict.fromkeys(where(c) for p in group.problems for c in p.copies):
        yield f"   Also in {copy}"


def again(problem: Problem) -> str:
    """Labels of a problem told with others, its figure and the one expected, signed and rounded as in a sentence."""
    expected = _NUMBER.match(problem.expected)
    told = problem.expected
    if expected is not None:
        step = 10.0 ** -parse_figure(problem.published).decimals
        told = written(float(expected[0].replace(",", "")), step, "") + problem.expected[expected.end() :]
    published = problem.published.replace("-", "\u2212", 1) if problem.published.startswith("-") else problem.published
    name = labels(problem.place) if problem.place else ""
    return f"{name}: {published}" + (f", expected {told}" if told else "")


def heading(problem: Problem) -> str:
    """Force, document, page and table of a problem in one line."""
    title = f" ({problem.title or problem.section.split(' > ')[-1]})" if problem.title or problem.section else ""
    verdict = problem.verdict.replace("_", " ") or "contradiction"
    return f"{problem.force or 'unknown force'}, {where(problem)}{title}: {verdict}"


def where(problem: Problem) -> str:
    """Document, page and table or sentence of a problem."""
    place, told = problem.place, [problem.document_id]
    if place is not None and place.page is not None:
        told.append(f"page {place.page}")
    if place is not None:
        told.append(f"table {place.table}" if place.table else f'the sentence on "{place.row_label}"')
    return ", ".join(told)


def labels(place: Place) -> str:
    """Row and column of a figure."""
    return " | ".join(filter(None, (place.row_label, place.column_label))) or "(no label)"


def _shares(documents: Sequence[Row], tables: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    yield "Confirmed by at least one check that holds:"
    for document in documents:
        share = document.get("confirmed_share")
        if share is None:
            continue
        yield f"  {document['document_id']}: {float(share):.0%} of {document['figures_read']} figures"
        for table in tables.get(document["document_id"], ()):
            if table.get("confirmed_share") is not None:
                yield f"    table {table['table']}: {float(table['confirmed_share']):4.0%}  {table['title']}"


def as_csv(problems: Sequence[Problem]) -> str:
    """One line per problem, worst first."""
    return "".join(csv_lines(problems))


def csv_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """The same piece by piece."""
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    for rank, problem in enumerate(problems, start=1):
        row = _plain(rank, problem)
        ids = {name: json.dumps(row[name]) for name in ("observation_ids", "blamed", "also_in")}
        writer.writerow(["" if (v := {**row, **ids}[name]) is None else escape(str(v)) for name in COLUMNS])
        yield from lines.taken()
    yield from lines.taken()


class _Lines:
    """A file that hands on what is written to it."""

    def __init__(self) -> None:
        self._held: list[str] = []

    def write(self, text: str) -> None:
        self._held.append(text)

    def taken(self) -> list[str]:
        """What was written since it was asked for."""
        held, self._held = self._held, []
        return held


def as_json(
    problems: Sequence[Problem], documents: Sequence[Row], tables: Mapping[str, Sequence[Row]],
    corrections: Sequence[Row] = (),
) -> str:  # fmt: skip
    """Problems with all figures involved, what people said of figures, and the confirmed shares."""
    listed = [
        {**_plain(rank, p), "figures": [asdict(place) for place in p.involved], "also": list(p.also)}
        for rank, p in enumerate(problems, start=1)
    ]
    names = ("document_id", "figures_read", "confirmed_share")
    data = {
        "problems": listed,
        "corrections": [dict(row) for row in corrections],
        "documents": [_shared(d, names) for d in documents],
        "tables": [
            _shared(t, ("document_id", "table", "title", "figures", "confirmed_share"))
            for own in tables.values()
            for t in own
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _shared(row: Row, names: Sequence[str]) -> dict[str, Any]:
    return {n: float(v) if n == "confirmed_share" and (v := row[n]) is not None else row[n] for n in names}


def _plain(rank: int, problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "rank": rank, "document_id": problem.document_id, "force": problem.force, "file": problem.file,
        "page": place.page if place else None, "table": place.table if place else None,
        "section": problem.section, "table_title": problem.title,
        "row_label": place.row_label if place else "", "column_label": place.column_label if place else "",
        "kind": problem.kind, "verdict": problem.verdict, "published": problem.published,
        "expected": problem.expected, "message": problem.message,
        "observation_ids": [p.observation_id for p in problem.involved if p.observation_id],
        "blamed": [p.observation_id for p in problem.blamed if p.observation_id],
        "also_in": [where(c) for c in problem.copies], "review": problem.review,
    }  # fmt: skip
