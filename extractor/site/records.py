"""A dataset as the pages need it: documents with their figures, tables, checks and findings, each figure in words."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from extractor.reviewed import review_of
from extractor.site import words

if TYPE_CHECKING:
    from extractor.compare.rules import Rules
    from extractor.dataset import Dataset

Row = Mapping[str, Any]
Box = tuple[float, float, float, float]

# Findings about what stands in a document and is in no figure of the dataset.
_NOT_READ = re.compile(r"-not-read$|^figures-|^unread|^unreadable|^no-|^hidden-|^cells-not-")
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")


@dataclass(frozen=True, slots=True)
class Item:
    """One figure in words. `box` is where it stands on its page, None for formats without pages; `row` its record."""

    id: str
    state: str
    text: str
    measure: str
    category: str
    when: str
    unit: str
    area: str
    open: tuple[str, ...]
    review: str
    box: Box | None
    row: Row

    @property
    def subject(self) -> str:
        """What the figure is of, by the vocabulary; by its headings where that has no name for it."""
        return " · ".join(filter(None, (self.measure, self.category)))

    @property
    def headings(self) -> str:
        """Row and column as printed."""
        return " | ".join(filter(None, (self.row["row_label"], self.row["column_label"])))

    @property
    def is_excluded(self) -> bool:
        """Whether a person keeps it out of comparisons."""
        return self.review.startswith("excluded")

    @property
    def is_of_sentence(self) -> bool:
        """Whether it stands in running text."""
        return bool(self.row["reader"] == "prose" or not self.row["table"])


@dataclass(frozen=True)
class Report:
    """One document with all that is known of it. `name` is what its files are called."""

    row: Row
    name: str
    items: tuple[Item, ...]
    tables: tuple[Row, ...]
    checks: tuple[Row, ...]
    findings: tuple[Row, ...]
    unmapped: tuple[Row, ...]

    @property
    def id(self) -> str:
        """Its id in the dataset."""
        return str(self.row["document_id"])

    @property
    def title(self) -> str:
        """Its title, or the name of its file."""
        return str(self.row["title"] or self.row["file"])

    @property
    def is_read(self) -> bool:
        """Whether it could be read at all."""
        return bool(self.row["status"] == "read")

    @property
    def period(self) -> str:
        """What it reports on."""
        return words.span_text(self.row["period_start"], self.row["period_end"])

    @cached_property
    def counts(self) -> Counter[str]:
        """Figures by state; `any_open` counts those with an open field whatever the checks say."""
        counts = Counter(item.state for item in self.items)
        counts["any_open"] = sum(bool(item.open) for item in self.items)
        counts["excluded"] = sum(item.is_excluded for item in self.items)
        return counts

    @cached_property
    def not_read(self) -> list[Row]:
        """Findings about what is in the document and not in the dataset."""
        return [f for f in self.findings if _NOT_READ.search(f["code"])]

    @cached_property
    def checks_of(self) -> dict[str, list[int]]:
        """The numbers of the checks that each figure takes part in."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, check in enumerate(self.checks):
            for name in dict.fromkeys(json.loads(check["observation_ids"] or "[]")):
                found[name].append(number)
        return found


@dataclass(frozen=True)
class Records:
    """All of a dataset that the pages show. `forces` spells forces, `reports` are in the order of the dataset."""

    reports: tuple[Report, ...]
    forces: Mapping[str, str]
    corrections: tuple[Row, ...]
    rules: Rules
    data: Dataset
    by_measure: Mapping[str, Mapping[tuple[str, str], int]] = field(default_factory=dict)

    @cached_property
    def report_of(self) -> dict[str, Report]:
        """The reports by the ids of their documents."""
        return {report.id: report for report in self.reports}

    @cached_property
    def measure_names(self) -> dict[str, str]:
        """What the files of each measure are called."""
        taken: set[str] = set()
        return {measure: file_name(measure, taken) for measure in sorted(self.by_measure)}

    def link(self, document_id: str, observation_id: str) -> str:
        """Where a figure is shown, from the top of the site; nothing for a document that is not there."""
        report = self.report_of.get(document_id)
        return f"documents/{report.name}.html#obs-{observation_id}" if report else ""


def gather(data: Dataset, rules: Rules) -> Records:
    """Everything of a dataset. Raises ExtractorError where its files cannot be read."""
    review = review_of(data)
    figures: dict[str, list[Item]] = defaultdict(list)
    measures: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    rows = [*_rows(data, "observations")]
    excluded = {row["observation_id"]: f"excluded in review: {why}" for row, why in review.split(rows)[1]}
    remarks = {**review.notes, **excluded}
    for row in rows:
        figures[row["document_id"]].append(item_of(row, rules, remarks.get(row["observation_id"], "")))
        if row["measure"]:
            measures[row["measure"]][row["force"] or "", row["category"] or ""] += 1
    others = {name: _by_document(_rows(data, name)) for name in ("tables", "checks", "findings", "unmapped")}
    reports, taken = [], set[str]()
    for row in _rows(data, "documents"):
        name = file_name(row["document_id"], taken)
        about = (tuple(others[n].get(row["document_id"], ())) for n in ("tables", "checks", "findings", "unmapped"))
        reports.append(Report(row, name, tuple(figures.get(row["document_id"], ())), *about))
    forces = {force.id: force.name for force in rules.book.forces.values()}
    said: list[Any] = data.corrections.astype(object).where(data.corrections.notna(), None).to_dict("records")
    return Records(tuple(reports), forces, tuple(said), rules, data, measures)


def file_name(identifier: str, taken: set[str]) -> str:
    """What the files of a document or measure are called: its id, or a hash where that is no name for a file."""
    name = identifier
    if not _SAFE.fullmatch(name) or name.casefold() in taken:
        name = f"x-{sha256(identifier.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    taken.add(name.casefold())
    return name


def _rows(data: Dataset, table: str) -> Iterator[dict[str, Any]]:
    for piece in data.in_order(table):
        yield from piece.to_pylist()


def _by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["document_id"]].append(row)
    return found


def item_of(row: dict[str, Any], rules: Rules, review: str) -> Item:
    """A figure in words; `review` is what a person said of it."""
    measure = rules.book.measures.get(row["measure"] or "")
    category = rules.book.categories.get(row["category"] or "")
    corners = (row["x0"], row["top"], row["x1"], row["bottom"])
    return Item(
        row["observation_id"], words.state_of(row), " ".join((row["value_text"] or "").split()),
        measure.label if measure else row["measure"] or "", category.label if category else row["category"] or "",
        words.when_text(row), words.unit_text(row), words.area_text(row), tuple(words.open_fields(row)),
        review, corners if row["page"] and None not in corners else None, row,
    )  # fmt: skip
