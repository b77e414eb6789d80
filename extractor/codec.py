"""Extractions as bytes: how results travel between processes and rest in the cache.

MessagePack with a schema rather than pickle, because bytes that another process or an earlier run wrote must never
be able to run code, nor to bring in what no extraction holds: whatever is not of the right type, length or number is
refused. First comes the document, then all the rest, so that a summary can be had without reading the figures.

Rows go by columns, and texts, most of which stand in many rows, once each in a table that the columns point into.
Texts longer than `bounds.MOST_TEXT` are cut on the way, and a finding says so.
"""

from __future__ import annotations

import struct
import typing
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter
from typing import Annotated, Any, TypeVar

import msgspec

from extractor.bounds import CUT, MOST_CELL, MOST_CHARACTERS, MOST_DIGITS, MOST_ROWS, MOST_TEXT, cut
from extractor.errors import ExtractorError
from extractor.model import (
    Check,
    DocumentSummary,
    Extraction,
    Finding,
    Observation,
    Severity,
    TableSummary,
    Unmapped,
    Where,
)

# Findings come last of those that are packed: texts that are cut add one.
_PARTS: dict[str, type] = {
    "tables": TableSummary,
    "observations": Observation,
    "checks": Check,
    "unmapped": Unmapped,
    "findings": Finding,
}
_NUMBERS = ("value", "value_low", "value_high", "out_of")
_HEADER = struct.Struct(">I")  # bytes of the document
_BROKEN = (msgspec.MsgspecError, struct.error, LookupError, TypeError, ValueError, ArithmeticError)
T = TypeVar("T")


def encode(extraction: Extraction) -> bytes:
    """The extraction as bytes. Raises `ExtractorError` where it is larger than one may be."""
    extraction = _within_bounds(extraction)
    texts, head = _Texts(), _Texts()
    columns = {name: texts.columns(kind, getattr(extraction, name)) for name, kind in _PARTS.items()}
    document = head.columns(DocumentSummary, [extraction.document])
    if texts.characters > MOST_CHARACTERS:
        raise ExtractorError(f"comes to more than {MOST_CHARACTERS:,} characters in all cells; split it")
    if shortened := texts.shortened + head.shortened:
        extraction = _told(extraction, "cut-text", "warning", _cut_message(shortened))
        columns["findings"] = texts.columns(Finding, extraction.findings)
        document = head.columns(DocumentSummary, [extraction.document])
    front = msgspec.msgpack.encode((head.packed(), document))
    return _HEADER.pack(len(front)) + front + msgspec.msgpack.encode((texts.packed(), *columns.values()))


def decode(data: bytes) -> Extraction:
    """The extraction that `encode` was given. Raises `ValueError` for anything else."""
    document = decode_document(data)
    try:
        packed, *parts = _REST.decode(memoryview(data)[_HEADER.size + _HEADER.unpack_from(data)[0] :])
        table = _Table(packed)
        found: dict[str, Any] = {
            n: tuple(table.items(kind, p)) for (n, kind), p in zip(_PARTS.items(), parts, strict=True)
        }
    except _BROKEN as error:
        raise ValueError(f"not an encoded extraction: {error}") from error
    return Extraction(document, **found)


def decode_document(data: bytes) -> DocumentSummary:
    """The document of an encoded extraction. Raises `ValueError` where there is none."""
    try:
        packed, columns = _HEAD.decode(memoryview(data)[_HEADER.size : _HEADER.size + _HEADER.unpack_from(data)[0]])
        (document,) = _Table(packed).items(DocumentSummary, columns)
    except _BROKEN as error:
        raise ValueError(f"not an encoded extraction: {error}") from error
    return document


