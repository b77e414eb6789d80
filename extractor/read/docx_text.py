"""The text of one paragraph as a reader of the printed page sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.read.docx_fields import Field
from extractor.read.docx_looks import PAPER, Backdrop, behind_paragraph, run_look
from extractor.read.docx_maths import EQUATION, Equation, read_equation, read_field
from extractor.read.docx_package import A, C, Element, W
from extractor.read.docx_styles import Styles, number, raised, toggle, value
from extractor.read.symbols import pictures

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE = f"{_MC}AlternateContent"
BOX = f"{W}txbxContent"
CHART = f"{C}chart"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
NEW_CHART = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"
OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
CONTROL = f"{W}control"
PICTURE = f"{A}blip"
_HANGING = {BOX, CHART, DIAGRAM, NEW_CHART, OBJECT, CONTROL, PICTURE}
# Tracked deletions and the old place of moved text; instructions of fields; guides to pronunciation.
_LEFT_OUT = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rt")}
_DRAWINGS = {f"{W}{name}" for name in ("drawing", "pict", "object")}
_FIXED = {f"{W}cr": "\n", f"{W}br": "\n", f"{W}noBreakHyphen": "-", f"{W}tab": "\t", f"{W}ptab": "\t"}
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
    """`text` has its lines parted by newlines; `tabbed` is the same with its tabs.

    `hanging` are the text boxes, charts, diagrams and objects in the paragraph. `struck` is the text that is struck
    out, `hidden` the one that the page does not show; `unread` are equations that no plain text stands for.
    """

    text: str = ""
    tabbed: str = ""
    bold: bool = False  # all of it
    size: int = 0  # of most of it, in half points
    hanging: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # (kind, id) of notes referred to
    struck: str = ""
    hidden: str = ""
    unread: list[str] = field(default_factory=list)
    page_break: bool = False


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
    choice: Element | None
    fallback: Element | None
    choice, fallback = element.find(f"{_MC}Choice"), element.find(f"{_MC}Fallback")
    if choice is None or fallback is None:
        return fallback if choice is None else choice
    if next(choice.iter(f"{W}t"), None) is None and next(fallback.iter(f"{W}t"), None) is not None:
        return fallback
    return choice


def tabs_kept(text: str) -> str:
    """The same for text whose tabs part columns: cells are made plain, not the tabs between them."""
    lines = (
        "\t".join(" ".join(cell.split()) for cell in line.split("\t")) for line in text.translate(_PAINT).split("\n")
    )
    return "\n".join(line for line in lines if line.strip())


def mark_is_gone(element: Element) -> bool:
    """Whether the end of a paragraph is deleted or moved away, so that the next one goes on in the same line."""
    looks = element.find(f"{W}pPr/{W}rPr")
    return looks is not None and any(looks.find(f"{W}{name}") is not None for name in ("del", "moveFrom"))


def read_paragraph(
    elements: Sequence[Element], styles: Styles, marks: Marks, tab: str = " ", behind: Backdrop = PAPER
) -> Paragraph:
    """The paragraph, stored in several elements where the marks between them are deleted.

    Insertions in, deletions and hidden text out, fields by their results, raised figures as such.
    """
    return _ParagraphReader(elements, styles, marks, tab, behind).read()


class _ParagraphReader:
    def __init__(self, elements: Sequence[Element], styles: Styles, marks: Marks, tab: str, behind: Backdrop) -> None:
        self._elements, self._styles, self._marks, self._tab = elements, styles, marks, tab
        properties = elements[-1].find(f"{W}pPr")
        self._style = value(properties, "pStyle") or styles.default_paragraph
        self._behind = behind_paragraph(properties, self._style, styles, behind)
        self._runs: list[_Run] = []
        self._fields: list[Field] = []  # the open ones, outermost first
        self._left_out: dict[str, list[str]] = {"struck": [], "hidden": []}
        self._found = Paragraph()

    def read(self) -> Paragraph:
        for element in self._elements:
            self._inline(element)
        # A raised figure is a mark where it stands beside other text; alone it is just small text.
        alone = not any(run.text.strip() for run in self._runs if not run.raised)
        found = self._found
        text = "".join(run.text if alone else _lifted(run) for run in self._runs)
        found.text = clean(text.replace("\t", self._tab))
        found.tabbed = tabs_kept(text) if "\t" in text else found.text
        found.struck, found.hidden = (clean("".join(self._left_out[look])) for look in ("struck", "hidden"))
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
                self._found.hanging.extend(_hanging(child))
            elif child.tag == EQUATION:
                self._equation(read_equation(child))
            else:  # hyperlinks, insertions, content controls, smart tags, simple fields: their content
                self._inline(child)

    def _equation(self, equation: Equation) -> None:
        self._add(equation.text, None)
        if equation.unread:
            self._found.unread.append(equation.unread)

    def _run(self, run: Element) -> None:
        properties = run.find(f"{W}rPr")
        look = run_look(properties, self._style, self._styles, self._behind)
        if look == "shown":
            self._run_content(run, properties)
        else:
            self._fields_only(run)
            self._left_out[look].extend(text.text or "" for text in run.iter(f"{W}t") if self._reached())

    def _fields_only(self, run: Element) -> None:
        """Of a run that is left out, the marks that open and close fields: what they hold may be shown all the same."""
        for child in run:
            self._part_of_field(child)

    def _run_content(self, parent: Element, properties: Element | None) -> None:
        for child in parent:
            if child.tag == f"{W}t":
                self._add(_shown(child.text or "", _font(properties)), properties)
            elif child.tag in _FIXED:
                self._found.page_break |= child.get(f"{W}type") == "page"
                self._add(_FIXED[child.tag], properties)
            elif child.tag == f"{W}lastRenderedPageBreak":
                self._found.page_break = True
            elif child.tag == f"{W}sym":
                self._symbol(child, properties)
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self._note(child)
            elif child.tag == ALTERNATE:
                branch = alternative(child)
                if branch is not None:
                    self._run_content(branch, properties)
            elif child.tag in _DRAWINGS:
                self._found.hanging.extend(_hanging(child))
            elif child.tag == f"{W}ruby":
                self._inline(child)
            else:
                self._part_of_field(child)

    def _part_of_field(self, child: Element) -> None:
        if child.tag == f"{W}fldChar":
            self._field(child)
        elif child.tag == f"{W}instrText" and self._fields:
            self._fields[-1].instruction += child.text or ""

    def _reached(self) -> bool:
        return all(field.reached for field in self._fields)

    def _add(self, text: str, properties: Element | None) -> None:
        if not self._reached():
            return
        if self._fields and text.strip():
            self._fields[-1].filled = True
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

    def _field(self, mark: Element) -> None:
        """Between `begin` and `separate` stands the instruction, from there to `end` the result."""
        kind = mark.get(f"{W}fldCharType", "")
        if kind == "begin":
            self._fields.append(Field(mark))
        elif kind == "separate" and self._fields:
            self._fields[-1].reached = True
        elif kind == "end" and self._fields:
            self._end_field(self._fields.pop())

    def _end_field(self, field: Field) -> None:
        """Some fields show what is no text of theirs: the entry that was chosen, a box that is ticked, a fraction."""
        if field.is_equation:
            self._equation(read_field(field.instruction))
        elif not field.filled:
            self._add(field.shown(), None)

    def _note(self, reference: Element) -> None:
        kind = "footnote" if reference.tag == f"{W}footnoteReference" else "endnote"
        identifier = reference.get(f"{W}id", "")
        mark = self._marks.mark(kind, identifier)
        if not self._reached():
            return
        self._found.notes.append((kind, identifier))
        if reference.get(f"{W}customMarkFollows", "0") in ("0", "false", "off"):
            self._runs.append(_Run(mark, False, False, 0))


def _hanging(element: Element) -> Iterator[Element]:
    """What a drawing holds beside lines and colours, each once although two versions of it may be stored."""
    for child in element:
        if child.tag in _HANGING:
            yield child
        elif child.tag == ALTERNATE:
            branch = alternative(child)
            if branch is not None:
                yield from _hanging(branch)
        else:
            yield from _hanging(child)


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
