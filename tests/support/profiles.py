"""Profiles of documents written down in the test."""

from __future__ import annotations

from grids import FRONT, document, table

from extractor.codelists import vocabulary
from extractor.model import Block, Table
from extractor.pipeline import Understood, understand
from extractor.profiling.describe import describe
from extractor.profiling.model import Profile

WOBBLY = (
    Block("heading", "Wobbleshire and Tarn Constabulary", 1),
    Block("heading", "Performance report January to March 2024", 1),
)


def profile(*body: Block | Table | str, front: tuple[Block, ...] = FRONT) -> Profile:
    """The profile of a body; strings are tables."""
    items = [table(item) if isinstance(item, str) else item for item in body]
    seen: list[Understood] = []
    extraction = understand(document(*items, front=front), vocabulary(), tell=seen.append)
    return describe(seen[0], extraction)


BY_TYPE = """
    Crime type | Jan-Mar 2023 | Jan-Mar 2024 | Change
    Burglary   | 120          | 133          | 13
    Wobbling   | 17           | 12           | -5
"""
BY_AREA = """
    District    | Jan-Mar 2023 | Jan-Mar 2024
    Wobbleton   | 120          | 133
    Tarnmouth   | 17           | 12
    Wobbleshire and Tarn | 137 | 145
"""
