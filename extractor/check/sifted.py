"""The problems of a dataset, for which no more of it is read than what failed and the figures concerned."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from extractor.check.merged import SUBJECT, Keys, keys_of, once
from extractor.check.problems import WORDS, Problem, problems, ranked
from extractor.selection import Only, only

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
_FIGURE = (
    "observation_id", "document_id", "section", "table_title", "table", "row_label", "column_label", "page", "x0",
    "top", "x1", "bottom", "value_text", *SUBJECT,
)  # fmt: skip
_RECURRING = frozenset((
    "document_id", "section", "table_title", "row_label", "column_label", "value_text", "kind", "verdict", "x0", "top",
    "x1", "bottom",
))  # fmt: skip
_CHECK = (
    "document_id", "kind", "observation_ids", "blamed", "passed", "expected", "published", "verdict", "message",
)  # fmt: skip
_FINDING = (
    "document_id", "code", "severity", "message", "page", "table", "row_label", "column_label", "expected", "found",
)  # fmt: skip
_DOCUMENT = ("document_id", "force", "file", "period_end", "figures_read", "confirmed_share", "media", "source_sha256")
_TABLE = ("document_id", "table", "title", "figures", "confirmed_share")


class Source(Protocol):
    """A dataset of which a part can be read."""

    @property
    def is_parted(self) -> bool:
        """Whether the figures of one force can be read without those of the others."""

    def batches(
        self, table: str, columns: Sequence[str], where: Sequence[Only] = (), ordered: bool = False
    ) -> Iterator[pa.Table]:
        """These columns of the rows that fit, a piece at a time."""


def rows(source: Source, table: str, columns: Sequence[str], *where: Only) -> list[Row]:
    """The rows of a table that fit, with None for what is missing."""
    return [row for piece in source.batches(table, columns, where) for row in piece.to_pylist()]


def documents(source: Source) -> list[Row]:
    """All documents, as far as problems tell of them."""
    return rows(source, "documents", _DOCUMENT)


def tables(source: Source) -> dict[str, list[Row]]:
    """The tables of each document that have a share of confirmed figures."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows(source, "tables", _TABLE):
        found[row["document_id"]].append(row)
    return found


def problems_of(source: Source, known: Iterable[Row], remarks: Mapping[str, str] | None = None) -> list[Problem]:
    """The problems of all `known` documents, worst first and each once. `remarks` are what people said of figures, by
    the ids of these."""
    import pyarrow as pa

    files = {str(row["document_id"]): row for row in known}
    words = defaultdict(list)
    for row in rows(source, "findings", _FINDING, only("code", WORDS)):
        words[row["document_id"]].append(row)
    concerned = sorted({*words, *_failing(source)})
    found: list[Problem] = []
    keys: dict[int, Keys] = {}
    for ids in _together(source, concerned, files):
        failed, texts = defaultdict(list), dict[Any, Any]()
        for row in rows(source, "checks", _CHECK, only("passed", False), only("document_id", *ids)):
            failed[row["document_id"]].append(_shared(row, texts))
        checks = [check for i in ids for check in failed.pop(i, ())]
        findings = [finding for i in ids for finding in words.get(i, ())]
        forces = {str(files[i]["force"] or "") for i in ids if i in files}
        told = {str(f["document_id"]) for f in findings}
        figures = [_shared(row, texts) for row in _figures(source, forces, checks, told)]
        own = [files[i] for i in ids if i in files]
        made = problems(checks, figures, own, findings, remarks)
        by_id = {row["observation_id"]: row for row in figures}
        keys.update(zip(map(id, made), keys_of(made, own, by_id), strict=True))
        found += made
        pa.default_memory_pool().release_unused()  # what was read of one force makes room for the next
    return once(ranked(found), keys)


def _together(source: Source, ids: Sequence[str], files: Mapping[str, Row]) -> list[list[str]]:
    """Documents whose figures are looked up together: those of a force where forces stand apart, since what an edition
    says of an earlier one is about figures of both; else all, for which the whole is read once."""
    groups: dict[str, list[str]] = defaultdict(list)
    for i in ids:
        groups[str(files[i]["force"] or "") if source.is_parted and i in files else ""].append(i)
    return list(groups.values())


def _failing(source: Source) -> set[str]:
    """The documents that have a failed check."""
    return {
        document
        for piece in source.batches("checks", ("document_id",), [only("passed", False)])
        for document in piece.column("document_id").unique().to_pylist()
    }


def _shared(row: Row, held: dict[Any, Any]) -> Row:
    """The row with what stands in others too held once: labels, and edges of boxes, which rows and columns share."""
    return {name: held.setdefault(v, v) if name in _RECURRING and v else v for name, v in row.items()}


def _figures(source: Source, forces: Collection[str], checks: Iterable[Row], told: Collection[str]) -> Iterator[Row]:
    """The figures of some forces that checks are about, and those of the sentences of documents in `told`."""
    concerned = {i for c in checks for name in ("observation_ids", "blamed") for i in json.loads(c[name] or "[]")}
    if concerned:
        where = [only("force", *forces), only("observation_id", *concerned)]
        yield from rows(source, "observations", _FIGURE, *where)
    if told:
        yield from rows(source, "observations", _FIGURE, only("document_id", *told), only("table", "", 0))


def figures_of(source: Source, columns: Sequence[str], wanted: Iterable[tuple[str, int]]) -> Iterator[Row]:
    """These columns of all figures of some tables, named by document and number, in the order in which they stand."""
    known = set(wanted)
    if not known:
        return
    where = [only("document_id", *(d for d, _ in known)), only("table", *(n for _, n in known))]
    for piece in source.batches("observations", columns, where, ordered=True):
        yield from (row for row in piece.to_pylist() if (row["document_id"], row["table"]) in known)
