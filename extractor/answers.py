"""What guarded processes answer, taken as hostile: whoever reads a file may have been led astray by it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

import msgspec

from extractor import codec
from extractor.bounds import MOST_WORDS
from extractor.model import Extraction
from extractor.read.foreign import Form

_Words = Annotated[str, msgspec.Meta(max_length=MOST_WORDS)]
_ID = re.compile(r"[\w.-]{1,200}")


class Head(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """The first line of an answer: how the work ended, and what is said of it."""

    status: Literal["done", "refused", "broken", "died", "memory"]
    problem: _Words = ""
    remedy: _Words = ""
    form: Form = ""
    trace: str = ""
    signal: Annotated[int, msgspec.Meta(ge=0, le=255)] = 0
    seconds: Annotated[float, msgspec.Meta(ge=0, le=1e9)] = 0.0


_HEAD = msgspec.json.Decoder(Head)


def parsed(answer: bytes) -> tuple[str, dict[str, Any], bytes]:
    """Status, what is said of it, and data. Raises `ValueError` for what is no answer."""
    line, _, data = answer.partition(b"\n")
    try:
        head = _HEAD.decode(line)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError(f"no answer: {error}") from error
    facts = msgspec.structs.asdict(head)
    return facts.pop("status"), {name: value for name, value in facts.items() if value}, data


def extraction_of(data: bytes, digest: str) -> Extraction:
    """The extraction of the file with that SHA-256. Raises `ValueError` for what is none, or fits no dataset."""
    extraction = codec.decode(data)
    document = extraction.document
    problems = (
        (document.source_sha256 != digest, "it is of another file"),
        (document.status != "read" or not _ID.fullmatch(document.document_id), "it names no document"),
        (any(row.document_id != document.document_id for row in _rows(extraction)), "it is of several documents"),
        (not _unique(o.observation_id for o in extraction.observations), "figures share their ids"),
        (not _unique(c.check_id for c in extraction.checks), "checks share their ids"),
        (not _unique(t.table for t in extraction.tables), "tables share their numbers"),
        (document.figures_read != len(extraction.observations), "its figures are miscounted"),
        (document.tables_found != len(extraction.tables), "its tables are miscounted"),
    )
    for is_wrong, problem in problems:
        if is_wrong:
            raise ValueError(problem)
    return extraction


def _rows(extraction: Extraction) -> Iterable[Any]:
    return (*extraction.observations, *extraction.tables, *extraction.checks, *extraction.unmapped)


def _unique(ids: Iterable[object]) -> bool:
    listed = list(ids)
    return len(set(listed)) == len(listed)
