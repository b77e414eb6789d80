"""The words that tell whose a document is and of when, as `schemas/recognition.toml` lists them, ready to be found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extractor.codelists import schemas_dir


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of one of the lists, with the slice of the text that it takes."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Cues:
    """What the lists find. `dates` finds the words that say what a date is of, `kinds` tells them apart."""

    dates: re.Pattern[str]
    kinds: Mapping[str, str]
    to: re.Pattern[str]
    authors_of_a_date: re.Pattern[str]
    surveys: re.Pattern[str]
    not_levels: re.Pattern[str]
    april: re.Pattern[str]
    january: re.Pattern[str]
    of_all: re.Pattern[str]
    year_to_date: re.Pattern[str]
    after: str
    before: str
    authors: re.Pattern[str]
    mentions: re.Pattern[str]
    bodies: re.Pattern[str]
    american: re.Pattern[str]
    city_police: re.Pattern[str]
    open_end: re.Pattern[str]
    documents: re.Pattern[str]
    markings: frozenset[str]


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The lists that ship, compiled once."""
    lists = tomllib.loads((schemas_dir() / "recognition.toml").read_text(encoding="utf-8"))
    dates, years, publishers = lists["dates"], lists["years"], lists["publishers"]
    found, kinds = _date_cues(dates)
    return Cues(
        dates=found,
        kinds=kinds,
        to=re.compile(rf"(?<!\w)(?:{_any_of(dates['to'])})(?:\s+the)?[\s:]*$", re.IGNORECASE),
        authors_of_a_date=re.compile("|".join(dates["author_patterns"]), re.IGNORECASE),
        surveys=_words(dates["surveys"]),
        not_levels=_words(dates["not_levels"]),
        april=_words(years["april"]),
        january=_words(years["january"]),
        of_all=_words(years["of_all"]),
        year_to_date=_words(years["year_to_date"]),
        after=rf"(?!(?:{_any_of(publishers['not_after'])})\b)(?:{_any_of(publishers['after'])})",
        before=_any_of(publishers["before"]),
        authors=_right_before(publishers["authors"]),
        mentions=_right_before(publishers["mentions"]),
        bodies=_words(publishers["bodies"]),
        city_police=_words(publishers["not_after"]),
        open_end=re.compile(rf"(?::|[-–—]|\b(?:{_any_of(dates['open_ends'])}))\s*$", re.IGNORECASE),
        american=_words(publishers["american"]),
        documents=_words(publishers["documents"]),
        markings=frozenset(publishers["markings"]),
    )  # fmt: skip


def date_cues(text: str) -> list[Cue]:
    """The words of a text that say what a date is of, in their order; where several stand on one place, the longest."""
    kinds = cues().kinds
    return [
        Cue(m.start(), m.end(), kinds.get(" ".join(m[0].casefold().split()), "own"))
        for m in cues().dates.finditer(text)
    ]


def _date_cues(lists: Mapping[str, Any]) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the words, and which kind each is of. What a pattern finds instead (a time of day) is of `own`."""
    kinds = {phrase: kind for kind in ("data", "own", "other", "title") for phrase in lists[kind]}
    found = rf"(?<![\w-])(?:{_any_of(kinds)})(?!\w)"
    return re.compile("|".join((found, *lists["own_patterns"])), re.IGNORECASE), kinds


def _words(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_any_of(phrases)})(?!\w)", re.IGNORECASE)


def _right_before(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(phrases)})(?:\s+the)?[\s:]*$", re.IGNORECASE)


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(_spaced(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _spaced(phrase: str) -> str:
    return r"\s+".join(re.escape(word) for word in phrase.split())
