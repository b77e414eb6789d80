"""The Frictionless Data Package that describes a written dataset."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from extractor import __version__
from extractor.model import DocumentSummary
from extractor.publish.codes import LISTS, CodeList, Schemas
from extractor.publish.files import is_name
from extractor.publish.schema import HISTORY, TABLES, TableSchema
from extractor.publish.tidy import storable

NAME = "datapackage.json"
# What else tells of the dataset as a whole: feeds, and descriptions for catalogues.
ABOUT = ("feed.xml", "feed.json", "dcat.jsonld", "csv-metadata.json")
# How Datasette shows the SQLite file, where there is one.
SQLITE, DATASETTE = "performance.sqlite", "datasette.json"
# People edit it, and every run takes it up as it stands.
_EDITED = "corrections.csv"
_MARK = "extractor"
_LARGEST = 64 << 20  # bytes of a descriptor; one of a thousand documents has one or two million
_LICENCE = {
    "name": "notspecified",
    "title": "The figures belong to the forces that published them; each publisher's own terms apply",
}
_DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True}
_DESCRIPTION = (
    "Figures published in police performance reports, one row each, with the place in the document "
    "where each stands. Empty cells in numbers, dates and codes mean that the document does not say."
)


def describe(
    schemas: Schemas,
    paths: Mapping[str, Path],
    documents: Sequence[DocumentSummary],
    known: Mapping[str, Any] | None = None,
    part_above: int | None = None,
) -> bytes:
    """The descriptor for the files in `paths` (name in the dataset to where it is staged), as JSON text.

    `known` are the facts of files that are taken over from the last version; `part_above` is how many figures the
    dataset may have before it is written in parts.
    """
    facts = {name: (known or {}).get(name) or _facts(paths[name]) for name in sorted(paths)}
    tables = {f"{name}.csv": table for name, table in schemas.tables.items()}
    lists = {code_list_path(name): code_list for name, code_list in schemas.code_lists.items()}
    resources = [_resource(name, tables[name], facts[name]) for name in tables if name in paths]
    resources += [_resource(name, lists[name].schema, facts[name]) for name in lists if name in paths]
    parted = {name: sorted(p for p in paths if p.startswith(f"{name}/")) for name in schemas.tables}
    resources += [_in_parts(schemas.tables[name], parts) for name, parts in parted.items() if parts]
    published = {table.name for name, table in tables.items() if name in paths} | set(schemas.code_lists)
    published |= {name for name, parts in parted.items() if parts}
    for resource in resources:
        _drop_keys_to_missing(resource, published)
    descriptor = {
        "profile": "data-package" if any(parted.values()) else "tabular-data-package",
        "name": "police-performance",
        "title": "Police performance figures",
        "description": _DESCRIPTION,
        "version": schemas.version,
        "licenses": _licences(documents),
        "sources": [_source(document) for document in documents if document.status == "read"],
        "contributors": _contributors(documents, schemas.code_lists.get("forces")),
        "keywords": ["police", "performance", "recorded crime", "England and Wales"],
        "resources": resources,
        _MARK: {
            "program": __version__,
            "schema": schemas.version,
            **({} if part_above is None else {"part_above": part_above}),
            "files": facts,
        },
    }
    return (json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def code_list_path(name: str) -> str:
    """Where a code list stands in the dataset."""
    return f"codelists/{name}.csv"


def names() -> list[str]:
    """The files that a dataset can have."""
    tables = [f"{name}.csv" for name in (*TABLES, *HISTORY)]
    whole = ("contents.parquet", "observations.parquet", SQLITE, DATASETTE, *ABOUT)
    return [NAME, *tables, *whole, *map(code_list_path, LISTS)]


def files_of(directory: Path) -> list[str] | None:
    """The files of the dataset in `directory`; None where there is none, empty if another wrote it."""
    facts = _listed(directory)
    return None if facts is None else list(facts)


def version_of(directory: Path) -> str:
    """The schema version of the dataset in `directory`; empty where it names none."""
    return str(_descriptor(directory).get("version", ""))


def differences(directory: Path) -> list[str]:
    """The files of the dataset in `directory` that are not as they were written, each with what is wrong.

    Corrections, which people edit, are held to what they must be where they are read.
    """
    return [
        f"{name} {problem}"
        for name, facts in (_listed(directory) or {}).items()
        if name != _EDITED and (problem := _wrong(directory, name, facts))
    ]


def is_as_written(directory: Path, name: str, path: Path | None = None) -> bool:
    """Whether the file at `path`, or that in its place, is what the dataset in `directory` has as `name`."""
    path = path or directory / name
    return path.is_file() and (_listed(directory) or {}).get(name) == _facts(path)


def _wrong(directory: Path, name: str, facts: Any) -> str:
    if not is_name(name):
        return "is no name of a file of a dataset"
    try:
        if "/" in name and name.endswith(".parquet"):  # of a thousand parts those that are read are looked at then
            found = {"bytes": (directory / name).stat().st_size, "hash": facts["hash"]}
        else:
            found = _facts(directory / name)
    except OSError:
        return "is missing"
    except (TypeError, KeyError):
        return "is not described"
    return "" if found == facts else "is not as it was written"


def facts_of(directory: Path) -> dict[str, Any]:
    """What the descriptor of a dataset says of each of its files: bytes and hash."""
    return _listed(directory) or {}


def part_above(directory: Path) -> int | None:
    """How many figures the dataset in `directory` may have before it is in parts; None where it does not say."""
    mark = _descriptor(directory).get(_MARK)
    told = mark.get("part_above") if isinstance(mark, dict) else None
    return told if isinstance(told, int) and not isinstance(told, bool) else None


def _listed(directory: Path) -> dict[str, Any] | None:
    """What the descriptor says of each file; None where there is no dataset, empty if another program wrote it."""
    if not (directory / NAME).exists():
        return None
    mark = _descriptor(directory).get(_MARK)
    files = mark.get("files") if isinstance(mark, dict) else None
    return {str(name): facts for name, facts in files.items()} if isinstance(files, dict) else {}


def _descriptor(directory: Path) -> dict[str, Any]:
    """What stands in the descriptor of a folder; nothing where it is none."""
    path = directory / NAME
    try:
        state = path.stat()
        return {} if state.st_size > _LARGEST else _parsed(path, state.st_ino, state.st_mtime_ns, state.st_size)
    except (OSError, ValueError, RecursionError):
        return {}


@lru_cache(maxsize=2)  # megabytes where there are a thousand parts, and asked for again and again
def _parsed(path: Path, *_state: int) -> dict[str, Any]:
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    return descriptor if isinstance(descriptor, dict) else {}


def _in_parts(schema: TableSchema, paths: Sequence[str]) -> dict[str, Any]:
    """A table in parts, each a Parquet file. Columns are described and not constrained: readers of Parquet by way of
    pandas take an empty number for one that is none, and would find fault with it."""
    kept = ("name", "type", "title", "description")
    fields = [{key: field[key] for key in kept if key in field} for field in schema.descriptor["fields"]]
    if schema.name == "observations":
        fields.append({"name": "position", "type": "integer", "description": "Place in its document, from 0."})
    table_schema = {"fields": fields, "primaryKey": schema.descriptor.get("primaryKey", [])}
    return {
        "profile": "data-resource",
        "name": schema.name,
        "path": list(paths),
        "title": schema.title,
        "description": schema.description,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": table_schema,
    }


def _resource(path: str, schema: TableSchema, facts: Mapping[str, Any]) -> dict[str, Any]:
    table_schema = {k: v for k, v in schema.descriptor.items() if k not in ("title", "description", "version")}
    return {
        "profile": "tabular-data-resource",
        "name": schema.name,
        "path": path,
        "title": schema.title,
        "description": schema.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": dict(_DIALECT),
        **facts,
        "schema": table_schema,
    }


def _drop_keys_to_missing(resource: dict[str, Any], published: set[str]) -> None:
    """Drop keys into files that are not there, and keys of several fields of which one may be empty.

    A figure in a sentence has a document but no table: Table Schema knows no key that is empty in part.
    """
    nullable = {field["name"] for field in resource["schema"]["fields"] if field.get("nullable")}
    keys = [
        k
        for k in resource["schema"].get("foreignKeys", ())
        if k["reference"]["resource"] in published and (isinstance(k["fields"], str) or not nullable & set(k["fields"]))
    ]
    resource["schema"].pop("foreignKeys", None)
    if keys:
        resource["schema"]["foreignKeys"] = keys


def _facts(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "hash": f"sha256:{digest}"}


def _source(document: DocumentSummary) -> dict[str, str]:
    """A report as Data Package has sources, with what else is known of where it is from."""
    title = storable(document.source_title or document.title or document.file)
    told = {
        "title": f"{title} ({storable(document.file)}, SHA-256 {document.source_sha256})",
        "path": storable(document.source_url),
        "published": document.published.isoformat() if document.published else "",
        "licence": storable(document.licence),
    }
    return {name: text for name, text in told.items() if text}


def _licences(documents: Sequence[DocumentSummary]) -> list[dict[str, str]]:
    """That each publisher's terms apply, and the licences that reports are known to be under."""
    known = sorted({storable(d.licence) for d in documents if d.licence})
    return [_LICENCE, *({"path": text} if "://" in text else {"name": _slug(text), "title": text} for text in known)]


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-") or "other"


def _contributors(documents: Sequence[DocumentSummary], forces: CodeList | None) -> list[dict[str, str]]:
    """The forces as authors of the figures, this program as the one that arranged them."""
    names: dict[str, str] = {}
    if forces and "name" in (field.name for field in forces.schema.fields):
        key, name = forces.schema.index("force"), forces.schema.index("name")
        names = {str(row[key]): str(row[name]) for row in forces.rows}
    found = sorted({document.force for document in documents if document.force})
    authors = [{"title": names.get(force, force), "role": "author"} for force in found]
    return [*authors, {"title": f"extractor {__version__}", "role": "wrangler"}]