def _within_bounds(extraction: Extraction) -> Extraction:
    """The extraction with no more rows and no longer lists than one may have, and a finding for what is left out."""
    over = [name for name in _PARTS if len(getattr(extraction, name)) > MOST_ROWS]
    long = {id(check) for check in extraction.checks if _is_long(check.observation_ids) or _is_long(check.blamed)}
    wide = {id(o) for o in extraction.observations if not all(map(_is_short, _numbers_of(o)))}
    if not (over or long or wide):
        return extraction
    what = [f"it has more than {MOST_ROWS:,} {name}" for name in over]
    what += [f"{len(long):,} checks are of too many figures"] if long else []
    what += [f"{len(wide):,} figures have more than {MOST_DIGITS:,} digits and no value"] if wide else []
    message = f"not read whole: {'; '.join(what)}; split the file, or look at it"
    kept = extraction.observations[:MOST_ROWS]
    ids = {o.observation_id for o in kept}
    checks = [c for c in extraction.checks if id(c) not in long and (not over or ids.issuperset(c.observation_ids))]
    document = extraction.document
    figures, tables = len(kept), min(len(extraction.tables), MOST_ROWS)
    told = "; ".join(filter(None, (document.message, message)))
    document = replace(document, figures_read=figures, tables_found=tables, message=told)
    extraction = replace(
        extraction,
        document=document,
        tables=extraction.tables[:MOST_ROWS],
        observations=tuple(_without_long_numbers(o) if id(o) in wide else o for o in kept),
        checks=tuple(checks[:MOST_ROWS]),
        unmapped=extraction.unmapped[:MOST_ROWS],
    )
    return _told(extraction, "left-out", "error", message)


def _told(extraction: Extraction, code: str, severity: Severity, message: str) -> Extraction:
    """The extraction with one finding more, which takes the place of the last where there are too many."""
    document = extraction.document
    finding = Finding(code, severity, message, Where(document=document.document_id))
    findings = (*extraction.findings[: MOST_ROWS - 2], finding)  # a second one may follow
    return replace(extraction, document=replace(document, warnings=document.warnings + 1), findings=findings)


def _cut_message(count: int) -> str:
    mark = CUT.strip()
    return (
        f"{count:,} texts are longer than {MOST_TEXT:,} characters and end in {mark}; look at the document for the rest"
    )


_numbers_of: Callable[[Observation], tuple[Decimal | None, ...]] = attrgetter(*_NUMBERS)


def _without_long_numbers(observation: Observation) -> Observation:
    long: dict[str, Any] = {
        n: None for n, v in zip(_NUMBERS, _numbers_of(observation), strict=True) if not _is_short(v)
    }
    return replace(observation, **long)


def _is_short(number: Decimal | None) -> bool:
    """Whether a number can be written out; those that are none, such as NaN, have no digits at all."""
    if number is None or not number.is_finite():
        return True
    _, digits, exponent = number.as_tuple()
    return len(digits) <= MOST_DIGITS and abs(int(exponent)) <= MOST_DIGITS


def _is_long(texts: Sequence[str]) -> bool:
    """Whether texts make too long a list, with the quotes and commas between them."""
    return sum(map(len, texts)) + 4 * len(texts) > MOST_CELL


class _Texts(dict[str, int]):
    """The place of each text of an extraction in a table of them, which grows as texts are asked for."""

    def __init__(self) -> None:
        self.table: list[str] = []
        self.shortened = 0
        self.characters = 0  # of all cells, each text counted wherever it stands

    def __missing__(self, text: str) -> int:
        place = self[text] = len(self.table)
        self.table.append(cut(text))
        self.shortened += len(text) > MOST_TEXT
        return place

    def columns(self, kind: type, items: Sequence[Any]) -> list[Any]:
        """The items by columns, with the places of texts for the texts."""
        return [way.pack(self, [*map(attrgetter(name), items)]) for name, way in _WAYS[kind].items()]

    def places(self, column: Iterable[str]) -> list[int]:
        """Where each text of a column stands in the table."""
        found = [self[text] for text in column]
        self.characters += sum(len(self.table[place]) for place in found)
        return found

    def packed(self) -> list[bytes]:
        """The table as UTF-8; lone surrogates, which documents do hold, come back as they are."""
        return [text.encode("utf-8", "surrogatepass") for text in self.table]


