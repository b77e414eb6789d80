"""Notes about time: what they say of the months that the figures of a table cover."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from extractor.facts import TimeNote
from extractor.layouts.evidence import Evidence
from extractor.layouts.lexicon import Lexicon
from extractor.model import Period
from extractor.notation.combine import is_stretch
from extractor.notation.periods import PeriodRef, find_periods, parse_period
from extractor.notation.refs import A_YEAR_BEFORE

_SENTENCE_END = re.compile(r"(?<=\.)\s+(?=[A-Z])|;\s+")
_OPENS = re.compile(r"\s*((?:\w+\s+){1,2})for\b", re.IGNORECASE)  # `Data for the 12 months to June 2023.`
_WITHIN = frozenset(("between", "from", "in", "during"))
_OPENING_WORDS = 5  # `Stop and search outcomes recorded between`
_WORD = re.compile(r"[^\W\d_]+")
_ARE = re.compile(r"\b(?:is|are) (?:for|of)\b", re.IGNORECASE)
_FINANCIAL = re.compile(r"\bfinancial years?\b", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|until|ending|ended)\s*$", re.IGNORECASE)
_FROM = re.compile(  # right before a base; `change to the 12 months` is one to it
    r"\b(?:from|against|on|versus|vs\.?|(?:compar\w+|relative) (?:with|to))\s+(?:the\s+)?$", re.IGNORECASE
)
_ROLLING = re.compile(r"\brolling\s+(?:(\d{1,2}|twelve|three|six)[\s-]*months?|year)\b", re.IGNORECASE)
_NUMBERS = {"twelve": 12, "six": 6, "three": 3}


def front_notes(
    texts: Iterable[str], lexicon: Lexicon, as_at: Evidence | None = None, covers: Evidence | None = None
) -> Iterable[TimeNote]:
    """What the front of a document says of the time that all its figures cover, or of the part of each year.

    `as_at` is the text that says on which day all of them stood as they are printed: when they begin it does not say.
    `covers` is the one that says of which time the document is.
    """
    if as_at is not None and as_at.period is not None:
        label = as_at.period.label
        yield TimeNote(as_at.text, whole=PeriodRef(label, Period(label, None, as_at.period.end)))
    if covers is not None and covers.period is not None:
        yield TimeNote(covers.text, whole=PeriodRef(covers.period.label, covers.period), of_document=True)
    for text in texts:
        for sentence in _SENTENCE_END.split(text):
            note = _part(sentence, lexicon) or whole_of(sentence, lexicon)
            if note is not None:
                yield note


def says_by_year(texts: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether the front says that figures are those of financial years: `All figures are for the financial year`."""
    sentences = (sentence for text in texts for sentence in _SENTENCE_END.split(text))
    return any(_ARE.search(s) and _FINANCIAL.search(s) and lexicon.speaks_of("figures", s) for s in sentences)


def time_notes(texts: Iterable[str], lexicon: Lexicon) -> Iterable[TimeNote]:
    """What notes and leading paragraphs say, sentence by sentence, of the time that the figures cover."""
    for text in texts:
        for sentence in _SENTENCE_END.split(text):
            base = _base(sentence, lexicon)
            notes = (reader(sentence, lexicon) for reader in (_rolling, _part, _ends, _limited, whole_of))
            note = next((note for note in notes if note is not None), None)
            yield from (one for one in (base, note) if one is not None)


def years_named(texts: Iterable[str], lexicon: Lexicon) -> Iterable[TimeNote]:
    """What headings and notes say of the kind of year that pairs of years in the table are: academic ones."""
    words = lexicon.vocabulary.cues.get("other_year", frozenset())
    named = re.compile(rf"\b(?:{'|'.join(sorted(words))})\s+years?\b", re.IGNORECASE) if words else None
    for text in texts:
        if named is not None and named.search(text):
            yield TimeNote(text, other_years=True)


def other_times(texts: Iterable[str], whole: PeriodRef) -> bool:
    """Whether what stands around a table speaks of any time but the one that its document is of."""
    found = (f.ref for text in texts for f in find_periods(text))
    return any(ref.period is None or whole.period is None or not _same_days(ref.period, whole.period) for ref in found)


