"""Recognise the force and the reporting period of a document from what it says, never from its file name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from extractor.codelists import Force, Vocabulary
from extractor.model import Block, Document, Table
from extractor.notation.periods import MONTHS, find_periods, month_end

_FRONT_BLOCKS = 12  # the title page and what follows it, where a report says whose it is and of when
_NOT_OF_FIGURES = re.compile(
    r"publish|meeting|printed|issued|wednesday|monday|tuesday|thursday|friday|next\b|will be|review date|version|"
    r"plan\b|strategy|crime survey|csew|baseline|since|tel\b|\d\s*[ap]m\b", re.IGNORECASE)  # fmt: skip
_DATA_TO = re.compile(
    r"(?:data|figures|performance|report|position)\s+(?:is\s+|are\s+)?(?:up\s+)?(?:to|as at|until|ending)\s*$",
    re.IGNORECASE,
)
_DATA_FOR = re.compile(
    r"(?:data|figures|information|performance|report)\b.{0,40}\b(?:for|covers|covering|to)\s+"
    r"(?:the period\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_TITLE_WORD = re.compile(r"performance|profile|summary|report|quarter", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recognition:
    """Whose document it is and what period it reports on. Confidences run from 0 to 1.

    `published` is the document's own date (of a meeting, a letter, a publication): no figure is later than that.
    `year_begins` is the month in which the document's quarters and years begin (4 or 1); None where nothing says so.
    """

    force: Force | None
    force_confidence: float
    period_start: date | None
    period_end: date | None
    period_confidence: float
    title: str
    published: date | None = None
    year_begins: int | None = None


def recognise(document: Document, vocabulary: Vocabulary, force: str | None = None) -> Recognition:
    """Recognise a document. `force` overrides recognition of the force (an id of schemas/forces.csv)."""
    found, confidence = (vocabulary.forces.get(force), 1.0) if force else _force(document, vocabulary)
    start, end, sure = _period(document)
    return Recognition(found, round(confidence, 3), start, end, round(sure, 3), _title(document))


# ---- the force


def _force(document: Document, vocabulary: Vocabulary) -> tuple[Force | None, float]:
    scores: dict[str, float] = defaultdict(float)
    texts = list(_weighted_texts(document))
    holding: dict[str, list[int]] = defaultdict(list)  # each word with the texts that it stands in
    for at, (text, _) in enumerate(texts):
        for word in set(_WORD.findall(text.casefold())):
            holding[word].append(at)
    for force in vocabulary.forces.values():
        pattern, begins = _names(force)
        places = sorted({at for word in begins for at in holding.get(word, ())})
        scores[force.id] = sum(
            weight * min(3, len(pattern.findall(text))) for text, weight in (texts[n] for n in places)
        )
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    (best, top), (_, second) = ranked[0], ranked[1]
    if top <= 0:
        return None, 0.0
    confidence = top / (top + second) * min(1.0, top / 5)
    if confidence < 0.5 or top < 1.5:
        return None, confidence
    return vocabulary.forces[best], confidence


def _names(force: Force) -> tuple[re.Pattern[str], frozenset[str]]:
    """What finds the names of a force, and the first words of them: hardly any text holds one of these."""
    # "Staffordshire" must not count for a force whose name only contains it ("West Midlands", "South Yorkshire")
    names = {force.name, *force.aliases, *force.words} - {""}
    alternatives = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<!North )(?<!South )(?<!West )(?<!East )\b(?:{alternatives})\b", re.IGNORECASE)
    return pattern, frozenset(_WORD.findall(name.casefold())[0] for name in names)


def _weighted_texts(document: Document) -> Iterator[tuple[str, float]]:
    for line in document.furniture:
        yield line, 4.0
    blocks = 0
    for item in document.body:
        if isinstance(item, Table):
            for cell in item.cells:
                if cell.column == 0 or cell.row == 0:
                    yield cell.text, 0.5
            continue
        blocks += 1
        front = blocks <= _FRONT_BLOCKS
        yield item.text, (3.0 if front else 1.0) if item.kind == "heading" else 1.0 if front else 0.15


# ---- the period


def _period(document: Document) -> tuple[date | None, date | None, float]:
    votes: dict[tuple[date | None, date], float] = defaultdict(float)
    for text, weight in _period_texts(document):
        for found in find_periods(text):
            period = found.ref.period
            if period is None or period.end is None or period.kind == "calendar_year":
                continue
            before = text[: found.start]
            factor = _factor(text, before, weight)
            if factor:
                start = period.start if period.kind not in ("point_in_time", "month") else None
                votes[start, period.end] += factor
    if not votes:
        return _fallback(document)
    votes = _without_reporting_years(votes)
    ends: dict[date, float] = defaultdict(float)
    for (_, end), weight in votes.items():
        ends[end] += weight
    best = max(ends, key=lambda e: (ends[e], e))
    starts = {s: w for (s, e), w in votes.items() if e == best and s is not None}
    start = max(starts, key=lambda s: (starts[s], s)) if starts else None
    return start, best, min(1.0, ends[best] / sum(ends.values()))


def _without_reporting_years(votes: dict[tuple[date | None, date], float]) -> dict[tuple[date | None, date], float]:
    """A financial year named beside a month or quarter inside it is the year reported in, not the day reported to."""
    years = [key for key in votes if key[0] is not None and (key[1] - key[0]).days > 360]
    within = {y: [k for k in votes if k not in years and y[0] is not None and y[0] <= k[1] < y[1]] for y in years}
    dropped = {y for y, inside in within.items() if inside}
    return {key: weight for key, weight in votes.items() if key not in dropped}


def _period_texts(document: Document) -> Iterator[tuple[str, float]]:
    for line in document.furniture:
        yield line, 6.0
    for blocks, item in enumerate(b for b in document.body[:60] if isinstance(b, Block)):
        if blocks < _FRONT_BLOCKS * 2:
            yield item.text, 4.0 if blocks < _FRONT_BLOCKS else 1.5
    first = next((i for i in document.body[:30] if isinstance(i, Table)), None)
    if first and not any(c.isdigit() for cell in first.cells if cell.column > 1 for c in cell.text):
        # A form on the front page: Subject | Quarter 2 report 1 July to 30 September.
        yield from ((cell.text, 4.0) for cell in first.cells)


def _factor(text: str, before: str, weight: float) -> float:
    if _DATA_TO.search(before):
        return weight * 4
    if _NOT_OF_FIGURES.search(text) and not _TITLE_WORD.search(before):
        return 0.0
    if len(text.split()) > 25 and not _DATA_FOR.search(before):
        return 0.0
    return weight * (1.5 if _TITLE_WORD.search(text) else 1.0) * (0.5 if len(text.split()) > 14 else 1.0)


def _fallback(document: Document) -> tuple[date | None, date | None, float]:
    """No word on the front about the period: take the latest period that the text says its data are for.

    A report cannot be older than its data, and the month its sentences speak of most confirms the choice.
    """
    ends: list[date] = []
    months: dict[int, int] = defaultdict(int)
    for item in document.body:
        if isinstance(item, Table):
            ends += [e for c in item.cells if c.row < 3 for e in _ends(c.text, needs_cue=False)]
            continue
        ends += _ends(item.text, needs_cue=True)
        for name in re.findall(r"\b(?:in|for)\s+([A-Z][a-z]+)\b", item.text):
            months[MONTHS.get(name.casefold(), 0)] += 1
    months.pop(0, None)
    if not ends:
        return None, None, 0.0
    best = max(ends)
    agrees = bool(months) and max(months, key=lambda m: months[m]) == best.month
    return None, best, 0.6 if agrees else 0.3


def _ends(text: str, needs_cue: bool) -> Iterable[date]:
    for found in find_periods(text):
        period = found.ref.period
        if period is None or period.end is None or period.kind == "point_in_time":
            continue
        if period.kind == "calendar_year" and found.ref.label.isdigit():
            continue  # a bare year may be any year
        if needs_cue and not _DATA_FOR.search(text[: found.start]):
            continue
        if period.end is not None and period.end == month_end(period.end.year, period.end.month):
            yield period.end


def _title(document: Document) -> str:
    """The document's own title: of the short lines of its front, the first that names a report, best with a period."""
    front = [b.text for b in document.body[:30] if isinstance(b, Block)]
    front += [c.text for item in document.body[:8] if isinstance(item, Table) for c in item.cells]
    lines = [" ".join(text.split()) for text in front if text.strip()]
    short = [line for line in lines if len(line.split()) <= 16]
    scored = [(bool(_TITLE_WORD.search(line)) * 2 + bool(find_periods(line)), -n) for n, line in enumerate(short)]
    return short[-max(scored)[1]] if scored else ""
