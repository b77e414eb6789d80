"""What stands around a table: its title, the headings it stands under, and the notes beneath it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractor.facts import Surroundings
from extractor.model import Block, Table
from extractor.notation.periods import find_periods, parse_period

# Headings that say only that figures follow. They title nothing.
_EMPTY_TITLES = re.compile(
    r"data|table(?: \d+)?|figures?|chart|definitions?|notes?:?|(?:sheet|slide|page) ?\d+(?: \(\d+\))?", re.IGNORECASE
)
_NOTE = re.compile(
    r"notes?|nb|n\.b\.|source|data (?:is|are|provided)\b|figures (?:are )?(?:accurate|correct|as)\b|"
    r"\*|†|‡|[⁰¹²³⁴⁵⁶⁷⁸⁹]|.*\bper 1,?000\b",
    re.IGNORECASE,
)
_RATE = re.compile(r"\S.*\bper 1(?:,?000|00,000|,000,000)\b", re.IGNORECASE)  # a title of rates
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*\.?)\s*[A-Z]")
_INNERMOST = 9
_RAISED = re.compile(r"\s+([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")  # a footnote mark belongs to the word before it
_FRONT_BLOCKS = 12
_LEAD_WORDS = 18  # a line right above a table that is no longer than this names it, whatever its style
_LEAD_NAME = 5  # words before the colon of a line that says what a table is of and when
_NOTE_REACH = 4  # blocks: notes stand right beneath their table, with a chart caption between at most
_NOTE_LENGTH = 220  # characters: a longer text is a paragraph about the figures, not a note on them


def surroundings(body: Sequence[Block | Table], titles_of: Callable[[Table], Sequence[str]]) -> list[Surroundings]:
    """Every table of a document in reading order, with its title, section and notes.

    `titles_of` gives the title rows inside a table: they head what follows as a heading outside would.
    """
    found: list[Surroundings] = []
    stack: list[tuple[int, str]] = []
    for at, item in enumerate(body):
        if isinstance(item, Block):
            if item.kind == "heading" and not is_motto(item.text, at):
                open_heading(stack, item.text, item.level)
            continue
        titles = titles_of(item)
        for title in titles:
            open_heading(stack, title)
        headings = tuple(text for _, text in reversed(stack))
        lead = "" if titles else _lead(body, at)
        headings = (lead, *headings) if lead and lead not in headings else headings
        title = " ".join(item.caption.split()) or next(iter(headings), "")
        section = tuple(dict.fromkeys(text for _, text in stack))
        notes = (*item.notes, *_notes_after(body, at))
        leads = _leads(body, at)
        found.append(Surroundings(0, item, title, section, headings, notes, leads))
    return _numbered(found)


def _numbered(found: Sequence[Surroundings]) -> list[Surroundings]:
    """Tables counted in reading order, and charts after them: a format that has none counts the tables alike."""
    ordered = sorted(found, key=lambda around: is_chart(around.table))
    return [replace(around, number=number) for number, around in enumerate(ordered, start=1)]


def is_chart(item: Block | Table) -> bool:
    """True for the numbers behind a chart, which stand in no table that a reader sees."""
    return isinstance(item, Table) and item.method == "chart"


def front_texts(body: Sequence[Block | Table]) -> tuple[str, ...]:
    """The texts before the first table, where a report says what all its figures cover."""
    first = next((at for at, item in enumerate(body) if isinstance(item, Table) and not is_chart(item)), len(body))
    return tuple(item.text for item in body[: min(first, _FRONT_BLOCKS)] if isinstance(item, Block))


def is_motto(heading: str, at: int) -> bool:
    """True for a motto in capitals on the title page, `at` so many blocks from the start: no part of the report."""
    return at < _FRONT_BLOCKS and _level(heading) == 1 and not _NUMBERED.match(heading)


def open_heading(stack: list[tuple[int, str]], text: str, declared: int | None = None) -> None:
    """Open a heading: it closes those of its own level and deeper ones.

    The level is told from the text alone, but for what nests as the file itself declares (`declared` below 1): the name
    of a sheet, the title of a slide, a heading of a web page. A sheet or slide ends the one before whatever its name.
    """
    text = _RAISED.sub(r"\1", " ".join(text.split()))
    says_nothing = _EMPTY_TITLES.fullmatch(text) is not None
    if not text or (says_nothing and declared != 0):
        return
    level = declared if declared is not None and declared < 1 else _level(text)
    while stack and stack[-1][0] >= level:
        stack.pop()
    if not says_nothing:
        stack.append((level, text))


def _level(text: str) -> int:
    """Level of a heading by its own text, so that formats with and without styles agree on the path.

    Numbering tells it (`3.`, `3.1`); capitals head parts of a report; all others stand innermost.
    """
    number = _NUMBERED.match(text)
    if number:
        return min(number[1].rstrip(".").count(".") + 1, _INNERMOST - 1)
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 8 and len(text.split()) > 1 and all(c.isupper() for c in letters):
        return 1
    return _INNERMOST


def _lead(body: Sequence[Block | Table], at: int) -> str:
    """The line right above a table that dates it, in no style of a heading: `Data by command as at 31 May 2018`.

    Other lines there may be anything, such as what is left of a chart, and name nothing.
    """
    before = next((item for item in reversed(body[:at]) if not is_chart(item)), None)
    if not isinstance(before, Block) or before.kind not in ("paragraph", "caption"):
        return ""
    text = " ".join(before.text.split())
    rate = _RATE.search(text) is not None
    name, colon, period = text.rstrip(".").partition(": ")
    if colon and parse_period(period) is not None and len(name.split()) <= _LEAD_NAME:
        return text  # `Districts: 12 months to June 2024.`
    if len(text.split()) > _LEAD_WORDS or text.endswith((".", ":", ";", ",")) or (_NOTE.match(text) and not rate):
        return ""
    dates = [f for f in find_periods(text) if f.ref.period is not None]
    return text if (len(dates) == 1 or rate) and len(text.split()) > 3 else ""


def _leads(body: Sequence[Block | Table], at: int) -> tuple[str, ...]:
    """The paragraphs right above a table, up to its heading or the table before it."""
    found: list[str] = []
    for item in reversed(body[max(0, at - _NOTE_REACH) : at]):
        if is_chart(item):
            continue
        if isinstance(item, Table) or item.kind == "heading":
            break
        found.insert(0, " ".join(item.text.split()))
    return tuple(found)


def _notes_after(body: Sequence[Block | Table], at: int) -> list[str]:
    notes: list[str] = []
    near = body[at + 1 : at + 2 + _NOTE_REACH]
    following = next((" ".join(item.caption.split()) for item in near if isinstance(item, Table)), "")
    for item in near[:_NOTE_REACH]:
        if is_chart(item):
            continue
        if isinstance(item, Table):
            break
        text = " ".join(item.text.split())
        if (item.kind == "heading" and not _NOTE.match(text)) or (text and text == following):
            break
        opened = bool(notes) and notes[-1].casefold().rstrip(": ") in ("note", "notes")
        if item.kind in ("note", "caption") or _NOTE.match(text) or opened or len(text) <= _NOTE_LENGTH:
            notes.append(text)
    return notes
