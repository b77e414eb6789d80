"""What period a document reports on, and of what day it is itself, from evidence that weighs.

What is labelled as the period of the data and what the tables say comes before any date of a meeting, a letter, a
signature or a publication: those never date a figure. A period that lies after the document's own date, or that most
tables contradict, is a finding and dates nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractor.layouts.cues import Cue, cues, date_cues
from extractor.layouts.evidence import Evidence, weigh
from extractor.layouts.passages import Passage
from extractor.model import Finding, Period, Table
from extractor.notation.periods import MONTHS, Found, find_periods, month_end, shift_months
from extractor.notation.points import year_first

_WEIGHTS = {"labelled": 12.0, "titled": 5.0, "bare": 3.0, "month": 1.5, "year": 2.0}
_PLACES = {"running": 1.0, "front": 1.0, "early": 0.5, "caption": 0.25, "later": 0.05}
_NAMED_DAY, _BARE_DAY = 3.0, 2.0  # a day that words make the document's own, and one in a line by itself
_OF_A_SENTENCE = 0.25  # a sentence may speak of any period; a label or a title speaks of the document's
_OF_TABLES = 6.0  # what all dated tables say outweighs a title, and not what is labelled as the period of the data
_AGAIN = 2.5  # a month that is confirmed outweighs what one table says
_FEW_TABLES = 3  # fewer weigh as many of these: one table may be of anything
_HEADING_ROWS = 4
_HEADING_LENGTH = 90  # characters; a longer cell is a sentence
_BARE_DATE_WORDS = 9  # a line no longer than this with a date in it is a date line: place, weekday, time and all
_SURE_START = 0.6  # of the weight of the starts: two spans that end on one day leave the first day open
_TABLES_ALONE = 0.4  # confidence where one table says it and nothing else; each further one adds a tenth
_BESIDE = 30  # characters: `Published on`, `held on Tuesday`
_EXTRACTED = 45  # days: data of a month are seldom taken out of a system later than that
_FIRM = 4.0  # a label in the introduction
_CONFIRMED, _UNSURE = 0.6, 0.3
_IN_MONTH = re.compile(r"\b(?:in|for)\s+([A-Z][a-z]+)\b")
_CLAUSE = re.compile(r"[;|·•]|[.!?]\s+(?=[A-Z])|\s[–—-]\s")
_MONTH_NAME = re.compile(r"[a-z]{3}", re.IGNORECASE)
_TILE = re.compile(r"[▲▼↑↓+−-]?\s*[\d,.]+\s*(?:%|pts\b|pp\b)")  # -10.5% on 2022/23: a figure, no title
_QUARTER_OF = re.compile(r"\b(?:q|qtr\.?|quarter)\s*[1-4]\W{0,3}$", re.IGNORECASE)
_DAYS = frozenset(("point_in_time", "day"))
_YEARS = frozenset(("financial_year", "calendar_year", "academic_year", "several_years"))


@dataclass(frozen=True, slots=True)
class When:
    """The period a document reports on and its own date, with what speaks for them and against."""

    start: date | None = None
    end: date | None = None
    confidence: float = 0.0
    published: date | None = None
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def when(passages: Sequence[Passage], tables: Sequence[Table], american: bool) -> When:
    """The reporting period and the document's own date. `american` documents put the month before the day."""
    printed = list(_of_tables(tables))
    told = list(_of_passages((p for p in passages if p.is_line or p.place != "later"), american))
    if not any(_is_firm(e) for e in (*told, *printed)):
        told += _of_passages((p for p in passages if p.place == "later" and not p.is_line), american)
    own = [e for e in told if e.kind == "own"]
    spans = [*(e for e in told if e.kind != "own"), *_shares(printed, len(tables))]
    spans = _confirmed(_without_reporting_years(_without_titles_of_years(_without_extractions(spans), printed)))
    published = _latest(own)
    spans, after = _not_after(spans, published)
    evidence = (*own, *spans, *after)
    ends = weigh((_end(e), e) for e in spans)
    late = max((e.weight for e in after), default=0.0)
    if late and late >= max(ends.values(), default=0.0):
        return When(published=published, findings=(_lies_after(after, published),), evidence=evidence)
    if not any(_is_firm(e) for e in spans):
        end, sure = _latest_told(spans, passages)
        return When(None, end, sure, published, (), evidence)
    end = max(ends, key=lambda e: (ends[e], e))
    wrong = next((day for day in (_named(spans), end) if day and _contradicted(day, printed)), None)
    if wrong:
        return When(published=published, findings=(_contradiction(wrong, printed),), evidence=evidence)
    published = published or _month_of_publication(spans, end)
    sure = ends[end] / sum(ends.values())
    if all(e.kind == "table" for e in spans):
        sure *= min(1.0, _TABLES_ALONE + 0.1 * (len(printed) - 1))
    return When(_start(spans, end), end, sure, published, (), evidence)


