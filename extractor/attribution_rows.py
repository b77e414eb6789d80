"""The rows of a `sources.csv`: read, checked, and told by file and line where they cannot be used."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from extractor.errors import UsageError
from extractor.failures import one_line
from extractor.intake import load

_NAMES = ("file", "sha256")
_SAYS = ("url", "title", "published", "licence")
_ALSO = {"license": "licence"}
_MOST_BYTES = 16 << 20
_LONGEST = {"file": 1000, "url": 2000, "title": 500, "licence": 500}  # characters
_DIGEST = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class Row:
    """What is said of the reports that `file` (a name or a pattern) or `sha256` names; empty is not known."""

    path: str = ""
    line: int = 0
    file: str = ""
    sha256: str = ""
    url: str = ""
    title: str = ""
    published: date | None = None
    licence: str = ""

    @property
    def said(self) -> tuple[object, ...]:
        """All that it says."""
        return self.url, self.title, self.published, self.licence

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.path}: line {self.line}"


def looks_like_one(path: Path) -> bool:
    """Whether a CSV file says where reports come from: it has a column that names them and one that says something.

    Raises `ExtractorError` where it cannot be opened.
    """
    head = load(str(path), _MOST_BYTES)[:4096].decode("utf-8-sig", "replace").partition("\n")[0]
    names = set(_heading(next(csv.reader([head]), [])))
    return bool(names & set(_NAMES)) and bool(names & set(_SAYS))


def rows_of(path: Path, notice: Callable[[str], None]) -> list[Row]:
    """The rows that can be used; the others are told to `notice`, each with its line and what to do.

    Raises `ExtractorError` where the file cannot be opened and `UsageError` where its heading cannot be understood.
    """
    data = load(str(path), _MOST_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is not UTF-8; save it as CSV in UTF-8") from None
    rows = csv.reader(text.splitlines(keepends=True))
    try:
        names = _heading(next(rows, []))
        if not (set(names) & set(_NAMES) and set(names) & set(_SAYS)):
            raise UsageError(
                f"{path}: its heading must have file or sha256, and any of {', '.join(_SAYS)}, with commas between"
            )
        for name in (n for n in names if n and n not in (*_NAMES, *_SAYS)):
            notice(one_line(f"{path}: the column {name} is not known and is left alone"))
        return list(_usable(path, names, rows, notice))
    except csv.Error as error:
        raise UsageError(f"{path}: line {rows.line_num} is no CSV ({error}); mend its quotes") from None


def _heading(cells: list[str]) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    return [_ALSO.get(name, name) for name in names]


def _usable(path: Path, names: list[str], rows: Iterator[list[str]], notice: Callable[[str], None]) -> Iterator[Row]:
    last = 1
    for cells in rows:
        line, last = last + 1, rows.line_num  # type: ignore[attr-defined]
        if not any(cell.strip() for cell in cells) or cells[0].startswith("# "):
            continue
        try:
            if len(cells) != len(names):
                raise ValueError(f"has {len(cells)} fields where the heading has {len(names)}; quote commas")
            yield _row(path, line, dict(zip(names, (" ".join(cell.split()) for cell in cells), strict=True)))
        except ValueError as error:
            notice(one_line(f"{path}: line {line} {error}; the row is left out"))


def _row(path: Path, line: int, cells: dict[str, str]) -> Row:
    """The row of a line. Raises `ValueError` that says what is wrong with it and what to do."""
    told = {name: cells.get(name, "") for name in (*_NAMES, *_SAYS)}
    for name, most in _LONGEST.items():
        if len(told[name]) > most:
            raise ValueError(f"has more than {most:,} characters as {name}; shorten it")
        if not told[name].isprintable():
            raise ValueError(f"has a character in {name} that cannot be printed; take it out")
    if not (told["file"] or told["sha256"]):
        raise ValueError("names no report; fill in file or sha256")
    if told["sha256"] and not _DIGEST.fullmatch(told["sha256"]):
        raise ValueError("has a sha256 that is not 64 hexadecimal digits; copy it from documents.csv")
    if told["url"] and not _is_address(told["url"]):
        raise ValueError(f"has {told['url']!r} as url; write an address such as https://example.org/report.pdf")
    return Row(
        str(path), line, told["file"], told["sha256"].lower(), told["url"], told["title"], _day(told["published"]),
        told["licence"],
    )  # fmt: skip


def _is_address(text: str) -> bool:
    """Whether a text is an address of the web that can stand in feeds and links as it is."""
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and has_host and text.isascii() and not re.search(r'[\s<>"{}|\\^`]', text)


def _day(text: str) -> date | None:
    try:
        if text and not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise ValueError
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"has {text!r} as published; write the day as 2018-06-12") from None
