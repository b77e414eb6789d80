"""Tables that are drawn with characters: Markdown, and rows between pipes with rules of dashes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.model import Cell, Finding, Table
from extractor.read.text_lines import Line, plain

_RULE = re.compile(r"\s*[|+:]?[-=:+|\s]*[-=]{2,}[-=:+|\s]*")
_MARKS = re.compile(r"(\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1|(?<![*\w])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?![*\w])")
_BULLET = re.compile(r"\s*[-–—•❖▪■●◦‣∙·*➢✓]\s")  # rows of a list that only its layout makes a table
_STRUCK = re.compile(r"~~.*?~~")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")
_MAX_COLUMNS = 2000
_LINES = str.maketrans(
    dict.fromkeys("│┃║", "|") | dict.fromkeys("─━═╌", "-") | dict.fromkeys("┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╭╮╰╯┏┳┓┡╇┩", "+")
)


def drawn_run(lines: Sequence[Line], start: int) -> tuple[int, bool]:
    """Where the run of drawn rows that begins at `start` ends, and whether they are a table; `start` if none begins.

    It takes a line of dashes under the headings, or rows that begin and end with a pipe, as many in each.
    """
    first = _plainly(lines[start].text)
    headed = "|" in first and _under_headings([_plainly(line.text) for line in lines[start : start + 3]])
    if not headed and not _is_closed(first):
        return start, False
    end = start
    while end < len(lines) and lines[end].page == lines[start].page and _may_be_row(_plainly(lines[end].text)):
        end += 1
    texts = [_plainly(line.text) for line in lines[start:end]]
    rows = [_split(text) for text in texts if not _is_rule(text)]
    closed = all(map(_is_closed, texts))
    even = len(rows) > 1 and len({len(row) for row in rows}) == 1
    listed = all(_BULLET.match(row[0]) for row in rows if any(cell.strip() for cell in row))
    return end, (headed or (closed and even)) and not listed


def markdown_table(lines: Sequence[Line]) -> Table:
    """The table; rows shorter than its headings have empty cells at their end."""
    texts = [_plainly(line.text) for line in lines]
    ruled = [number for number, text in enumerate(texts) if _is_rule(text)]
    rows = [(line, _split(text)) for line, text in zip(lines, texts, strict=True) if not _is_rule(text)]
    first = next((number for number in ruled if number), 0)  # a rule in the first line is the upper border
    heads = sum(not _is_rule(text) for text in texts[:first])
    columns = max(len(cells) for _, cells in rows)
    found = [
        Cell(row, column, _plain(text), heading=row < heads or not column, page=line.page)
        for row, (line, cells) in enumerate(rows)
        for column, text in enumerate([*cells, *[""] * (columns - len(cells))])
    ]
    return Table(tuple(found), header_rows=heads or None, method="drawn")


def not_drawn(lines: Sequence[Line]) -> list[Finding]:
    """What is told of rows between pipes that are no table, if they hold figures."""
    texts = [_plainly(line.text) for line in lines]
    rows = [_split(text) for text in texts if not _is_rule(text)]
    figures = [row for row in rows if any(any(c.isdigit() for c in cell) for cell in row[1:])]
    if len(figures) < 2 or all(_BULLET.match(row[0]) for row in figures):
        return []
    text = " | ".join(plain(cell) for cell in figures[0])[:80]
    message = f'The rows between pipes from "{text}" have unlike numbers of cells; they are not read as a table'
    return [Finding("columns-not-read", "warning", f"{message}. Give each row the same number", found=text)]


def _plainly(text: str) -> str:
    """The line with characters of its own for rules and corners as pipes, dashes and crosses."""
    return text if text.isascii() else text.translate(_LINES)


def _may_be_row(text: str) -> bool:
    return "|" in text or (_is_rule(text) and "+" in text)


def _is_closed(text: str) -> bool:
    """Whether a line stands between pipes, or is a rule between crosses."""
    plain_ = text.strip()
    return len(plain_) > 2 and plain_[0] == plain_[-1] and plain_[0] in "|+" and _may_be_row(plain_)


def _is_rule(text: str) -> bool:
    """A line of dashes, with or without pipes; one with text or figures between them is a row."""
    return bool(_RULE.fullmatch(text))


def _under_headings(texts: Sequence[str]) -> bool:
    """Whether the second line is that of a Markdown table: as many groups of dashes as there are headings."""
    if len(texts) < 3 or not _is_rule(texts[1]):
        return False
    heads, dashes = _split(texts[0]), _split(texts[1])
    return len(heads) == len(dashes) > 1 and all(re.fullmatch(r"\s*:?-+:?\s*", dash) for dash in dashes)


def _split(text: str) -> list[str]:
    cells = _PIPE.split(text.strip(), maxsplit=_MAX_COLUMNS)
    if len(cells) > 1 and not cells[0].strip():
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _plain(text: str) -> str:
    """Without the marks of bold and italic type, and without what is struck out."""
    text = _STRUCK.sub("", text.replace("\\|", "|"))
    text = _MARKS.sub(lambda found: found[2] or found[3] or "", text)
    return "\n".join(line for part in _BREAK.split(text) if (line := plain(part)))
