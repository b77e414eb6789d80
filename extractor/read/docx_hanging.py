"""What hangs in a Word text without being text: charts, diagrams, embedded objects, inserted pages."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.errors import UnreadableFile
from extractor.model import Block, Finding
from extractor.read.docx_charts import read_chart
from extractor.read.docx_diagrams import diagram_texts
from extractor.read.docx_grid import Piece
from extractor.read.docx_package import Element, Package, R, Relation, W
from extractor.read.docx_text import CHART, CONTROL, DIAGRAM, NEW_CHART, OBJECT, PICTURE
from extractor.read.html_blocks import read_html
from extractor.read.limits import Limits


def blank(findings: list[Finding]) -> Piece:
    """A place without text."""
    return Piece(Block("paragraph", ""), findings=findings)


class Hanging:
    """Reads what the parts of a document hold beside its text; what cannot be read is a finding at its place."""

    def __init__(self, package: Package, relations: Mapping[str, Relation], limits: Limits) -> None:
        self._package, self._relations, self._limits = package, relations, limits

    def read(self, element: Element) -> list[Piece]:
        """What a drawing holds."""
        if element.tag == PICTURE:
            return [Piece(Block("paragraph", ""), picture=True)]
        if element.tag == CHART:
            return self._chart(element)
        if element.tag == DIAGRAM:
            return self._diagram(element)
        if element.tag == NEW_CHART:
            message = "A chart of a newer kind (a waterfall, funnel or map, say) is not read"
            return [_told("chart-not-read", f"{message}; take its figures from the source")]
        if element.tag == OBJECT:
            return [_told("embedded-object-not-read", _of_object(element.get("ProgID", "")))]
        if element.tag == CONTROL:
            name = element.get(f"{W}name", "")
            return [
                _told("form-control-not-read", f'The form control "{name}" is not read; write what it shows as text')
            ]
        return []

    def inserted(self, element: Element) -> list[Piece]:
        """A page or document that Word shows as part of the text."""
        relation = self._relations.get(element.get(f"{R}id", ""))
        data = None if relation is None or relation.external else self._package.data(relation.target)
        if data is None:
            message = "A document that belongs in the text is kept outside the file and is not read; insert it in Word"
            return [_told("inserted-part-not-read", message)]
        items = read_html(data) if _is_page(data) else ()
        if not items:
            name = relation.target if relation is not None else ""
            message = f"The inserted part {name} is not read, for it is no HTML; open the file in Word and save it anew"
            return [_told("inserted-part-not-read", message)]
        return [Piece(item) for item in items]

    def _chart(self, element: Element) -> list[Piece]:
        root = self._part(element.get(f"{R}id", ""))
        if root is None:
            return [_told("chart-not-read", "A chart is not in the file; take its figures from the source")]
        chart = read_chart(root, self._limits.max_cells)
        name = f'The chart "{chart.title}"' if chart.title else "A chart without a title"
        pieces = [Piece(table) for table in chart.tables]
        for problem in dict.fromkeys(chart.problems):
            message = f"{name} {problem}; this is not read. Take its figures from the source"
            pieces.append(_told("chart-not-read", message))
        return pieces

    def _diagram(self, element: Element) -> list[Piece]:
        root = self._part(element.get(f"{R}dm", ""))
        if root is None:
            return [_told("diagram-not-read", "A SmartArt diagram is not in the file; write what it says as text")]
        return [Piece(Block("paragraph", text)) for text in diagram_texts(root)]

    def _part(self, identifier: str) -> Element | None:
        """The part; None if it is missing or damaged, which costs the drawing and not the document."""
        relation = self._relations.get(identifier)
        try:
            return None if relation is None or relation.external else self._package.xml(relation.target)
        except UnreadableFile:
            return None


def _told(code: str, message: str) -> Piece:
    return blank([Finding(code, "warning", message)])


def _of_object(program: str) -> str:
    if program.startswith("Excel."):
        return f"An embedded workbook ({program}) is not read; paste its table into the document as a Word table"
    if program.startswith("Equation."):
        return f"An equation of an old kind ({program}) is not read; write it out if its value matters"
    return f"An embedded object ({program or 'of an unknown kind'}) is not read; write what it shows as text or a table"


def _is_page(data: bytes) -> bool:
    """HTML, or a web page saved with its pictures (MHTML)."""
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    page = start.startswith(b"<") and (b"html" in start or b"<table" in start or b"<p" in start)
    return page or start.startswith((b"mime-version:", b"from:"))
