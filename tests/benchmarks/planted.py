"""Errors planted into the sample reports, one at a time: who is blamed, and which of them still say `passed`.

    python tests/benchmarks/planted.py [--draws N] [--seed S] [--list KIND]

Each draw takes the figures of one report as they were read, makes one error of one kind, and checks them again. What
the checks say that they did not say before is laid at the error's door (a relation that failed before is a mistake of
the report, even where another figure is blamed for it now):

- `blamed`: some new finding blames a figure that was changed, alone or as one of a few that it names, and none blames
  others alone
- `wrong`: a new finding blames figures of which none was changed
- `silent`: nothing new is said, though a relation that held before the error does not hold with it (`could`), or
  although none was there that the error breaks (`could not`)
- `passed`: how many of the changed figures still say `passed`, of all that were changed

The kinds: a digit changed, two digits transposed, the decimal point or a nought lost or won, a sign turned; two
neighbouring cells exchanged; two neighbouring columns, or rows, of figures exchanged under headings that stay; a run of
labels moved down by one; the periods of two columns exchanged; a column a year (or a month) late.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

from extractor.check import check_document
from extractor.check.document import Checked, relations_of
from extractor.check.figures import figure_of
from extractor.check.relations import Relation
from extractor.codelists import vocabulary
from extractor.model import Observation
from extractor.notation.periods import shift_months
from extractor.pipeline import extract
from extractor.quick import changed

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
REPORTS = ("hampshire-2018-03", "leicestershire-2018-09", "staffordshire-2023-03", "warwickshire-2017-09",
           "west-mercia-2016-12")  # fmt: skip
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_VALUE = ("value", "value_text", "out_of", "qualifier")
_WHEN = ("period_label", "period_start", "period_end", "period_type")
_OF_CHECKS = ("contradicted-figure", "exchanged-figures")  # findings that say what checks say

Grid = Mapping[tuple[int, int], int]  # place in a table -> place in the list of observations


@dataclass(frozen=True)
class Report:
    """The figures of one sample, and what the checks say of them before any error."""

    name: str
    observations: tuple[Observation, ...]
    before: Checked
    end: date | None
    relations: tuple[object, ...]
    grids: Mapping[int, Grid]


@dataclass(frozen=True)
class Planted:
    """Observations with one error: which were changed, and what each figure's value is by the truth of the page.

    `values` are the values with the error, by id, as a relation that was found before it would see them.
    """

    observations: tuple[Observation, ...]
    changed: frozenset[str]
    values: Mapping[str, Observation]


@dataclass
class Tally:
    """What became of the draws of one kind."""

    draws: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    figures: int = 0
    passed: int = 0
    shown: int = 0  # figures changed by errors that a relation could show
    shown_passed: int = 0
    listed: list[str] = field(default_factory=list)


@cache
def reports() -> tuple[Report, ...]:
    """The samples, read once."""
    return tuple(map(_report, REPORTS))


def _report(name: str) -> Report:
    extraction = extract(str(SAMPLES / "forms" / f"{name}.docx"))
    observations, end = extraction.observations, extraction.document.period_end
    grids: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    for i, o in enumerate(observations):
        if o.table and o.reader != "prose" and o.grid_row is not None and o.grid_column is not None:
            grids[o.table][o.grid_row, o.grid_column] = i
    relations = tuple(relations_of(observations, vocabulary()))
    return Report(name, observations, check_document(observations, vocabulary(), end), end, relations, grids)


# ---- the errors


def _edit(o: Observation, edit: Callable[[str], str | None]) -> Observation | None:
    """The figure with its printed number edited; None where the number and the value do not go together."""
    found = _NUMBER.search(o.value_text)
    if found is None or o.value is None:
        return None
    text = edit(found[0])
    was = Decimal(found[0].replace(",", ""))
    if text is None or was == 0 or was != abs(o.value):
        return None
    now = Decimal(text.replace(",", ""))
    value = -now if o.value < 0 else now
    return changed(o, value=value, value_text=o.value_text[: found.start()] + text + o.value_text[found.end() :])


def _one(report: Report, rng: random.Random, edit: Callable[[Observation], Observation | None]) -> Planted | None:
    at = rng.randrange(len(report.observations))
    o = report.observations[at]
    if not o.table or o.reader in ("prose", "chart") or o.value is None:
        return None
    new = edit(o)
    return None if new is None or new.value == o.value else _planted(report, {at: new})


def _planted(report: Report, new: Mapping[int, Observation]) -> Planted:
    observations = list(report.observations)
    for at, o in new.items():
        observations[at] = o
    moved = frozenset(o.observation_id for o in new.values())
    return Planted(tuple(observations), moved, {o.observation_id: o for o in new.values()})


def digit(report: Report, rng: random.Random) -> Planted | None:
    """One digit is another; never the last alone, which rounding may excuse."""

    def edit(text: str) -> str | None:
        places = [i for i, c in enumerate(text) if c.isdigit()]
        if len(places) < 2:
            return None
        at = rng.choice(places[:-1])
        least = "1" if at == 0 else "0"
        return text[:at] + rng.choice([d for d in "0123456789" if d != text[at] and d >= least]) + text[at + 1 :]

    return _one(report, rng, lambda o: _edit(o, edit))


def transposed(report: Report, rng: random.Random) -> Planted | None:
    """Two neighbouring digits change places."""

    def edit(text: str) -> str | None:
        places = [i for i, c in enumerate(text) if c.isdigit()]
        pairs = [(a, b) for a, b in pairwise(places) if text[a] != text[b]]
        pairs = [(a, b) for a, b in pairs if a or text[b] != "0"]
        if not pairs:
            return None
        a, b = rng.choice(pairs)
        letters = list(text)
        letters[a], letters[b] = letters[b], letters[a]
        return "".join(letters)

    return _one(report, rng, lambda o: _edit(o, edit))


def decimal(report: Report, rng: random.Random) -> Planted | None:
    """The decimal point is lost, or a nought too many is printed."""

    def edit(text: str) -> str | None:
        return text.replace(".", "") if "." in text else text + "0"

    return _one(report, rng, lambda o: _edit(o, edit))


def sign(report: Report, rng: random.Random) -> Planted | None:
    """The sign of a change is turned."""

    def edit(o: Observation) -> Observation | None:
        if o.role not in ("difference", "percent_change") or not o.value:
            return None
        plain = o.value_text.lstrip("-+\u2212\u2013 ")
        return changed(o, value=-o.value, value_text=plain if o.value < 0 else f"-{plain}")

    return _one(report, rng, edit)


def _alike(a: Observation, b: Observation) -> bool:
    """Whether either value could stand in the other's place."""
    same = (a.unit, a.role, a.statistic) == (b.unit, b.role, b.statistic) or (
        a.unit == b.unit == "count" and "." not in a.value_text + b.value_text
        and {a.role, b.role} <= {"level", "difference"}
    )  # fmt: skip
    return same and a.value is not None and b.value is not None and a.reader != "chart" != b.reader


