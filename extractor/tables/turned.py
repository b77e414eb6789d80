"""Pages whose text runs up, down or upside down, turned so that it can be read, and tables turned back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.model import Box, Page, Table

MOST = 0.6  # share of the words that run one way for the page to be turned


def text_turn(page: Page) -> int:
    """The direction most words run in, degrees clockwise; 0 where no other direction prevails."""
    counts = Counter([word.rotation for word in page.words if word.visible])
    if not counts:
        return 0
    turn, number = counts.most_common(1)[0]
    return turn if turn in (90, 180, 270) and number > MOST * counts.total() else 0


def upright(page: Page, turn: int) -> Page:
    """The page turned against the direction of its text; words keep their order."""
    wide, high = (page.height, page.width) if turn in (90, 270) else (page.width, page.height)
    return replace(
        page,
        width=wide,
        height=high,
        words=tuple(
            replace(w, box=_turned(w.box, page.width, page.height, turn), rotation=(w.rotation - turn) % 360)
            for w in page.words
        ),
        rules=tuple(
            replace(r, box=_turned(r.box, page.width, page.height, turn), horizontal=r.horizontal ^ (turn in (90, 270)))
            for r in page.rules
        ),
        fills=tuple(replace(f, box=_turned(f.box, page.width, page.height, turn)) for f in page.fills),
        curves=tuple(replace(c, box=_turned(c.box, page.width, page.height, turn)) for c in page.curves),
        images=tuple(_turned(box, page.width, page.height, turn) for box in page.images),
    )


@dataclass(frozen=True, slots=True)
class Turn:
    """By how much a page was turned to be read, and its size as displayed, in points."""

    degrees: int
    width: float
    height: float

    def back(self, box: Box) -> Box:
        """A box found on the upright page, on the page as displayed."""
        wide, high = (self.height, self.width) if self.degrees in (90, 270) else (self.width, self.height)
        return _turned(box, wide, high, (360 - self.degrees) % 360)


def turned_back(tables: Sequence[Table], turns: Mapping[int, Turn]) -> list[Table]:
    """Tables found on upright pages, their boxes on the pages as displayed; `turns` goes by page number."""
    if not turns:
        return list(tables)
    return [
        replace(
            table,
            cells=tuple(
                replace(c, box=turns[c.page].back(c.box)) if c.box and c.page and c.page in turns else c
                for c in table.cells
            ),
            parts=tuple(replace(p, box=turns[p.page].back(p.box)) if p.page in turns else p for p in table.parts),
        )
        for table in tables
    ]


def _turned(box: Box, width: float, height: float, turn: int) -> Box:
    """A box after its page, `width` by `height`, has been turned by `turn` degrees against the clock."""
    if turn == 90:
        return Box(box.top, width - box.x1, box.bottom, width - box.x0)
    if turn == 180:
        return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    if turn == 270:
        return Box(height - box.bottom, box.x0, height - box.top, box.x1)
    return box
