"""A small report of our own that goes the whole way before the first file does.

Patterns and indexes are made when they are first needed, which takes a quarter of a second. A process that reads one
file makes those it needs; where processes part from one for many files, each would make them anew. What is read here
goes nowhere.
"""

from __future__ import annotations

from extractor.codelists import vocabulary
from extractor.model import Block, Cell, Document, Table
from extractor.notation.forms import FORMS
from extractor.pipeline import understand

_ROWS = (
    ("Crime type", "Apr-23 to Mar-24", "Apr-22 to Mar-23", "Change", "% change", "Rank"),
    ("All recorded crime", "12,345", "12,000", "+345", "2.9%", "3 of 8"),
    ("Burglary", "1,230", "1,300", "(70)", "-5.4%", "2 of 8"),
    ("Victim satisfaction", "78.1%", "77.0%", "1.1 % pts", "n/a", "-"),
    ("999 calls answered, average (mins)", "00:09", "00:11", "↓", "£1.2m", "5"),
)
_SENTENCES = (
    "Burglary fell by 5.4% to 1,230 in the 12 months to March 2024, compared with 1,300 in the year before.",
    "There were 345 more crimes than in 2022/23; Hampshire ranked 3rd of 8 in its most similar group.",
    "The outcome rate was between 12% and 15% in Q3, up from one in ten.",
)


def rehearse() -> None:
    """Read the small report, with every form of a period."""
    for form in FORMS:
        form.pattern  # noqa: B018, made when it is first asked for
    cells = tuple(Cell(row, column, text) for row, line in enumerate(_ROWS) for column, text in enumerate(line))
    body: tuple[Block | Table, ...] = (
        Block("heading", "Hampshire Constabulary: performance to March 2024", 1),
        Block("caption", "Table 1: Recorded crime, 12 months to March 2024"),
        Table(cells, method="native", declared_rows=1),
        Block("note", "Note: figures for 2023/24 are provisional. Source: Home Office."),
        *(Block("paragraph", text) for text in _SENTENCES),
    )
    understand(Document("", "", "txt", "", body=body), vocabulary())