def _as(o: Observation, other: Observation) -> Observation:
    """The figure with what another prints."""
    return changed(o, **{name: getattr(other, name) for name in _VALUE})


def _exchange(report: Report, pairs: Sequence[tuple[int, int]]) -> Planted | None:
    new: dict[int, Observation] = {}
    for a, b in pairs:
        one, other = report.observations[a], report.observations[b]
        if one.value != other.value:
            new[a], new[b] = _as(one, other), _as(other, one)
    return _planted(report, new) if new else None


def _some_grid(report: Report, rng: random.Random) -> Grid:
    return report.grids[rng.choice(sorted(report.grids))]


def cells(report: Report, rng: random.Random) -> Planted | None:
    """Two neighbouring cells change places."""
    grid = _some_grid(report, rng)
    row, column = rng.choice(sorted(grid))
    down = rng.random() < 0.5
    beside = (row + 1, column) if down else (row, column + 1)
    if beside not in grid:
        return None
    a, b = grid[row, column], grid[beside]
    return _exchange(report, [(a, b)]) if _alike(report.observations[a], report.observations[b]) else None


def _lines(grid: Grid, axis: int) -> dict[int, dict[int, int]]:
    lines: dict[int, dict[int, int]] = defaultdict(dict)
    for place, at in grid.items():
        lines[place[axis]][place[1 - axis]] = at
    return lines


def _neighbours(report: Report, rng: random.Random, axis: int) -> list[tuple[int, int]]:
    """Pairs of figures of two neighbouring lines that could change places as a whole; none where they could not."""
    lines = _lines(_some_grid(report, rng), axis)
    numbers = sorted(lines)
    if len(numbers) < 2:
        return []
    i = rng.randrange(len(numbers) - 1)
    one, other = lines[numbers[i]], lines[numbers[i + 1]]
    if set(one) != set(other):
        return []
    pairs = [(one[p], other[p]) for p in sorted(one)]
    return pairs if all(_alike(report.observations[a], report.observations[b]) for a, b in pairs) else []


def columns(report: Report, rng: random.Random) -> Planted | None:
    """The figures of two neighbouring columns change places under headings that stay."""
    return _exchange(report, _neighbours(report, rng, 1))


def rows(report: Report, rng: random.Random) -> Planted | None:
    """The figures of two neighbouring rows change places beside labels that stay."""
    return _exchange(report, _neighbours(report, rng, 0))


