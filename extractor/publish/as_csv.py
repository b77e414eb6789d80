"""Rows to CSV: UTF-8, a comma between cells, a line feed after each row, quotes as in RFC 4180.

Texts that a spreadsheet would run get an apostrophe in front; see `extractor.notation.formulas`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import IO, Any

from extractor.notation.formulas import escape
from extractor.publish.schema import TableSchema
from extractor.publish.tidy import Row, Value

_NEEDS_QUOTES = re.compile(r'[",\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]|^\s|\s$')


class CsvFile:
    """A CSV file that rows are added to."""

    def __init__(self, stream: IO[bytes], schema: TableSchema) -> None:
        self._stream = stream
        self._writers = [_WRITERS.get(field.type, _text) for field in schema.fields]
        stream.write((",".join(field.name for field in schema.fields) + "\n").encode())

    def add(self, rows: Iterable[Row]) -> None:
        """Append rows."""
        columns: Iterable[Sequence[Value]] = zip(*rows, strict=True)
        # by columns, of which there may be none, for then one loop writes many cells
        written = [["" if v is None else write(v) for v in c] for c, write in zip(columns, self._writers, strict=False)]
        lines = map(",".join, zip(*written, strict=True))
        self._stream.write("".join(f"{line}\n" for line in lines).encode("utf-8"))


# Most texts stand in many rows: the section, the title, the codes.
@lru_cache(maxsize=1 << 16)
def _text(text: str) -> str:
    return _quoted(escape(text))


def _quoted(text: str) -> str:
    if not _NEEDS_QUOTES.search(text):
        return text
    return '"' + text.replace('"', '""') + '"'


def as_digits(number: Decimal | float) -> str:
    """A number without exponent and without anything after its last digit that counts."""
    if isinstance(number, Decimal):
        return format(number, "f")
    return format(Decimal(repr(number)).normalize(), "f") if number else "0"


_WRITERS: dict[str, Callable[[Any], str]] = {
    "number": as_digits,
    "integer": str,
    "date": date.isoformat,
    "boolean": lambda truth: "true" if truth else "false",
    "object": _quoted,
    "array": _quoted,
}
