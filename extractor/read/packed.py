"""Pages made small: kept so, a long file is read once although it is gone through several times.

A page of a report takes some 100 to 200 kB as objects and 3 to 5 kB packed; to unpack it takes a third of the time
that reading it again would.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any

from extractor.model import Box, Curve, Fill, Page, Rule, Word

_SIDES = ("x0", "top", "x1", "bottom")
_BOX = tuple(f"box.{side}" for side in _SIDES)
_side_values = attrgetter(*_SIDES)
_word_values = attrgetter("text", *_BOX, "font", "size", "bold", "rotation", "visible", "colour")
_rule_values = attrgetter(*_BOX, "horizontal", "width", "dashed", "colour")
_fill_values = attrgetter(*_BOX, "colour")
_curve_values = attrgetter(*_BOX, "filled")


def pack(page: Page) -> bytes:
    """The page as bytes, for this process alone."""
    columns = (
        (page.number, page.width, page.height, page.notes),
        _columns(_word_values, page.words),
        _columns(_rule_values, page.rules),
        _columns(_fill_values, page.fills),
        _columns(_curve_values, page.curves),
        _columns(_side_values, page.images),
    )
    return zlib.compress(marshal.dumps(columns), 1)


def unpack(data: bytes) -> Page:
    """The page that `pack` made small."""
    (number, width, height, notes), words, rules, fills, curves, images = marshal.loads(zlib.decompress(data))
    texts, word_boxes, looks = words[:1], words[1:5], words[5:]
    return Page(
        number=number,
        width=width,
        height=height,
        words=tuple(map(Word, *texts, _boxes(word_boxes), *looks)) if words else (),
        rules=tuple(map(Rule, _boxes(rules[:4]), *rules[4:])),
        fills=tuple(map(Fill, _boxes(fills[:4]), *fills[4:])),
        curves=tuple(map(Curve, _boxes(curves[:4]), *curves[4:])),
        images=tuple(_boxes(images)),
        notes=notes,
    )


def _columns(values: Callable[[Any], tuple[Any, ...]], items: Iterable[Any]) -> tuple[tuple[Any, ...], ...]:
    return tuple(zip(*map(values, items), strict=True))


def _boxes(sides: tuple[tuple[float, ...], ...]) -> Iterator[Box]:
    return map(Box, *sides) if sides else iter(())
