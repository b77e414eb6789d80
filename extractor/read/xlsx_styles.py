"""How cells of an Excel workbook are set: number format, bold type, filling, and whether they can be seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from extractor.read.docx_package import Element
from extractor.read.number_formats import GENERAL
from extractor.read.time_formats import SYSTEM_DATE

X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Formats with a number of their own and no code in the file. Those of dates (14, 22) and money (5 to 8) follow the
# system of whoever looks: the one is written so that it cannot be misread, the other without a currency.
BUILT_IN: dict[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0;-#,##0", 6: "#,##0;-#,##0",
    7: "#,##0.00;-#,##0.00", 8: "#,##0.00;-#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: SYSTEM_DATE, 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: f"{SYSTEM_DATE} h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)", 41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_WHITE_THEME, _BLACK_THEME = "0", "1"  # the first two colours of a theme, light and dark
_NO_FILL = ("", "none", "gray125")


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a cell. `across` is set on texts that are centred over the blank cells beside them."""

    code: str = GENERAL
    bold: bool = False
    struck: bool = False
    fill: str = ""
    unseen: bool = False
    across: bool = False


@dataclass(frozen=True, slots=True)
class _Font:
    bold: bool = False
    struck: bool = False
    white: bool = False


def read_looks(root: Element | None) -> list[Look]:
    """The looks of a workbook by the number that its cells name them with."""
    if root is None:
        return []
    codes = {**BUILT_IN, **_own_codes(root.iter(f"{X}numFmt"))}
    fonts = [_font(font) for font in root.iterfind(f"{X}fonts/{X}font")]
    fills = [_fill(fill) for fill in root.iterfind(f"{X}fills/{X}fill")]
    return [_look(xf, codes, fonts, fills) for xf in root.iterfind(f"{X}cellXfs/{X}xf")]


def _own_codes(elements: Iterable[Element]) -> dict[int, str]:
    return {_number(e, "numFmtId"): e.get("formatCode", GENERAL) for e in elements}


def _look(xf: Element, codes: dict[int, str], fonts: list[_Font], fills: list[str]) -> Look:
    font, fill = _at(fonts, _number(xf, "fontId"), _Font()), _at(fills, _number(xf, "fillId"), "")
    alignment = xf.find(f"{X}alignment")
    across = alignment is not None and alignment.get("horizontal") == "centerContinuous"
    white = fill in ("", "FFFFFF")
    code = codes.get(_number(xf, "numFmtId"), GENERAL)
    return Look(code, font.bold, font.struck, "" if white else fill, font.white and white, across)


def _font(element: Element) -> _Font:
    colour = element.find(f"{X}color")
    white = colour is not None and (_rgb(colour) == "FFFFFF" or colour.get("theme") == _WHITE_THEME)
    shade = colour.get("tint", "0") if colour is not None else "0"
    return _Font(is_on(element.find(f"{X}b")), is_on(element.find(f"{X}strike")), white and shade.strip("0.") == "")


def _fill(element: Element) -> str:
    """The colour of a filling, `shaded` where only that it has one is known."""
    pattern = element.find(f"{X}patternFill")
    if pattern is None:
        return "shaded" if len(element) else ""  # a gradient
    if pattern.get("patternType", "") in _NO_FILL:
        return ""
    colour = pattern.find(f"{X}fgColor")
    if colour is None:
        return "shaded"
    if colour.get("theme") == _WHITE_THEME and not colour.get("tint"):
        return "FFFFFF"
    theme = "".join(filter(None, (colour.get("theme"), colour.get("tint"), colour.get("indexed"))))
    return _rgb(colour) or (f"shaded {theme}" if theme else "shaded")


def _rgb(colour: Element) -> str:
    return str(colour.get("rgb", ""))[-6:].upper()


def is_on(element: Element | None) -> bool:
    """Whether a switch such as `<b/>` is there and not switched off."""
    return element is not None and element.get("val", "1") not in ("0", "false")


def _number(element: Element, name: str) -> int:
    text = element.get(name, "0")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _at(items: list[Any], index: int, other: Any) -> Any:
    return items[index] if index < len(items) else other
