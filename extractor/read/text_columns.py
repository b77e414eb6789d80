"""Tables whose columns are set with spaces: the white between them runs down through all rows.

Running text has such white by chance, and a heading cut in the wrong place gives a figure another meaning. So a table
is one only if its figures line up, every column has a heading, and no heading lies across columns of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.model import Cell, Finding, Table
from extractor.notation.figures import parse_figure
from extractor.read.text_lines import Line, plain

_WORD = re.compile(r"\S+(?: \S+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RULE = re.compile(r"[-=_─━ +]*[-=_─━]{3}[-=_─━ +]*")
_LABEL = 60  # characters of a line without columns that may head a group of rows, or columns
_SENTENCE = re.compile(r"(?:\S+ ){2}\S*[a-z)][.!?]$")  # ends a sentence: after it two spaces are no column
_MOST_HEADS = 5  # lines of headings
_AHEAD = 2  # parts without which a table may not be one: its headings, and a first row that stands alone
_MOST_PARTS = 60  # of one table; each more costs another look at all of them
_MAX_LINE = 2000  # characters; nobody sets columns across more

_Placed = dict[int, tuple[str, int]]  # texts by column, with how many columns each covers


@dataclass(frozen=True, slots=True)
class _Word:
    """A text that at least two spaces set off, with its place in the line."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Column:
    start: int
    end: int


def columns_end(lines: Sequence[Line], start: int) -> int:
    """Where the run of lines that may be set in columns ends: up to running text, a tab, or two empty lines."""
    end = at = start
    if not _may_be_row(lines, start):
        return start
    while at < len(lines) and lines[at].page == lines[start].page:
        if _may_be_row(lines, at):
            end = at + 1
        elif lines[at].text.strip() or at > end:
            break
        at += 1
    return end


def read_columns(run: Sequence[Line]) -> tuple[list[Table | Line], list[Finding]]:
    """The run with its tables. An empty line may part rows of one table, and it may part two."""
    body: list[Table | Line] = []
    unread: list[Line] = []
    findings: list[Finding] = []
    parts = list(_parts(run))
    while parts:
        count, read = _longest(parts)
        if read is None:
            unread += parts[0]
        else:
            findings += _told(unread)
            unread = []
        body += parts[0] if read is None else read
        parts = parts[count:]
    return body, [*findings, *_told(unread)]


def _longest(parts: Sequence[Sequence[Line]]) -> tuple[int, list[Table | Line] | None]:
    """How many of the first parts make one table, as many as do, and that table."""
    best: tuple[int, list[Table | Line] | None] = (1, None)
    for count in range(1, min(len(parts), _MOST_PARTS) + 1):
        if count > best[0] + _AHEAD:
            break
        read = _read([line for part in parts[:count] for line in part])
        if read is not None:
            best = count, read
    return best


