"""Understand a heading: cut it into phrases of the vocabulary and add up what they say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from extractor.codelists import Term, Vocabulary, phrase_key, words_of
from extractor.facts import OPEN, Facts
from extractor.layouts.comparisons import Comparison, comparison, spelt_out, within
from extractor.layouts.definitions import Definitions, used
from extractor.layouts.phrases import Words, common_lengths, common_phrases, common_words, own_phrases
from extractor.model import Period
from extractor.notation.kinds import looks_like_band
from extractor.notation.periods import Found, PeriodRef, find_periods
from extractor.notation.points import year_first
from extractor.notation.refs import A_YEAR_BEFORE
from extractor.notation.siblings import read_among
from extractor.quick import changed

# Words that carry no fact of their own; anything else left over makes a heading not fully understood.
SMALL_WORDS = frozenset(
    ("a", "an", "and", "are", "as", "at", "be", "been", "by", "etc", "for", "from", "had", "has", "have", "i", "if",
     "in", "into", "is", "it", "its", "of", "on", "or", "s", "that", "the", "their", "this", "those", "to", "was",
     "were", "which")
)  # fmt: skip
_Path = list[tuple[str, Term | None]]
_Cost = tuple[int, int, int]  # unexplained words, phrases, words between phrases
SINGLE = ("measure", "category", "statistic", "unit", "role", "area", "area_type", "base", "context")
_TIME_WORDS = frozenset(
    ("previous", "prior", "last", "latest", "current", "same", "rolling", "month", "months", "year")
)
_PERIOD = "\x01"
_BRACKET = re.compile(r"(.*\S)\s*\(([^()\d]{1,20})\)")
_LAW = re.compile(r"\b(?:Act|Order|Regulations|Bill|Code|Convention|Directive)\s+(?:of\s+)?$")  # `Terrorism Act 2000`
# `over 12 months old`, `18 months or more`: how long something has been open, and no time that a figure is of.
_AGE = re.compile(
    r"\b(?:\d+|twelve|six|three)\W(?:months?|years?|weeks?|days?)\W{0,2}"
    r"(?:old|or (?:more|older|longer)|of service|and over)\b",
    re.IGNORECASE,
)
_ENDS_IN_TO = re.compile(r"\b(?:to|ending|ended)\W*$", re.IGNORECASE)
_FROM = frozenset(("from", "vs", "v", "versus", "against", "than", "to", "with"))
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?(?:(?:start|beginning)\s+of\s+)?[a-z]{3}", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|until|up to)\s+(?:the\s+)?$", re.IGNORECASE)
DURATIONS = frozenset(("second", "minute", "hour", "day"))
# What terms are bound to that count only as the whole heading, a period apart: `18-24`, `vs target 2023/24`.
_ALONE = frozenset(("alone",))


class Lexicon:
    """The phrases that count for one force (or for all, where the force is not known).

    Terms of a force go before common ones. A term bound to a subject (`within`) counts only where the
    headings around it name that subject.
    """

    def __init__(self, vocabulary: Vocabulary, force: str = "", american: bool = False, prose: bool = False) -> None:
        """`american` puts the month of dates in figures first; `prose` adds the terms that count in sentences alone."""
        self.american = american
        self.vocabulary = vocabulary
        self.force = force
        common, own = common_phrases(vocabulary, prose), own_phrases(vocabulary, force)
        self._phrases = {**common, **{key: [*terms, *common.get(key, ())] for key, terms in own.items()}}
        self._lengths = {**common_lengths(vocabulary, prose)}  # of the phrases that end in a word, the longest first
        for key in own:
            self._lengths[key[-1]] = tuple(sorted({len(key), *self._lengths.get(key[-1], ())}, reverse=True))
        self._words = (SMALL_WORDS | common_words(vocabulary, prose)).union(*own)
        self._choices: list[str] = []
        self._defined: Definitions = {}
        self.read = lru_cache(maxsize=4096)(self._read)

    def defining(self, defined: Definitions) -> Lexicon:
        """This lexicon where a document's own words for times (`This year`) have the meaning it gives them."""
        if not defined:
            return self
        other = copy(self)
        other._defined = defined
        other.read = lru_cache(maxsize=4096)(other._read)
        return other

    def knows(self, text: str) -> bool:
        """True where the whole text is one phrase of the vocabulary."""
        return tuple(words_of(text)) in self._phrases

    def is_word(self, word: str) -> bool:
        """True where some phrase of the vocabulary uses the word."""
        return all(w in self._words for w in words_of(word))

    def phrase_of(self, text: str) -> tuple[str, ...]:
        """The words of a heading without its periods: what a term that explains all of it is written with."""
        path = self._cut(_tokens(text, find_periods(text)), frozenset())
        dated = (words for words, term in path if term is None or "period" not in dict(term.facts))
        return tuple(word for words in dated for word in words.split() if _is_word(word))

    def facts_of(self, phrase: str) -> tuple[tuple[str, str], ...]:
        """What a phrase of the vocabulary states; a meaning bound to a subject where it has no other."""
        terms = self._phrases.get(tuple(words_of(phrase)), [])
        return next((term.facts for term in sorted(terms, key=lambda t: bool(t.within))), ())

    def nearest(self, text: str, limit: int = 3, least: int = 50) -> tuple[str, ...]:
        """The known phrases most like `text`, best first; `least` of 100 alike."""
        from rapidfuzz import fuzz, process

        self._choices = self._choices or sorted(" ".join(key) for key in self._offered())
        hits = process.extract(phrase_key(text), self._choices, scorer=fuzz.token_sort_ratio, limit=limit)
        return tuple(phrase for phrase, score, _ in hits if score >= least)

    def _offered(self) -> Iterable[Words]:
        """Phrases to name as the nearest: an area under each of its titles would only crowd out the others."""
        return {tuple(words_of(term.phrase)) for terms in self._phrases.values() for term in terms} - {()}

    def _read(
        self, text: str, subjects: frozenset[str] = frozenset(), among: tuple[str, ...] = (), compares: bool = True
    ) -> Facts:
        """The facts of one heading, read in the light of the subjects named by the headings around it.

        `among` are the headings in line with it, which may tell that `4/23` is a month. Not `compares`: a title, whose
        `2023 vs 2022` makes no changes of the figures beneath it.
        """
        if self.american and (turned := year_first(text)) != text:
            label = " ".join(text.split())
            facts = self.read(turned, subjects, among, compares)
            return changed(facts, label=label, unknown_label=label if facts.unknown else "")
        by_others = read_among(text, among) if among else None
        if by_others is not None:
            return Facts(period=by_others, label=" ".join(text.split()))
        words = self.vocabulary.cues.get("compares", frozenset()) if compares else frozenset()
        compared = comparison(text, words) if words else None
        if compared is not None and (compared.in_words or self.speaks_of("role", text)):
            return self._compared(text, compared, subjects, among)
        label = " ".join(text.split())
        if words:
            text = spelt_out(text, words)
        found = [
            _only_end(f, text)
            for f in find_periods(text)
            if not _numbers_a_question(f, text) and not _LAW.search(text[: f.start])
        ]
        found = self._with_definitions(found, text)
        tokens = _tokens(text, found)
        facts, unknown = self._add_up(self._cut(tokens, subjects), found, text)
        if unknown and (bracket := _BRACKET.fullmatch(text.strip())):
            facts, unknown = self._with_bracket(facts, unknown, bracket[1], bracket[2], subjects)
        if facts.unit in DURATIONS and looks_like_band(text):
            facts = changed(facts, unit="", statistic="")  # `60+ hours` says what is counted, and not in what
        return changed(
            facts,
            unknown=unknown,
            unknown_label=label if unknown else "",
            label=label,
            counts=self.speaks_of("count", text),
            lasts=self.speaks_of("duration", text),
            spans=self.speaks_of("span", text),
            weeks=self.speaks_of("week", text) and not found,
        )

    def _with_definitions(self, found: list[Found], text: str) -> list[Found]:
        """The periods of a heading, and those that its words have in this document; a change is told by its levels."""
        if not self._defined or self.speaks_of("role", text) or any(f.ref.period is not None for f in found):
            return found
        for one in used(text, self._defined):
            over = [f for f in found if f.start < one.end and one.start < f.end]
            if all(f.ref.period is None and one.start <= f.start and f.end <= one.end for f in over):
                found = sorted([*(f for f in found if f not in over), one], key=lambda f: f.start)
        return found

    def _compared(self, text: str, compared: Comparison, subjects: frozenset[str], among: tuple[str, ...]) -> Facts:
        """The facts of a heading that compares two periods. Where they may be one span of time, it is read as that."""
        whole = not compared.in_words and not compared.periods.sure
        rest = text if whole else compared.rest
        if whole:
            found = [_only_end(f, text) for f in find_periods(text)]
            facts, unknown = self._add_up(self._cut(_tokens(text, found), subjects), found, text)
        else:
            facts = self._read(rest if self.speaks_of("role", rest) else f"{rest} change", subjects, among)
            unknown = facts.unknown
            if facts.period is not None:  # `YTD % change 2025 vs. 2026`: what the rest says of time is of both
                compared = replace(compared, periods=within(compared.periods, facts.period))
                facts = changed(facts, period=None)
        label = " ".join(text.split())
        return changed(
            facts, unknown=unknown, unknown_label=label if unknown else "", label=label, compared=compared.periods
        )

    def _with_bracket(
        self, facts: Facts, unknown: str, head: str, inner: str, subjects: frozenset[str]
    ) -> tuple[Facts, str]:
        """`Change in rate (pp)`: a unit that stands in brackets behind a heading is one, whatever else is unknown."""
        unit, rest = self._read(inner), self._read(head, subjects)
        if unit.unknown or not unit.unit:
            return facts, unknown
        role = rest.role or unit.role
        return changed(rest, unit=unit.unit, statistic=unit.statistic or rest.statistic, role=role), rest.unknown

    def _cut(self, tokens: list[str], subjects: frozenset[str]) -> _Path:
        """The cheapest cut of the words into phrases: fewest unexplained words, then phrases, then gaps."""
        best: list[tuple[_Cost, _Path]] = [((0, 0, 0), [])]
        for end in range(1, len(tokens) + 1):
            options = [_skip(best[end - 1], tokens[end - 1], first=end == 1)]
            for length in self._lengths.get(tokens[end - 1], ()):
                if length > end:
                    continue
                start = end - length
                alone = not any(map(_is_word, (*tokens[:start], *tokens[end:])))
                term = self._term(tuple(tokens[start:end]), subjects | _ALONE if alone else subjects)
                if term is not None:
                    (unexplained, phrases, gaps), path = best[start]
                    step = (" ".join(tokens[start:end]), term)
                    options.append(((unexplained, phrases + 1, gaps), [*path, step]))
            best.append(min(options, key=lambda option: option[0]))
        return best[-1][1]

    def _term(self, key: tuple[str, ...], subjects: frozenset[str]) -> Term | None:
        terms = self._phrases.get(key)
        if not terms:
            return None
        bound = [t for t in terms if t.within and t.within & subjects]
        if len({t.facts for t in bound if not t.force}) > 1 and len(subjects) > 1:
            return None  # `Unknown` under `ethnicity and age`: of which of the two is not said
        free = [t for t in terms if not t.within]
        return next(iter(bound or free), None)

    def _add_up(self, path: list[tuple[str, Term | None]], found: list[Found], text: str) -> tuple[Facts, str]:
        given, leftover, passed = _gather(path)
        absolute = {f.ref.period for f in found if f.ref.period is not None}
        if absolute:  # "Previous 12 months to March 2022": the words before a date add nothing to it
            leftover = [word for word in leftover if word not in _TIME_WORDS]
        facts, clash = self._settle(given)
        clash = clash or len({(p.start, p.end) for p in absolute}) > 1
        facts = changed(facts, period=_labelled(_one_period(found, given["period"]), text))
        unknown = " ".join(leftover) or (" ".join(text.split()) if clash else "")
        beside = self._doubts(passed)  # a word that is known to say nothing may name a change, or an area with others
        doubts = self._doubts(leftover) | (beside & {"role"} if not facts.role else frozenset())
        doubts |= beside & {"area"} if leftover else frozenset()
        if unknown and any(self._has_unit(m) for m in given["measure"]) and not facts.unit:
            doubts |= {"unit", "statistic"}
        facts = changed(facts, doubts=doubts)
        if unknown:  # a heading half understood must not pass for one that is: its subject is left open
            named = frozenset(given["category"])
            facts = changed(
                facts, measure="", category="", area="", area_type="", breakdown=(), total=False, named=named
            )
        return _of_a_change(_of_its_time(facts, text), path), unknown

    def _has_unit(self, measure: str) -> bool:
        """Whether a measure is counted in anything but numbers of things: days, per cent, pounds."""
        entry = self.vocabulary.measures.get(measure)
        return entry is not None and entry.unit not in ("", "count")

    def _doubts(self, words: Iterable[str]) -> frozenset[str]:
        """The dimensions that words which nothing explains may change: `Movement on plan` may be no level."""
        left = set(words)
        return frozenset(dimension for dimension, cues in self.vocabulary.cues.items() if left & cues)

    def speaks_of(self, dimension: str, text: str) -> bool:
        """True where any word of a text is a cue of the dimension."""
        return not self.vocabulary.cues.get(dimension, frozenset()).isdisjoint(words_of(text))

    def _settle(self, given: dict[str, list[str]]) -> tuple[Facts, bool]:
        """One value per dimension; two that are not the same or part of each other are a clash."""
        single: dict[str, Any] = {}
        clash = False
        for key in SINGLE:
            values = list(dict.fromkeys(given[key]))
            if key == "category" and len(values) > 1:
                values = self._most_specific(values)
            if len(values) > 1 and key in ("measure", "category"):
                clash = True
            if len(values) > 1 and key == "area":
                values = [OPEN]  # `Kent and Essex`: which of the two a figure is of, or both, is not said
            if values:
                single[key] = values[-1] if key != "role" else _stronger_role(values)
        prefix = "breakdown."
        clash = clash or any(len(set(v)) > 1 for k, v in given.items() if k.startswith(prefix))
        breakdown = {k.removeprefix(prefix): v[-1] for k, v in given.items() if k.startswith(prefix)}
        facts = Facts(
            **single, baseline=bool(given["baseline"]), total=bool(given["total"]), snapshot=bool(given["snapshot"]),
            breakdown=tuple(sorted(breakdown.items())),
        )  # fmt: skip
        return facts, clash

    def _most_specific(self, categories: list[str]) -> list[str]:
        outer = {c for c in categories for d in categories if c != d and self.is_part(d, of=c)}
        return [c for c in categories if c not in outer]

    def is_part(self, category: str, of: str) -> bool:
        """True where `of` is an ancestor of `category`."""
        seen = set()
        while category and category not in seen:
            seen.add(category)
            entry = self.vocabulary.categories.get(category)
            category = entry.parent if entry else ""
            if category == of:
                return True
        return False