def dates_the_document(heading: str, titles_a_table: bool) -> bool:
    """Whether the date in a heading is that of the document, a meeting or a letter, and so of no figure beneath it.

    So is a bare day, and a month beside the words of a report's title, unless the heading titles a table itself.
    """
    passage = Passage(heading, "front")
    said = list(_of_passages([passage], american=False))
    if any(e.kind == "own" and (e.weight == _NAMED_DAY or not titles_a_table) for e in said):
        return True
    month = any(e.period is not None and e.period.kind == "month" for e in said)
    return month and not titles_a_table and _has_title(passage)


def as_at(evidence: Sequence[Evidence], end: date | None) -> Evidence | None:
    """The text that says that all figures of a document are as they stood on its last day; None where any other
    evidence, such as a quarter in its title or a month over a column, speaks of a time that they are of."""
    spans = [e for e in evidence if e.period is not None and e.kind != "own"]
    if end is None or any(_end(e) != end or e.period is None or e.period.kind not in _DAYS for e in spans):
        return None
    return next((e for e in spans if e.kind == "labelled"), None)


def covers(
    evidence: Sequence[Evidence], start: date | None, end: date | None, by_year: bool = False
) -> Evidence | None:
    """The text of the front that says of which time a report is, where nothing else there says that it is of another:
    `Reporting period: 1 July to 30 September 2023`, `Performance report for the year ending March 2024`.

    A year by its number alone (`Annual report 2023/24`) counts where the document says `by_year` that its figures are
    those of financial years; else it may only be the year reported in.
    """
    front = [e for e in evidence if e.place in ("front", "running") and e.period is not None and e.kind != "own"]
    spans = [e for e in front if e.period is not None and e.period.start not in (None, e.period.end)]
    current = [e for e in spans if _end(e) == end]
    if start is None or any(e.period is not None and e.period.start != start for e in current):
        return None
    lines = (e for e in current if e.kind == "labelled" or Passage(e.text, "front").is_line)
    lines = (e for e in lines if not any(_names_another(o, e) for o in spans))
    return next((e for e in lines if e.kind != "year" or by_year), None)


def _names_another(other: Evidence, one: Evidence) -> bool:
    """Whether a text speaks of two times of a kind: `the financial years 2015/16 and 2016/17`."""
    alike = other.period is not None and one.period is not None and other.period.kind == one.period.kind
    return alike and other.text == one.text and _end(other) != _end(one)


def says_rolling(evidence: Sequence[Evidence], end: date | None) -> bool:
    """Whether the front says that the figures of a document are those of the twelve months to its last day, and
    nothing of the kind says otherwise: `data for the rolling 12 months to September 2023`."""
    said = [e for e in evidence if e.kind == "labelled" and e.place in ("front", "running") and e.period is not None]
    spans = {e.period.kind for e in said if _end(e) == end and e.period and e.period.start != e.period.end}
    return spans == {"rolling_12_months"}


# ---- what passages say


def _of_passages(passages: Iterable[Passage], american: bool) -> Iterator[Evidence]:
    for passage in passages:
        if american:
            passage = replace(passage, text=year_first(passage.text))
        found = [f for f in find_periods(passage.text) if f.ref.period is not None and f.ref.period.end is not None]
        if not found or _TILE.match(passage.text):
            continue
        said = date_cues(passage.text)
        for n, one in enumerate(found):
            entry = _evidence(passage, one, found[n - 1] if n else None, said)
            if entry is not None:
                yield entry


def _evidence(passage: Passage, found: Found, last: Found | None, said: Sequence[Cue]) -> Evidence | None:
    """What one date in a passage is evidence of; None where it is of neither the figures nor the document."""
    period = found.ref.period
    assert period is not None
    clause = _clause(passage.text, found)
    cue = _cue(passage.text, clause, found, last, said)
    if cue == "other" or (not passage.is_line and cues().surveys.search(passage.text[: found.start])):
        return None
    kind = _kind_of_day if period.kind in (*_DAYS, "month") else _kind_of_span
    return kind(passage, found, period, cue, passage.text[clause[0] : found.start])


