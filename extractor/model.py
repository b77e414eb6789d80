"""The central types. They hold data and nothing else; the rooms hold the verbs.

Coordinates are PDF points (1/72 inch) on the page as displayed (rotation and crop box applied),
with the origin at the top left corner and `top` growing downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from extractor.quick import quick

Media = Literal["pdf", "docx", "txt", "xlsx", "xls", "ods", "html", "pptx", "csv"]
BlockKind = Literal["heading", "paragraph", "list_item", "caption", "note"]
Severity = Literal["error", "warning", "info"]


@quick
@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, origin at the top left of the displayed page."""

    x0: float
    top: float
    x1: float
    bottom: float


@quick
@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space, as printed.

    `rotation` is the direction the text runs in, degrees clockwise: 0 reads left to right,
    90 reads downwards, 270 upwards. `visible` is false for text the page does not show
    (render mode 3, fully transparent, or outside the crop box).
    """

    text: str
    box: Box
    font: str = ""
    size: float = 0.0
    bold: bool = False
    rotation: int = 0
    visible: bool = True
    colour: str = ""  # fill colour as "#rrggbb", empty where unknown


@quick
@dataclass(frozen=True, slots=True)
class Rule:
    """A straight horizontal or vertical stroke, or a rectangle thin enough to be one.

    `dashed` marks broken strokes; `slanted` strokes and curves are not rules but `Curve`s.
    """

    box: Box
    horizontal: bool
    width: float = 0.0
    dashed: bool = False
    colour: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Fill:
    """A filled axis-parallel rectangle, such as the shading of a cell."""

    box: Box
    colour: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Curve:
    """Any path that is neither rule nor fill: chart lines, pie sectors, icons. Only its box is kept."""

    box: Box
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page of a PDF. `number` is 1-based; `notes` say what of it was not read, and why."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    curves: tuple[Curve, ...] = ()
    images: tuple[Box, ...] = ()
    notes: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, caption or note of the body, in reading order.

    `level` is 1 for the outermost heading; None where the format does not tell. Levels below 1 are those of formats
    whose headings stand over all that follows, up to the next of their level: 0 for the name of a sheet and the title
    of a slide, less for headings of web pages.
    Page furniture (running headers and footers, page numbers) is not a block.
    """

    kind: BlockKind
    text: str
    level: int | None = None
    page: int | None = None
    box: Box | None = None


@quick
@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `row` and `column` count from 0; lines of text within a cell are joined by a newline.

    `bold` and `fill` (a colour, or any word where only shading as such is known) are evidence for headings.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    heading: bool = False
    page: int | None = None
    box: Box | None = None
    bold: bool = False
    fill: str = ""


@dataclass(frozen=True, slots=True)
class TablePart:
    """Where a table, or the part of it on one page, stands."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Table:
    """A recovered table: a grid of cells with spans; empty cells may be left out.

    `parts` has one entry per page for formats with pages and is empty otherwise.
    `caption` is a title that belongs to this table alone and stands outside its grid.
    `declared_rows` is how many rows the file itself declares as headings; `header_rows` how many rows were found to
    head the columns, None where nobody has looked yet.
    `method` names the evidence it was recovered from: `native`, `ruled`, `aligned`, `tabbed` ...
    """

    cells: tuple[Cell, ...]
    parts: tuple[TablePart, ...] = ()
    caption: str = ""
    notes: tuple[str, ...] = ()
    header_rows: int | None = None
    method: str = ""
    declared_rows: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One input file. `body` holds blocks and tables in reading order.

    PDF readers fill `pages` and leave `body` to the tables room; all others fill `body`.
    `furniture` holds the distinct lines of running headers and footers; `problems` is what the reader could not or
    would not read (a damaged page, hidden text, a chart), each with its place.
    """

    path: str
    sha256: str
    media: Media
    reader: str
    pages: Sequence[Page] = ()
    body: tuple[Block | Table, ...] = ()
    furniture: tuple[str, ...] = ()
    page_count: int | None = None
    properties: dict[str, str] = field(default_factory=dict)
    problems: tuple[Finding, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends inclusive; either may be None where the document does not say.

    `kind` is one of the values of `period_type` in schemas/observations.schema.json.
    """

    label: str
    start: date | None = None
    end: date | None = None
    kind: str = "undetermined"


@quick
@dataclass(frozen=True, slots=True)
class Where:
    """A place in a document that a person can go and look at."""

    document: str = ""
    page: int | None = None
    table: int | None = None
    row_label: str = ""
    column_label: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know. `code` is a word, `message` says what is wrong and what to do."""

    code: str
    severity: Severity
    message: str
    where: Where = Where()
    expected: str = ""
    found: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Observation:
    """One published figure: the columns of schemas/observations.schema.json, in their order."""

    observation_id: str
    force: str
    force_code: str
    document_id: str
    measure: str
    category: str
    statistic: str
    role: str
    unit: str
    area: str
    area_type: str
    breakdown: str
    period_label: str
    period_start: date | None
    period_end: date | None
    period_type: str
    base_period_start: date | None
    base_period_end: date | None
    value_low: Decimal | None
    value_high: Decimal | None
    value: Decimal | None
    out_of: Decimal | None
    qualifier: str
    value_text: str
    section: str
    table: int
    grid_row: int | None
    grid_column: int | None
    row_group: str
    table_title: str
    row_label: str
    column_label: str
    page: int | None
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None
    check: str
    proof: str
    reader: str
    profile: str
    source_sha256: str


@dataclass(frozen=True, slots=True)
class TableSummary:
    """One row of the `tables` output: where a table stands and how much of it was read.

    `confirmed_share` is the share of its figures with a value that a check which holds depends on, 0 to 1.
    """

    document_id: str
    table: int
    title: str
    section: str
    layout: str
    page: int | None
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None
    rows: int
    columns: int
    cells: int
    figures: int
    method: str
    confirmed_share: float | None = None


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One row of the `documents` output. `status` is `read` or `failed`; `message` says why it failed.

    `confirmed_share` is the share of its figures with a value that a check which holds depends on, 0 to 1.
    `printed_date` is the day of release that the document prints. What follows it comes from a user's `sources.csv`
    and is put on where the dataset is written: `published` is the day of release from there, else the printed one.
    """

    document_id: str
    file: str
    force: str
    force_code: str
    profile: str
    confidence: float
    title: str
    period_start: date | None
    period_end: date | None
    pages: int | None
    source_sha256: str
    media: str
    reader: str
    tables_found: int
    figures_read: int
    warnings: int
    seconds: float | None
    status: str
    message: str
    confirmed_share: float | None = None
    printed_date: date | None = None
    published: date | None = None
    source_url: str = ""
    source_title: str = ""
    licence: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Check:
    """One row of the `checks` output: what arithmetic says of one relation between figures.

    The first of `observation_ids` is the figure that follows from the others; `blamed` are those that must be
    wrong where the relation does not hold.
    """

    check_id: str
    document_id: str
    kind: str
    observation_ids: tuple[str, ...]
    expected: Decimal | None
    published: Decimal | None
    tolerance: Decimal | None
    passed: bool
    verdict: str
    message: str
    blamed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A label that the vocabulary does not know, with how often it occurs and the nearest known terms."""

    label: str
    kind: str
    force: str
    document_id: str
    occurrences: int
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that came out of one file."""

    document: DocumentSummary
    tables: tuple[TableSummary, ...] = ()
    observations: tuple[Observation, ...] = ()
    findings: tuple[Finding, ...] = ()
    checks: tuple[Check, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