def _is_against_peers(path: _Path) -> bool:
    """Whether a word of comparison stands right before the peers: not so in `MSG % change from last year`."""
    for (before, _), (_, term) in pairwise(path):
        if term is not None and ("area_type", "peer_group") in term.facts and before.split()[-1] in _FROM:
            return True
    return False


def _gather(path: list[tuple[str, Term | None]]) -> tuple[defaultdict[str, list[str]], list[str], list[str]]:
    """What the phrases of a heading state by dimension, the words that nothing explains, and those of phrases that are
    known to say nothing of their own: `Trend`."""
    given: defaultdict[str, list[str]] = defaultdict(list)
    before = ""
    leftover: list[str] = []
    passed: list[str] = []
    for words, term in path:
        for key, value in term.facts if term else ():
            # `within 15 minutes`, `-5%`, `Days per FTE`: no unit of what is counted
            counted = (before.isdecimal() and (key == "unit" or value == "share")) or (before, key) == ("per", "unit")
            if not counted or value.startswith("gbp"):
                given[key].append(value)
        before = words if term is None else ""
        if term is None and not words.startswith(_PERIOD) and words not in SMALL_WORDS:
            leftover.append(words)
        elif term is not None and not _states(term):
            passed += words.split()
    if leftover and leftover[0].isdigit() and len(leftover[0]) < 3 and path[0][0] == leftover[0]:
        leftover.pop(0)
    return given, leftover, passed