def _same_days(one: Period, other: Period) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _base(sentence: str, lexicon: Lexicon) -> TimeNote | None:
    """`% change is measured from the 12 months to December 2022`: what the changes of the table are measured from."""
    found = find_periods(sentence)
    if not found or not lexicon.speaks_of("role", sentence[: found[-1].start]):
        return None
    last, before = found[-1], sentence[: found[-1].start]
    whole = last.ref.period is not None and last.ref.period.start is not None
    if not _FROM.search(before) or not (whole or last.ref.relative == A_YEAR_BEFORE):
        return None
    return TimeNote(sentence, base=last.ref)


def _rolling(sentence: str, lexicon: Lexicon) -> TimeNote | None:
    """`The data is shown as a rolling 12 months`: each month heads the months that end with it."""
    match = _ROLLING.search(sentence)
    about = lexicon.speaks_of("figures", sentence[: match.start()]) if match else False
    if match is None or not about:
        return None
    named = (match[1] or "12").casefold()
    sure = not lexicon.speaks_of("role", sentence[: match.end()])
    return TimeNote(sentence, months=(_NUMBERS.get(named) or int(named)) if sure else 0, ends=True)


def _part(sentence: str, lexicon: Lexicon) -> TimeNote | None:
    """`Figures are for April to December in each year`, `Year ending 31 March.`: years that head columns are that part
    of them."""
    if any(f.ref.period is not None for f in find_periods(sentence)):
        sentence = _without_comparison(sentence, lexicon)
    found = find_periods(sentence)
    alone = parse_period(sentence) is not None
    if not (alone or lexicon.speaks_of("figures", sentence)) or any(f.ref.period is not None for f in found):
        return None
    part = next((f.ref for f in found if is_stretch(f.ref)), None)
    return TimeNote(sentence, part=part) if part is not None else None


def whole_of(sentence: str, lexicon: Lexicon) -> TimeNote | None:
    """`This report covers the financial year 2019/20`: the period of every figure for which nothing else is said."""
    sentence = _without_comparison(sentence, lexicon)
    stated = [f.ref for f in find_periods(sentence) if f.ref.period is not None]
    spans = [ref for ref in stated if ref.period is not None and ref.period.start not in (None, ref.period.end)]
    opens = _OPENS.match(sentence)
    shows = lexicon.speaks_of("shows", sentence)
    says = _ARE.search(sentence) or lexicon.speaks_of("covers", sentence) or opens is not None or shows
    about = lexicon.speaks_of("figures", opens[1] if opens else sentence) and says
    about = about or _tells_when(sentence, lexicon)
    if len(stated) != 1 or not spans or not about or lexicon.speaks_of("role", sentence):
        return None
    return TimeNote(sentence, whole=spans[0])


def _tells_when(sentence: str, lexicon: Lexicon) -> bool:
    """`Outcomes recorded between 1 April 2022 and 31 March 2023, irrespective of ...`: a line without a verb."""
    words = sentence.split()[: _OPENING_WORDS + 1]
    if not words or not words[0][0].isupper() or not words[0].endswith("s"):
        return False
    pairs = pairwise(words[1:])
    return any(lexicon.speaks_of("happened", verb) and after in _WITHIN for verb, after in pairs)


def _without_comparison(sentence: str, lexicon: Lexicon) -> str:
    """A sentence up to the word with which it turns to what the figures are compared with."""
    words = lexicon.vocabulary.cues.get("compares", frozenset())
    at = min((m.start() for m in _WORD.finditer(sentence) if m[0].casefold() in words), default=len(sentence))
    return sentence[:at]


def _limited(sentence: str, lexicon: Lexicon) -> TimeNote | None:
    """`2018/19 covers April to September only`."""
    limits = lexicon.speaks_of("limit", sentence)
    if not limits and not lexicon.speaks_of("covers", sentence):
        return None
    named = tuple(f.ref.period for f in find_periods(sentence) if f.ref.period is not None and f.ref.period.start)
    return TimeNote(sentence, within=named, limits=limits) if named else None


def _ends(sentence: str, lexicon: Lexicon) -> TimeNote | None:
    """`the latest update covers the period to December 2016`: that month only ends what the figures cover."""
    if not lexicon.speaks_of("covers", sentence):
        return None
    for found in find_periods(sentence):
        period = found.ref.period
        if period is not None and period.kind == "month" and _TO.search(sentence[: found.start]):
            return TimeNote(sentence, within=(period,), ends=True)
    return None
