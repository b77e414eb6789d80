"""Running text in the order it is read: one passage per block, with the headings it stands under."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractor.model import Block, Box, Table

# What a converter leaves in sentences, replaced one character for one so that places in the text stay the same.
_DASHES = "‐‑‒–—−﹣－"
_QUOTES = '‘“”"*`´'
_FOOTMARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹†‡§"
_PLAIN = str.maketrans(
    {**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_QUOTES + _FOOTMARKS, " "), "’": "'", "\u00a0": " ", "\u00ad": " "}
)
_QUOTE = re.compile(r"(?<![A-Za-z0-9])'|'(?![A-Za-z])")
_SPACE = re.compile(r"\s")
_END = re.compile(r"[.!?](?=\s+[\"'(]?[A-Z0-9+£-]|\s*$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:i\.e|e\.g|etc|vs|approx|no|st|mr|mrs|ms|dr|inc|excl?|incl?|n\.b|n\.b\.?|hrs?|mins?|secs?|[a-z])|^\s*\d+(?:\.\d+)*)$",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"^\s*(?:\d+\.\d+(?:\.\d+)*\.?|\d+\.|[(]?[a-z][)]|[-•▪●◦❖o])\s+(?=\S)")
_RECURS = 2  # a heading without a level that stands so often names a part of whatever heading goes before it


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of text. `headings` run from the nearest to the farthest; `text` has the places of `printed`."""

    printed: str
    text: str
    section: tuple[str, ...]
    headings: tuple[str, ...]
    page: int | None = None
    box: Box | None = None
    item: bool = False


def passages(body: Sequence[Block | Table], names_nothing: Callable[[str], bool]) -> Iterator[Passage]:
    """The paragraphs, list items and notes of a document. Headings, captions and tables are none.

    `names_nothing` tells a heading that has no subject of its own (`Data`, `Peer comparison`).
    """
    recurring = _recurring(body)
    stack: list[tuple[int, str]] = []
    for item in body:
        if isinstance(item, Table):
            continue
        if item.kind == "heading":
            text = " ".join(item.text.split())
            part = text in recurring or names_nothing(text)
            _push(stack, text, item.level or (_PART if part else _FLAT))
        elif item.kind != "caption":
            section = tuple(dict.fromkeys(text for _, text in stack))
            yield Passage(
                item.text, plain(item.text), section, section[::-1], item.page, item.box, item.kind == "list_item"
            )


def plain(text: str) -> str:
    """The same text without quotation marks, footnote marks and kinds of dash; as long as the original."""
    return _QUOTE.sub(" ", _SPACE.sub(" ", text.translate(_PLAIN)))


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a passage, each with the place it starts at; the numbering in front is left out."""
    match = _NUMBERING.match(text)
    start = match.end() if match else 0
    for end in (*(m.end() for m in _END.finditer(text, start)), len(text)):
        if end < len(text) and _ABBREVIATION.search(text[start : end - 1]):
            continue
        sentence = text[start:end].strip()
        if sentence:
            yield text.index(sentence, start), sentence
        start = end


def _recurring(body: Sequence[Block | Table]) -> frozenset[str]:
    """Headings without a level that stand again and again: `Outcomes`, `Volume`, `Timeliness`."""
    counts = Counter(
        " ".join(b.text.split()) for b in body if isinstance(b, Block) and b.kind == "heading" and b.level is None
    )
    return frozenset(text for text, times in counts.items() if times >= _RECURS)


_FLAT, _PART = 90, 91  # below any level that a document gives


def _push(stack: list[tuple[int, str]], text: str, level: int) -> None:
    """Open a heading: it closes those of its own level and deeper ones."""
    while stack and stack[-1][0] >= level:
        stack.pop()
    if text:
        stack.append((level, text))