def _kind_of_day(passage: Passage, found: Found, period: Period, cue: str, before: str) -> Evidence | None:
    """A day or a month: of the figures where that is said; else the day is the document's own."""
    reached = bool(cues().to.search(before)) or found.ref.label[:5].casefold() == "as at"
    if cue == "data" or (reached and cue != "own"):
        return _weighed(passage, "labelled", period)
    named = (cue == "own" and _near(passage, found, before)) or bool(
        cues().authors_of_a_date.search(passage.text[: found.start])
    )
    if period.kind == "month" and not named:
        return _weighed(passage, "titled" if cue == "title" else "month", period) if passage.is_line else None
    short = passage.is_line and len(passage.text.split()) <= _BARE_DATE_WORDS
    if passage.place in ("caption", "later") or not (named or short):
        return None
    return Evidence(passage.text, passage.place, "own", _NAMED_DAY if named else _BARE_DAY, period)


def _near(passage: Passage, found: Found, before: str) -> bool:
    """True where the word that makes a date the document's own stands beside it; in a line it may stand anywhere."""
    if passage.is_line:
        return True
    return passage.place == "front" and any(c.kind == "own" for c in date_cues(before[-_BESIDE:]))


def _kind_of_span(passage: Passage, found: Found, period: Period, cue: str, before: str) -> Evidence | None:
    """Two ends, a quarter or a year. A bare year may be any; it counts where a title names it."""
    if cue == "data":
        return _weighed(passage, "labelled", period)
    titled = cue == "title" or _has_title(passage)
    if _is_year(period):
        # A pair of years is the financial year wherever a line of the front names it; one year by itself may be any.
        named = passage.is_line and (titled or (period.kind == "financial_year" and passage.place == "front"))
        return _weighed(passage, "year", period) if named and not _cut(passage.text, found) else None
    if passage.is_line:
        return _weighed(passage, "titled" if titled else "bare", period)
    return _weighed(passage, "bare", period)


def _cut(text: str, found: Found) -> bool:
    """True for a year that is part of something else: `Q2 2020`, `03/25/2016`."""
    return (
        bool(_QUARTER_OF.search(text[: found.start]))
        or text[found.start - 1 : found.start] in tuple("-/–")
        or text[found.end : found.end + 1] in tuple("-/–")
    )


def _has_title(passage: Passage) -> bool:
    return any(cue.kind == "title" for cue in date_cues(passage.text))


def _is_year(period: Period) -> bool:
    """A year by its number alone: `2023`, `2022/23`."""
    return period.kind in _YEARS and not _MONTH_NAME.search(period.label)


def _weighed(passage: Passage, kind: str, period: Period) -> Evidence:
    weight = _WEIGHTS[kind] * _PLACES[passage.place] * (1.0 if passage.is_line else _OF_A_SENTENCE)
    return Evidence(passage.text, passage.place, kind, weight, period)


def _clause(text: str, found: Found) -> tuple[int, int]:
    """The slice of the clause that a date stands in."""
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, found.start)), default=0)
    after = _CLAUSE.search(text, found.end)
    return start, after.start() if after else len(text)


def _cue(text: str, clause: tuple[int, int], found: Found, last: Found | None, said: Sequence[Cue]) -> str:
    """The kind of the nearest word before a date in its clause, else of one after it (`2019/20 baseline`).

    A word that makes a date the document's own speaks of one date alone, the first after it; and of none in a clause
    about something else (`The next meeting will be held on`).
    """
    before = [c for c in said if clause[0] <= c.start and c.end <= found.start]
    if before:
        spent = last is not None and last.start >= before[-1].end and before[-1].kind == "own"
        planned = before[-1].kind == "own" and any(c.kind == "other" for c in before)
        return "" if spent else "other" if planned else before[-1].kind
    after = [c for c in said if found.end <= c.start < clause[1] and c.kind in ("own", "other")]
    beside = bool(after) and not text[found.end : after[0].start].strip(" ()")
    return after[0].kind if after and (after[0].kind == "own" or beside) else ""