def labels(report: Report, rng: random.Random) -> Planted | None:
    """Three labels move down by one, the last to the first: each row has its neighbour's."""
    lines = _lines(_some_grid(report, rng), 0)
    numbers = sorted(lines)
    if len(numbers) < 3:
        return None
    i = rng.randrange(len(numbers) - 2)
    three = [lines[n] for n in numbers[i : i + 3]]
    if not set(three[0]) == set(three[1]) == set(three[2]):
        return None
    new: dict[int, Observation] = {}
    for place in three[0]:
        own = [report.observations[line[place]] for line in three]
        if not all(_alike(own[0], o) for o in own[1:]):
            return None
        for j, o in enumerate(own):
            other = own[(j + 1) % 3]
            if o.value != other.value:
                new[three[j][place]] = _as(o, other)
    return _planted(report, new) if new else None


def periods(report: Report, rng: random.Random) -> Planted | None:
    """The periods of two neighbouring columns of levels change places."""
    pairs = _neighbours(report, rng, 1)
    new: dict[int, Observation] = {}
    values: dict[str, Observation] = {}
    for a, b in pairs:
        one, other = report.observations[a], report.observations[b]
        dated = one.role == other.role == "level" and one.period_end and other.period_end
        if not dated or one.period_end == other.period_end or one.value == other.value:
            continue
        for at, o, source in ((a, one, other), (b, other, one)):
            new[at] = changed(o, **{n: getattr(source, n) for n in (*_WHEN, "column_label")})
            values[o.observation_id] = _as(o, source)
    if not new:
        return None
    planted = _planted(report, new)
    return Planted(planted.observations, planted.changed, values)


def late(report: Report, rng: random.Random) -> Planted | None:
    """A column of levels is dated a year late, a month's column a month."""
    lines = _lines(_some_grid(report, rng), 1)
    line = lines[rng.choice(sorted(lines))]
    own = {at: report.observations[at] for at in line.values()}
    dates = {(o.period_start, o.period_end, o.role) for o in own.values()}
    if len(dates) != 1 or len(own) < 2:
        return None
    start, end, role = next(iter(dates))
    if role != "level" or start is None or end is None:
        return None
    months = 1 if (end - start).days < 31 else 12
    moved = {
        at: changed(
            o, period_start=_later(start, months), period_end=_later(end, months),
            column_label=f"{o.column_label} (+{months})", period_label=f"{o.period_label} (+{months})",
        )
        for at, o in own.items()
    }  # fmt: skip
    return _planted(report, moved)


def _later(day: date, months: int) -> date:
    if (day + timedelta(days=1)).day == 1:  # the last of its month
        return shift_months(day + timedelta(days=1), months) - timedelta(days=1)
    return shift_months(day, months)


KINDS: dict[str, Callable[[Report, random.Random], Planted | None]] = {
    "digit": digit, "transposed": transposed, "decimal": decimal, "sign": sign, "cells": cells, "columns": columns,
    "rows": rows, "labels": labels, "periods": periods, "late": late,
}  # fmt: skip


# ---- what the checks say of them


def could_show(report: Report, planted: Planted, kind: str) -> bool:
    """Whether a relation that held before is broken by the error, or the periods beside it are."""
    if kind == "late":
        return _out_of_step(report, planted)
    figures = {i: f for i, o in planted.values.items() if (f := figure_of(o)) is not None}
    for relation in report.relations:
        if not isinstance(relation, Relation) or not relation.holds or relation.weak:
            continue
        if any(f.id in figures for f in relation.figures):
            gap = relation.standing_for(figures).gap
            if gap:
                return True
    return False


def _out_of_step(report: Report, planted: Planted) -> bool:
    """Whether other figures of the same thing hold the late column's periods to an order, or the report's end does."""
    ends = {o.period_end for o in report.observations if o.period_end is not None and o.table}
    late_ends = {o.period_end for o in planted.values.values() if o.period_end is not None}
    if ends and max(late_ends) > max(ends):
        return True
    dated = [
        r for r in report.relations if isinstance(r, Relation) and r.kind in ("repeat", "prose", "parts_of_period")
    ]
    return any(r.holds and any(f.id in planted.changed for f in r.figures) for r in dated)


def judge(report: Report, planted: Planted) -> tuple[str, Checked]:
    """`blamed`, `wrong` or `silent`."""
    after = check_document(planted.observations, vocabulary(), report.end)
    known = _failing(report.before)
    new = [set(c.blamed) for c in after.checks if not c.passed and not known & {c.blamed, c.check_id}]
    said = {_key(f) for f in report.before.findings}
    places = {o.observation_id: (o.table, o.row_label, o.column_label) for o in planted.observations}
    ours = [places[i] for i in planted.changed]
    hits = [bool(blamed & planted.changed) for blamed in new if blamed]
    for finding in after.findings:
        if _key(finding) not in said and finding.code not in _OF_CHECKS:
            w = finding.where
            hits.append(
                any(
                    w.table == table
                    and {"", row} & {*w.row_label.split(" / ")}
                    and {"", column} & {*w.column_label.split(" / ")}
                    for table, row, column in ours
                )
            )
    if not hits:
        return "silent", after
    return ("blamed" if all(hits) else "wrong"), after


