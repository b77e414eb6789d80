"""Characters of symbol fonts as Unicode: in a table an arrow may be the sign of a change.

Word stores them as code points of the font, as such or raised into the private use area U+F000.
"""

from __future__ import annotations

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "◻",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "→", 0xE9: "↑", 0xEA: "↓",
    0xEB: "↖", 0xEC: "↗", 0xED: "↙", 0xEE: "↘", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄",
    0xF4: "⇳", 0xFB: "✗", 0xFC: "✓",
}  # fmt: skip
_WINGDINGS_3 = {
    0x21: "←", 0x22: "→", 0x23: "↑", 0x24: "↓", 0x25: "↖", 0x26: "↗", 0x27: "↙", 0x28: "↘", 0x66: "←",
    0x67: "→", 0x68: "↑", 0x69: "↓", 0x70: "▲", 0x71: "▼", 0x72: "△", 0x73: "▽", 0x74: "◀", 0x75: "▶",
    0x76: "◁", 0x77: "▷",
}  # fmt: skip
_SYMBOL = {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD7: "·", 0xE5: "∑",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 3": _WINGDINGS_3, "symbol": _SYMBOL}
_PRIVATE = range(0xF000, 0xF100)


def symbol(code: int, font: str) -> str:
    """The character at `code` of a symbol font; an unknown one stays as it is."""
    table = _FONTS.get(font.strip().lower(), _WINGDINGS if code in _PRIVATE else {})
    known = table.get(code & 0xFF)
    if known is not None:
        return known
    if code in _PRIVATE and 0x20 <= code & 0xFF < 0x7F:
        return chr(code & 0xFF)
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else ""


def translate(text: str, font: str) -> str:
    """A run of text set in `font`; text in ordinary fonts passes unchanged."""
    if font.strip().lower() not in _FONTS and not any(ord(char) in _PRIVATE for char in text):
        return text
    return "".join(symbol(ord(char), font) if not char.isspace() else char for char in text)
