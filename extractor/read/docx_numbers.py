"""List numbers, which Word sets by counting: they stand in no text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.read.docx_package import Element, W
from extractor.read.docx_styles import Styles, list_place, number, value

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_IDENTIFIER = r"\d{1,10}"
_SLOT = re.compile(r"%([1-9])")
_MOST = 5000  # of a list that is counted in letters or Roman numerals


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its number is written and what stands around it."""

    start: int = 1
    style: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class Numbers:
    """Counts the items of each list as they come."""

    levels: dict[int, dict[int, Level]] = field(default_factory=dict)  # by list
    lists: dict[int, int] = field(default_factory=dict)  # lists that count on together, by list
    counts: dict[int, dict[int, int]] = field(default_factory=dict)

    def next(self, properties: Element | None, style: str, styles: Styles) -> str:
        """The number in front of a paragraph, as printed; empty for a bullet or where there is none."""
        place = list_place(properties) or styles.numbering(style)
        if place is None or place[0] not in self.levels:
            return ""
        levels, depth = self.levels[place[0]], place[1]
        counts = self.counts.setdefault(self.lists[place[0]], {})
        level = levels.get(depth, Level())
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.style in ("bullet", "none"):
            return ""
        return _SLOT.sub(lambda slot: _written(counts, levels, int(slot[1]) - 1), level.text).strip()


def read_numbers(root: Element | None) -> Numbers:
    """The lists that a numbering part defines."""
    numbers = Numbers()
    if root is None:
        return numbers
    shared = {e.get(f"{W}abstractNumId", ""): e for e in root.iter(f"{W}abstractNum")}
    for element in root.iter(f"{W}num"):
        identifier = element.get(f"{W}numId", "")
        base = value(element, "abstractNumId") or ""
        if not re.fullmatch(_IDENTIFIER, identifier) or base not in shared:
            continue
        own = element.findall(f"{W}lvlOverride")
        numbers.levels[int(identifier)] = _levels(shared[base], own)
        alone = any(override.find(f"{W}startOverride") is not None for override in own)
        numbers.lists[int(identifier)] = (
            int(identifier) if alone or not re.fullmatch(_IDENTIFIER, base) else -1 - int(base)
        )
    return numbers


def _levels(shared: Element, overrides: list[Element]) -> dict[int, Level]:
    levels = {_depth(level): _level(level) for level in shared.iter(f"{W}lvl")}
    for override in overrides:
        depth, start, level = _depth(override), override.find(f"{W}startOverride"), override.find(f"{W}lvl")
        old = _level(level) if level is not None else levels.get(depth, Level())
        levels[depth] = Level(number(start, old.start), old.style, old.text)
    return levels


def _depth(element: Element) -> int:
    text = element.get(f"{W}ilvl", "0")
    return int(text) if text.isdecimal() and len(text) < 3 else 0


def _level(element: Element) -> Level:
    start = number(element.find(f"{W}start"), 0)
    return Level(start, value(element, "numFmt") or "decimal", value(element, "lvlText") or "")


def _written(counts: dict[int, int], levels: dict[int, Level], depth: int) -> str:
    level = levels.get(depth, Level())
    count = counts.get(depth, level.start)
    if level.style in ("lowerRoman", "upperRoman") and 0 < count < _MOST:
        return _roman(count) if level.style == "lowerRoman" else _roman(count).upper()
    if level.style in ("lowerLetter", "upperLetter") and 0 < count < _MOST:
        letter = chr(ord("a") + (count - 1) % 26) * (1 + (count - 1) // 26)
        return letter if level.style == "lowerLetter" else letter.upper()
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        times, count = divmod(count, size)
        text += letters * times
    return text