class _Table:
    """The texts of a packed extraction. Raises `ValueError` for more than there may be."""

    def __init__(self, packed: list[bytes]) -> None:
        self._texts = [text.decode("utf-8", "surrogatepass") for text in packed]
        self._lengths = [*map(len, self._texts)]
        self._left = MOST_CHARACTERS
        if max(self._lengths, default=0) > MOST_TEXT:
            raise ValueError("a text is too long")

    def texts(self, places: list[int]) -> list[str]:
        """The texts at these places."""
        self._left -= sum(map(self._lengths.__getitem__, places))
        if self._left < 0:
            raise ValueError("texts are too long together")
        return [*map(self._texts.__getitem__, places)]

    def items(self, kind: type[T], columns: Sequence[Any]) -> list[T]:
        """The items whose columns these are."""
        made = [way.unpack(self, column) for way, column in zip(_WAYS[kind].values(), columns, strict=True)]
        if len({*map(len, made)}) != 1:
            raise ValueError("columns differ in length")
        return [*map(kind, *made)]


@dataclass(frozen=True, slots=True)
class _Way:
    """How a column goes: what the schema says of its packed form, how it is packed and unpacked."""

    schema: Any
    pack: Callable[[_Texts, list[Any]], Any] = lambda texts, column: column
    unpack: Callable[[_Table, Any], list[Any]] = lambda table, column: column


_Place = Annotated[int, msgspec.Meta(ge=0)]
_Whole = Annotated[int, msgspec.Meta(ge=-(2**31), le=2**31)]
_Digits = Annotated[str, msgspec.Meta(max_length=2 * MOST_DIGITS)]


def _rows(kind: Any) -> Any:
    return Annotated[list[kind], msgspec.Meta(max_length=MOST_ROWS)]


def _way(hint: Any) -> _Way:
    """The way of a field, by its type."""
    options = {hint, *typing.get_args(hint)}
    if Where in options:
        return _Way(_schema(Where), lambda texts, c: texts.columns(Where, c), lambda table, c: table.items(Where, c))
    if typing.get_origin(hint) is tuple:
        return _Way(_rows(list[_Place]), lambda texts, c: [*map(texts.places, c)], _lists)
    if Decimal in options:
        return _Way(_rows(_Digits | None), lambda texts, c: [None if n is None else str(n) for n in c], _numbers)
    if str in options:
        return _Way(_rows(_Place), _Texts.places, _Table.texts)
    if int in options:
        return _Way(_rows(_Whole | None if type(None) in options else _Whole))
    return _Way(_rows(hint))


def _lists(table: _Table, column: list[list[int]]) -> list[Any]:
    made = [tuple(table.texts(places)) for places in column]
    if any(_is_long(texts) for texts in made):
        raise ValueError("a list is too long")
    return made


def _numbers(table: _Table, column: list[str | None]) -> list[Any]:
    made = [None if digits is None else Decimal(digits) for digits in column]
    if not all(map(_is_short, made)):
        raise ValueError("a number is too long")
    return made


def _schema(kind: type) -> Any:
    return tuple[tuple(way.schema for way in _WAYS[kind].values())]  # type: ignore[misc]


_WAYS: dict[type, dict[str, _Way]] = {}
for _kind in (Where, DocumentSummary, *_PARTS.values()):
    _WAYS[_kind] = {name: _way(hint) for name, hint in typing.get_type_hints(_kind).items()}
_HEAD = msgspec.msgpack.Decoder(tuple[list[bytes], _schema(DocumentSummary)])  # type: ignore[misc]
_REST = msgspec.msgpack.Decoder(tuple[(list[bytes], *map(_schema, _PARTS.values()))])  # type: ignore[misc]
