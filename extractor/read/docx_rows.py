"""Rows of a Word table that hold several, typed as paragraphs or lines of one row; and rows that are no more."""

from __future__ import annotations

from dataclasses import replace

from extractor.model import Finding
from extractor.read.docx_grid import Filled, is_figure, rows_of

_MOST_WORDS = 12  # of a label; what is longer is a text, whose lines are no rows


def split_rows(cells: list[Filled]) -> tuple[list[Filled], list[Finding]]:
    """Rows typed as lines of one, each in a row of its own; what looks like such rows and does not add up is told."""
    result: list[Filled] = []
    findings: list[Finding] = []
    shift = 0
    shared = _shared_rows(cells)
    for row in rows_of(cells):
        number = row[0].place.row
        lines = _parallel(row, first=number == 0) if number not in shared else []
        for cell in row:
            cell.place.row += shift
        if lines:
            result += [
                _line(cell, texts, at) for at in range(len(lines[0])) for cell, texts in zip(row, lines, strict=True)
            ]
            shift += len(lines[0]) - 1
            continue
        if _seems_several(row):
            findings.append(_told(row))
        result += row
    return result, findings


def _shared_rows(cells: list[Filled]) -> set[int]:
    """Rows that share a cell with another."""
    tall = (cell.place for cell in cells if cell.place.row_span > 1)
    return {row for place in tall for row in range(place.row, place.row + place.row_span)}


def without_rows(cells: list[Filled], gone: set[int]) -> list[Filled]:
    """The cells without those rows, which nothing is left of; rows that share a cell with another stay."""
    gone = gone - _shared_rows(cells)
    kept = [cell for cell in cells if cell.place.row not in gone]
    for cell in kept:
        cell.place.row -= sum(row < cell.place.row for row in gone)
    return kept


def _parallel(row: list[Filled], first: bool) -> list[list[str]]:
    """The texts of each cell in the rows that their lines make; none where the lines do not agree."""
    filled = [cell for cell in row if cell.text]
    if len(filled) < 2 or not row[0].text or any(cell.place.column_span > 1 for cell in row):
        return []
    for texts in ([cell.text.split("\n") for cell in filled], [_trimmed(cell.lines) for cell in filled]):
        count = len(texts[0])
        if count > 1 and all(len(one) == count for one in texts) and _are_rows(texts, first):
            given = iter(texts)
            return [next(given) if cell.text else [""] * count for cell in row]
    return []


def _trimmed(lines: list[str]) -> list[str]:
    """Lines with the empty ones between them, those at the end left out."""
    end = len(lines)
    while end and not lines[end - 1]:
        end -= 1
    return lines[:end]


def _are_rows(lines: list[list[str]], first: bool) -> bool:
    """Labels that each begin anew, and beside each of them a figure in every other cell; headings may come first."""
    labels, columns = lines[0], lines[1:]
    headed = first and len(labels) > 2 and not any(column[0] and is_figure(column[0]) for column in columns)
    bodies = [column[1:] if headed else column for column in columns]
    return (
        all(_begins_anew(label) for label in labels)
        and all(any(body) and all(is_figure(text) for text in body if text) for body in bodies)
        and all(len({text.rstrip().endswith("%") for text in body if text}) == 1 for body in bodies)
    )


def _begins_anew(label: str) -> bool:
    """Whether a line is a label of its own, not the rest of the one above."""
    return bool(label) and (label[0].isupper() or label[0].isdigit()) and len(label.split()) <= _MOST_WORDS


def _seems_several(row: list[Filled]) -> bool:
    """Two cells or more hold several figures each."""
    several = [cell for cell in row if sum(is_figure(line) for line in cell.text.split("\n")) > 1]
    return len(several) > 1


def _told(row: list[Filled]) -> Finding:
    label = " ".join(row[0].text.split())[:60]
    message = (
        f'The row "{label}" holds several figures in a cell, and its lines do not agree; they are not read apart. '
        "Give each its own row"
    )
    return Finding(
        "rows-in-one-cell", "warning", message, found=" | ".join(" ".join(c.text.split()) for c in row)[:200]
    )


def _line(cell: Filled, texts: list[str], at: int) -> Filled:
    place = replace(cell.place, row=cell.place.row + at)
    return Filled(place, cell.pieces if at == 0 else [], texts[at], cell.bold, [texts[at]])