def _of_its_time(facts: Facts, text: str) -> Facts:
    """Facts without the age, the end or the beginning that only looks like a period of the figures."""
    if facts.period is not None and facts.period.period is None and _AGE.search(text):
        facts = changed(facts, period=None)
    if _ENDS_IN_TO.search(text):
        facts = changed(facts, period=_unfinished(facts.period))
    if not facts.role and _SINCE.search(text):
        facts = changed(facts, period=_to_the_end(facts.period))
    return facts


def _of_a_change(facts: Facts, path: list[tuple[str, Term | None]]) -> Facts:
    """Facts of a change, with what it is measured from where that reads like what it is of."""
    if facts.role and facts.area_type == "peer_group" and _is_against_peers(path):
        facts = changed(facts, area="", area_type="", base="average")  # of the force, against its peers
    if facts.role and facts.baseline:
        facts = changed(facts, base="baseline", baseline=False)
    return facts


def _states(term: Term) -> bool:
    """Whether a phrase of the vocabulary says anything of a figure; some are listed so that nobody asks for them."""
    return any(key != "drop" for key, _ in term.facts)


def _skip(state: tuple[_Cost, _Path], token: str, first: bool) -> tuple[_Cost, _Path]:
    """Leave a word out of any phrase. Small words and periods cost next to nothing."""
    (unexplained, phrases, gaps), path = state
    free = token in SMALL_WORDS or token.startswith(_PERIOD)
    # a bare number at the very front enumerates ("4 Outcomes")
    free = free or (first and token.isdigit() and len(token) < 3)
    return (unexplained + (not free), phrases, gaps + 1), [*path, (token, None)]


