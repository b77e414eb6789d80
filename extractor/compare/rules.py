"""The rules of comparing, which are data: what adds up to what, and what must be minded (schemas/*.csv)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from extractor.codelists import Measure, Vocabulary, schemas_dir, vocabulary
from extractor.compare.lineup import Figure, Reason
from extractor.errors import UsageError

KINDS = ("table", "text")
EFFECTS = ("variant", "boundary", "season", "exclude", "note")


@dataclass(frozen=True, slots=True)
class Combination:
    """Categories of one measure that sum to another. `note` says what the sum may miss."""

    whole: str
    parts: tuple[str, ...]
    measures: frozenset[str]
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Caveat:
    """What stands in the way of a comparison. Empty fields match everything.

    effect `variant`: forces with different `variant` publish different things under one name, and one without a force
    is that of every force that has none of its own; `boundary`: figures before and from `since` on are not the same;
    `season`: those of different seasons are not the same; `exclude`: the figure stands beside no other force's; `note`:
    to be kept in mind.
    """

    id: str
    kind: str
    effect: str
    variant: str
    measures: frozenset[str]
    categories: frozenset[str]
    force: str
    statistic: str
    breakdown: str
    label: str
    since: date | None
    until: date | None
    text: str
    source: str

    def concerns(self, figure: Figure) -> bool:
        """Whether the caveat speaks of this figure."""
        subject = figure.subject
        if self.measures and subject.measure not in self.measures:
            return False
        if self.categories and subject.category not in self.categories:
            return False
        if self.force not in ("", figure.force) or self.statistic not in ("", subject.statistic):
            return False
        if self.breakdown and self.breakdown not in subject.breakdown:
            return False
        labels = [f"{p.row_label} {p.column_label} {p.table_title}".casefold() for p in figure.places]
        if self.label and not any(self.label.casefold() in label for label in labels):
            return False
        return self.effect == "boundary" or self._in_time(figure)

    def _in_time(self, figure: Figure) -> bool:
        start, end = figure.span.start, figure.span.end
        if self.since and (end is None or end < self.since):
            return False
        return not (self.until and (start is None or start > self.until))


@dataclass(frozen=True, slots=True)
class Preference:
    """Which of two values of one edition stands: one printed in the places `prefer` before one in `over` alone."""

    prefer: str
    over: str
    text: str


@dataclass(frozen=True, slots=True)
class Residents:
    """How many people live in a force's area in the middle of a year, and who says so."""

    force: str
    year: int
    people: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Synonym:
    """What people call measures and categories: figures of any of the measures, where there are any, about any of the
    categories, where there are any."""

    words: str
    measures: frozenset[str]
    categories: frozenset[str]


@dataclass(frozen=True)
class Rules:
    """The vocabulary and everything that is known about comparing.

    `remarks` is what people said of figures in review, by the ids of these.
    """

    book: Vocabulary
    combinations: tuple[Combination, ...]
    caveats: tuple[Caveat, ...]
    preferences: tuple[Preference, ...] = ()
    populations: Mapping[tuple[str, int], Residents] = field(default_factory=dict)
    synonyms: tuple[Synonym, ...] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)

    def remarks_on(self, figures: Iterable[Figure]) -> list[Reason]:
        """What was said in review of published figures, and of those that worked out ones rest on."""
        ids = dict.fromkeys(i for f in figures for i in f.observation_ids) if self.remarks else {}
        return [Reason("flagged", text) for text in dict.fromkeys(self.remarks[i] for i in ids if i in self.remarks)]

    def measure(self, identifier: str) -> Measure | None:
        """The measure of that id."""
        return self.book.measures.get(identifier)

    def variants(self, kind: str, measures: frozenset[str], figure: Figure) -> frozenset[str]:
        """The definitions on record for a figure: those of its own force, else those of any force that has none."""
        there = [
            c for c in self.caveats
            if c.effect == "variant" and c.kind == kind and c.measures == measures and c.concerns(figure)
        ]  # fmt: skip
        own = [c for c in there if c.force]
        return frozenset(c.variant for c in own or there)

    def adds_up(self, identifier: str) -> bool:
        """Whether counts of the measure in two periods sum to the count in both together."""
        measure = self.measure(identifier)
        return measure is not None and measure.over_time == "sum"


