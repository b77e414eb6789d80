"""The text of one paragraph as a reader of the printed page sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from extractor.read.docx_package import W
from extractor.read.docx_styles import Styles, number, raised, toggle, value
from extractor.read.symbols import pictures

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE = f"{_MC}AlternateContent"
_BOX = f"{W}txbxContent"
# Tracked deletions and the old place of moved text; instructions of fields; guides to pronunciation.
_LEFT_OUT = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rt")}
_DRAWINGS = {f"{W}{name}" for name in ("drawing", "pict", "object")}
_FIXED = {f"{W}cr": "\n", f"{W}br": "\n", f"{W}noBreakHyphen": "-"}
_PAINT = str.maketrans(  # no-break and other odd spaces, the no-break hyphen; what has no width goes
    dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ")
    | dict.fromkeys("\u00ad\u200b\u2060\ufeff", "")
    | {"\u2011": "-", "\u2028": "\n", "\u0085": "\n"}
)
_PRIVATE = frozenset(map(chr, range(0xF020, 0xF100)))
_BULLETS = {"\xb7": "•", "\xa7": "•"}  # what they show where the font is not told
_SUPERSCRIPT = str.maketrans("0123456789+-=(),", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ ")


@dataclass(slots=True)
class Marks:
    """Numbers footnotes and endnotes in the order in which they are referred to."""

    order: dict[str, dict[str, int]] = field(default_factory=dict)

    def mark(self, kind: str, identifier: str) -> str:
        known = self.order.setdefault(kind, {})
        return str(known.setdefault(identifier, len(known) + 1)).translate(_SUPERSCRIPT)


@dataclass(slots=True)
class Paragraph:
    """`text` has its lines parted by newlines; `boxes` are the text boxes that hang on the paragraph."""

    text: str = ""
    bold: bool = False  # all of it
    size: int = 0  # of most of it, in half points
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # (kind, id) of notes referred to
    picture: bool = False


@dataclass(slots=True)
class _Run:
    text: str
    raised: bool
    bold: bool
    size: int


def clean(text: str) -> str:
    """White space made plain: single spaces, no empty lines, nothing at the ends."""
    lines = (" ".join(line.split()) for line in text.translate(_PAINT).split("\n"))
    return "\n".join(line for line in lines if line)


def alternative(element: Element) -> Element | None:
    """The one branch of an `mc:AlternateContent` to read: the newer one, if it has any content."""
    choice, fallback = element.find(f"{_MC}Choice"), element.find(f"{_MC}Fallback")
    if choice is None or fallback is None:
        return fallback if choice is None else choice
    if next(choice.iter(f"{W}t"), None) is None and next(fallback.iter(f"{W}t"), None) is not None:
        return fallback
    return choice


def read_paragraph(element: Element, styles: Styles, marks: Marks, tab: str = " ") -> Paragraph:
    """Insertions in, deletions and hidden text out, fields by their results, raised figures as such."""
    return _ParagraphReader(element, styles, marks, tab).read()


class _ParagraphReader:
    def __init__(self, element: Element, styles: Styles, marks: Marks, tab: str) -> None:
        self._element, self._styles, self._marks = element, styles, marks
        self._fixed = _FIXED | {f"{W}tab": tab, f"{W}ptab": tab}
        self._style = value(element.find(f"{W}pPr"), "pStyle") or styles.default_paragraph
        self._runs: list[_Run] = []
        self._fields: list[bool] = []  # of the open fields, outermost first: is this one's result reached?
        self._found = Paragraph()

    def read(self) -> Paragraph:
        self._inline(self._element)
        # A raised figure is a mark where it stands beside other text; alone it is just small text.
        alone = not any(run.text.strip() for run in self._runs if not run.raised)
        found = self._found
        found.text = clean("".join(run.text if alone else _lifted(run) for run in self._runs))
        shown = [run for run in self._runs if run.text.strip()]
        found.bold = bool(shown) and all(run.bold for run in shown)
        found.size = max(shown, key=lambda run: len(run.text)).size if shown else 0
        return found

    def _inline(self, parent: Element) -> None:
        for child in parent:
            if child.tag in _LEFT_OUT:
                continue
            if child.tag == f"{W}r":
                self._run(child)
            elif child.tag == ALTERNATE:
                branch = alternative(child)
                if branch is not None:
                    self._inline(branch)
            elif child.tag in _DRAWINGS:
                self._drawing(child)
            elif child.tag == _MATH_TEXT:
                self._add(child.text or "", None)
            else:  # hyperlinks, insertions, content controls, smart tags, simple fields: their content
                self._inline(child)

    def _run(self, run: Element) -> None:
        properties = run.find(f"{W}rPr")
        style = value(properties, "rStyle") or ""
        hidden = toggle(properties, "vanish")
        if hidden is None:
            hidden = self._styles.hidden(style) or self._styles.hidden(self._style)
        if not hidden:
            self._run_content(run, properties)

    def _run_content(self, parent: Element, properties: Element | None) -> None:
        for child in parent:
            if child.tag == f"{W}t":
                self._add(_shown(child.text or "", _font(properties)), properties)
            elif child.tag in self._fixed:
                self._add(self._fixed[child.tag], properties)
            elif child.tag == f"{W}sym":
                self._symbol(child, properties)
            elif child.tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self._note(child)
            elif child.tag == ALTERNATE:
                branch = alternative(child)
                if branch is not None:
                    self._run_content(branch, properties)
            elif child.tag in _DRAWINGS:
                self._drawing(child)
            elif child.tag == f"{W}ruby":
                self._inline(child)

    def _add(self, text: str, properties: Element | None) -> None:
        if not all(self._fields):
            return
        lifted, bold = raised(properties), toggle(properties, "b")
        run_style = value(properties, "rStyle") or ""
        size = properties.find(f"{W}sz") if properties is not None else None
        styles, style = self._styles, self._style
        self._runs.append(
            _Run(
                text,
                lifted if lifted is not None else styles.raised(run_style) or styles.raised(style),
                bold if bold is not None else styles.bold(run_style) or styles.bold(style),
                number(size, styles.size(style)),
            )
        )

    def _symbol(self, element: Element, properties: Element | None) -> None:
        code = element.get(f"{W}char", "")
        if re.fullmatch("[0-9A-Fa-f]{1,4}", code):
            self._add(_shown(chr(int(code, 16)), element.get(f"{W}font", "")), properties)

    def _field(self, kind: str) -> None:
        """Between `begin` and `separate` stands the instruction, from there to `end` the result."""
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _note(self, reference: Element) -> None:
        kind = "footnote" if reference.tag == f"{W}footnoteReference" else "endnote"
        identifier = reference.get(f"{W}id", "")
        mark = self._marks.mark(kind, identifier)
        self._found.notes.append((kind, identifier))
        if reference.get(f"{W}customMarkFollows", "0") in ("0", "false", "off"):
            self._runs.append(_Run(mark, False, False, 0))

    def _drawing(self, element: Element) -> None:
        self._found.picture = True
        self._found.boxes.extend(_text_boxes(element))


def _text_boxes(element: Element) -> Iterator[Element]:
    """The outermost text boxes of a drawing, each once although two versions of it may be stored."""
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag == ALTERNATE:
            branch = alternative(child)
            if branch is not None:
                yield from _text_boxes(branch)
        else:
            yield from _text_boxes(child)


def _lifted(run: _Run) -> str:
    """Raised figures as superscript characters, lest `226` and a mark `9` read 2269; `st` of 1st as is."""
    if run.raised and any(char.isdigit() for char in run.text):
        return run.text.translate(_SUPERSCRIPT)
    return run.text


def _shown(text: str, font: str) -> str:
    """The text of a run; of a symbol font the pictures that its letters stand for, as arrows are signs.

    Word may store such a letter raised into the private use area, at U+F000 and its code.
    """
    table = pictures(font)
    if table is None and not any(character in _PRIVATE for character in text):
        return text
    letters = (chr(ord(letter) - 0xF000) if letter in _PRIVATE else letter for letter in text)
    return "".join((table or _BULLETS).get(letter, letter) for letter in letters)


def _font(properties: Element | None) -> str:
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    return "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""
