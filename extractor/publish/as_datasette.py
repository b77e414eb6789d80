"""Metadata for Datasette: what the tables and columns of the SQLite file are called, mean, count in and are sorted by.

`datasette output/performance.sqlite --metadata output/datasette.json` opens the dataset with it, and so does
`extractor serve`.
"""

from __future__ import annotations

import json
from typing import Any

from extractor.publish.codes import Schemas
from extractor.publish.full_text import TABLE as FULL_TEXT
from extractor.publish.named import LATEST, NAMED
from extractor.publish.schema import TableSchema

DATABASE = "performance"
# The column by which Datasette names a row in the tables that lead to it.
_LABELS = {"forces": "name", "measures": "label", "categories": "label", "units": "label", "documents": "document_id"}
_FACETS = {
    "observations": ("force", "measure", "unit"),
    "documents": ("force", "media", "status"),
    "checks": ("verdict", "kind", "document_id"),
    "findings": ("severity", "code", "document_id"),
    "unmapped": ("kind", "force"),
    "vintages": ("latest", "status"),
    "changes": ("change", "force", "release"),
    "tables": ("document_id", "method"),
    "areas": ("area_type", "force"),
}
# Columns that always count in the same unit. Datasette would write a point as pp, which readers take for points of a
# percentage, so that it is given a name of its own.
_POINT = "pdf_point = inch / 72 = pdf_pt"
_UNITS = {"x0": "pdf_pt", "top": "pdf_pt", "x1": "pdf_pt", "bottom": "pdf_pt", "seconds": "s"}
_INNER = {
    "texts": "Every text once; columns of figures and relations hold its number.",
    "figures": "What the view observations shows, with numbers in the place of texts.",
    "relations": "What the view checks shows, with numbers in the place of texts.",
    "members": "Which figures a check is about.",
    "latest": "The figures of the view latest_figures.",
    "figure_words": "The words that the full-text search finds figures by.",
    FULL_TEXT: "The full-text search.",
}
# Those that do not explain themselves; more would push the figures off the screen. The view observations has all.
_NAMED_COLUMNS = {
    "figure": "Number of the figure in this file; it is another after the next run.",
    "value": "The figure as a number, in the unit that stands beside it.",
    "value_text": "The figure as it is printed.",
    "check": "passed: arithmetic in the document shows it; failed: it contradicts figures around it.",
    "observation_id": "Names the figure for good: extractor show DIR ID shows where it stands.",
}
_BEGIN = (
    "Figures that police forces published, each with the place in the document where it stands. Begin with the "
    f'<a href="/{DATABASE}/{LATEST}">latest figures</a>; <a href="/{DATABASE}/{NAMED}">all figures</a>, '
    f'<a href="/{DATABASE}/checks">checks</a>, <a href="/{DATABASE}/findings">findings</a> and '
    f'<a href="/{DATABASE}/documents">documents</a> stand beside them.'
)
_LICENCE = "The figures belong to the forces that published them; each publisher's own terms apply"


def datasette(schemas: Schemas) -> bytes:
    """The metadata file. It says nothing of the rows, so that it is the same for all datasets of one vocabulary."""
    lists = {name: code_list.schema for name, code_list in schemas.code_lists.items()}
    tables = {name: _table(schema) for name, schema in {**schemas.tables, **lists}.items()}
    tables[NAMED] = _view("Figures, named", "Every published figure, with names in place of codes.")
    tables[LATEST] = _view(
        "Latest figures",
        "The latest level of each measure, area, unit, breakdown and length of time that a force prints. Figures that "
        "a later edition prints anew, or that a reviewer excluded, are left out. They are not all of the same time: "
        "look at period_end before setting two side by side, and at check for those that contradict others.",
    )
    tables |= {name: {"description": text, "hidden": True} for name, text in _INNER.items()}
    metadata = {
        "title": "Police performance figures",
        "description_html": _BEGIN,
        "license": _LICENCE,
        "custom_units": [_POINT],
        "databases": {DATABASE: {"title": "Police performance figures", "description_html": _BEGIN, "tables": tables}},
    }
    return (json.dumps(metadata, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _table(schema: TableSchema) -> dict[str, Any]:
    columns = {field.name: _sentence(field.description) for field in schema.fields if field.description}
    found: dict[str, Any] = {"title": schema.title, "description": schema.description, "columns": columns}
    units = {field.name: _UNITS[field.name] for field in schema.fields if field.name in _UNITS}
    found |= {"units": units} if units else {}
    found |= {"label_column": _LABELS[schema.name]} if schema.name in _LABELS else {}
    found |= {"facets": list(_FACETS[schema.name])} if schema.name in _FACETS else {}
    return found


def _view(title: str, description: str) -> dict[str, Any]:
    return {
        "title": title,
        "description": description,
        "columns": _NAMED_COLUMNS,
        "facets": ["force", "measure", "category"],
        "fts_table": FULL_TEXT,
        "fts_pk": "figure",
        "sort_desc": "period_end",
    }


def _sentence(text: str) -> str:
    return text if text.endswith(".") or not text else f"{text}."