# ---- what tables say


def _of_tables(tables: Iterable[Table]) -> Iterator[Evidence]:
    """The latest period that heads columns of levels, of each table that has one."""
    for table in tables:
        latest = max(_heading_periods(table), key=_rank, default=None)
        if latest is not None and latest.end is not None:
            yield Evidence(latest.label, "table", "table", 1.0, latest)


def _heading_periods(table: Table) -> Iterator[Period]:
    rows = min(table.header_rows or _HEADING_ROWS, _HEADING_ROWS)
    for cell in table.cells:
        if cell.row >= rows or len(cell.text) > _HEADING_LENGTH or not any(c.isdigit() for c in cell.text):
            continue
        text = " ".join(cell.text.split())
        if not cues().not_levels.search(text):
            yield from (f.ref.period for f in find_periods(text) if f.ref.period and f.ref.period.end)


def _rank(period: Period) -> tuple[bool, date]:
    assert period.end is not None
    return not _is_year(period), period.end


def _shares(printed: Sequence[Evidence], tables: int) -> Iterator[Evidence]:
    """Each table's evidence with its share of the weight of all. One year by its number (`2023`) may be of any kind
    and have run to any month; a pair of years says little."""
    strong = [e for e in printed if e.period and not _is_year(e.period)]
    pairs = [e for e in printed if e.period and e.period.kind == "financial_year"]
    for entry in strong or pairs:
        weight = (_OF_TABLES if strong else _WEIGHTS["year"]) / max(tables, _FEW_TABLES)
        yield replace(entry, weight=weight)


# ---- weighing


def _end(evidence: Evidence) -> date:
    assert evidence.period is not None and evidence.period.end is not None
    return evidence.period.end


def _without_reporting_years(spans: Sequence[Evidence]) -> list[Evidence]:
    """A year that the best other evidence lies inside of is the year reported in, not the day reported to."""
    ends = weigh((_end(e), e) for e in spans if e.period and not _is_year(e.period))
    best = max(ends, key=lambda end: (ends[end], end), default=None)
    return [e for e in spans if not (best and e.period and _is_year(e.period) and _holds(e.period, best))]


def _without_extractions(spans: Sequence[Evidence]) -> list[Evidence]:
    """Without days such as that of `Data correct at 10 July`, where two texts speak of times that end with the month
    before: what was taken out of a system on that day is of those."""
    texts = defaultdict(set)
    for e in spans:
        if _ends_a_month(_end(e)) and e.kind != "year":
            texts[_end(e)].add(e.text)
    ends = {end for end, said in texts.items() if len(said) > 1}
    return [e for e in spans if not (_is_day(e) and any(0 < (_end(e) - end).days <= _EXTRACTED for end in ends))]


def _is_day(evidence: Evidence) -> bool:
    """Whether a day inside a month is said to be that of the data."""
    labelled = evidence.kind == "labelled" and evidence.period is not None and evidence.period.kind in _DAYS
    return labelled and not _ends_a_month(_end(evidence))


def _holds(year: Period, day: date) -> bool:
    return bool(year.start and year.end and year.start <= day < year.end)


def _without_titles_of_years(spans: Sequence[Evidence], printed: Sequence[Evidence]) -> list[Evidence]:
    """A report of 2020 whose tables end with 2019 appeared in that year."""
    latest = max((_end(e) for e in printed), default=None)
    late = (e.kind == "year" and e.period and e.period.kind == "calendar_year" and latest and _end(e) > latest
            for e in spans)  # fmt: skip
    return [e for e, drop in zip(spans, late, strict=True) if not drop]


def _confirmed(spans: Sequence[Evidence]) -> list[Evidence]:
    """A month alone on the title page may be the one of publication; one that the document speaks of again is not."""
    places = defaultdict(set)
    for entry in spans:
        places[_end(entry)].add(entry.place)
    return [
        replace(e, weight=e.weight * _AGAIN) if e.kind == "month" and len(places[_end(e)]) > 1 else e for e in spans
    ]


def _latest(own: Sequence[Evidence]) -> date | None:
    """The document's own date: the latest of those that are named as such, or that stand alone. A day within a month
    that is named too is that month's day."""
    best = max((e.weight for e in own), default=0.0)
    days = {_end(e): e.period.kind in _DAYS for e in own if e.period and e.weight * 1.5 >= best}
    exact = {day for day, is_day in days.items() if is_day}
    rough = {day for day in days if day not in exact and not any(e.replace(day=1) == day.replace(day=1) for e in exact)}
    return max(exact | rough, default=None)


