"""Headings that conversion cut over several cells, put together again."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model import Finding
from extractor.tables.tabbed_phrases import Found, Phrases, glue, key
from extractor.tables.tabbed_rows import Rows, is_figure, is_year, only_label, width


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that one spanning heading covers, `end` exclusive."""

    start: int
    end: int


def repeated_groups(labels: Sequence[str]) -> list[Group]:
    """The groups of columns whose sub-headings repeat, as `% | Rank | % | Rank`.

    Empty if they do not repeat. Columns before the first group belong to the stub, columns after the
    last to no group.
    """
    best: list[Group] = []
    keys = [key(label) or label for label in labels]
    for start in (1, 2, 0):
        for period in range(2, (len(keys) - start) // 2 + 1):
            first = keys[start : start + period]
            if not all(first) or len(set(first)) == 1:
                continue
            count = 1
            while keys[start + count * period : start + (count + 1) * period] == first:
                count += 1
            if count > 1 and count * period > sum(group.end - group.start for group in best):
                best = [Group(start + i * period, start + (i + 1) * period) for i in range(count)]
    return best


def join_spanners(rows: Rows, upper: int, phrases: Phrases) -> list[Finding]:
    """Put each spanning heading of row `upper` at the first column of its group, in one piece."""
    groups = repeated_groups(rows[upper + 1])
    pieces = [_pieces(rows[upper], group) for group in groups]
    if groups and any(len(found) > 1 for found in pieces):
        findings = _join_groups(rows, upper, groups, pieces, phrases)
    elif groups and all(len(found) == 1 for found in pieces):
        findings = _move_to_start(rows[upper], groups)
    else:
        findings = _join_neighbours(rows, upper, phrases)
    return findings + _suspected(rows[upper], rows[upper + 1], groups)


def _suspected(row: list[str], lower: list[str], groups: list[Group]) -> list[Finding]:
    """What may still be cut or out of place, where nothing says where it begins and ends."""
    found = ""
    for one, other in itertools.pairwise(row[1:]):
        running_on = one[-1:].isalpha() and other[:1].islower()
        if running_on or (is_figure(other) and not is_year(other)):
            found = f"{one} | {other}"
    first = next((column for column in range(1, len(row)) if row[column]), 0)
    if first > 1 and lower[first - 1]:
        found = row[first]
    for group in groups:
        pieces = _pieces(row, group)
        if 1 < len(pieces) < group.end - group.start:
            found = " | ".join(pieces)
    if not found:
        return []
    message = f'It is not clear which columns the heading "{found}" stands over; check it against the source'
    return [Finding("ambiguous-heading", "warning", message, found=found)]


def _pieces(row: Sequence[str], group: Group) -> list[str]:
    return [text for text in row[group.start : group.end] if text]


def _move_to_start(row: list[str], groups: list[Group]) -> list[Finding]:
    """A heading printed in the middle of its group begins with it."""
    findings = []
    for group in groups:
        column = next(c for c in range(group.start, group.end) if row[c])
        if column != group.start:
            row[group.start], row[column] = row[column], ""
            findings.append(_finding(row[group.start], row[group.start], True, "stood amid the columns it heads"))
    return findings


def _join_groups(
    rows: Rows, upper: int, groups: list[Group], pieces: list[list[str]], phrases: Phrases
) -> list[Finding]:
    """Join the pieces of each group, and give a word that slipped up back to the sub-heading below."""
    whole = [phrases.find(found) for found in pieces]
    tail = _shared_tail(pieces)
    shorter = [_without_tail(found) for found in pieces] if tail else pieces
    cut = [phrases.find(found) for found in shorter] if tail else whole
    last_labels = [rows[upper + 1][group.end - 1] for group in groups]
    if tail and (_score(cut) > _score(whole) or (not _score(whole) and _lacks_start(last_labels))):
        pieces, whole = shorter, cut
    else:
        tail = ""
    if not _are_cut(pieces, whole, phrases):
        return []
    findings = []
    for group, found, phrase in zip(groups, pieces, whole, strict=True):
        before = " | ".join(text for text in rows[upper][group.start : group.end] if text)
        text = phrase.text if phrase else glue(found)
        rows[upper][group.start : group.end] = [text] + [""] * (group.end - group.start - 1)
        if tail:
            rows[upper + 1][group.end - 1] = f"{tail} {rows[upper + 1][group.end - 1]}"
        if before != text:
            findings.append(_finding(before, text, phrase is not None and phrase.certain, "was cut over cells"))
    return findings


def _score(found: Sequence[Found | None]) -> int:
    return sum(1 + phrase.certain for phrase in found if phrase)


def _shared_tail(pieces: list[list[str]]) -> str:
    """The word that ends the heading of every group, where there is more than that word."""
    tails = {found[-1].split()[-1] if found else "" for found in pieces}
    return tails.pop() if len(tails) == 1 and all(len(" ".join(found).split()) > 1 for found in pieces) else ""


def _without_tail(found: list[str]) -> list[str]:
    rest = found[-1].split()[:-1]
    return found[:-1] + ([" ".join(rest)] if rest else [])


def _lacks_start(labels: list[str]) -> bool:
    """Sub-headings that begin with a small letter or a digit may lack their first word."""
    return all(label[:1].islower() or label[:1].isdigit() for label in labels)


def _are_cut(pieces: list[list[str]], whole: Sequence[Found | None], phrases: Phrases) -> bool:
    """Whether these are pieces at all, and not headings of one column each.

    Most groups must make up known phrases, or have a word that goes on in the next cell.
    """
    several = [found for found in pieces if len(found) > 1]
    if all(text in phrases for found in several for text in found):
        # Each may head a column; not so where another group has but one heading for all of its columns.
        return all(whole) and len(several) < len(pieces)
    known = sum(phrase is not None for phrase in whole)
    running_on = sum(any(text[:1].islower() for text in found[1:]) for found in several)
    return 2 * max(known, running_on) >= len(pieces)


def _join_neighbours(rows: Rows, upper: int, phrases: Phrases) -> list[Finding]:
    """Pieces side by side that make up a known phrase, over columns with headings of their own."""
    row, lower = rows[upper], rows[upper + 1]
    findings = []
    start, stop = 1, 1
    while start < len(row):
        end = start
        while end < len(row) and row[end] and lower[end]:
            end += 1
        for stop in range(end, start + 1, -1):
            pieces = row[start:stop]
            found = None if all(text in phrases for text in pieces) else phrases.find(pieces, fuzzy=False)
            if found is not None:
                findings.append(_finding(" | ".join(pieces), found.text, True, "was cut over cells"))
                row[start:stop] = [found.text] + [""] * (stop - start - 1)
                break
        else:
            stop = start + 1
        if row[start]:
            findings += _from_the_middle(rows, upper, Group(start, stop))
        start = stop
    return findings


def _from_the_middle(rows: Rows, upper: int, place: Group) -> list[Finding]:
    """The only spanning heading of a row, standing in the middle of its columns, begins with them."""
    row, lower = rows[upper], rows[upper + 1]
    if any(text for column, text in enumerate(row) if column and column != place.start):
        return []
    start, end = place.start, place.start
    while start > 1 and lower[start - 1]:
        start -= 1
    while end < len(row) and lower[end]:
        end += 1
    before, after = place.start - start, end - place.end
    return _move_to_start(row, [Group(start, end)]) if before and abs(before - after) <= 1 else []


def join_labels(rows: Rows, header_rows: int, phrases: Phrases) -> tuple[list[Finding], set[int]]:
    """Section titles in a row of their own, cut at cell edges: joined, or completed from the vocabulary.

    Returns what was done, and the rows that run across the whole table: once one such title is
    found cut, all rows with nothing but a label are titles, for it was laid across the cells.
    """
    findings: list[Finding] = []
    for number, row in enumerate(rows):
        pieces = row[: width(row)]
        if not _is_title(pieces, row) or (number < header_rows and len(pieces) > 1):
            continue
        if len(pieces) == 1:
            title, certain = phrases.complete(row[0]), False
        else:
            found = None if all(text in phrases for text in pieces) else phrases.find(pieces)
            title, certain = (found.text, found.certain) if found else (None, False)
        if title is not None:
            findings.append(_set_title(row, title, certain))
    if not findings:
        return [], set()
    titles = label_only_rows(rows, header_rows)
    for number in sorted(titles):
        title = phrases.complete_word(rows[number][0])
        if title is not None:
            findings.append(_set_title(rows[number], title, False))
    return findings, titles


def _is_title(pieces: list[str], row: Sequence[str]) -> bool:
    """Texts in the first cells, without a gap or a figure, and nothing after them."""
    return 0 < len(pieces) < len(row) and all(pieces) and not any(is_figure(text) for text in pieces)


def _set_title(row: list[str], title: str, certain: bool) -> Finding:
    before = " | ".join(text for text in row if text)
    row[:] = [title] + [""] * (len(row) - 1)
    return _finding(before, title, certain, "was cut off")


def join_overlong(rows: Rows, phrases: Phrases) -> list[Finding]:
    """A row with one cell too many, because a label in it was cut in two, moves back into line."""
    widths = [width(row) for row in rows]
    usual = max(set(widths), key=lambda w: (widths.count(w), w), default=0)
    findings = []
    for row, filled in zip(rows, widths, strict=True):
        if filled != usual + 1 or widths.count(filled) > 1 or usual < 2:
            continue
        for column in range(filled - 1):
            pieces = row[column : column + 2]
            if not all(pieces) or all(text in phrases for text in pieces):
                continue
            found = phrases.find(pieces, fuzzy=False)
            if found is not None:
                findings.append(_finding(" | ".join(pieces), found.text, True, "was cut over cells"))
                row[column : column + 2] = [found.text]
                row.append("")
                break
    return findings


def label_only_rows(rows: Rows, header_rows: int) -> set[int]:
    """Rows of the body with a label and nothing else."""
    return {number for number, row in enumerate(rows) if number >= header_rows and only_label(row)}


def _finding(before: str, after: str, certain: bool, what: str) -> Finding:
    advice = "" if certain else "; check it against the source"
    return Finding(
        code="repaired-heading",
        severity="info" if certain else "warning",
        message=f'The heading "{after}" {what}, as "{before}"; it was put together again{advice}',
        expected=after,
        found=before,
    )
