"""How cells of an OpenDocument sheet are set: bold type, filling, and number formats as codes like those of Excel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extractor.read.docx_package import Element

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT, DRAW = (f"{{{_NS}{name}:1.0}}" for name in ("office", "table", "text", "drawing"))
STYLE, NUMBER, CHART = (f"{{{_NS}{name}:1.0}}" for name in ("style", "datastyle", "chart"))
FO = f"{{{_NS}xsl-fo-compatible:1.0}}"
LINK = "{http://www.w3.org/1999/xlink}href"
_FORMATS = {f"{NUMBER}{kind}-style" for kind in ("number", "percentage", "currency", "date", "time")}
_MOST_PARENTS = 20  # of a style; more is a circle
_CLEAR = ("", "transparent", "#ffffff")
_BOLD = ("bold", "600", "700", "800", "900")


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a cell; `shown` is false for the style of a sheet that is hidden."""

    code: str = ""
    bold: bool = False
    struck: bool = False
    fill: str = ""
    unseen: bool = False
    shown: bool = True


@dataclass(slots=True)
class Styles:
    """The styles of a file by name."""

    elements: dict[str, Element] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    _looks: dict[str, Look] = field(default_factory=dict)

    def look(self, name: str) -> Look:
        """The look that a style gives, what it takes over from its parents included."""
        if name not in self._looks:
            self._looks[name] = self._resolved(name)
        return self._looks[name]

    def _resolved(self, name: str) -> Look:
        said: dict[str, str] = {}
        for _ in range(_MOST_PARENTS):
            element = self.elements.get(name)
            if element is None:
                break
            for owner in (element, *element):
                for key, value in owner.items():
                    said.setdefault(key, value)
            name = element.get(f"{STYLE}parent-style-name", "")
        fill = said.get(f"{FO}background-color", "").lower()
        clear = fill in _CLEAR
        return Look(
            self.codes.get(said.get(f"{STYLE}data-style-name", ""), ""),
            said.get(f"{FO}font-weight", "") in _BOLD,
            said.get(f"{STYLE}text-line-through-style", "none") != "none",
            "" if clear else fill.lstrip("#"),
            clear and said.get(f"{FO}color", "").lower() == "#ffffff",
            said.get(f"{TABLE}display", "true") != "false",
        )

    def raised(self, name: str) -> bool:
        """Whether a style sets text above the line."""
        element = self.elements.get(name)
        places = [] if element is None else [inner.get(f"{STYLE}text-position", "") for inner in element]
        return any(place.startswith("super") or (place[:1].isdigit() and place != "0% 100%") for place in places)


def read_styles(roots: Iterable[Element | None]) -> Styles:
    """The styles of several parts; what a later one says of a name counts."""
    styles = Styles()
    formats: dict[str, Element] = {}
    for root in roots:
        for element in root.iter() if root is not None else ():
            name = element.get(f"{STYLE}name", "") if isinstance(element.tag, str) else ""
            if not name:
                continue
            if element.tag in _FORMATS:
                formats[name] = element
            elif element.tag == f"{STYLE}style":
                styles.elements[name] = element
    styles.codes = {name: _code(element, formats) for name, element in formats.items()}
    return styles


def _code(element: Element, formats: Mapping[str, Element]) -> str:
    """The format as one code; a part for numbers from nought up stands apart, where there is one."""
    own = "".join(_piece(child, element) for child in element)
    for mapped in element.iterfind(f"{STYLE}map"):
        condition = mapped.get(f"{STYLE}condition", "").replace(" ", "")
        other = formats.get(mapped.get(f"{STYLE}apply-style-name", ""))
        if condition in ("value()>=0", "value()>0") and other is not None:
            return "".join(_piece(child, other) for child in other) + f";{own}"
    return own


def _piece(child: Element, style: Element) -> str:
    name = child.tag[len(NUMBER) :] if isinstance(child.tag, str) and child.tag.startswith(NUMBER) else ""
    long = child.get(f"{NUMBER}style", "short") == "long"
    if name == "text":
        return _literal(child.text or "")
    if name == "currency-symbol":
        return f'"{child.text or ""}"'
    if name == "number":
        return _places(child)
    if name == "month":
        return ("mmm" if child.get(f"{NUMBER}textual") == "true" else "m") + ("m" if long else "")
    if name == "year":
        return "yyyy" if long else "yy"
    if name == "hours" and style.get(f"{NUMBER}truncate-on-overflow", "true") == "false":
        return "[h]"
    if name == "seconds":
        places = _whole(child, "decimal-places", 0)
        return ("ss" if long else "s") + ("." + "0" * places if places else "")
    clock = {"day": "d", "day-of-week": "ddd", "hours": "h", "minutes": "m"}
    if name in clock:
        return clock[name] + (clock[name][0] if long else "")
    return "AM/PM" if name == "am-pm" else ""


def _literal(text: str) -> str:
    """A text between the parts of a format; the sign of per cent multiplies."""
    return "%".join(f'"{part}"' if part else "" for part in text.replace('"', "").split("%"))


def _places(element: Element) -> str:
    whole = (
        "#,##0" if element.get(f"{NUMBER}grouping") == "true" else "0" * max(1, _whole(element, "min-integer-digits"))
    )
    places = _whole(element, "decimal-places", 0)
    return f"{whole}.{'0' * places}" if places else whole


def _whole(element: Element, name: str, other: int = 1) -> int:
    text = element.get(f"{NUMBER}{name}", "")
    return min(int(text), 20) if text.isdecimal() and len(text) < 4 else other
