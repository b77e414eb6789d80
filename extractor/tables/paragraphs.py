"""Lines to paragraphs: what looks alike and stands together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.model import Box
from extractor.tables.lines import Line, bounds
from extractor.tables.styles import LIST_ITEM, NOTE, Style, style_of

# Lines of one paragraph are no further apart than this share of the letter height.
LEADING = 0.75
# A line that ends this far before its paragraph's right edge, in ems, ends the paragraph after a full stop.
SHORT = 4.0
# How many paragraphs that stand side by side are followed at a time.
ABREAST = 4


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph or heading. `label` where text of another look stands beside it.

    Counts its lines and words instead of holding them: the texts of a whole document are held at a time.
    """

    page: int
    text: str
    box: Box
    style: Style
    lines: int
    words: int
    label: bool


@dataclass(slots=True)
class _Open:
    style: Style
    lines: list[Line] = field(default_factory=list)


def gather(page: int, lines: Sequence[Line]) -> list[Text]:
    """The paragraphs of a page, in the order of their first lines."""
    found: list[_Open] = []
    for line in lines:
        style = style_of(line)
        for text in reversed(found[-ABREAST:]):
            if text.style == style and _goes_on(text.lines, line):
                text.lines.append(line)
                break
        else:
            found.append(_Open(style, [line]))
    return [
        Text(
            page=page,
            text=join_lines([line.text for line in text.lines]),
            box=bounds([line.box for line in text.lines]),
            style=text.style,
            lines=len(text.lines),
            words=sum(len(line.words) for line in text.lines),
            label=_has_other_beside(found, index),
        )
        for index, text in enumerate(found)
    ]


def _goes_on(lines: Sequence[Line], line: Line) -> bool:
    """Whether a line continues the paragraph of those before it."""
    last = lines[-1]
    gap = line.box.top - last.box.bottom
    if not -0.5 * line.size <= gap <= LEADING * line.size or line.box.x0 > last.box.x1 or line.box.x1 < last.box.x0:
        return False
    if LIST_ITEM.match(line.text) or NOTE.match(line.text):
        return False
    if not last.words[-1].text.endswith((".", "!", "?")):
        return True
    right = max(max(one.box.x1 for one in lines), line.box.x1)
    return right - last.box.x1 <= SHORT * last.size


def _has_other_beside(found: Sequence[_Open], index: int) -> bool:
    """Whether the next text stands on the same line, to the right, and looks different: a value to a label."""
    if index + 1 == len(found):
        return False
    here, beside = found[index], found[index + 1]
    one, other = here.lines[0], beside.lines[0]
    level = one.box.top < other.middle < one.box.bottom
    return level and other.box.x0 > one.box.x1 and here.style != beside.style


def join_lines(lines: Sequence[str]) -> str:
    """One text of several lines; a line that ends in a hyphen runs into the next."""
    joined = lines[0]
    for line in lines[1:]:
        broken = joined.endswith("-") and not joined.endswith(" -") and line[:1].isalpha()
        joined += line if broken else " " + line
    return joined
