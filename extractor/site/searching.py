"""What the search page searches: figures in shards, one a document, and what people call measures and categories."""

from __future__ import annotations

from typing import Any

from extractor.compare.words import above, names_of
from extractor.site import words
from extractor.site.records import Item, Records, Report

# Columns of a row of a shard. Those of TEXTS are numbers of the shard's texts, the pair one of the site's.
TEXTS = ("row", "column", "title", "area", "when", "unit", "review")
COLUMNS = ("id", "text", "value", "state", "pair", "page", "end", *TEXTS)


def index(records: Records) -> dict[str, Any]:
    """What is known before a figure is loaded: documents, measures with categories, and the words for them."""
    pairs = _pairs(records)
    number = {pair: n for n, pair in enumerate(pairs)}
    names, there = names_of(records.rules), [p for p in pairs if p[0]]
    synonyms = {}
    for synonym in records.rules.synonyms:
        found = names.found(synonym.words, there)
        if found:
            synonyms[synonym.words] = sorted(number[pair] for pair in found)
    return {
        "documents": [
            {"name": r.name, "title": r.title, "file": r.row["file"], "figures": len(r.items),
             "force": r.row["force"] or "", "forceName": records.forces.get(r.row["force"] or "", r.row["force"] or "")}
            for r in records.reports
        ],
        "pairs": [_pair(pair, records) for pair in pairs],
        "synonyms": synonyms,
        "states": list(words.STATES),
        "stateNames": {name: word for name, (_, word, _) in words.STATES.items()},
        "columns": list(COLUMNS),
        "texts": list(TEXTS),
    }  # fmt: skip


def shard(number: int, report: Report, records: Records) -> dict[str, Any]:
    """The figures of one document. A text stands once, and rows have its number."""
    pairs = {pair: n for n, pair in enumerate(_pairs(records))}
    texts: dict[str, int] = {}
    states = list(words.STATES)
    rows = [
        [item.id, item.text, _plain(item.row["value"]), states.index(item.state),
         pairs[item.row["measure"] or "", item.row["category"] or ""], item.row["page"] or 0,
         item.row["period_end"].isoformat() if item.row["period_end"] else "",
         *(texts.setdefault(text, len(texts)) for text in _texts(item))]
        for item in report.items
    ]  # fmt: skip
    return {"document": number, "texts": list(texts), "rows": rows}


def _texts(item: Item) -> tuple[str, ...]:
    row = item.row
    return (row["row_label"] or "", row["column_label"] or "", row["table_title"] or row["section"] or "",
            item.area, item.when, item.unit, item.review)  # fmt: skip


def _pairs(records: Records) -> list[tuple[str, str]]:
    found = {(i.row["measure"] or "", i.row["category"] or "") for r in records.reports for i in r.items}
    return sorted(found)


def _pair(pair: tuple[str, str], records: Records) -> dict[str, str]:
    """A measure and a category with the words of the vocabulary for them and for the categories above."""
    book = records.rules.book
    measure, category = book.measures.get(pair[0]), book.categories.get(pair[1])
    label = (measure.label if measure else pair[0], category.label if category else pair[1])
    kinds = [c.label for c in above(pair[1], book)]
    told = " ".join([*pair, *label, measure.definition if measure else "", *kinds]).replace("_", " ")
    return {"measure": pair[0], "category": pair[1], "measureName": label[0], "categoryName": label[1], "words": told}


def _plain(value: float | None) -> float | int | None:
    return None if value is None else int(value) if float(value).is_integer() else float(value)
