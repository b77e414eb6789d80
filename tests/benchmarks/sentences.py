"""How well sentences of reports that nobody has learned from are read: figures right, open, wrong and missed.

    python tests/benchmarks/sentences.py [FILE ...] [--list]

Without files, those in `tests/sentences/`: `developing.txt` may be looked at while rules are written,
`kept_aside.txt` is for judging alone. `written_later.txt` was judged once before its forms were learned: 41 figures
right, 6 open, none wrong, 13 missed. Each sentence is a report of its own, below its force, period and heading.

A figure is right where value, unit, role, measure, category, area and periods are; open where none of them is wrong and
some are empty; wrong where one says something else. What is read and is no figure of the truth is wrong too; what says
nothing of its measure is then only open.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from extractor.codelists import vocabulary
from extractor.layouts.lexicon import Lexicon
from extractor.model import Block, Document, Observation
from extractor.normalise.observations import Source
from extractor.normalise.resolve import Reference
from extractor.prose import read_prose

FOLDER = Path(__file__).resolve().parents[1] / "sentences"
HALVES = (FOLDER / "developing.txt", FOLDER / "kept_aside.txt")
LATER = FOLDER / "written_later.txt"
STATES = ("right", "open", "wrong", "missed", "invented")
ANY, OPEN = "*", "open"
Days = tuple[date, date] | None


@dataclass(frozen=True)
class Report:
    """What stands above a sentence: the force, the period at the front and in days, and a heading."""

    force: str
    front: str
    period: tuple[date, date]
    heading: str


@dataclass(frozen=True)
class Sentence:
    """A sentence with the truth of each of its figures: `{"1,204": "1204 count level; recorded_crime ..."}`."""

    report: Report
    text: str
    figures: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What became of one figure; `fields` are those that are not right."""

    state: str
    figure: str
    fields: tuple[str, ...] = ()


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a file, whose head explains how it is written."""
    report: Report | None = None
    sentence: Sentence | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("@", ">")) and sentence is not None:
            yield sentence
            sentence = None
        if line.startswith("@"):
            force, front, days, heading = (part.strip() for part in line[1:].split(";"))
            report = Report(force, front, _span(days), heading)
        elif line.startswith(">") and report is not None:
            sentence = Sentence(report, line[1:].strip())
        elif sentence is not None and ": " in line and not line.startswith("#"):
            figure, _, truth = line.partition(": ")
            sentence.figures[figure] = truth
    if sentence is not None:
        yield sentence


def judge(sentence: Sentence) -> list[Verdict]:
    """A verdict on each figure of the truth, and one on each that is read beside them."""
    told = _read(sentence)
    verdicts = []
    for figure, truth in sentence.figures.items():
        found = _take(figure, told)
        verdicts += [_verdict(figure, truth, found, sentence.report)] if truth != OPEN else _opened(figure, found)
    return verdicts + [Verdict("invented", o.value_text, (o.measure,)) for o in told if o.measure]


def _read(sentence: Sentence) -> list[Observation]:
    book, report = vocabulary(), sentence.report
    force = book.forces[report.force]
    source = Source(report.force, force, Reference(report.period[1]), "docx", force.profile, "0" * 64)
    body = (
        Block("heading", f"{force.name}: performance report", 1), Block("paragraph", report.front),
        Block("heading", report.heading, 2), Block("paragraph", sentence.text),
    )  # fmt: skip
    document = Document("report.docx", "0" * 64, "docx", "docx", body=body)
    observations, _ = read_prose(document, Lexicon(book, report.force), source, book)
    return observations


def _take(figure: str, told: list[Observation]) -> Observation | None:
    """The observation that was printed so; it is taken out of the list."""
    found = next((o for o in told if _printed(o.value_text) == _printed(figure)), None)
    found = found or next((o for o in told if _digits(o.value_text) == _digits(figure)), None)
    if found is not None:
        told.remove(found)
    return found


def _printed(text: str) -> str:
    return "".join(text.split()).casefold()


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit() or c == ".") or _printed(text)


def _opened(figure: str, found: Observation | None) -> list[Verdict]:
    """A figure for which the vocabulary has no name may come out without one."""
    return [Verdict("invented", figure, (found.measure,))] if found is not None and found.measure else []


def _verdict(figure: str, truth: str, found: Observation | None, report: Report) -> Verdict:
    if found is None:
        return Verdict("missed", figure)
    quantity, subject, area, period, *base = (part.strip() for part in truth.split(";"))
    value, unit, role = quantity.split()
    measure, category = (*subject.split(), ANY)[:2]
    told = {
        "unit": (unit, found.unit), "role": (role, found.role), "measure": (measure, found.measure),
        "category": (category, found.category), "area": (area, found.area),
    }  # fmt: skip
    wrong = [] if found.value is None or float(found.value) == float(value) else ["value"]
    empty = ["value"] if found.value is None else []
    for name, (want, got) in told.items():
        accepted = vocabulary().forces[report.force].name if want == "." else want
        if accepted != ANY and got not in accepted.split("|"):
            (wrong if got else empty).append(name)
    for name, want, days in (
        ("period", period, (found.period_start, found.period_end)),
        ("base", base[0] if base else ANY, (found.base_period_start, found.base_period_end)),
    ):
        accepted_days = [] if want == ANY else [_days(one.strip(), report) for one in want.split("|")]
        got_days = None if None in days else days
        if accepted_days and got_days not in accepted_days:
            (wrong if got_days else empty).append(name)
    return Verdict("wrong" if wrong else "open" if empty else "right", figure, tuple(wrong or empty))


def _days(name: str, report: Report) -> Days:
    start, end = report.period
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if name == "-":
        return None
    back = {"P": 0, "Q": months, "Y": 12}.get(name)
    return _span(name) if back is None else (_shift(start, -back), _last(_shift(end.replace(day=1), -back)))


def _shift(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    return day.replace(year=number // 12, month=number % 12 + 1)


def _last(first: date) -> date:
    return _shift(first, 1) - timedelta(days=1)


def _span(text: str) -> tuple[date, date]:
    """`2023-10..2023-12` and `2024-03-31` as days."""
    if ".." not in text:
        return (date.fromisoformat(text), date.fromisoformat(text))
    first, last = (date.fromisoformat(f"{month}-01") for month in text.split(".."))
    return first, _last(last)


@lru_cache(maxsize=4)
def judged(path: Path) -> Counter[str]:
    """How many figures of a file came out in each state."""
    return Counter(verdict.state for sentence in sentences(path) for verdict in judge(sentence))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line a file, and with --list what is not right in it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, default=(*HALVES, LATER))
    parser.add_argument("--list", action="store_true", help="name every figure that is not right")
    args = parser.parse_args(arguments)
    print(f"{'sentences':24}" + "".join(f"{state:>9}" for state in STATES))
    for path in args.files:
        counts: Counter[str] = Counter()
        for sentence in sentences(path):
            verdicts = judge(sentence)
            counts += Counter(verdict.state for verdict in verdicts)
            if args.list and any(verdict.state != "right" for verdict in verdicts):
                print(sentence.text)
                print(*(f"    {v.state}: {v.figure} {' '.join(v.fields)}" for v in verdicts), sep="\n")
        print(f"{path.stem:24}" + "".join(f"{counts[state]:>9}" for state in STATES))


if __name__ == "__main__":
    main()
