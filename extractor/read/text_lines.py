"""The lines of a text extract, each with its page, freed of what repeats on every page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

_PAINT = str.maketrans(
    dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
    | {"\u2011": "-"}
)
_BREAK = re.compile("\r\n?|\u2028|\u2029|\u0085|\x0b")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[-–]\s*\d{1,4}\s*[-–]", re.IGNORECASE)
# The government's protective markings, alone on a line, are set at the edge of a page.
_MARKING = re.compile(r"not protectively marked|official(?:[ -–]+sensitive)?|unclassified", re.IGNORECASE)
_LAST_NUMBER = re.compile(r"\d{1,4}$")
_EDGE = 2  # lines from the top or bottom of a page where running heads and feet stand
_MIN_REPEATS = 3  # pages that must share a line for it to be a running head
_MAX_FURNITURE = 200  # characters; running heads are short


@dataclass(frozen=True, slots=True)
class Line:
    """`page` is 1-based, None where the text does not tell its pages."""

    text: str
    page: int | None


def plain(text: str) -> str:
    """Single spaces, nothing at the ends, no-break spaces as spaces, no soft hyphens."""
    return " ".join(text.translate(_PAINT).split())


def page_lines(text: str) -> tuple[list[Line], tuple[str, ...]]:
    """All lines but page furniture, and the distinct lines of that."""
    pages = [_BREAK.sub("\n", page).split("\n") for page in text.split("\f")]
    if len(pages) > 1 and not any(line.strip() for line in pages[-1]):
        pages.pop()  # converters end each page with a form feed, the last one too
    numbered = len(pages) > 1
    furniture: dict[str, None] = {}
    running = _running_lines(pages) if numbered else frozenset()
    lines: list[Line] = []
    for number, page in enumerate(pages, start=1):
        edges = _edges(page) if numbered else frozenset()
        for index, line in enumerate(page):
            shown = plain(line) if len(line) <= _MAX_FURNITURE else ""
            at_edge = index in edges and (_pattern(shown, number) in running or _PAGE_NUMBER.fullmatch(shown))
            if shown and (at_edge or _MARKING.fullmatch(shown)):
                furniture.update({} if _PAGE_NUMBER.fullmatch(shown) else {shown: None})
                line = ""
            lines.append(Line(line, number if numbered else None))
    return lines, tuple(furniture)


def _running_lines(pages: list[list[str]]) -> frozenset[str]:
    """Lines at the edge of at least half of the pages, told apart by more than the page number."""
    counts: Counter[str] = Counter()
    for number, page in enumerate(pages, start=1):
        short = (plain(page[index]) for index in _edges(page) if len(page[index]) <= _MAX_FURNITURE)
        counts.update({_pattern(line, number) for line in short})
    enough = max(_MIN_REPEATS, len(pages) / 2)
    return frozenset(line for line, count in counts.items() if count >= enough and line)


def _edges(page: list[str]) -> frozenset[int]:
    """The positions of the first and last few lines of a page that hold anything; rows of a table are none."""
    filled = [index for index, line in enumerate(page) if line.strip()]
    return frozenset(index for index in filled[:_EDGE] + filled[-_EDGE:] if not _is_row(page, index))


def _is_row(page: list[str], index: int) -> bool:
    """Whether a TAB line stands right above or below another."""
    return "\t" in page[index] and any(
        "\t" in line for line in page[max(0, index - 1) : index] + page[index + 1 : index + 2]
    )


def _pattern(line: str, page: int) -> str:
    """A line with the number at its end counted from the page's own, as a running page number counts."""
    return _LAST_NUMBER.sub(lambda found: f"#{int(found.group()) - page}", line)
