"""A dataset as static pages that open from a disk: every figure where its document prints it. See docs/site.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from extractor.site.documents import Picture, given, leaves
from extractor.site.measures import listed, measure_page
from extractor.site.records import Records, Report, gather
from extractor.site.searching import index, shard
from extractor.site.words import STATES, code_text
from extractor.site.writing import MARKER, Site, replacing

__all__ = ["Built", "build"]

Tell = Callable[[str], None]


class Pages(Protocol):
    """What draws pages: see `commands.documents.PageSource`."""

    def picture(self, document_id: str, page: int) -> Picture | None: ...
    def prepare(self, document_id: str, pages: Iterable[int], jobs: int) -> None: ...
    def release(self, document_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Built:
    """What a site holds."""

    documents: int
    figures: int
    measures: int
    pictures: int


def build(
    data: Any, target: Path, pages: Pages, *, schemas: str | None = None, name: str = "Police performance figures",
    jobs: int = 1, tell: Tell = lambda line: None,
) -> Built:  # fmt: skip
    """Write the site of a dataset into a folder, as a whole or not at all; an earlier site there is replaced.

    `pages` draws the pages of documents at hand, `jobs` of them at a time; `tell` is called with what is under way.
    Raises UsageError where the folder holds something else, ExtractorError where the dataset cannot be read, OSError
    where the disk takes no more.
    """
    from extractor import __version__
    from extractor.compare.gather import with_remarks
    from extractor.compare.rules import load_rules

    rules = with_remarks(load_rules(schemas), data)
    with replacing(target) as site:
        records = gather(data, rules)
        site.share(states=STATES, site_name=name, version=__version__, forces=records.forces)
        site.filter("words", code_text)
        site.assets()
        pictures = 0
        for number, report in enumerate(records.reports, start=1):
            tell(f"document {number} of {len(records.reports)}: {report.row['file']}")
            if report.row["media"] == "pdf":
                pages.prepare(report.id, range(1, (report.row["pages"] or 0) + 1), jobs)
            pictures += _document(site, number - 1, report, records, pages)
        for number, measure in enumerate(records.by_measure, start=1):
            tell(f"measure {number} of {len(records.by_measure)}")
            _measure(site, measure, records)
        _overview(site, records)
        figures = sum(len(report.items) for report in records.reports)
        site.note(MARKER, {"made_by": f"extractor {__version__}", "schema_version": data.schema_version})
        return Built(len(records.reports), figures, len(records.by_measure), pictures)


def _document(site: Site, number: int, report: Report, records: Records, pages: Pages) -> int:
    site.data(f"data/documents/{report.name}.js", "document", given(report, records))
    site.data(f"data/search/{number}.js", "shard", shard(number, report, records))

    def keep(page: int, data: bytes) -> str:
        return site.picture(f"pages/{report.name}/{page}.webp", data)

    drawn = list(leaves(report, pages.picture, keep))
    pages.release(report.id)
    pictures = sum(bool(leaf.picture) for leaf in drawn)
    unread = {id(f) for f in report.not_read}
    others = [f for f in report.findings if id(f) not in unread]
    is_undrawn = report.row["media"] == "pdf" and report.is_read and pictures < (report.row["pages"] or 0)
    undrawn = "Pages without a picture were not drawn: their tables are shown as they were read." if is_undrawn else ""
    force = records.forces.get(report.row["force"] or "", report.row["force"] or "")
    site.page(f"documents/{report.name}.html", "document.html", report=report, leaves=drawn, others=others,
              undrawn=undrawn, force=force)  # fmt: skip
    return pictures


def _measure(site: Site, identifier: str, records: Records) -> None:
    page = measure_page(identifier, records)
    name = records.measure_names[identifier]
    if page.charts:
        site.data(f"data/measures/{name}.js", "charts", page.charts)
    figures = sum(records.by_measure[identifier].values())
    site.page(f"measures/{name}.html", "measure.html", measure=page.measure, name=name, figures=figures,
              subjects=page.subjects, others=page.others, left_out=page.left_out,
              charts=page.charts)  # fmt: skip


def _overview(site: Site, records: Records) -> None:
    from extractor.check.listing import said

    counts: Counter[str] = sum((report.counts for report in records.reports), Counter())
    total = sum(len(report.items) for report in records.reports)
    corrections = [(said(c), records.link(str(c["document_id"]), str(c["observation_id"]))
                    if c["state"] == "applies" else "") for c in records.corrections]  # fmt: skip
    site.page("index.html", "index.html", reports=records.reports, counts=counts, total=total,
              corrections=corrections, reasons=_reasons)  # fmt: skip
    unnamed = sum(not item.row["measure"] for report in records.reports for item in report.items)
    site.page("measures.html", "measures.html", measures=listed(records), unnamed=unnamed)
    site.data("data/search.js", "index", index(records))
    site.page("search.html", "search.html", total=total)


def _reasons(report: Report) -> list[tuple[str, int]]:
    """Why parts of a document were not read, the commonest first."""
    return Counter(code_text(f["code"]) for f in report.not_read).most_common()
