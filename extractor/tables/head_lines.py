"""Which lines of aligned text stand above the body: the headings of the columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.tables.edges import Edge
from extractor.tables.figures import are_years, is_figure
from extractor.tables.lines import CUT_DATE, CUT_YEAR, HARD_HYPHEN, Line
from extractor.tables.partial import rule_between
from extractor.tables.rows import LOOSE, SEEN, Piece, RowLine, nearer_above

MOST_FIGURES = 0.75  # share of the columns with figures that makes a bold line a row
MOST_HEAD_BANDS = 5  # that rules part headings into, at most
CELL_LINES = 3  # lines that may make one cell rather than several rows


def head_lines(lines: Sequence[RowLine], full: Sequence[Edge]) -> int:
    """How many lines stand above the body: up to the first figures that are not years, or a first rule."""
    bands = bands_of(lines, full)
    first = next((start for start, end in bands if _is_data(lines[start:end])), None)
    if first is not None and sum(start < first for start, _ in bands) > max(MOST_HEAD_BANDS, 0.5 * len(bands)):
        first = None  # headings are not more than rows: a table of texts, with figures here and there
    if first is None and (len(bands) > 1 or not any(_has_figures(line) for line in lines)):
        if len(bands) > 1 and bands[0][1] <= max(3, len(lines) // 3):
            return bands[0][1]
        bold = next((i for i, line in enumerate(lines) if not all(p.bold for p in line.pieces)), 0)
        return bold if 0 < bold < len(lines) else 0
    if first == 0 and rows_are_ruled(lines, bands):
        return 0
    row = next((i for i in range(1, bands[0][1]) if _is_row(lines, i)), None) if len(bands) > 1 else None
    if row is not None:
        return row
    above = [start for start, _ in bands if first is not None and 0 < start <= first]
    if above:
        while len(above) > 1 and _one_label(lines[above[-2] : above[-1]]):
            above.pop()
        return _over_titles(lines, above[-1])
    lead = _bold_lead(lines)
    first = next(
        (
            i
            for i, line in enumerate(lines)
            if _has_figures(line) and not _ends_heading(lines, i) and (i >= lead or _all_figures(line, lines))
        ),
        0,
    )
    label = _label_start(lines, first)
    return label if label < first else _over_titles(lines, first)


def _over_titles(lines: Sequence[RowLine], first: int) -> int:
    """The number of lines of headings where the first line of figures is `first`: without titles of groups of rows."""
    while first > 0 and _group_title(lines, first):
        first -= 1
    return first


def rows_are_ruled(lines: Sequence[RowLine], bands: Sequence[tuple[int, int]]) -> bool:
    """Whether a rule stands between each row and the next, so that lines without one are one row."""
    several = sum(1 for a, b in bands if sum(1 for line in lines[a:b] if line.figures) > 1)
    return len(bands) >= 3 and several <= 0.2 * len(bands)


def _is_row(lines: Sequence[RowLine], i: int) -> bool:
    """Whether a line is a row right under headings: a label, and whole figures in nearly every column."""
    line, above = lines[i], lines[i - 1]
    if line.stub is None or not _has_figures(line) or not _all_figures(line, lines):
        return False
    return not any(HARD_HYPHEN.search(piece.text) for piece in above.pieces)


def _label_start(lines: Sequence[RowLine], first: int) -> int:
    """The first line of the label whose figures are on line `first`: its lines stand closer than the headings above.

    That is so where figures are set beside the middle or the end of a label of several lines.
    """
    start, widest = first, 0.0
    while start > 0 and lines[start - 1].stub_only:
        step = lines[start].middle - lines[start - 1].middle
        if step > LOOSE * lines[start].size:
            break
        widest, start = max(widest, step), start - 1
    if not 0 < start < first or (lines[start - 1].stub_only and not nearer_above(lines, start - 1)):
        return first
    return start if lines[start].middle - lines[start - 1].middle > widest + SEEN * lines[start].size else first


def _bold_lead(lines: Sequence[RowLine]) -> int:
    """How many lines at the top are bold beside the labels, where figures that are not come after them."""
    plain = [i for i, line in enumerate(lines) if not all(p.bold for p in line.pieces if p.c0 > 0)]
    lead = plain[0] if plain else 0
    return lead if any(lines[i].figures for i in plain) else 0


def _all_figures(line: RowLine, lines: Sequence[RowLine]) -> bool:
    """Whether a line holds a figure in nearly every column: a row, such as a total in bold, and no "12 months"."""
    columns = max(piece.c1 for other in lines for piece in other.pieces)
    return line.figures >= MOST_FIGURES * columns


def _ends_heading(lines: Sequence[RowLine], i: int) -> bool:
    """Whether a line without a label ends headings above it: the "17" of "Aug-17" in two lines."""
    if i == 0:
        return False
    above = lines[i - 1]
    if _ends_dates(above, lines[i]):
        return True
    if lines[i].stub is not None:
        return False
    near = lines[i].middle - above.middle < 0.7 * min(lines[i].size, above.size) or nearer_above(lines, i)
    return near and any(piece.c0 > 0 for piece in above.pieces)


def _ends_dates(above: RowLine, line: RowLine) -> bool:
    """Whether a line is no more than the years of the dates above it, cut after the century: "01/05/20" over "23".

    Read as a row it would be so many figures, and leave dates that are years off.
    """
    dates = {piece.c0 for piece in above.pieces if CUT_DATE.fullmatch(piece.text)}
    years = [piece.c0 for piece in line.pieces if CUT_YEAR.fullmatch(piece.text)]
    return len(years) == len(line.pieces) > 1 and dates.issuperset(years)


def _is_data(lines: Sequence[RowLine]) -> bool:
    """Whether the lines between two rules hold figures in most columns after the first.

    A heading of several lines ("Per 1,000 people", "Aug-17") is no figure although one of its lines is.
    """
    columns: dict[int, list[Piece]] = {}
    for line in lines:
        for piece in line.pieces:
            if piece.c0 > 0:
                columns.setdefault(piece.c0, []).append(piece)
    of_figures = [pieces for pieces in columns.values() if _of_figures(pieces)]
    figures = [next((p.text for p in pieces if p.figure), pieces[-1].text) for pieces in of_figures]
    return len(figures) >= max(1, 0.5 * len(columns)) and not are_years(figures)


def _of_figures(pieces: Sequence[Piece]) -> bool:
    """Whether a column holds figures: one as a whole, or, of many lines, on most of them."""
    if len(pieces) <= CELL_LINES:
        return is_figure(" ".join(piece.text for piece in pieces))
    return 2 * sum(piece.figure for piece in pieces) > len(pieces)


def _group_title(lines: Sequence[RowLine], first: int) -> bool:
    """Whether the line before the first figures is a label of the body (a group heading, a wrapped label)."""
    if first < 2 or nearer_above(lines, first - 1):
        return False
    return lines[first - 1].stub_only and not lines[first - 2].stub_only


def _one_label(lines: Sequence[RowLine]) -> bool:
    """Whether lines hold a single text that starts in the first column: the title of a group of rows."""
    return all(len(line.pieces) == 1 and line.pieces[0].c0 == 0 for line in lines)


def _has_figures(line: RowLine) -> bool:
    beside = [p for p in line.pieces if p.c0 > 0]
    figures = [p for p in beside if p.figure]
    if not figures or len(figures) < 0.5 * len(beside):  # "Per 1,000 people" broken over lines is no figure
        return False
    return not are_years([p.text for p in figures])


def bands_of(lines: Sequence[Line] | Sequence[RowLine], full: Sequence[Edge]) -> list[tuple[int, int]]:
    """Runs of lines (start, end) with no rule across the table between them."""
    cuts = [i for i in range(1, len(lines)) if rule_between(lines[i - 1], lines[i], full)]
    return [(a, b) for a, b in pairwise([0, *cuts, len(lines)]) if b > a]
