"""The words that tell whose a document is and of when, as `schemas/recognition.toml` lists them, ready to be found."""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from extractor.codelists import schemas_dir
from extractor.errors import UsageError

_FILE = "recognition.toml"


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
    release: re.Pattern[str]
    surveys: re.Pattern[str]
    not_levels: re.Pattern[str]
    april: re.Pattern[str]
    january: re.Pattern[str]
    of_all: re.Pattern[str]
    year_to_date: re.Pattern[str]
    after: str
    before: str
    authors: re.Pattern[str]
    reports_on: re.Pattern[str]
    bodies_of: re.Pattern[str]
    mentions: re.Pattern[str]
    bodies: re.Pattern[str]
    american: re.Pattern[str]
    authorities: re.Pattern[str]
    of_police: re.Pattern[str]
    city_police: re.Pattern[str]
    open_end: re.Pattern[str]
    documents: re.Pattern[str]
    markings: frozenset[str]


_LAID_OVER: ContextVar[str | None] = ContextVar("laid_over", default=None)


@contextlib.contextmanager
def laid_over(folder: str | None) -> Iterator[None]:
    """Within it, `cues` has the lists of `folder` beside those that ship, where it has any."""
    token = _LAID_OVER.set(folder)
    try:
        yield
    finally:
        _LAID_OVER.reset(token)


def cues() -> Cues:
    """The lists that ship, with those laid over them; compiled once."""
    return _compiled(_LAID_OVER.get())


@lru_cache(maxsize=4)
def _compiled(folder: str | None) -> Cues:
    lists = _listed(schemas_dir() / _FILE)
    path = Path(folder) / _FILE if folder else None
    if path is None or not path.is_file():
        return _of(lists)
    for section, entries in _listed(path).items():
        for name, words in entries.items() if isinstance(entries, dict) else [("", entries)]:
            if name not in lists.get(section, {}):
                raise UsageError(f"{path}: there is no list {section}.{name}; take the name of one that ships")
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise UsageError(f'{path}: {section}.{name} is no list of words; write ["one", "another"]')
            lists[section][name] = [*lists[section][name], *words]
    try:
        return _of(lists)
    except re.error as error:
        raise UsageError(f"{path}: a pattern cannot be read ({error}); mend it") from None


def _listed(path: Path) -> dict[str, dict[str, list[str]]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not readable ({error}); mend the TOML") from error


def _of(lists: Mapping[str, Mapping[str, list[str]]]) -> Cues:
    dates, years, publishers = lists["dates"], lists["years"], lists["publishers"]
    found, kinds = _date_cues(dates)
    return Cues(
        dates=found,
        kinds=kinds,
        to=re.compile(rf"(?<!\w)(?:{_any_of(dates['to'])})(?:\s+the)?[\s:]*$", re.IGNORECASE),
        authors_of_a_date=re.compile("|".join(dates["author_patterns"]), re.IGNORECASE),
        release=_of_release(dates),
        surveys=_words(dates["surveys"]),
        not_levels=_words(dates["not_levels"]),
        april=_words(years["april"]),
        january=_words(years["january"]),
        of_all=_words(years["of_all"]),
        year_to_date=_words(years["year_to_date"]),
        after=rf"(?!(?:{_any_of(publishers['not_after'])})\b)(?:{_any_of(publishers['after'])})",
        before=_any_of(publishers["before"]),
        authors=_right_before(publishers["authors"]),
        reports_on=re.compile(rf"['’]?s?\s+(?:{_any_of(publishers['reports_on'])})\b", re.IGNORECASE),
        bodies_of=re.compile(rf"\b(?:{_any_of(publishers['bodies_of'])})(?:,| of| for)\s+$", re.IGNORECASE),
        mentions=_right_before(publishers["mentions"]),
        bodies=_words(publishers["bodies"]),
        city_police=_words(publishers["not_after"]),
        open_end=re.compile(rf"(?::|[-–—]|\b(?:{_any_of(dates['open_ends'])}))\s*$", re.IGNORECASE),
        american=_words(publishers["american"]),
        authorities=re.compile(_any_of(publishers["authorities"])),
        of_police=_words(publishers["of_police"]),
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


def _of_release(lists: Mapping[str, list[str]]) -> re.Pattern[str]:
    """What finds words of release right before a date, at the begin of a line or clause: `Published on `. Nothing
    before them may make them speak of another document or of a day to come."""
    found, never = _any_of(lists["release"]), _any_of(lists["not_release"])
    day = "mon|tues|wednes|thurs|fri|satur|sun"
    return re.compile(
        rf"^(?!.*(?<![\w-])(?:{never})(?!\w))(?:.*[|;:(.,–—-])?\s*(?:{found})(?:\s+on)?[\s:.,()–—-]*(?:(?:{day})day,?\s*)?(?:the\s+)?$",
        re.IGNORECASE,
    )


def _words(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_any_of(phrases)})(?!\w)", re.IGNORECASE)


def _right_before(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(phrases)})(?:\s+the)?[\s:]*$", re.IGNORECASE)


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(_spaced(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _spaced(phrase: str) -> str:
    return r"\s+".join(re.escape(word) for word in phrase.split())
