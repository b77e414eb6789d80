"""Page furniture: running lines, which come back at the same height on other pages, and watermarks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from extractor.model import Page, Word
from extractor.tables.across import lying_across
from extractor.tables.figures import is_figure, is_year
from extractor.tables.lines import text_lines
from extractor.tables.turned import text_turn, upright

MARGIN = 0.14  # running lines stand in this share of the page height, at the top or at the bottom
SAME_HEIGHT = 3.0  # points by which the same running line may move between pages
OFTEN = 0.3  # share of the pages (at least two) that a running line is seen on
DIGITS = re.compile(r"\d+")
LETTER = re.compile(r"[^\W\d_]")
COUNTER = re.compile(r"[-–—|(\[ ]*(\d{1,4})(?: ?[/|] ?\d{1,4})?[-–—|)\] ]*")  # a page number, maybe of how many


def running_words(pages: Sequence[Page]) -> list[set[int]]:
    """For each page the ids (positions in `page.words`) of words in running headers and footers, and in watermarks."""
    running: list[set[int]] = []
    seen: dict[str, list[tuple[int, float, tuple[int, ...]]]] = defaultdict(list)
    for index, page in enumerate(pages):
        turn = text_turn(page)
        page = upright(page, turn) if turn else page
        running.append(lying_across(page.words))
        for text, at, ids in _margin_lines(page):
            key = _key(text, index)
            if key is not None:
                seen[key].append((index, at, ids))
    for places in seen.values():
        for group in _same_height(places):
            on = sorted({index for index, _, _ in group})
            everywhere = len(on) >= max(2, OFTEN * len(pages))
            for index, _, ids in group:
                if everywhere or _neighbours(on, index) >= 2:
                    running[index].update(ids)
    return running


def _key(text: str, index: int) -> str | None:
    """What a line has in common with the same line of other pages; None for what can be no running line.

    Figures of tables that end their pages stand at one height too: a text without letters must be a number
    that counts with the pages, or no figure at all (a date).
    """
    if LETTER.search(text):
        return DIGITS.sub("#", text)
    counter = COUNTER.fullmatch(text)
    if counter:
        return f"{text[: counter.start(1)]}{int(counter[1]) - index:+d}{text[counter.end(1) :]}"
    return None if is_figure(text) and not is_year(text) else text


def _same_height(
    places: Sequence[tuple[int, float, tuple[int, ...]]],
) -> list[list[tuple[int, float, tuple[int, ...]]]]:
    """Places (page, height, word ids) of one text, grouped by height."""
    groups: list[list[tuple[int, float, tuple[int, ...]]]] = []
    for place in sorted(places, key=lambda p: p[1]):
        if groups and place[1] - groups[-1][-1][1] <= SAME_HEIGHT:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _neighbours(pages: Sequence[int], index: int) -> int:
    """How many of these pages lie within two of `index`, itself not counted."""
    return bisect_right(pages, index + 2) - bisect_left(pages, index - 2) - 1


def _margin_lines(page: Page) -> list[tuple[str, float, tuple[int, ...]]]:
    """Text, distance from the nearer page edge (negative: from the bottom), word ids."""
    edge, foot = MARGIN * page.height, page.height - MARGIN * page.height
    place = {id(w): i for i, w in enumerate(page.words) if (w.box.bottom < edge or w.box.top > foot) and w.visible}
    outer = [page.words[i] for i in place.values()]
    found = []
    for line in text_lines(outer):
        for piece in _pieces(line.words):
            at = piece[0].box.top
            at = at if at < edge else at - page.height
            text = " ".join(word.text for word in piece)
            found.append((text, at, tuple(place[id(word)] for word in piece)))
    return found


def _pieces(words: Sequence[Word]) -> list[list[Word]]:
    """A running line often has a left, a middle and a right part that change independently."""
    pieces = [[words[0]]]
    for word in words[1:]:
        if word.box.x0 - pieces[-1][-1].box.x1 > 20:
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return pieces