def _is_word(token: str) -> bool:
    return not token.startswith(_PERIOD)


def _tokens(text: str, found: list[Found]) -> list[str]:
    parts, at = [], 0
    for number, period in enumerate(found):
        parts += words_of(text[at : period.start]) if at else _front_words(text[: period.start])
        parts += [f"{_PERIOD}{number}", *words_of(period.inner)]
        at = period.end
    return parts + (words_of(text[at:]) if at else words_of(text))


def _front_words(text: str) -> list[str]:
    # an enumerator is only one where a heading follows it, so the cut text gets a word to stand for the rest
    return words_of(text + " Xx")[:-1] if text.strip() else []


def _only_end(found: Found, text: str) -> Found:
    """`Total to week ending 13 November`: a period after `to` only ends what the heading covers."""
    period = found.ref.period
    if not _TO.search(text[: found.start]):
        return found
    name, *numbers = found.ref.relative.split(":")
    if name in ("named_month", "week_to") and numbers:
        ref = PeriodRef(f"to {found.ref.label}", relative=f"until_month:{numbers[0]}")
        return Found(found.start, found.end, ref, found.inner)
    if period is None or period.end is None:
        return found
    label = f"to {found.ref.label}"
    return Found(found.start, found.end, PeriodRef(label, Period(label, None, period.end)), found.inner)


