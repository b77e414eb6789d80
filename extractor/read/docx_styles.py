"""What a paragraph or run inherits from its style: outline level, list membership, looks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from extractor.read.docx_package import Element, W

_HEADING_NAME = re.compile(r"heading ([1-9])", re.IGNORECASE)
_OFF = ("0", "false", "off")
_MAX_CHAIN = 50  # styles based on one another; Word allows ten
_BODY_LEVEL = 9  # the outline level that means "body text"


@dataclass(frozen=True, slots=True)
class Style:
    """A style as written, before inheritance; None where it says nothing. `size` is in half points."""

    name: str = ""
    based_on: str = ""
    outline: int | None = None
    numbered: bool | None = None
    bold: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    struck: bool | None = None
    size: int | None = None
    colour: str | None = None
    fill: str | None = None
    numbering: tuple[int, int] | None = None  # list and level
    fills: dict[str, str] = field(default_factory=dict)  # of a table style: by the part of the table that it shades


class Styles:
    """The styles of a document, looked up with inheritance."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._chains: dict[str, list[Style]] = {}
        self._looks: dict[tuple[str, str], Any] = {}
        self.default_paragraph = ""
        self.default_size = 22
        for element in root.iter(f"{W}style") if root is not None else ():
            identifier = element.get(f"{W}styleId", "")
            self._styles[identifier] = _style(element)
            if element.get(f"{W}type") == "paragraph" and is_on_value(element.get(f"{W}default", "0")):
                self.default_paragraph = identifier
        if root is not None:
            size = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
            self.default_size = number(size, self.default_size)

    def chain(self, identifier: str) -> list[Style]:
        """The style and what it is based on, nearest first; a style in a circle is taken once."""
        chain = self._chains.get(identifier)
        if chain is None:
            found: dict[str, Style] = {}
            current = identifier
            while current in self._styles and current not in found and len(found) < _MAX_CHAIN:
                found[current] = self._styles[current]
                current = found[current].based_on
            chain = self._chains[identifier] = list(found.values())
        return chain

    def heading_level(self, identifier: str) -> int | None:
        """1 for the outermost heading, None for anything that is not a heading."""
        for style in self.chain(identifier):
            if style.outline is not None:
                return style.outline + 1 if style.outline < _BODY_LEVEL else None
            if named := _HEADING_NAME.fullmatch(style.name):
                return int(named.group(1))
            if style.name.lower() == "title":
                return 1
        return None

    def is_list(self, identifier: str) -> bool:
        for style in self.chain(identifier):
            if style.numbered is not None:
                return style.numbered
            if style.name.lower().startswith("list"):
                return True
        return False

    def named(self, identifier: str, *names: str) -> bool:
        """Whether the style or one it is based on has one of these names (in lower case)."""
        return any(style.name.lower() in names for style in self.chain(identifier))

    def is_contents(self, identifier: str) -> bool:
        """Whether the style is that of a line of a table of contents or of figures."""
        names = (style.name.lower() for style in self.chain(identifier))
        return any(name.startswith("toc ") or name == "table of figures" for name in names)

    def bold(self, identifier: str) -> bool:
        return bool(self._said("bold", identifier))

    def hidden(self, identifier: str) -> bool:
        return bool(self._said("hidden", identifier))

    def raised(self, identifier: str) -> bool:
        return bool(self._said("raised", identifier))

    def struck(self, identifier: str) -> bool:
        return bool(self._said("struck", identifier))

    def colour(self, identifier: str) -> str | None:
        found: str | None = self._said("colour", identifier)
        return found

    def fill(self, identifier: str) -> str | None:
        found: str | None = self._said("fill", identifier)
        return found

    def numbering(self, identifier: str) -> tuple[int, int] | None:
        found: tuple[int, int] | None = self._said("numbering", identifier)
        return found

    def table_fill(self, identifier: str, part: str) -> str | None:
        """The background that a table style gives to a part of the table, such as `firstRow`."""
        fills = (style.fills.get(part) for style in self.chain(identifier))
        return next((colour for colour in fills if colour is not None), None)

    def size(self, identifier: str) -> int:
        """The size of the type in half points."""
        found: int | None = self._said("size", identifier)
        return self.default_size if found is None else found

    def _said(self, what: str, identifier: str) -> Any:
        """What the style, or the nearest of those it is based on, says of one of its looks; None if none does.

        Every run of a document asks, and few styles are in use.
        """
        key = what, identifier
        if key not in self._looks:
            said = (getattr(style, what) for style in self.chain(identifier))
            self._looks[key] = next((value for value in said if value is not None), None)
        return self._looks[key]


