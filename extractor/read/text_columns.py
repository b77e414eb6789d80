"""Tables whose columns are set with spaces: the white between them runs down through all rows.

Running text has such white by chance, and a heading cut in the wrong place gives a figure another meaning. So a table
is one only if its figures line up, every column has a heading, and no heading lies across columns of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from extractor.model import Cell, Finding, Table
from extractor.notation.kinds import kind_of
from extractor.read.text_heads import Heads, Placed, continued, stacked
from extractor.read.text_lines import Line, plain
from extractor.read.text_shapes import shape
from extractor.read.text_spanners import recur, spread
from extractor.read.text_words import Column, Word, parted, under, words_of

_RULE = re.compile(r"[-=_.·~*─━ +]*([-=_.·~*─━]) ?\1 ?\1[-=_.·~*─━ +]*")
_LABEL = 60  # characters of a line without columns that may head a group of rows, or columns
_SENTENCE = re.compile(r"(?:\S+ ){2}\S*[a-z)][.!?]$")  # ends a sentence: after it two spaces are no column
_MOST_DIGITS = 9  # of a page number; of thousands Python makes no number
_MOST_HEADS = 5  # lines of headings
_AHEAD = 2  # parts without which a table may not be one: its headings, and a first row that stands alone
_MOST_PARTS = 60  # of one table; each more costs another look at all of them
_MAX_LINE = 2000  # characters; nobody sets columns across more


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
    words = words_of(text)
    if len(words) > 1 or _RULE.fullmatch(text):
        return not any(_SENTENCE.search(word.text) for word in words)
    ruled = text[0] == " " and at + 1 < len(lines) and _RULE.fullmatch(lines[at + 1].text)
    following = next((line.text for line in lines[at + 1 + bool(ruled) : at + 2 + bool(ruled)]), "")
    return len(words_of(following)) > 1 and len(text.strip()) <= _LABEL and text[-1] not in ".;,"


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
    """The table with the lines before and after it; None where its columns are not certain."""
    end = _end(run)
    shown, rules = _shown(run[:end])
    rows = [words_of(line.text) for line in shown]
    titles = next((number for number, row in enumerate(rows) if len(row) > 1 or _may_head(row, rows)), len(rows))
    shown, rows, rules = shown[titles:], rows[titles:], rules[titles:]
    heads = _head_lines(rows, rules)
    if not heads or sum(bool(_figures(row)) for row in rows) < 2:
        return None
    columns = _columns([line.text for line, row in zip(shown[heads:], rows[heads:], strict=True) if len(row) > 1])
    body = [_placed(row, columns) for row in rows[heads:]]
    labelled = sum(not _is_figure(row[0].text) for row in rows[heads:])
    if len(columns) < 2 or None in body or 2 * labelled < len(body) or not _line_up(rows[heads:], columns):
        return None
    below = [row for row in body if row is not None]
    if any(len(row) > 1 and not _has_figures(row) for row in below):
        return None  # headings of another table, or words whose columns nothing proves
    groups = _groups_before(rows[: heads + 1], rules)
    below = [{0: (row[0].text, 1)} for row in rows[heads - groups : heads]] + below
    above = _headings(rows[: heads - groups], rules, Heads(columns, _of_figures(below, len(columns))))
    if above is None:
        return None
    start = next(number for number, line in enumerate(run) if line is shown[0])
    return [*run[:start], _table(above, below, shown, heads - groups), *run[end:]]


def _end(run: Sequence[Line]) -> int:
    """Where the rows end: lines that tell what a mark stands for may follow right below them."""
    end = len(run)
    while end and (not run[end - 1].text.strip() or _is_key(words_of(run[end - 1].text))):
        end -= 1
    return end


def _is_key(row: Sequence[Word]) -> bool:
    """`n/a   not available`."""
    return len(row) == 2 and kind_of(row[0].text) == "mark" and kind_of(row[1].text) != "figure"


def _head_lines(rows: Sequence[Sequence[Word]], rules: Sequence[Sequence[Word]]) -> int:
    """How many lines stand above the first with figures; few above a rule are headings: `per 1,000`."""
    found = [len(_figures(row)) for row in rows]
    few = [2 * count < len(row) and any(rules[n:]) for n, (count, row) in enumerate(zip(found, rows, strict=True))]
    return next((n for n, count in enumerate(found) if count and not few[n]), len(rows))


def _shown(run: Sequence[Line]) -> tuple[list[Line], list[list[Word]]]:
    """The lines that hold something, and for each the pieces of the rule right beneath it."""
    shown: list[Line] = []
    rules: list[list[Word]] = []
    for line in run:
        if _RULE.fullmatch(line.text):
            rules[-1:] = [words_of(line.text)] if rules else []
        elif line.text.strip():
            shown.append(line)
            rules.append([])
    return shown, rules


def _groups_before(rows: Sequence[Sequence[Word]], rules: Sequence[Sequence[Word]]) -> int:
    """How many lines between headings and figures head groups of rows: lone at the left, below the rule, set out
    before the rows, or below a heading of the labels.
    """
    left = min(row[0].start for row in rows)
    lone = [len(row) == 1 and row[0].start == left for row in rows[:-1]]
    count = 0
    while count < len(lone) - 1 and lone[-1 - count] and not rules[len(lone) - 1 - count]:
        count += 1
    named = any(len(row) > 1 and row[0].start == left for row in rows[: len(lone) - count])
    ruled = bool(rules[len(lone) - 1 - count])
    return count if ruled or named or rows[-1][0].start > left else 0


def _of_figures(body: Sequence[Placed], columns: int) -> list[int]:
    """The columns that hold figures, the first one never."""
    texts = [[row[at][0] for row in body if at in row] for at in range(1, columns)]
    return [at for at, found in enumerate(texts, 1) if 2 * sum(map(_is_figure, found)) > len(found)]


def _may_head(row: Sequence[Word], rows: Sequence[Sequence[Word]]) -> bool:
    """A lone text that stands over the columns, not at the left, where a title would; a caption may stand there too."""
    left = min(other[0].start for other in rows if other)
    return bool(row) and row[0].start > 2 + left and shape(row[0].text)[0] != "caption"


@lru_cache(maxsize=32768)  # asked of every text of a table many times
def _is_figure(text: str) -> bool:
    kind = kind_of(" ".join(text.split()))
    return kind == "mark" or (kind == "figure" and any(character.isdigit() for character in text))


def _figures(row: Sequence[Word]) -> list[Word]:
    """The figures of a line, without its first text, which is a label."""
    return [word for word in row[1:] if _is_figure(word.text)]


def _has_figures(row: Placed) -> bool:
    return any(_is_figure(text) for column, (text, _) in row.items() if column)


def _columns(texts: Sequence[str]) -> list[Column]:
    """The columns between the rivers of white that run down through all rows of the body."""
    width = max(map(len, texts), default=0)
    inked = [any(at < len(text) and text[at] != " " for text in texts) for at in range(width)] + [False]
    columns: list[Column] = []
    start = -1
    for at, ink in enumerate(inked):
        if ink and start < 0:
            start = at
        elif not ink and start >= 0:
            columns.append(Column(start, at))
            start = -1
    return _without_narrow_rivers(columns, texts)


def _without_narrow_rivers(columns: list[Column], texts: Sequence[str]) -> list[Column]:
    """One space parts words, two part columns; between figures in every row one is enough."""
    result: list[Column] = []
    for column in columns:
        last = result[-1] if result else None
        narrow = last is not None and column.start - last.end < 2
        if narrow and last is not None and not (_all_figures(last, texts) and _all_figures(column, texts)):
            result[-1] = Column(last.start, column.end)
        else:
            result.append(column)
    return result


def _all_figures(column: Column, texts: Sequence[str]) -> bool:
    cut = [text[column.start : column.end].strip() for text in texts]
    return all(_is_figure(text) for text in cut if text) and sum(map(bool, cut)) > 1


def _placed(row: Sequence[Word], columns: Sequence[Column]) -> Placed | None:
    """The texts of a row by column, one each; None where they do not fall into the columns.

    Figures a single space apart are parted where the other rows part them.
    """
    found: Placed = {}
    for word in row:
        places = under(word, columns)
        texts = _cut(word, [columns[at] for at in places]) if len(places) > 1 else [word.text]
        if texts is None or found.keys() & set(places):
            return None
        found |= {at: (text, 1) for at, text in zip(places, texts, strict=True)}
    return found


def _cut(word: Word, columns: Sequence[Column]) -> list[str] | None:
    """The parts of a text by the columns that it lies across; None where that would cut through a word."""
    edges = [column.start - word.start for column in columns[1:]]
    if any(edge <= 0 or word.text[edge - 1] != " " for edge in edges):
        return None
    return [word.text[start:end].strip() for start, end in pairwise([0, *edges, len(word.text)])]


def _line_up(rows: Sequence[Sequence[Word]], columns: Sequence[Column]) -> bool:
    """Whether the figures of every column stand below one another: by a side, their point or their middle."""
    found: dict[int, list[Word]] = {}
    for word in (word for row in rows for word in row[1:]):
        places = under(word, columns)
        if len(places) == 1 and any(character.isdigit() for character in word.text) and _is_figure(word.text):
            found.setdefault(places[0], []).append(word)
    several = [words for words in found.values() if len(words) > 1]
    return bool(several) and all(map(_share_a_side, several))


def _share_a_side(words: Sequence[Word]) -> bool:
    """A bracket or percent sign after some of them may move the side of a figure by one character."""
    sides = (
        [word.end for word in words],
        [word.start for word in words],
        [word.start + (word.text + ".").index(".") for word in words],
        [(word.start + word.end) // 2 for word in words],
    )
    return any(max(side) - min(side) <= 1 for side in sides)


def _headings(rows: Sequence[Sequence[Word]], rules: Sequence[Sequence[Word]], heads: Heads) -> list[Placed] | None:
    """The headings by column; None where a column has none, or where one may belong to several."""
    if not 0 < len(rows) <= _MOST_HEADS or (not rules[len(rows) - 1] and _goes_on_in_words(rows, heads.columns)):
        return None
    for row, rule in zip(reversed(rows), reversed(rules[: len(rows)]), strict=True):
        words = [part for word in row for part in parted(word, heads.columns)]
        if continued(words, heads) or (not recur(words, heads) and stacked(words, heads)):
            continue
        if not spread(words, rule, heads):
            return None
    return heads.rows() if heads.own.keys() >= set(range(1, len(heads.columns))) else None


def _goes_on_in_words(rows: Sequence[Sequence[Word]], columns: Sequence[Column]) -> bool:
    """Whether a row of words follows complete headings: `Under 11 | few | few`."""
    found = [[under(word, columns) for whole in row for word in parted(whole, columns)] for row in rows]
    each = [[at] for at in range(len(columns))]
    named = next((number for number, row in enumerate(found) if row == each), len(found))
    return any(len(row) > 1 and 0 in row[0] for row in found[named + 1 :])


def _table(above: Sequence[Placed], below: Sequence[Placed], lines: Sequence[Line], heads: int) -> Table:
    """`heads` counts the lines of headings, which may be more than the rows that they make."""
    pages = [lines[0].page] * len(above) + [line.page for line in lines[heads:]]
    cells = [
        Cell(row, at, "\n".join(map(plain, text.split("\n"))), 1, span, heading=row < len(above) or not at, page=page)
        for row, (page, texts) in enumerate(zip(pages, [*above, *below], strict=True))
        for at, (text, span) in sorted(texts.items())
    ]
    return Table(tuple(cells), header_rows=len(above), method="spaced")


def _seems_table(lines: Sequence[Line]) -> bool:
    """Two rows with two figures each, or three with one, that no page of contents has."""
    rows = [_figures(words_of(line.text)) for line in lines]
    single = [row[0].text for row in rows if len(row) == 1]
    contents = (
        len(single) > 1
        and all(text.isdecimal() and len(text) <= _MOST_DIGITS for text in single)
        and _never_falls([int(t) for t in single])
    )
    return sum(len(row) > 1 for row in rows) > 1 or (len(single) > 2 and not contents)


def _never_falls(pages: Sequence[int]) -> bool:
    return all(one <= other for one, other in pairwise(pages))


def _told(lines: Sequence[Line]) -> list[Finding]:
    if not _seems_table(lines):
        return []
    first = next(line for line in lines if _figures(words_of(line.text)))
    text = plain(first.text)[:80]
    message = (
        f'The lines from "{text}" hold figures in columns set with spaces, which are not certain; they are not read '
        "as a table. Part the columns, and their headings, with tabs"
    )
    return [Finding("columns-not-read", "warning", message, found=text)]
