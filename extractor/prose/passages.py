"""Running text in the order it is read: one passage per block, with the headings it stands under."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.layouts.context import is_motto, open_heading
from extractor.model import Block, Box, Table
from extractor.quick import quick

# What a converter leaves in sentences, replaced one character for one so that places in the text stay the same.
_DASHES = "‐‑‒–—−﹣－"
_QUOTES = '‘“”"*`´'
_FOOTMARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹†‡§"
_BLANKS = [chr(code) for code in range(0x3001) if chr(code).isspace()]  # the ideographic blank is the last one
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_BLANKS, " "),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_QUOTES + _FOOTMARKS, " "),
        "’": "'",
        "\u00ad": " ",
    }
)
_QUOTE = re.compile(r"(?<![A-Za-z0-9])'|'(?![A-Za-z])")
_END = re.compile(r"[.!?](?=\s+[\"'(]?[A-Z0-9+£-]|\s*$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:i\.e|e\.g|etc|vs|approx|no|st|mr|mrs|ms|dr|inc|excl?|incl?|n\.b|n\.b\.?|hrs?|mins?|secs?|[a-z])|^\s*\d+(?:\.\d+)*)$",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"^\s*(?:\d+\.\d+(?:\.\d+)*\.?|\d+\.|[(]?[a-z][)]|[-•▪●◦❖o])\s+(?=\S)")
_NUMBERED = re.compile(r"\d+[.)]|\d+(?:\.\d+)+\s")  # a numbered heading has its place, though it stands on every page
_LONGEST = 1200  # characters; the longest sentence seen in five reports has 384
_LONGEST_WORD = 16  # characters before a full stop that tell an abbreviation or a number of a paragraph
_RECURS = 2  # a heading without a subject that stands so often names a part of whatever heading goes before it


@quick
@dataclass(frozen=True, slots=True)
class Passage:
    """One block of text. `text` has the places of `printed`.

    `section` is the path of headings that it stands under, told from their text alone like that of a table, so that
    all formats of a report agree on it; the title of a box beside the text, or of a part that every section has, is
    no section of its own. `headings` are those that say what it is about, from the nearest to the farthest; the
    first `parts` of them only name a part of the one they follow.
    """

    printed: str
    text: str
    section: tuple[str, ...]
    headings: tuple[str, ...]
    parts: int = 0
    page: int | None = None
    box: Box | None = None
    item: bool = False


# What a heading says of its subject: one of its own, none but a measure, or nothing at all.
Says = Literal["subject", "measure", "nothing"]


def passages(body: Sequence[Block | Table], says: Callable[[str], Says]) -> Iterator[Passage]:
    """The paragraphs, list items and notes of a document. Headings, captions and tables are none."""
    recurring = _recurring(body)
    section: list[tuple[int, str]] = []
    about: list[tuple[float, str]] = []
    for at, item in enumerate(body):
        if isinstance(item, Table):
            continue
        text = " ".join(item.text.split())
        if item.kind == "heading":
            level = item.level or _FLAT
            recurs = says(text) != "subject" and text in recurring and not _NUMBERED.match(text)
            vague = says(text) == "nothing" and not _STARTS_ANEW.search(text)
            part = recurs or (item.level is None and vague)
            _push(about, text, level + _PART if part else level)
            if not (recurs or vague or is_motto(text, at)):
                open_heading(section, text)
        elif item.kind != "caption" and text:
            headings = tuple(reversed(about))
            parts = next((n for n, (level, _) in enumerate(headings) if level % 1 == 0), len(headings))
            yield Passage(
                item.text, plain(item.text), _texts(section), _texts(headings), parts, item.page, item.box,
                item.kind == "list_item",
            )  # fmt: skip


def plain(text: str) -> str:
    """The same text without quotation marks, footnote marks and kinds of dash; as long as the original."""
    text = text.translate(_PLAIN)
    return _QUOTE.sub(" ", text) if "'" in text else text


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a passage, each with the place it starts at; the numbering in front is left out.

    Text without an end for longer than any sentence is none: it is left out.
    """
    match = _NUMBERING.match(text)
    start = match.end() if match else 0
    for end in (*(m.end() for m in _END.finditer(text, start)), len(text)):
        if end < len(text) and _ABBREVIATION.search(text[max(start, end - _LONGEST_WORD) : end - 1]):
            continue
        sentence = text[start:end].strip()
        if 0 < len(sentence) <= _LONGEST:
            yield text.index(sentence, start), sentence
        start = end


def _recurring(body: Sequence[Block | Table]) -> frozenset[str]:
    """Headings that stand again and again: `Outcomes`, `Volume`, `Timeliness`."""
    headings = (" ".join(b.text.split()) for b in body if isinstance(b, Block) and b.kind == "heading")
    return frozenset(text for text, times in Counter(headings).items() if times >= _RECURS)


_FLAT = 90  # the level of headings of which the format does not tell: below any that it tells
_PART = 0.5  # a part stands below the heading that goes before it, whatever its level
_STARTS_ANEW = re.compile(r"summary|overview|introduction|contents|background|conclusion|appendix", re.IGNORECASE)


def _push(stack: list[tuple[float, str]], text: str, level: float) -> None:
    """Open a heading: it closes those of its own level and deeper ones."""
    while stack and stack[-1][0] >= level:
        stack.pop()
    if text:
        stack.append((level, text))


def _texts(headings: Iterable[tuple[int | float, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for _, text in headings))