def is_on_value(value: str) -> bool:
    return value.lower() not in _OFF


def toggle(properties: Element | None, name: str) -> bool | None:
    """An on/off property such as `w:b`: present means on unless its value says off; None if absent."""
    element = properties.find(f"{W}{name}") if properties is not None else None
    return None if element is None else is_on_value(element.get(f"{W}val", "1"))


def value(properties: Element | None, name: str) -> str | None:
    """The `w:val` of a property, None if it is absent."""
    element = properties.find(f"{W}{name}") if properties is not None else None
    return None if element is None else element.get(f"{W}val", "")


def number(element: Element | None, default: int) -> int:
    """The `w:val` of an element as a whole number, `default` where there is none."""
    text = element.get(f"{W}val", "") if element is not None else ""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else default


def raised(properties: Element | None) -> bool | None:
    """Whether a run is superscript, by its own word for it or by being lifted off the line."""
    align = value(properties, "vertAlign")
    if align is not None:
        return align == "superscript"
    lift = properties.find(f"{W}position") if properties is not None else None
    return number(lift, 0) >= 4 if lift is not None else None  # half points; 4 is a third of a line


def struck(properties: Element | None) -> bool | None:
    """Whether a run is struck out, with one line or two; None where it says nothing of either."""
    lines = [on for name in ("strike", "dstrike") if (on := toggle(properties, name)) is not None]
    return any(lines) if lines else None


def fill(properties: Element | None) -> str | None:
    """The background of a run, paragraph or cell: a colour, `auto` for none, `mixed` for a pattern, None if unsaid."""
    shading = properties.find(f"{W}shd") if properties is not None else None
    if shading is None:
        return None
    pattern = shading.get(f"{W}val", "clear")
    if pattern == "solid":
        return str(shading.get(f"{W}color", "auto")).lower()
    return str(shading.get(f"{W}fill", "auto")).lower() if pattern in ("clear", "nil") else "mixed"


def list_place(properties: Element | None) -> tuple[int, int] | None:
    """The list that a paragraph belongs to and its level there; list 0 takes it out of any; None if not said."""
    place = properties.find(f"{W}numPr") if properties is not None else None
    if place is None:
        return None
    return number(place.find(f"{W}numId"), 0), number(place.find(f"{W}ilvl"), 0)


def _table_fills(element: Element) -> dict[str, str]:
    """What a table style shades: the whole table, and parts of it such as its first row."""
    found = {part.get(f"{W}type", ""): fill(part.find(f"{W}tcPr")) for part in element.iter(f"{W}tblStylePr")}
    found["wholeTable"] = fill(element.find(f"{W}tcPr")) or found.get("wholeTable")
    return {part: colour for part, colour in found.items() if colour is not None}


def _style(element: Element) -> Style:
    paragraph, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
    outline = paragraph.find(f"{W}outlineLvl") if paragraph is not None else None
    numbering = paragraph.find(f"{W}numPr/{W}numId") if paragraph is not None else None
    size = run.find(f"{W}sz") if run is not None else None
    return Style(
        name=value(element, "name") or "",
        based_on=value(element, "basedOn") or "",
        outline=None if outline is None else number(outline, _BODY_LEVEL),
        numbered=None if numbering is None else number(numbering, 0) != 0,
        bold=toggle(run, "b"),
        hidden=toggle(run, "vanish"),
        raised=raised(run),
        struck=struck(run),
        colour=value(run, "color"),
        fill=fill(paragraph) or fill(run),
        numbering=list_place(paragraph),
        fills=_table_fills(element) if element.get(f"{W}type") == "table" else {},
        size=None if size is None else number(size, 22),
    )
