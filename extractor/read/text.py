"""Text extracts to `Document`: lines in columns are tables, the lines between them blocks.

TABs part columns, or pipes as in Markdown, or spaces that run down through all rows.
Cells are given as they stand. What conversion did to them is repaired in `extractor.tables.tabbed`,
which knows the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Cell, Document, Finding, Table
from extractor.read.decode import decode
from extractor.read.limits import Limits
from extractor.read.text_columns import columns_end, read_columns
from extractor.read.text_lines import Line, page_lines, plain
from extractor.read.text_markdown import drawn_run, markdown_table, not_drawn
from extractor.read.text_shapes import blocks_of, is_list_row

_MAX_COLUMNS = 2000  # of one line; no report is wider, and a line of TABs alone must not fill the memory


def read_text(path: str, data: bytes, sha256: str, limits: Limits | None = None) -> Document:
    """Read a text extract; form feeds, where it has them, part the pages.

    Raises `UnreadableFile` if it is not text or only white space, `LimitExceeded` if it has more
    pages or cells than it may.
    """
    limits = limits or Limits()
    decoded = decode(data)
    if decoded is None:
        raise UnreadableFile(path, "is not a text file", "save it as text anew")
    text, encoding = decoded
    del decoded
    _check_size(path, text, limits)
    lines, furniture = page_lines(text)
    del text
    if not any(line.text.strip() for line in lines):
        raise UnreadableFile(path, "holds no text", "fetch it again")
    problems: list[Finding] = []
    return Document(
        path=path,
        sha256=sha256,
        media="txt",
        reader="text",
        body=blocks_of(_checked(path, _body(lines, problems), limits)),
        furniture=furniture,
        page_count=lines[-1].page,
        properties={"encoding": encoding},
        problems=tuple(problems),
    )


def _check_size(path: str, text: str, limits: Limits) -> None:
    """Refuse what would fill the memory, before anything is built from it."""
    for count, most, what in (
        (text.count("\f") + 1, limits.max_pages, "pages"),
        (text.count("\n") + text.count("\r") + 1, limits.max_lines, "lines"),
        (text.count("\t"), limits.max_cells, "table cells"),
    ):
        if count > most:
            problem = f"has {count:,} {what}, more than the {most:,} allowed"
            raise LimitExceeded(path, problem, "split it, or raise the limit")


def _body(lines: list[Line], problems: list[Finding]) -> Iterator[Table | Line]:
    """Tables, and the lines that belong to none, in order; what looks like a table and is not read is a problem."""
    start = looked_at = 0
    while start < len(lines):
        if start >= looked_at:
            looked_at, drawn = drawn_run(lines, start)
            if drawn:
                yield markdown_table(lines[start:looked_at])
                start = looked_at
                continue
            problems += not_drawn(lines[start:looked_at])
        spaced = columns_end(lines, start)
        if spaced > start + 1:
            items, found = read_columns(lines[start:spaced])
            problems += found
            yield from items
            start = spaced
            continue
        end = _run_end(lines, start)
        run = lines[start:end]
        if len(run) > 1 and _is_table(run):
            yield _table(run)
            start = end
            continue
        yield from run or lines[start : start + 1]
        start = max(end, start + 1)


def _run_end(lines: list[Line], start: int) -> int:
    """Where the run of TAB lines that begins at `start` ends; no later than `start` if none begins.

    One line without a TAB may stand within a run: the label of a group of rows, or of a row
    whose figures are all missing.
    """
    end, page = start, lines[start].page
    while end < len(lines) and lines[end].page == page:
        if "\t" in lines[end].text:
            end += 1
        elif end > start and lines[end].text.strip() and _tab_line(lines, end + 1, page):
            end += 2
        else:
            break
    return end


def _tab_line(lines: list[Line], index: int, page: int | None) -> bool:
    return index < len(lines) and lines[index].page == page and "\t" in lines[index].text


def _is_table(run: list[Line]) -> bool:
    """Two rows with two cells make a table, unless all of its rows are a bullet or number with a text."""
    rows = [line.text.split("\t") for line in run]
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    if sum(count >= 2 for count in filled) < 2:
        # A title row with nothing beside it may stand over a single row of label and figure.
        return max(filled) >= 2 and len({len(row) for row in rows}) == 1 and len(rows) >= 2
    return not all(is_list_row(row) for row in rows)


def _table(run: list[Line]) -> Table:
    cells = [
        Cell(row, column, text, page=line.page)
        for row, line in enumerate(run)
        for column, text in enumerate(plain(cell) for cell in line.text.split("\t", _MAX_COLUMNS))
    ]
    return Table(tuple(cells), method="tabbed")


def _checked(path: str, body: Iterator[Table | Line], limits: Limits) -> Iterator[Table | Line]:
    """The same, as long as no table is wider than one can be, or too large once its rows are evened out."""
    for item in body:
        if isinstance(item, Table):
            columns = 1 + max(cell.column for cell in item.cells)
            if columns > _MAX_COLUMNS or columns * (item.cells[-1].row + 1) > limits.max_cells:
                problem = f"has a table of more than {_MAX_COLUMNS:,} columns or {limits.max_cells:,} cells"
                raise LimitExceeded(path, problem, "check that it is a report, or raise the limit")
        yield item