def load_rules(extra: str | None = None) -> Rules:
    """The rules that ship, with the folder `extra` laid over them.

    Raises UsageError where `extra` is no folder or a rule in it cannot be understood.
    """
    book = vocabulary(extra)
    folders = tuple(str(folder) for folder in (schemas_dir(), extra) if folder is not None)
    return Rules(book, *_load(folders))


@lru_cache(maxsize=4)
def _load(
    folders: tuple[str, ...],
) -> tuple[
    tuple[Combination, ...],
    tuple[Caveat, ...],
    tuple[Preference, ...],
    dict[tuple[str, int], Residents],
    tuple[Synonym, ...],
]:
    preferences: dict[str, Preference] = {}
    populations: dict[tuple[str, int], Residents] = {}
    synonyms: dict[str, Synonym] = {}
    combinations: dict[tuple[str, tuple[str, ...]], Combination] = {}
    caveats: dict[str, Caveat] = {}
    for folder in map(Path, folders):
        for where, row in _rows(folder / "combinations.csv"):
            rule = _combination(where, row)
            combinations[rule.whole, rule.parts] = rule
        for where, row in _rows(folder / "caveats.csv"):
            caveat = _caveat(where, row)
            caveats[caveat.id] = caveat
        for where, row in _rows(folder / "preferences.csv"):
            preferences[row["preference"]] = _preference(where, row)
        for where, row in _rows(folder / "populations.csv"):
            residents = _residents(where, row)
            populations[residents.force, residents.year] = residents
        for where, row in _rows(folder / "synonyms.csv"):
            synonyms[row["words"]] = _synonym(where, row)
    return (
        tuple(combinations.values()), tuple(caveats.values()), tuple(preferences.values()), populations,
        tuple(synonyms.values()),
    )  # fmt: skip


def _combination(where: str, row: dict[str, str]) -> Combination:
    parts = _split(row["parts"])
    if not row["whole"] or len(parts) < 2:
        raise UsageError(f"{where}: a combination needs a whole and at least two parts with | between them")
    return Combination(row["whole"], parts, frozenset(_split(row["measures"])), row["note"], row["source"])


def _synonym(where: str, row: dict[str, str]) -> Synonym:
    measures, categories = _split(row["measure"]), _split(row["category"])
    if not row["words"] or not (measures or categories):
        raise UsageError(f"{where}: a synonym needs words and a measure or a category that they mean")
    return Synonym(row["words"], frozenset(measures), frozenset(categories))


def _residents(where: str, row: dict[str, str]) -> Residents:
    year, people = row["year"], row["population"]
    if not (year.isdecimal() and people.isdecimal() and int(people) and row["source"]):
        raise UsageError(f"{where}: a population needs a year, a whole number of people and the source that says so")
    return Residents(row["force"], int(year), Decimal(people), row["source"])


def _preference(where: str, row: dict[str, str]) -> Preference:
    if {row["prefer"], row["over"]} != set(KINDS):
        raise UsageError(f"{where}: prefer and over are {' and '.join(KINDS)}, in one order or the other")
    return Preference(row["prefer"], row["over"], row["text"])


def _caveat(where: str, row: dict[str, str]) -> Caveat:
    effect = row["effect"]
    if effect not in EFFECTS or (effect == "variant") != bool(row["variant"]):
        raise UsageError(f"{where}: effect is one of {', '.join(EFFECTS)}, and variant is named where it is variant")
    since, until = _day(where, row["since"]), _day(where, row["until"])
    if effect == "boundary" and since is None:
        raise UsageError(f"{where}: a boundary needs the first day from which the new rule holds in since")
    return Caveat(
        row["caveat"], row["kind"], effect, row["variant"], frozenset(_split(row["measure"])),
        frozenset(_split(row["category"])), row["force"], row["statistic"], row["breakdown"], row["label"],
        since, until, row["text"], row["source"],
    )  # fmt: skip


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            if None in row or None in row.values():
                raise UsageError(f"{path}: line {number} has not as many fields as the heading; quote commas")
            yield f"{path}: line {number}", {key: value.strip() for key, value in row.items()}


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _day(where: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"{where}: {text!r} is no day such as 2017-04-01") from None