def _not_after(spans: Sequence[Evidence], published: date | None) -> tuple[list[Evidence], list[Evidence]]:
    """Evidence that may hold, and what lies after the document's own date.

    A month or year that is not over yet is the one of the document or the one reported in, and nothing to report.
    """
    if published is None:
        return list(spans), []
    kept = [e for e in spans if _end(e) <= published]
    late = [e for e in spans if _end(e) > published and e.kind not in ("table", "month", "year")]
    return kept, [e for e in late if not _runs_on(e, published)]


def _runs_on(evidence: Evidence, published: date) -> bool:
    period = evidence.period
    assert period is not None
    running = period.start is not None and period.start <= published
    return running and (_is_year(period) or (period.kind == "month" and evidence.kind != "labelled"))


def _named(spans: Sequence[Evidence]) -> date | None:
    """The end that titles and labels of the front name, whatever the tables say."""
    ends = weigh((_end(e), e) for e in spans if e.kind in ("labelled", "titled") and e.place in ("front", "running"))
    return max(ends, key=lambda end: (ends[end], end), default=None)


def _contradicted(end: date, printed: Sequence[Evidence]) -> bool:
    """True where most tables that bear dates speak of later periods, or of none within the year before."""
    dated = [_end(e) for e in printed if e.period and not _is_year(e.period)]
    against = sum(last > month_end(end.year, end.month) or last < shift_months(end, -12) for last in dated)
    return against > 1 and against * 2 > len(dated)


def _month_of_publication(spans: Sequence[Evidence], end: date) -> date | None:
    """A month on the title page that is later than the data is the one of publication."""
    later = [_end(e) for e in spans if e.kind == "month" and e.place == "front" and _end(e) > end]
    return max(later, default=None)


def _is_firm(evidence: Evidence) -> bool:
    """True for what stands where a document says of when it is; a sentence further on may speak of any time."""
    return evidence.kind == "table" or evidence.place in ("running", "front", "caption") or evidence.weight >= _FIRM


def _latest_told(spans: Sequence[Evidence], passages: Sequence[Passage]) -> tuple[date | None, float]:
    """No word on the front about the period: the latest that a sentence says its data are for. A report cannot be
    older than its data, and the month that its sentences speak of most confirms the choice."""
    whole = [_end(e) for e in spans if e.period and e.period.start and _ends_a_month(_end(e))]
    if not whole:
        return None, 0.0
    best = max(whole)
    months = Counter(MONTHS.get(name.casefold(), 0) for p in passages for name in _IN_MONTH.findall(p.text))
    months.pop(0, None)
    agrees = bool(months) and max(months, key=lambda m: months[m]) == best.month
    return best, _CONFIRMED if agrees else _UNSURE


def _ends_a_month(day: date) -> bool:
    return day == month_end(day.year, day.month)


def _start(spans: Sequence[Evidence], end: date) -> date | None:
    starts: dict[date, float] = defaultdict(float)
    for entry in spans:
        period = entry.period
        if entry.kind == "table" or period is None or period.kind in (*_DAYS, "month"):
            continue
        if period.start and period.end == end:
            starts[period.start] += entry.weight
    best = max(starts, key=lambda s: (starts[s], s), default=None)
    return best if best and starts[best] >= _SURE_START * sum(starts.values()) else None


def _lies_after(after: Sequence[Evidence], published: date | None) -> Finding:
    worst = max(after, key=lambda e: e.weight)
    message = (
        f'the reporting period "{worst.period.label if worst.period else ""}" ends after the document\'s own date '
        f"{published}, so that it dates no figure; look up which of the two is wrong"
    )
    return Finding("contradicted-period", "warning", message, expected=str(published), found=str(_end(worst)))


def _contradiction(end: date, printed: Sequence[Evidence]) -> Finding:
    latest = Counter(_end(e) for e in printed if e.period and not _is_year(e.period)).most_common(1)[0][0]
    message = (
        f"the reporting period to {end} is contradicted by most tables, whose columns run to {latest}, so that it "
        "dates no figure; look up which of the two is wrong"
    )
    return Finding("contradicted-period", "warning", message, expected=str(latest), found=str(end))
