"""Excel workbooks to `Document`: every sheet that is shown, with its cells as they are shown.

The XML is read directly, through the same guarded package as a Word file. openpyxl formats no numbers either, makes
a cell of every slot that a merged one covers (of A1:XFD1048576 too), and opens no chart.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Block, Document, Finding, Table
from extractor.read.docx_hanging import Hanging
from extractor.read.docx_package import A, Element, Package, R, Relation
from extractor.read.docx_text import clean
from extractor.read.limits import Limits
from extractor.read.sheets import Sheet, document_of, hidden_sheet
from extractor.read.xlsx_cells import Book, declare, read_cells, texts_of
from extractor.read.xlsx_styles import X, read_looks

_D = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_CORE = "docProps/core.xml"
_MOST_SHEETS = 2_000


def read_xlsx(path: str, data: bytes, sha256: str, limits: Limits | None = None) -> Document:
    """Read an Excel workbook (XLSX, XLSM).

    Raises `UnreadableFile` if it is damaged or shows nothing, `LimitExceeded` if it has more cells or unpacks to more
    than it may.
    """
    limits = limits or Limits()
    reader = _XlsxReader(path, data, limits)
    sheets = list(reader.sheets())
    return document_of(sheets, path, sha256, "xlsx", limits, reader.properties(), reader.problems)


class _XlsxReader:
    def __init__(self, path: str, data: bytes, limits: Limits) -> None:
        self._path, self._limits = path, limits
        self._package = Package(path, data, limits, "XLSX", "Excel")
        self._main = self._package.main_part("xl/workbook")
        self._relations = self._package.relations(self._main)
        self._cells = 0
        self.problems: list[Finding] = []

    def sheets(self) -> Iterator[Sheet]:
        """The sheets that are shown, in their order; those that are hidden become problems."""
        root = self._package.xml(self._main)
        listed = [] if root is None else list(root.iterfind(f"{X}sheets/{X}sheet"))
        if not listed:
            raise UnreadableFile(self._path, "is a workbook without sheets", "open it in Excel and save it anew")
        if len(listed) > _MOST_SHEETS:
            raise LimitExceeded(self._path, f"has {len(listed):,} sheets, more than {_MOST_SHEETS:,}", "split it")
        about = root.find(f"{X}workbookPr") if root is not None else None
        since_1904 = about is not None and about.get("date1904", "0") in ("1", "true")
        book = Book(self._texts(), read_looks(self._part_of_kind("styles")), since_1904)
        for entry in listed:
            name = entry.get("name", "")
            if entry.get("state", "visible") != "visible":
                self.problems.append(hidden_sheet(name))
                continue
            relation = self._relations.get(entry.get(f"{R}id", ""))
            if relation is None or relation.external or relation.kind not in ("worksheet", "chartsheet"):
                message = f'The sheet "{name:.80}" is no sheet of cells and not read; save its figures on one'
                self.problems.append(Finding("sheet-not-read", "warning", message))
                continue
            yield self._sheet(name, relation.target, book)

    def _sheet(self, name: str, part: str, book: Book) -> Sheet:
        data = self._package.checked(part)
        if data is None:
            message = f'The sheet "{name:.80}" is missing in the file; fetch it again'
            return Sheet(name, findings=[Finding("sheet-not-read", "error", message)])
        try:
            read = read_cells(data, book, self._count)
        except etree.XMLSyntaxError:
            problem = f"has damaged XML in its part {part}"
            raise UnreadableFile(self._path, problem, "open it in Excel and save it anew") from None
        relations = self._package.relations(part)
        for identifier in read.lists:
            root = self._related(relations, identifier)
            heads = root.get("headerRowCount", "1") if root is not None else "0"
            if root is not None and heads.isdecimal() and len(heads) < 3:
                declare(read.grid, root.get("ref", ""), int(heads))
        read.grid.painted = read.grid.painted or any(r.kind == "pivotTable" for r in relations.values())
        remarks = next((r.target for r in relations.values() if r.kind == "comments" and not r.external), "")
        comments = self._package.xml(remarks) if remarks else None
        read.grid.remarks = 0 if comments is None else sum(1 for _ in comments.iter(f"{X}comment"))
        sheet = Sheet(name, read.grid.seen())
        sheet.findings += read.grid.findings(name)
        for identifier in read.drawings:
            self._draw(sheet, relations, identifier)
        return sheet

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > self._limits.max_cells:
            problem = f"has more than {self._limits.max_cells:,} cells"
            raise LimitExceeded(self._path, problem, "split it, or raise the limit")

    def _draw(self, sheet: Sheet, relations: dict[str, Relation], identifier: str) -> None:
        """The charts and text boxes that lie on a sheet; pictures are told."""
        root = self._related(relations, identifier)
        if root is None:
            return
        target = relations[identifier].target
        hanging = Hanging(self._package, self._package.relations(target), self._limits)
        pictures = 0
        for element in root.iter():
            if element.tag == f"{_D}pic":
                pictures += not _is_hidden(element)
            elif element.tag == f"{_D}sp" and not _is_hidden(element):
                sheet.drawn += [Block("paragraph", text) for text in _lines(element)]
            elif element.tag == f"{_D}graphicFrame" and not _is_hidden(element):
                for inner in element.iter():
                    pieces = hanging.read(inner)
                    sheet.drawn += [piece.item for piece in pieces if not piece.is_blank]
                    sheet.findings += [finding for piece in pieces for finding in piece.findings]
                    self._count(sum(len(p.item.cells) for p in pieces if isinstance(p.item, Table)))
        if pictures:
            message = f'{pictures} on the sheet "{sheet.name:.80}" are pictures, which are not read'
            message = (
                message.replace("1 on", "What is drawn on", 1) if pictures == 1 else f"Of what is drawn, {message}"
            )
            sheet.findings.append(
                Finding("picture-not-read", "info", f"{message}; take figures that they show from the source")
            )

    def _related(self, relations: dict[str, Relation], identifier: str) -> Element | None:
        """A part that hangs on a sheet; None if it is missing or damaged, which does not cost the sheet."""
        relation = relations.get(identifier)
        try:
            return None if relation is None or relation.external else self._package.xml(relation.target)
        except UnreadableFile:
            return None

    def _texts(self) -> list[str]:
        relation = next((r for r in self._relations.values() if r.kind == "sharedStrings"), None)
        data = self._package.checked(relation.target) if relation is not None and not relation.external else None
        try:
            return [] if data is None else list(texts_of(data))
        except etree.XMLSyntaxError:
            raise UnreadableFile(self._path, "has damaged texts", "open it in Excel and save it anew") from None

    def _part_of_kind(self, kind: str) -> Element | None:
        relation = next((r for r in self._relations.values() if r.kind == kind), None)
        return self._package.xml(relation.target) if relation is not None and not relation.external else None

    def properties(self) -> dict[str, str]:
        """Title, subject and dates that the file states of itself."""
        root = self._package.xml(_CORE)
        wanted = ("title", "subject", "created", "modified")
        found = {e.tag.rpartition("}")[2]: clean(e.text or "") for e in (root if root is not None else ())}
        return {name: found[name] for name in wanted if found.get(name)}


def _is_hidden(element: Element) -> bool:
    about = next(element.iter(f"{_D}cNvPr"), None)
    return about is not None and about.get("hidden", "0") in ("1", "true")


def _lines(element: Element) -> Iterator[str]:
    """The paragraphs of a text box."""
    for paragraph in element.iter(f"{A}p"):
        text = " ".join("".join(t.text or "" for t in paragraph.iter(f"{A}t")).split())
        if text:
            yield text
