"""Whether a paragraph of a Word document is a heading, a list item, a caption, a note or just text."""

from __future__ import annotations

import re

from extractor.model import BlockKind
from extractor.read.docx_package import Element, W
from extractor.read.docx_styles import Styles, number, value
from extractor.read.docx_text import Paragraph

_NOTE = re.compile(r"(?:notes?|nb|n\.b\.|source|sources)\s*[:.\-–]|[*†‡]|[¹²³⁴-⁹]", re.IGNORECASE)
_CAPTION = re.compile(r"(?:table|figure|chart|graph)\s+\d+\w?\s*[:.\-–]", re.IGNORECASE)
_MAX_STYLED_HEADING = 300  # characters; a heading style on more than that is a mistake
_MAX_HEADING = 100  # characters of a heading told by its looks only
_LARGER = 1.2  # type that is this much larger than the style's is set as a heading
_BODY_LEVEL = 9


def classify(element: Element, paragraph: Paragraph, styles: Styles) -> tuple[BlockKind, int | None]:
    """Kind and, for a heading with a style or outline level, its level."""
    properties = element.find(f"{W}pPr")
    style = value(properties, "pStyle") or styles.default_paragraph
    text = paragraph.text
    level = _level(properties, style, styles)
    if level is not None and len(text) <= _MAX_STYLED_HEADING:
        return "heading", level
    if styles.named(style, "caption") or (_CAPTION.match(text) and len(text) <= _MAX_STYLED_HEADING):
        return "caption", None
    if _NOTE.match(text) or styles.named(style, "footnote text", "endnote text"):
        return "note", None
    if _is_list_item(properties, style, styles):
        return "list_item", None
    return ("heading" if _looks_like_heading(paragraph, styles.size(style)) else "paragraph"), None


def _level(properties: Element | None, style: str, styles: Styles) -> int | None:
    own = properties.find(f"{W}outlineLvl") if properties is not None else None
    if own is None:
        return styles.heading_level(style)
    level = number(own, _BODY_LEVEL)
    return level + 1 if 0 <= level < _BODY_LEVEL else None


def _is_list_item(properties: Element | None, style: str, styles: Styles) -> bool:
    own = properties.find(f"{W}numPr/{W}numId") if properties is not None else None
    return number(own, 0) != 0 if own is not None else styles.is_list(style)


def _looks_like_heading(paragraph: Paragraph, usual_size: int) -> bool:
    """Short, no end of a sentence, and bold, larger or in capitals throughout."""
    text = paragraph.text
    if len(text) > _MAX_HEADING or "\n" in text or text[-1] in ".,;:" or not any(c.isalpha() for c in text):
        return False
    capitals = sum(c.isalpha() for c in text) >= 4 and text == text.upper()
    return paragraph.bold or capitals or paragraph.size >= _LARGER * usual_size
