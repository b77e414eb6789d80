"""Pages with more strokes than any table has: maps and drawings. Only their longest strokes are looked at."""

from __future__ import annotations

from dataclasses import replace

from extractor.model import Box, Page

# The fullest table seen has 6,000 strokes (one for each side of each cell); these leave a wide margin and
# keep the time for a page of 200,000 strokes near that for an ordinary one.
MAX_RULES = 20_000
MAX_FILLS = 4_000
MAX_CURVES = 10_000


def thinned(page: Page) -> Page:
    """The page itself, or one with the largest of its strokes and fills alone."""
    if len(page.rules) <= MAX_RULES and len(page.fills) <= MAX_FILLS and len(page.curves) <= MAX_CURVES:
        return page
    return replace(
        page,
        rules=tuple(sorted(page.rules, key=lambda r: -_extent(r.box))[:MAX_RULES]),
        fills=tuple(sorted(page.fills, key=lambda f: -_extent(f.box))[:MAX_FILLS]),
        curves=tuple(sorted(page.curves, key=lambda c: -_extent(c.box))[:MAX_CURVES]),
    )


def _extent(box: Box) -> float:
    return (box.x1 - box.x0) + (box.bottom - box.top)
