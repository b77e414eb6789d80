"""Characters that PDFs write in ways of their own: ligatures, hyphens, and the arrows of symbol fonts."""

from __future__ import annotations

import numpy as np

# Drawn as one glyph, meant as several letters.
LIGATURES = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        # A soft hyphen that is drawn is a hyphen; pdfium writes two more for hyphens at the end of a line.
        "\u00ad": "-",
        "\u2010": "-",
        "\u2011": "-",
        # Bullets in the private use area, as office software writes them.
        "\uf0b7": "•",
        "\uf0a7": "•",
    }
)

# Codes that no font means to print: what a reader gives for a glyph without a Unicode value. To drop
# one could turn 1?5 into 15, so it stays and shows.
UNKNOWN = "\ufffd"
CONTROLS = {code: ord(UNKNOWN) for code in range(1, 32) if chr(code) not in "\t\n\r"}

# By code point: what takes room or none but shows nothing. All above the last entry shows.
BLANK = np.array([chr(code).isspace() or code in (0, 0x200B, 0x200C, 0x200D, 0x2060) for code in range(0x3002)])

# The arrows, triangles and ticks of fonts that have pictures in the place of letters. Reports use them for
# the direction of a change, which is the sign of a figure.
_PICTURES = {
    "wingdings": {
        "\xd8": "➢", "\xdf": "←", "\xe0": "→", "\xe1": "↑", "\xe2": "↓", "\xe3": "↖", "\xe4": "↗", "\xe5": "↙",
        "\xe6": "↘", "\xe7": "←", "\xe8": "→", "\xe9": "↑", "\xea": "↓", "\xeb": "↖", "\xec": "↗", "\xed": "↙",
        "\xee": "↘", "\xef": "⇦", "\xf0": "⇨", "\xf1": "⇧", "\xf2": "⇩", "\xf3": "⬄", "\xf4": "⇳", "\xfb": "✗",
        "\xfc": "✓", "l": "●", "n": "■", "q": "❑", "v": "❖", "\xa7": "▪", "\xa8": "◻", "\x9f": "•",
    },
    "wingdings3": {
        "f": "←", "g": "→", "h": "↑", "i": "↓", "j": "↖", "k": "↗", "l": "↙", "m": "↘", "n": "↔", "o": "↕",
        "p": "▲", "q": "▼", "r": "△", "s": "▽", "t": "◀", "u": "▶", "v": "◁", "w": "▷",
    },
    "webdings": {"3": "◀", "4": "▶", "5": "▲", "6": "▼", "a": "✓", "r": "✗", "n": "●", "g": "■"},
    "symbol": {
        "\xb7": "•", "\xa3": "≤", "\xb3": "≥", "\xb1": "±", "\x2d": "-", "\xab": "↔", "\xac": "←", "\xad": "↑",
        "\xae": "→", "\xaf": "↓", "\xb4": "×", "\xb8": "÷", "\xb9": "≠", "\xbb": "≈", "\x25": "%",
    },
}  # fmt: skip


def pictures(font: str) -> dict[str, str] | None:
    """What the letters of this font show, by letter; None for a font of ordinary letters."""
    name = font.split("+")[-1].replace("-", "").replace(" ", "").lower()
    for known in ("wingdings3", "wingdings", "webdings", "symbol"):
        if name.startswith(known) and not name.startswith("wingdings2"):
            return _PICTURES[known]
    return None


def as_shown(code: int, shown: dict[str, str]) -> int:
    """The code point that stands for what a symbol font draws for `code`."""
    letter = chr(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code)
    return ord(shown.get(letter, letter))


def letters_of(one: int, two: int) -> str:
    """The letters of a ligature whose two code points were written wrongly; empty if nothing is wrong.

    Ghostscript 10.00 writes the letters of ligatures with their bytes swapped, "ti" as U+7400 U+6900, and of
    three letters it adds the last two up: "tti" becomes U+7400 U+DD00, for 0x74 + 0x69 is 0xDD. No two Chinese
    characters share one glyph, so a glyph of two such code points is none.
    """
    if one & 0xFF or two & 0xFF or not chr(one >> 8).isalpha() or one >> 8 > 0x7A:
        return ""
    first, second = one >> 8, two >> 8
    if second <= 0x7A:
        return chr(first) + chr(second) if chr(second).isalpha() else ""
    third = second - first
    return chr(first) * 2 + chr(third) if chr(third).isalpha() and chr(third).isascii() else ""
