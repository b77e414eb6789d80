"""DOCX to `Document`: the body in reading order, with every table as a grid of cells.

The XML is read directly, for merged and nested tables, text boxes, tracked changes and notes are
beyond what python-docx hands out, and so that nothing is unpacked or parsed unchecked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Block, Document, Table
from extractor.read.docx_captions import with_captions
from extractor.read.docx_grid import Filled, Piece, is_layout, to_table
from extractor.read.docx_hanging import Hanging, blank
from extractor.read.docx_joined import join_tables
from extractor.read.docx_kinds import classify
from extractor.read.docx_looks import PAPER, Backdrop, page_backdrop, table_look
from extractor.read.docx_maths import UNREAD
from extractor.read.docx_numbers import read_numbers
from extractor.read.docx_package import Element, Package, W
from extractor.read.docx_problems import hidden_rows, in_cells, left_out, numbered
from extractor.read.docx_rows import split_rows, without_rows
from extractor.read.docx_styles import Styles, value
from extractor.read.docx_tables import Layout, place_cells
from extractor.read.docx_tabs import tables_from_tabs
from extractor.read.docx_text import ALTERNATE, BOX, Marks, alternative, clean, mark_is_gone, read_paragraph
from extractor.read.limits import Limits

_SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "sectPr", "tblPr", "tblGrid", "tcPr", "pPr", "rPr", "sdtPr")}
_STORY = {f"{W}{name}" for name in ("p", "tbl", "altChunk", "subDoc")}
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
        self._numbers = read_numbers(self._part_of_kind("numbering"))
        self._hanging = Hanging(self._package, self._relations, limits)
        self._edge_parts = self._headers_and_footers()
        self._cells = 0

    def document(self, sha256: str) -> Document:
        root = self._package.xml(self._main)
        body = root.find(f"{W}body") if root is not None else None
        if root is None or body is None:
            raise UnreadableFile(self._path, "is a Word file without a body", "open it in Word and save it anew")
        behind = page_backdrop([root, *self._edge_parts])
        pieces = with_captions(self._story(body, behind))
        items = _settle_headings([piece.item for piece in pieces if not piece.is_blank])
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
            problems=numbered(pieces),
        )

    def _story(self, parent: Element, behind: Backdrop, in_cell: bool = False) -> list[Piece]:
        """Blocks and tables in reading order: of the body, a cell, a text box, a header or a note."""
        found: list[Piece] = []
        open_: list[Element] = []  # paragraphs that go on in the next
        for child in _children(parent):
            if child.tag == f"{W}p":
                open_.append(child)
                if mark_is_gone(child):
                    continue
            if open_:
                found.extend(self._paragraph(open_, behind, in_cell))
                open_ = []
            if child.tag == f"{W}tbl":
                found.extend(self._table(child, behind))
            elif child.tag != f"{W}p":
                found.extend(self._counted(self._hanging.inserted(child)))
        if open_:
            found.extend(self._paragraph(open_, behind, in_cell))
        found = join_tables(found)
        return found if in_cell else tables_from_tabs(found)

    def _paragraph(self, elements: list[Element], behind: Backdrop, in_cell: bool) -> Iterator[Piece]:
        """The paragraph, then what hangs in it, then the notes it refers to."""
        element = elements[-1]
        paragraph = read_paragraph(elements, self._styles, self._marks, behind=behind)
        if in_cell and paragraph.text == UNREAD:  # a figure that cannot be read, in a column of figures
            paragraph.text = f"{{{paragraph.unread[0]}}}"
        properties = element.find(f"{W}pPr")
        style = value(properties, "pStyle") or self._styles.default_paragraph
        list_number = self._numbers.next(properties, style, self._styles)
        if paragraph.text:
            what, level = classify(element, paragraph, self._styles)
            text = _BULLET.sub("", paragraph.text) or paragraph.text if what == "list_item" else paragraph.text
            tabbed = "" if self._styles.is_contents(style) else paragraph.tabbed
            yield Piece(Block(what, text, level), paragraph.bold, tabbed=tabbed, findings=left_out(paragraph))
        else:
            new_page = paragraph.page_break or element.find(f"{W}pPr/{W}sectPr") is not None
            yield replace(blank(left_out(paragraph)), page_break=new_page, number=list_number)
        for hanging in paragraph.hanging:
            own = self._story(hanging, None) if hanging.tag == BOX else self._counted(self._hanging.read(hanging))
            for piece in own:
                yield replace(piece, boxed=True, own=False)
        for kind, identifier in paragraph.notes:
            yield from self._note(kind, identifier)

    def _counted(self, pieces: list[Piece]) -> list[Piece]:
        for piece in pieces:
            self._count(len(piece.item.cells) if isinstance(piece.item, Table) else 0)
        return pieces

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > self._limits.max_cells:
            problem = f"has more than {self._limits.max_cells:,} table cells"
            raise LimitExceeded(self._path, problem, "split it, or raise the limit")

    def _note(self, kind: str, identifier: str) -> Iterator[Piece]:
        """A note once, where it is first referred to."""
        element = self._notes[kind].get(identifier)
        if element is None or (kind, identifier) in self._told:
            return
        self._told.add((kind, identifier))
        mark = self._marks.mark(kind, identifier)
        story = [piece.item for piece in self._story(element, PAPER) if not piece.is_blank]
        text = " ".join(item.text for item in story if isinstance(item, Block))
        if text:
            yield Piece(Block("note", f"{mark} {text}"), boxed=True)

    def _table(self, element: Element, behind: Backdrop) -> list[Piece]:
        """The table and what hangs in its cells, or, where it only lays out the page, its content."""
        layout = place_cells(element)
        cells = self._filled(element, layout, behind)
        if is_layout(cells):
            return [replace(piece, own=False) for cell in cells for piece in cell.pieces]
        hanging = [piece for cell in cells for piece in cell.pieces if piece.boxed or isinstance(piece.item, Table)]
        notes = tuple(
            piece.item.text for piece in hanging if isinstance(piece.item, Block) and piece.item.kind == "note"
        )
        findings, emptied = in_cells(cells, layout.repeated)
        cells, problems = split_rows(without_rows(cells, emptied))
        findings += [*problems, *hidden_rows(layout.unseen)]
        repeated = layout.repeated - sum(row < layout.repeated for row in emptied)
        first = element.find(f".//{W}p/{W}pPr/{W}pageBreakBefore")
        floats = element.find(f"{W}tblPr/{W}tblpPr") is not None  # such a table may stand beside the next
        table = to_table(cells, repeated, notes)
        whole = Piece(table, page_break=first is not None, edges=layout.edges, own=not floats)
        return [replace(whole, findings=findings), *(replace(piece, own=False) for piece in hanging)]

    def _filled(self, element: Element, layout: Layout, behind: Backdrop) -> list[Filled]:
        """The cells with their content, each before its own backdrop."""
        placed = layout.cells
        rows = max((cell.row + cell.row_span for cell in placed), default=0)
        columns = max((cell.column + cell.column_span for cell in placed), default=0)
        self._count(rows * columns)
        look = table_look(element.find(f"{W}tblPr"), self._styles)
        filled = []
        for cell in placed:
            own = look.behind(cell.fill, (cell.row, cell.column), (rows, columns), behind)
            filled.append(Filled(cell, self._story(cell.element, own, in_cell=True)))
        return filled

    def _headers_and_footers(self) -> list[Element]:
        """All of them, headers first, in a fixed order."""
        relations = sorted(self._relations.values(), key=lambda r: (r.kind, r.target), reverse=True)
        edges = [one.target for one in relations if one.kind in ("header", "footer") and not one.external]
        return [root for target in edges if (root := self._package.xml(target)) is not None]

    def _furniture(self) -> tuple[str, ...]:
        """The distinct lines of all headers and footers, in a fixed order."""
        lines: dict[str, None] = {}
        for root in self._edge_parts:
            for element in root.iter(f"{W}p"):
                text = read_paragraph([element], self._styles, self._marks, tab="\n").text
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
        target = relation.target if relation is not None and not relation.external else f"word/{kind}.xml"
        return self._package.xml(target)

    def _note_elements(self, kind: str) -> dict[str, Element]:
        root = self._part_of_kind(f"{kind}s")
        found = root.iter(f"{W}{kind}") if root is not None else ()
        return {e.get(f"{W}id", ""): e for e in found if e.get(f"{W}type", "normal") == "normal"}


def _children(parent: Element) -> Iterator[Element]:
    """Paragraphs, tables and inserted parts, also those inside content controls and tracked insertions."""
    for child in parent:
        if child.tag in _STORY:
            yield child
        elif child.tag == ALTERNATE:
            branch = alternative(child)
            if branch is not None:
                yield from _children(branch)
        elif child.tag not in _SKIPPED:
            yield from _children(child)


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
