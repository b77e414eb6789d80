"""The dataset as data catalogues have it: DCAT in JSON-LD, after the application profile of European portals."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from extractor.model import DocumentSummary
from extractor.publish.codes import Schemas
from extractor.publish.feed import TITLE, feed_id, force_names, title_of
from extractor.publish.files import is_part
from extractor.publish.tidy import storable

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AREAS = "http://statistics.data.gov.uk/id/statistical-geography/"
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/ENG"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_TYPES = {
    "csv": "text/csv", "parquet": "application/vnd.apache.parquet", "sqlite": "application/vnd.sqlite3",
    "xml": "application/atom+xml", "json": "application/json",
}  # fmt: skip
_TITLES = {
    "observations.csv": "The figures, as CSV", "observations.parquet": "The figures, as Parquet",
    "contents.parquet": "What each part of the figures holds, as Parquet",
    "performance.sqlite": "All tables and code lists, as SQLite", "feed.xml": "Releases and revisions, as Atom",
    "feed.json": "Releases and revisions, as JSON Feed",
}  # fmt: skip
_FEEDS = ("feed.xml", "feed.json")
Node = dict[str, Any]


def dcat(schemas: Schemas, files: Sequence[str], documents: Sequence[DocumentSummary]) -> bytes:
    """The dataset with its files, publishers, areas and times; addresses are relative to the folder it stands in."""
    read = [d for d in documents if d.status == "read"]
    names = force_names(schemas)
    codes = {d.force: (names.get(d.force, d.force), d.force_code) for d in read if d.force}
    days = sorted(d.published for d in read if d.published)
    dataset: Node = {
        "@context": _CONTEXT,
        "@id": feed_id(),
        "@type": "dcat:Dataset",
        "dct:title": _said(TITLE),
        "dct:description": _said(
            "Figures that police forces publish in their performance reports, one row each, with the place in the "
            "report where each stands."
        ),
        "dct:language": {"@id": _LANGUAGE},
        "dcat:keyword": [_said(word) for word in ("police", "performance", "recorded crime")],
        "dct:publisher": _publisher([name for _, (name, _) in sorted(codes.items())]),
        "dct:temporal": _temporal(read),
        "dct:spatial": [_area(name, code) for _, (name, code) in sorted(codes.items())],
        "dct:issued": _day(days[0]) if days else None,
        "dct:modified": _day(days[-1]) if days else None,
        "dct:source": [_report(d, names) for d in read],
        "dcat:distribution": [_file(name, schemas) for name in (*files, *_FEEDS)],
    }
    kept = {name: value for name, value in dataset.items() if value not in (None, [], {})}
    return (json.dumps(kept, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _said(text: str) -> Node:
    return {"@value": storable(text), "@language": "en"}


def _day(day: date) -> Node:
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def _publisher(names: Sequence[str]) -> Node | None:
    """The force, or all of them as one group: a dataset has one publisher."""
    agents = [{"@type": "foaf:Organization", "foaf:name": name} for name in names]
    if len(agents) < 2:
        return agents[0] if agents else None
    return {"@type": "foaf:Group", "foaf:name": "; ".join(names), "foaf:member": agents}


def _temporal(documents: Sequence[DocumentSummary]) -> Node | None:
    """From the first to the last day that reports are about, as far as they say."""
    starts = [d.period_start for d in documents if d.period_start]
    ends = [d.period_end for d in documents if d.period_end]
    if not ends:
        return None
    period: Node = {"@type": "dct:PeriodOfTime"}
    if starts:
        period["dcat:startDate"] = _day(min(starts))
    return {**period, "dcat:endDate": _day(max(ends))}


def _area(name: str, code: str) -> Node:
    """A police force area by the address that the statistics office gives to its code."""
    where = {"@id": f"{_AREAS}{code}"} if code.isalnum() and code.isascii() else {}
    return {**where, "@type": "dct:Location", "skos:prefLabel": _said(name)}


def _report(d: DocumentSummary, names: Mapping[str, str]) -> Node:
    """A report that figures are from, with what is known of its release."""
    told: Node = {"dct:title": _said(title_of(d)), "dct:identifier": d.document_id}
    if d.force:
        told["dct:publisher"] = {"@type": "foaf:Organization", "foaf:name": names.get(d.force, d.force)}
    if d.published:
        told["dct:issued"] = _day(d.published)
    if d.source_url:
        told["foaf:page"] = {"@id": d.source_url}
    if d.licence:
        told["dct:rights"] = _said(d.licence)
    return told


def _file(name: str, schemas: Schemas) -> Node:
    table = schemas.tables.get(name.removesuffix(".csv"))
    listed = schemas.code_lists.get(name.removeprefix("codelists/").removesuffix(".csv"))
    title = _TITLES.get(name) or (table.title if table else listed.schema.title if listed else name)
    if is_part(name):
        parted, _, part = name.removesuffix(".parquet").partition("/")
        title = f"{schemas.tables[parted].title}, part {part}, as Parquet"
    return {
        "@type": "dcat:Distribution",
        "dct:title": _said(title),
        "dcat:accessURL": {"@id": name},
        "dcat:downloadURL": {"@id": name},
        "dcat:mediaType": {"@id": f"{_MEDIA}{_TYPES[name.rsplit('.', 1)[-1]]}"},
    }