def _may_be_row(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text.rstrip()
    if not text.strip() or "\t" in text or len(text) > _MAX_LINE:
        return False
    words = _words(text)
    if len(words) > 1 or _RULE.fullmatch(text):
        return not any(_SENTENCE.search(word.text) for word in words)
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    return len(_words(following)) > 1 and len(text.strip()) <= _LABEL and text[-1] not in ".;,"


def _parts(run: Sequence[Line]) -> Iterator[list[Line]]:
    """What stands between empty lines, each with the empty line after it."""
    part: list[Line] = []
    for line in run:
        part.append(line)
        if not line.text.strip():
            yield part
            part = []
    if part:
        yield part


def _read(run: Sequence[Line]) -> list[Table | Line] | None:
    """The table with the lines before it; None where its columns are not certain."""
    shown = [line for line in run if line.text.strip() and not _RULE.fullmatch(line.text)]
    rows = [_words(line.text) for line in shown]
    titles = next((number for number, row in enumerate(rows) if len(row) > 1 or _is_set_in(row, rows)), len(rows))
    shown, rows = shown[titles:], rows[titles:]
    heads = next((number for number, row in enumerate(rows) if _figures(row)), len(rows))
    if not 0 < heads <= _MOST_HEADS or sum(bool(_figures(row)) for row in rows) < 2:
        return None
    columns = _columns([line.text for line, row in zip(shown[heads:], rows[heads:], strict=True) if len(row) > 1])
    body = [_placed(row, columns) for row in rows[heads:]]
    labelled = sum(not _is_figure(row[0].text) for row in rows[heads:])
    if len(columns) < 2 or None in body or 2 * labelled < len(body) or not _line_up(rows[heads:], columns):
        return None
    above = _headings(rows[:heads], columns)
    below = [row for row in body if row is not None]
    if above is None or any(len(row) > 1 and not _has_figures(row) for row in below):
        return None  # headings of another table, or words whose columns nothing proves
    grid = [*above, *below]
    start = next(number for number, line in enumerate(run) if line is shown[0])
    return [*run[:start], _table(grid, shown, heads)]


def _words(text: str) -> list[_Word]:
    return [_Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(text)]


def _is_set_in(row: Sequence[_Word], rows: Sequence[Sequence[_Word]]) -> bool:
    """A lone text that stands over the columns, not at the left, where a title would."""
    return bool(row) and row[0].start > 2 + min(other[0].start for other in rows if other)


def _is_figure(text: str) -> bool:
    folded = " ".join(text.split())
    return parse_figure(folded).kind in ("number", "mark") and not _YEAR.fullmatch(folded)


def _figures(row: Sequence[_Word]) -> list[_Word]:
    """The figures of a line, without its first text, which is a label."""
    return [word for word in row[1:] if _is_figure(word.text)]


def _has_figures(row: _Placed) -> bool:
    return any(_is_figure(text) for column, (text, _) in row.items() if column)


def _columns(texts: Sequence[str]) -> list[_Column]:
    """The columns between the rivers of white that run down through all rows of the body."""
    width = max(map(len, texts), default=0)
    inked = [any(at < len(text) and text[at] != " " for text in texts) for at in range(width)] + [False]
    columns: list[_Column] = []
    start = -1
    for at, ink in enumerate(inked):
        if ink and start < 0:
            start = at
        elif not ink and start >= 0:
            columns.append(_Column(start, at))
            start = -1
    return _without_narrow_rivers(columns, texts)


def _without_narrow_rivers(columns: list[_Column], texts: Sequence[str]) -> list[_Column]:
    """One space parts words, two part columns; between figures in every row one is enough."""
    result: list[_Column] = []
    for column in columns:
        last = result[-1] if result else None
        narrow = last is not None and column.start - last.end < 2
        if narrow and last is not None and not (_all_figures(last, texts) and _all_figures(column, texts)):
            result[-1] = _Column(last.start, column.end)
        else:
            result.append(column)
    return result


def _all_figures(column: _Column, texts: Sequence[str]) -> bool:
    cut = [text[column.start : column.end].strip() for text in texts]
    return all(_is_figure(text) for text in cut if text) and sum(map(bool, cut)) > 1


def _under(word: _Word, columns: Sequence[_Column]) -> list[int]:
    """The columns that a text stands in; the nearest where it stands in the white."""
    found = [at for at, column in enumerate(columns) if word.start < column.end and column.start < word.end]
    return found or [min(range(len(columns)), key=lambda at: _distance(word, columns[at]))]


def _distance(word: _Word, column: _Column) -> int:
    return max(column.start - word.end, word.start - column.end)


def _placed(row: Sequence[_Word], columns: Sequence[_Column]) -> _Placed | None:
    """The texts of a row by column, one each; None where they do not fall into the columns.

    Figures a single space apart are parted where the other rows part them.
    """
    found: _Placed = {}
    for word in row:
        under = _under(word, columns)
        texts = _cut(word, [columns[at] for at in under]) if len(under) > 1 else [word.text]
        if texts is None or found.keys() & set(under):
            return None
        found |= {at: (text, 1) for at, text in zip(under, texts, strict=True)}
    return found


def _cut(word: _Word, columns: Sequence[_Column]) -> list[str] | None:
    """The parts of a text by the columns that it lies across; None where that would cut through a word."""
    edges = [column.start - word.start for column in columns[1:]]
    if any(edge <= 0 or word.text[edge - 1] != " " for edge in edges):
        return None
    return [word.text[start:end].strip() for start, end in pairwise([0, *edges, len(word.text)])]


def _line_up(rows: Sequence[Sequence[_Word]], columns: Sequence[_Column]) -> bool:
    """Whether the figures of every column stand below one another: by a side, their point or their middle."""
    found: dict[int, list[_Word]] = {}
    for word in (word for row in rows for word in row[1:]):
        under = _under(word, columns)
        if len(under) == 1 and any(character.isdigit() for character in word.text) and _is_figure(word.text):
            found.setdefault(under[0], []).append(word)
    several = [words for words in found.values() if len(words) > 1]
    return bool(several) and all(map(_share_a_side, several))


def _share_a_side(words: Sequence[_Word]) -> bool:
    """A bracket or percent sign after some of them may move the side of a figure by one character."""
    sides = (
        [word.end for word in words],
        [word.start for word in words],
        [word.start + (word.text + ".").index(".") for word in words],
        [(word.start + word.end) // 2 for word in words],
    )
    return any(max(side) - min(side) <= 1 for side in sides)


def _headings(rows: Sequence[Sequence[_Word]], columns: Sequence[_Column]) -> list[_Placed] | None:
    """The lines of headings by column; None where a column has none or where one may be several.

    A heading lies across columns only over headings of their own, and without a space where they are parted; headings
    that line up with their columns are parted even so.
    """
    placed: list[_Placed] = []
    below: set[int] = set()
    for row in reversed(rows):
        here: _Placed = {}
        for word in (part for whole in row for part in _parted(whole, columns)):
            under = _under(word, columns)
            if len(under) > 1 and (not set(under) <= below or _may_be_several(word, columns, under)):
                return None
            if any(at in here for at in under):
                return None
            here |= {under[0]: (word.text, len(under))}
            below |= set(under)
        placed.insert(0, here)
    named = next((number for number, row in enumerate(placed) if row.keys() >= set(range(len(columns)))), len(placed))
    if any(0 in row and len(row) > 1 for row in placed[named + 1 :]):
        return None  # a row of words under complete headings: `Under 11 | c | c`
    return placed if below >= set(range(1, len(columns))) else None


def _parted(word: _Word, columns: Sequence[_Column]) -> list[_Word]:
    """Headings a single space apart, each of which ends, or begins, exactly where its column does."""
    under = _under(word, columns)
    ends = [columns[at].end - word.start for at in under[:-1]]
    starts = [columns[at].start - word.start - 1 for at in under[1:]]
    right = len(under) > 1 and word.end == columns[under[-1]].end and _are_spaces(word.text, ends)
    left = len(under) > 1 and word.start == columns[under[0]].start and _are_spaces(word.text, starts)
    if right == left:
        return [word]
    cuts = [-1, *(ends if right else starts), len(word.text)]
    return [_Word(word.text[a + 1 : b], word.start + a + 1, word.start + b) for a, b in pairwise(cuts)]


def _are_spaces(text: str, places: Sequence[int]) -> bool:
    return all(0 < at < len(text) and text[at] == " " for at in places)


def _may_be_several(word: _Word, columns: Sequence[_Column], under: Sequence[int]) -> bool:
    gaps = (range(columns[at].end, columns[at + 1].start) for at in under[:-1])
    return any(word.start <= at < word.end and word.text[at - word.start] == " " for gap in gaps for at in gap)


def _table(grid: Sequence[_Placed], lines: Sequence[Line], heads: int) -> Table:
    cells = [
        Cell(row, at, plain(text), 1, span, heading=row < heads or not at, page=line.page)
        for row, (line, texts) in enumerate(zip(lines, grid, strict=True))
        for at, (text, span) in sorted(texts.items())
    ]
    return Table(tuple(cells), header_rows=heads, method="spaced")


def _seems_table(lines: Sequence[Line]) -> bool:
    """Two rows with two figures each, or three with one, that no page of contents has."""
    rows = [_figures(_words(line.text)) for line in lines]
    single = [row[0].text for row in rows if len(row) == 1]
    contents = len(single) > 1 and all(text.isdecimal() for text in single) and _never_falls([int(t) for t in single])
    return sum(len(row) > 1 for row in rows) > 1 or (len(single) > 2 and not contents)


def _never_falls(pages: Sequence[int]) -> bool:
    return all(one <= other for one, other in pairwise(pages))


def _told(lines: Sequence[Line]) -> list[Finding]:
    if not _seems_table(lines):
        return []
    first = next(line for line in lines if _figures(_words(line.text)))
    text = plain(first.text)[:80]
    message = (
        f'The lines from "{text}" hold figures in columns set with spaces, which are not certain; they are not read '
        "as a table. Part the columns, and their headings, with tabs"
    )
    return [Finding("columns-not-read", "warning", message, found=text)]