def _failing(says: Checked) -> set[object]:
    """What fails already, by the figures blamed and by the relation: a mistake of the report, whoever is blamed now."""
    failing = [c for c in says.checks if not c.passed]
    return {c.blamed for c in failing} | {c.check_id for c in failing}


def _key(finding: object) -> tuple[object, ...]:
    return (finding.code, finding.where, finding.found)  # type: ignore[attr-defined]


def run(draws: int, seed: int, listed: str = "") -> dict[str, Tally]:
    """The tallies of `draws` errors of each kind."""
    tallies: dict[str, Tally] = {}
    for kind, plant in KINDS.items():
        rng = random.Random(f"{seed} {kind}")
        tally = tallies[kind] = Tally()
        for _ in range(200 * draws):
            if tally.draws == draws:
                break
            report = rng.choice(reports())
            planted = plant(report, rng)
            if planted is None:
                continue
            outcome, after = judge(report, planted)
            could = could_show(report, planted, kind)
            tally.draws += 1
            tally.outcomes[f"{outcome}, {'could' if could else 'could not'}"] += 1
            tally.figures += len(planted.changed)
            passed = [i for i in planted.changed if after.verdicts.get(i) == "passed"]
            tally.passed += len(passed)
            tally.shown += len(planted.changed) if could else 0
            tally.shown_passed += len(passed) if could else 0
            if kind == listed and (outcome != "blamed" or passed):
                tally.listed.append(_told(report, planted, outcome, could, passed, after))
    return tallies


def _told(
    report: Report, planted: Planted, outcome: str, could: bool, passed: Sequence[str], after: Checked
) -> str:  # fmt: skip
    first = min(planted.changed)
    old = next(o for o in report.observations if o.observation_id == first)
    new = next(o for o in planted.observations if o.observation_id == first)
    known = _failing(report.before)
    new_ones = [c for c in after.checks if not c.passed and not known & {c.blamed, c.check_id}]
    said = list(
        dict.fromkeys(f"[{'' if set(c.blamed) & planted.changed else 'NOT '}ours] {c.message}" for c in new_ones)
    )
    told = (
        f"{report.name} table {old.table}: {old.row_label} | {old.column_label}: {old.value_text} -> {new.value_text}"
    )
    told += f" [{len(planted.changed)} changed, {len(passed)} passed, {old.area}, {old.role}]"
    seen = {_key(f) for f in report.before.findings}
    said += [f"finding: {f.message}" for f in after.findings if _key(f) not in seen and f.code not in _OF_CHECKS]
    return f"{outcome}, {'could' if could else 'could not'}: {told}\n      " + "\n      ".join(said)


def _lines_of(tallies: Mapping[str, Tally]) -> Iterator[str]:
    heads = ("draws", 6), ("blamed", 8), ("wrong", 7), ("silent, could", 15), ("silent, could not", 19), ("passed", 16)
    yield f"{'kind':<11}" + "".join(f"{head:>{width}}" for head, width in heads)
    whole = Tally()
    for kind, tally in tallies.items():
        yield _line(kind, tally)
        whole.draws += tally.draws
        whole.outcomes += tally.outcomes
        whole.figures += tally.figures
        whole.passed += tally.passed
        whole.shown += tally.shown
        whole.shown_passed += tally.shown_passed
    yield _line("all", whole)
    could = sum(n for name, n in whole.outcomes.items() if name.endswith("could"))
    blamed, wrong = (whole.outcomes[f"{name}, could"] for name in ("blamed", "wrong"))
    if could:
        yield f"of {could} that a relation could show: {blamed / could:.1%} blamed rightly, {wrong / could:.1%} wrongly"
        yield f"of the {whole.shown} figures that these changed, {whole.shown_passed} still say passed"


def _line(kind: str, tally: Tally) -> str:
    n = tally.outcomes
    blamed, wrong = (n[f"{name}, could"] + n[f"{name}, could not"] for name in ("blamed", "wrong"))
    share = f"{tally.passed} of {tally.figures}"
    told = f"{kind:<11}{tally.draws:>6}{blamed:>8}{wrong:>7}{n['silent, could']:>15}"
    return told + f"{n['silent, could not']:>19}{share:>16}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--draws", type=int, default=60, help="errors of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", default="", metavar="KIND", help="tell the errors of a kind that were not blamed")
    args = parser.parse_args()
    tallies = run(args.draws, args.seed, args.list)
    print("\n".join(_lines_of(tallies)))
    for told in (t for tally in tallies.values() for t in tally.listed):
        print(told)


if __name__ == "__main__":
    main()
