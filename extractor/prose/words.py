"""The words and phrases of `schemas/sentences_words.csv`, and what they say about a whole sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import regex

from extractor.codelists import code_rows
from extractor.prose.when import find_when

TIMEOUT = 0.2  # seconds for any pattern that meets a document's text; the slowest sentence seen takes a tenth of it


@lru_cache(maxsize=1)
def word_classes() -> Mapping[str, tuple[str, ...]]:
    """The words and phrases of each class."""
    return {row["class"]: tuple(row["words"].split("|")) for row in code_rows("sentences_words", ("class",))}


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """All words of the classes: none of them is a name."""
    return frozenset(word for phrases in word_classes().values() for phrase in phrases for word in phrase.split())


def marked(word: str) -> str:
    """A word as it stands in the line: one that no subject holds has a mark of its own in front."""
    return f"~{word}" if word in _closed() else word


@lru_cache(maxsize=1)
def _closed() -> frozenset[str]:
    kinds = word_classes()
    return frozenset(word for kind in ("function", "up", "down") for word in kinds[kind])


def what_is_not_plain(text: str) -> str:
    """The word that says that a sentence tells what might be, ought to be or was thought; empty where none does."""
    words, phrases = _never()
    found = words & words_in(text) or {phrase for phrase in phrases if phrase in text.casefold()}
    return min(found, default="")


@lru_cache(maxsize=1)
def _never() -> tuple[frozenset[str], tuple[str, ...]]:
    never = word_classes()["never"]
    return frozenset(w for w in never if " " not in w), tuple(w for w in never if " " in w)


@lru_cache(maxsize=64)
def words_in(text: str) -> frozenset[str]:
    """The words of a sentence in lower case, but for the month of May."""
    return frozenset(word if word == "May" else word.casefold() for word in _WORDS.findall(text))


_WORDS = regex.compile(r"[\p{L}'-]+")


def names_a_part(subject: frozenset[str]) -> bool:
    """Whether the words of a subject say that it is a part of what they name: `robbery by young people`."""
    return not subject.isdisjoint(word_classes()["parting"])


def states_something(sentence: str) -> bool:
    """Whether a sentence has a word that states, counts or moves: a title, a citation or a line of a table has none."""
    return not _stating().isdisjoint(words_in(sentence))


@lru_cache(maxsize=1)
def _stating() -> frozenset[str]:
    kinds = word_classes()
    listed = ("been", "stood", "took", "verbed", "turned", "up", "down", "did", "makes_up", "same")
    return frozenset(word for kind in listed for phrase in kinds[kind] for word in phrase.split() if word != "at")


def is_narrowed(sentence: str, end: int, known: Callable[[str], bool]) -> bool:
    """Whether words behind the last figure read, or before the sentence's first comma, may take a part out of it.

    What is `known` narrows nothing; nor does what goes on to another matter (`..., which`, `due to`).
    """
    narrowing = _any_of("restricting")
    opening, comma, _ = sentence.partition(",")
    if narrowing.search(sentence, end, timeout=TIMEOUT) or (comma and narrowing.match(opening)):
        return True
    goes_on = _any_of("aside").search(sentence, end, timeout=TIMEOUT)
    last = goes_on.start() if goes_on is not None else len(sentence)
    for time in reversed(find_when(sentence)):
        sentence = sentence[: time.start] + " " * (time.end - time.start) + sentence[time.end :]
    return not all(word in common_words() or known(word) for word in words_in(sentence[end:last]))


@lru_cache(maxsize=4)
def _any_of(kind: str) -> regex.Pattern[str]:
    lists = {"words": word_classes()[kind]}
    return regex.compile(r"(?<![\w'-])\L<words>(?![\w'-])", regex.IGNORECASE, **lists)  # type: ignore[arg-type]


def says_ratio(words: str) -> bool:
    """Whether a subject says that it is a share or a rate and no count."""
    return not _ratio().isdisjoint(words.casefold().split())


@lru_cache(maxsize=1)
def _ratio() -> frozenset[str]:
    return frozenset(word_classes()["ratio"])