def _unfinished(ref: PeriodRef | None) -> PeriodRef | None:
    """`R12M to`, cut off before the month in which the twelve months end."""
    if ref is None or not ref.relative.startswith("rolling:"):
        return ref
    return PeriodRef(ref.label, relative=f"rolling_to:{ref.relative.split(':')[1]}")


def _to_the_end(ref: PeriodRef | None) -> PeriodRef | None:
    """`Incidents since April`: from that month to the last day of the report. Of a change it is where it begins."""
    if ref is None or not ref.relative.startswith("named_month:") or ref.relative.count(":") > 1:
        return ref
    return PeriodRef(f"since {ref.label}", relative=f"from_{ref.relative.removeprefix('named_')}")


def _numbers_a_question(found: Found, text: str) -> bool:
    """`Q4 Do you feel you could rely on ...` is the fourth question, not the fourth quarter."""
    return found.ref.relative.startswith("named_quarter") and found.start == 0 and len(text.split()) > 5


def _one_period(found: list[Found], named: list[str]) -> PeriodRef | None:
    """One period of a heading that may state it twice over: `Last 12 Months (April 2022 to March 2023)`."""
    absolute = [f.ref for f in found if f.ref.period is not None]
    relative = [PeriodRef("", relative=n) for n in named] + [f.ref for f in found if f.ref.period is None]
    ytd = next((r.relative for r in relative if r.relative.startswith("ytd:")), None)
    year = next((a.period for a in absolute if a.period and a.period.kind == "financial_year"), None)
    if ytd and year and year.start:
        return PeriodRef(absolute[0].label, relative=f"ytd_of:{year.start.year}")
    if ytd and any(r.relative == A_YEAR_BEFORE for r in relative):
        return PeriodRef("", relative="ytd:-1")
    to = next((r.relative for r in relative if r.relative.startswith("ytd_to:")), None)
    if ytd and to:
        return PeriodRef("", relative=f"{ytd}:{to.removeprefix('ytd_to:')}")
    if absolute:
        same = len({(a.period.start, a.period.end) for a in absolute if a.period}) == 1
        return absolute[0] if same else PeriodRef("", relative="open")
    return relative[0] if relative else None


def _stronger_role(roles: list[str]) -> str:
    return "percent_change" if "percent_change" in roles else roles[-1]


def _labelled(period: PeriodRef | None, text: str) -> PeriodRef | None:
    """A period named by words of the vocabulary is labelled with the heading that names it."""
    if period is None or period.label:
        return period
    return PeriodRef(" ".join(text.split()), period.period, period.relative)
