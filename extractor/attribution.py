"""Where reports come from, as a user says it in a `sources.csv`: address, title, day of release and licence of each.

The file lies beside the reports or is named (`convert --sources`). Each row names reports by `file`, a name in which
`*` and `?` stand for anything, or by `sha256`, and says all that is known of them: a later row replaces an earlier one
whole. What it says is put on the documents where a run comes by them and stays with them in the dataset.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from extractor.attribution_rows import Row, looks_like_one, rows_of
from extractor.errors import ExtractorError, UsageError
from extractor.failures import one_line
from extractor.model import DocumentSummary
from extractor.publish import corrections

if TYPE_CHECKING:
    from extractor.reading import Entry
    from extractor.sources import Source

NAME = "sources.csv"
_NAMED = 5  # lines that a notice names
Notice = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Attribution:
    """The rows of one file or several."""

    rows: tuple[Row, ...] = ()

    def of(self, document: DocumentSummary) -> Sequence[Row]:
        """The rows that name a document in the most exact way: by its content, by its name, by a pattern."""
        ways: dict[int, list[Row]] = defaultdict(list)
        for row in self.rows:
            if way := _names(row, document):
                ways[way].append(row)
        return ways[min(ways)] if ways else ()


def _names(row: Row, document: DocumentSummary) -> int:
    """How exactly a row names a document, 1 being the most exact; 0 where it does not."""
    if row.sha256:
        return 1 if row.sha256 == document.source_sha256 else 0
    parts = PurePosixPath(document.file.casefold()).parts
    wanted = row.file.casefold().replace("\\", "/").removeprefix("./")
    names = ["/".join(parts[n:]) for n in range(len(parts))]
    if wanted in names:
        return 2
    return 3 if any(fnmatchcase(name, wanted) for name in names) else 0


@dataclass(frozen=True, slots=True)
class Found:
    """What is said of reports, and the files that are reports."""

    attribution: Attribution
    reports: list[Source]


def found(given: Iterable[Path], sources: Sequence[Source], named: Path | None, notice: Notice) -> Found:
    """What the user says of the reports of a run, and the files among `sources` that are no reports but say so.

    `given` are the paths of the run; `named` is the file that the user names, which then is the only one. Rows that
    cannot be used are told to `notice`, with file and line. Raises `UsageError` where a file that is named is none.
    """
    files = [named] if named else [*dict.fromkeys((*_beside(given), *_among(sources)))]
    rows: list[Row] = []
    used: set[Path] = set()
    for path in files:
        try:
            if not named and not looks_like_one(path):
                continue
            used.add(path.resolve())
            rows += rows_of(path, notice)
        except ExtractorError as error:
            if named:
                raise UsageError(str(error)) from None
            notice(str(error))
    for source in [s for s in sources if not s.refusal and s.path.name.casefold() == corrections.NAME]:
        if corrections.looks_like_one(source.path):
            used.add(source.path.resolve())
            notice(one_line(f"{source.given}: is no report but a list of corrections; put it into the dataset"))
    kept = [s for s in sources if s.refusal or s.path.suffix.casefold() != ".csv" or s.path.resolve() not in used]
    return Found(Attribution(tuple(rows)), kept)


def _beside(given: Iterable[Path]) -> Iterator[Path]:
    """A file of that name beside each report that is named by itself."""
    for path in given:
        if not path.is_dir() and (path.parent / NAME).is_file():
            yield path.parent / NAME


def _among(sources: Iterable[Source]) -> Iterator[Path]:
    return (s.path for s in sources if _is_one(s) and not s.refusal)


def _is_one(source: Source) -> bool:
    return source.path.name.casefold() == NAME


def attribute(entries: Iterable[Entry], attribution: Attribution, notice: Notice, keep: bool = False) -> None:
    """Put on the documents of entries what the user says of them, as `attributed` does."""
    for entry in entries:
        entry.document = attributed(entry.document, attribution, notice, keep)


def attributed(
    document: DocumentSummary, attribution: Attribution, notice: Notice, keep: bool = False
) -> DocumentSummary:
    """A document with what the user says of it; with `keep` what it has already stays where nothing is said.

    Two rows that name a document in the same way and say different things are told, and neither is used.
    """
    if document.status != "read":
        return document
    rows = attribution.of(document)
    if len({row.said for row in rows}) > 1:
        lines = " and ".join(row.where for row in rows[:_NAMED])
        notice(one_line(f"{lines}: say different things of {document.file}; keep one of them"))
        rows = ()
    if rows:
        return _with(document, rows[0])
    return document if keep else _with(document, Row())


def _with(document: DocumentSummary, row: Row) -> DocumentSummary:
    return replace(
        document, published=row.published or document.printed_date, source_url=row.url, source_title=row.title,
        licence=row.licence,
    )  # fmt: skip


def inherit(standing: Iterable[Entry], coming: Iterable[Entry], attribution: Attribution) -> None:
    """Let a file that is read again, and of which nothing is said now, keep what was said of it."""
    known = {e.document.source_sha256: e.document for e in standing if e.document.status == "read"}
    for entry in coming:
        old = known.get(entry.document.source_sha256)
        if old is None or entry.document.status != "read" or attribution.of(entry.document):
            continue
        entry.document = _kept(old, entry.document)


def _kept(old: DocumentSummary, new: DocumentSummary) -> DocumentSummary:
    """A report that is read again, with what was said of it; the day that it prints itself is read anew."""
    said = old.published if old.published != old.printed_date else None
    return replace(
        new, published=said or new.printed_date, source_url=old.source_url, source_title=old.source_title,
        licence=old.licence,
    )  # fmt: skip


def unused(attribution: Attribution, documents: Iterable[DocumentSummary]) -> str:
    """One line on rows that name none of these documents; empty where each names one."""
    left = list(attribution.rows)
    for document in documents:
        left = [row for row in left if not _names(row, document)]
    if not left:
        return ""
    more = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
    lines = ", ".join(str(row.line) for row in left[:_NAMED])
    return one_line(
        f"{left[0].path}: {'rows' if len(left) > 1 else 'row'} in line {lines}{more} "
        f"{'name' if len(left) > 1 else 'names'} no report of the dataset; check file or sha256"
    )


def contradictions(documents: Iterable[DocumentSummary]) -> Iterator[str]:
    """A line for each document that would have been released before the time that it reports on was over."""
    for d in documents:
        if _is_early(d.published, d.period_end):
            yield one_line(
                f"{d.file}: published {d.published}, before {d.period_end}, the last day that it reports on; "
                "look up which of the two is wrong"
            )


def _is_early(published: date | None, end: date | None) -> bool:
    return published is not None and end is not None and published < end
