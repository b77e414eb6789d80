"""OpenDocument spreadsheets to `Document`: every sheet that is shown, with its cells as they are shown.

The file keeps the text that a cell shows beside its value. Rows and cells that are alike are written once, with how
often they come, which in a hostile file is a million times: only what has a text is laid out.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Block, Document, Finding
from extractor.read.docx_package import Element, Package
from extractor.read.limits import Limits
from extractor.read.ods_cells import CellReader
from extractor.read.ods_charts import read_chart
from extractor.read.ods_styles import CHART, OFFICE, TABLE, read_styles
from extractor.read.sheets import Sheet, document_of, hidden_sheet

_PROTECTED = b"encryption-data"
_META = "{http://purl.org/dc/elements/1.1/}"


def read_ods(path: str, data: bytes, sha256: str, limits: Limits | None = None) -> Document:
    """Read an OpenDocument spreadsheet.

    Raises `UnreadableFile` if it is damaged, protected or shows nothing, `LimitExceeded` if it has more cells or
    unpacks to more than it may.
    """
    limits = limits or Limits()
    try:
        reader = _OdsReader(path, data, limits)
        sheets = list(reader.sheets())
        return document_of(sheets, path, sha256, "ods", limits, reader.properties(), reader.problems)
    except RecursionError:
        raise UnreadableFile(path, "is nested too deeply", "open it in LibreOffice and save it anew") from None


class _OdsReader:
    def __init__(self, path: str, data: bytes, limits: Limits) -> None:
        self._path, self._limits = path, limits
        self._package = Package(path, data, limits, "ODS", "LibreOffice")
        if _PROTECTED in (self._package.data("META-INF/manifest.xml") or b""):
            raise UnreadableFile(path, "is protected by a password", "save a copy without the password")
        self._root = self._package.xml("content.xml")
        styles = read_styles([self._package.xml("styles.xml"), self._root])
        self._reader = CellReader(styles, self._count)
        self._cells = 0
        self.problems: list[Finding] = []

    def sheets(self) -> Iterator[Sheet]:
        """The sheets that are shown, in their order; those that are hidden become problems."""
        body = self._root.find(f"{OFFICE}body/{OFFICE}spreadsheet") if self._root is not None else None
        if body is None:
            raise UnreadableFile(self._path, "is a workbook without sheets", "open it in LibreOffice and save it anew")
        for table in body.iterfind(f"{TABLE}table"):
            name = table.get(f"{TABLE}name", "")
            if not self._reader.is_shown(table):
                self.problems.append(hidden_sheet(name))
                continue
            yield self._sheet(name, table)

    def _sheet(self, name: str, table: Element) -> Sheet:
        grid = self._reader.read(table)
        sheet = Sheet(name, grid.seen())
        sheet.findings += grid.findings(name)
        pictures = 0
        for kind, what in self._reader.drawn(table):
            if kind == "chart":
                self._chart(sheet, what)
            elif kind == "picture":
                pictures += 1
            elif what:
                sheet.drawn.append(Block("paragraph", what))
        if pictures:
            message = f'Pictures on the sheet "{name:.80}" ({pictures}) are not read'
            message = f"{message}; take figures that they show from the source"
            sheet.findings.append(Finding("picture-not-read", "info", message))
        return sheet

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > self._limits.max_cells:
            problem = f"has more than {self._limits.max_cells:,} cells"
            raise LimitExceeded(self._path, problem, "split it, or raise the limit")

    def _chart(self, sheet: Sheet, link: str) -> None:
        try:
            root = self._package.xml(f"{link.removeprefix('./').rstrip('/')}/content.xml")
        except UnreadableFile:
            root = None
        chart = root.find(f"{OFFICE}body/{OFFICE}chart/{CHART}chart") if root is not None else None
        found = read_chart(chart, read_styles([root])) if chart is not None else None
        if found is None:
            message = f'A chart or object on the sheet "{sheet.name:.80}" is not read; take its figures from the source'
            sheet.findings.append(Finding("chart-not-read", "warning", message))
            return
        self._count(len(found.cells))
        sheet.drawn.append(found)

    def properties(self) -> dict[str, str]:
        """The title and subject that the file states of itself."""
        root = self._package.xml("meta.xml")
        wanted = {f"{_META}title": "title", f"{_META}subject": "subject"}
        found = (
            {wanted[e.tag]: " ".join((e.text or "").split()) for e in root.iter(*wanted)} if root is not None else {}
        )
        return {name: text for name, text in found.items() if text}
