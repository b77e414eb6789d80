"""DOCX to `Document`: the body in reading order, with every table as a grid of cells.

The XML is read directly, for merged and nested tables, text boxes, tracked changes and notes are
beyond what python-docx hands out, and so that nothing is unpacked or parsed unchecked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Block, Document, Table
from extractor.read.docx_grid import Filled, Piece, is_layout, to_table
from extractor.read.docx_kinds import classify
from extractor.read.docx_package import Package, Relation, W
from extractor.read.docx_styles import Styles
from extractor.read.docx_tables import place_cells
from extractor.read.docx_text import ALTERNATE, Marks, alternative, clean, read_paragraph
from extractor.read.limits import Limits

_SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "sectPr", "tblPr", "tcPr", "pPr", "rPr")}
_CORE = "docProps/core.xml"
_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d*(?:\s*(?:of|/)\s*\d*)?", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[•❖▪■●◦‣➢✓]\s*|[-–—o·]\s+)+")  # typed in front of the one that the list style sets
_USES_STYLES = 3  # headings with a level; a document with as many marks its headings by style


def read_docx(path: str, data: bytes, sha256: str, limits: Limits | None = None) -> Document:
    """Read a Word document.

    Raises `UnreadableFile` if it is damaged, encrypted or holds no text, `LimitExceeded` if it
    unpacks to more than it may.
    """
    limits = limits or Limits()
    try:
        return _DocxReader(path, data, limits).document(sha256)
    except RecursionError:
        raise UnreadableFile(path, "is nested too deeply", "open it in Word and save it anew") from None


class _DocxReader:
    def __init__(self, path: str, data: bytes, limits: Limits) -> None:
        self._path, self._limits = path, limits
        self._package = Package(path, data, limits)
        self._main = self._package.main_part()
        self._relations = self._package.relations(self._main)
        self._styles = Styles(self._part_of_kind("styles"))
        self._marks = Marks()
        self._notes = {kind: self._note_elements(kind) for kind in ("footnote", "endnote")}
        self._told: set[tuple[str, str]] = set()
        self._cells = 0

    def document(self, sha256: str) -> Document:
        root = self._package.xml(self._main)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise UnreadableFile(self._path, "is a Word file without a body", "open it in Word and save it anew")
        items = _settle_headings([piece.item for piece in self._story(body)])
        if not items:
            raise UnreadableFile(
                self._path, "holds no text, only pictures or nothing", "give the document with its text"
            )
        return Document(
            path=self._path,
            sha256=sha256,
            media="docx",
            reader="docx",
            body=items,
            furniture=self._furniture(),
            properties=self._properties(),
        )

    def _story(self, parent: Element) -> list[Piece]:
        """Blocks and tables in reading order: of the body, a cell, a text box, a header or a note."""
        found: list[Piece] = []
        for child in parent:
            if child.tag == f"{W}p":
                found.extend(self._paragraph(child))
            elif child.tag == f"{W}tbl":
                found.extend(self._table(child))
            elif child.tag == ALTERNATE:
                branch = alternative(child)
                found.extend(self._story(branch) if branch is not None else ())
            elif child.tag not in _SKIPPED:
                found.extend(self._story(child))
        return found

    def _paragraph(self, element: Element) -> Iterator[Piece]:
        """The paragraph, then what its text boxes hold, then the notes it refers to."""
        paragraph = read_paragraph(element, self._styles, self._marks)
        if paragraph.text:
            what, level = classify(element, paragraph, self._styles)
            text = _BULLET.sub("", paragraph.text) or paragraph.text if what == "list_item" else paragraph.text
            yield Piece(Block(what, text, level), paragraph.bold)
        for box in paragraph.boxes:
            for piece in self._story(box):
                yield Piece(piece.item, piece.bold, boxed=True)
        for kind, identifier in paragraph.notes:
            yield from self._note(kind, identifier)

    def _note(self, kind: str, identifier: str) -> Iterator[Piece]:
        """A note once, where it is first referred to."""
        element = self._notes[kind].get(identifier)
        if element is None or (kind, identifier) in self._told:
            return
        self._told.add((kind, identifier))
        mark = self._marks.mark(kind, identifier)
        text = " ".join(p.item.text for p in self._story(element) if isinstance(p.item, Block))
        if text:
            yield Piece(Block("note", f"{mark} {text}"), boxed=True)

    def _table(self, element: Element) -> list[Piece]:
        """The table and what hangs in its cells, or, where it only lays out the page, its content."""
        placed, repeated = place_cells(element)
        rows = max((cell.row + cell.row_span for cell in placed), default=0)
        self._cells += rows * max((cell.column + cell.column_span for cell in placed), default=0)
        if self._cells > self._limits.max_cells:
            problem = f"has more than {self._limits.max_cells:,} table cells"
            raise LimitExceeded(self._path, problem, "split it, or raise the limit")
        cells = [Filled(place, self._story(place.element)) for place in placed]
        if is_layout(cells):
            return [piece for cell in cells for piece in cell.pieces]
        hanging = [piece for cell in cells for piece in cell.pieces if piece.boxed or isinstance(piece.item, Table)]
        notes = tuple(
            piece.item.text for piece in hanging if isinstance(piece.item, Block) and piece.item.kind == "note"
        )
        return [Piece(to_table(cells, repeated, notes)), *hanging]

    def _furniture(self) -> tuple[str, ...]:
        """The distinct lines of all headers and footers, in a fixed order."""
        lines: dict[str, None] = {}
        for relation in sorted(self._relations.values(), key=lambda r: (r.kind, r.target), reverse=True):
            if relation.kind not in ("header", "footer"):
                continue
            root = self._package.xml(relation.target)
            for element in root.iter(f"{W}p") if root is not None else ():
                text = read_paragraph(element, self._styles, self._marks, tab="\n").text
                lines.update(dict.fromkeys(text.splitlines()))
        return tuple(line for line in lines if not _PAGE_NUMBER.fullmatch(line))

    def _properties(self) -> dict[str, str]:
        """Title, subject and dates that the file states of itself."""
        root = self._package.xml(_CORE)
        wanted = ("title", "subject", "created", "modified")
        found = {e.tag.rpartition("}")[2]: clean(e.text or "") for e in (root if root is not None else ())}
        return {name: found[name] for name in wanted if found.get(name)}

    def _part_of_kind(self, kind: str) -> Element | None:
        relation = next((r for r in self._relations.values() if r.kind == kind), None)
        return self._package.xml((relation or Relation(kind, f"word/{kind}.xml")).target)

    def _note_elements(self, kind: str) -> dict[str, Element]:
        root = self._part_of_kind(f"{kind}s")
        found = root.iter(f"{W}{kind}") if root is not None else ()
        return {e.get(f"{W}id", ""): e for e in found if e.get(f"{W}type", "normal") == "normal"}


def _settle_headings(items: list[Block | Table]) -> tuple[Block | Table, ...]:
    """Headings told by their looks only, in a document whose other headings have styles.

    Lines of capitals that recur head its parts, if no style claims that level; others are text.
    """
    styled = [item.level for item in items if isinstance(item, Block) and item.level is not None]
    if len(styled) < _USES_STYLES:
        return tuple(items)
    times = Counter(item.text for item in items if isinstance(item, Block) and item.kind == "heading")
    settled: list[Block | Table] = []
    for item in items:
        if isinstance(item, Block) and item.kind == "heading" and item.level is None:
            part = times[item.text] > 1 and item.text.isupper() and " " in item.text and 1 not in styled
            item = replace(item, level=1) if part else replace(item, kind="paragraph")
        settled.append(item)
    return tuple(settled)
