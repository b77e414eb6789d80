"""The site in a real browser, opened from the disk: what a journalist does with it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from browsing import Visit, visited

from extractor.dataset import load

# Kinds of pages, each in the state in which it is hardest to get right.
KINDS = (
    "index.html",
    "measures.html",
    "search.html",
    "measures/recorded_crime.html",
    "documents/leicestershire-2018-09-30.html#obs-{failed}",
    "documents/leicestershire-2018-09-30-docx.html#obs-{failed}-docx",
)

SAYS = "text => document.getElementById('said').textContent === text"
# Styles that axe would fetch once more are the page's own.
AXE = {"preload": False}


@pytest.fixture(scope="module")
def rows(dataset: Path) -> list[dict[str, Any]]:
    return [row for piece in load(dataset).in_order("observations") for row in piece.to_pylist()]


@pytest.fixture(scope="module")
def failed(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A figure that contradicts others, on a page."""
    return next(r for r in rows if r["check"] == "failed" and r["page"] and r["document_id"].startswith("leic"))


def ready(page: Any) -> None:
    page.wait_for_selector("body[data-loaded]")


def test_the_search_understands_the_words_people_use(visit: Visit) -> None:
    page = visit.open("index.html")
    page.fill("#find", "car crime")
    page.press("#find", "Enter")
    ready(page)
    assert page.url.endswith("search.html#q=car+crime")
    shown = page.locator(".tabulator-row").all_inner_texts()
    assert shown and all("vehicle" in row.casefold() for row in shown)


def test_filters_leave_what_fits_and_stand_in_the_address(visit: Visit, rows: list[dict[str, Any]]) -> None:
    page = visit.open("search.html")
    ready(page)
    assert page.locator("#said").inner_text() == f"All {len(rows):,} figures"
    page.select_option("#force", "leicestershire")
    page.select_option("#state", "contradicted")
    wanted = sum(r["force"] == "leicestershire" and r["check"] == "failed" for r in rows)
    page.wait_for_function(SAYS, arg=f"{wanted} of {len(rows):,} figures")
    assert page.url.endswith("#force=leicestershire&state=contradicted")
    page.fill("#q", "no such thing at all")
    page.get_by_text("No figure answers to this").wait_for()


def test_periods_are_filtered_by_their_last_day(visit: Visit, rows: list[dict[str, Any]]) -> None:
    page = visit.open("search.html#from=2017-09&to=2017")
    ready(page)
    wanted = sum(bool(r["period_end"]) and "2017-09" <= r["period_end"].isoformat()[:7] <= "2017-12" for r in rows)
    assert page.locator("#said").inner_text() == f"{wanted:,} of {len(rows):,} figures"


def test_what_is_shown_is_downloaded(visit: Visit, rows: list[dict[str, Any]]) -> None:
    page = visit.open("search.html#force=leicestershire")
    ready(page)
    with page.expect_download() as waiting:
        page.click("#download")
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    got = list(csv.DictReader(io.StringIO(text)))
    wanted = [r for r in rows if r["force"] == "leicestershire"]
    assert waiting.value.suggested_filename == "figures.csv"
    assert sorted(r["Id"] for r in got) == sorted(r["observation_id"] for r in wanted)
    by_id = {r["observation_id"]: r for r in wanted}
    assert all(r["Figure"].lstrip("'") == " ".join(by_id[r["Id"]]["value_text"].split()) for r in got)


def test_a_figure_leads_to_its_ink(visit: Visit, failed: dict[str, Any], reports: Path) -> None:
    """From the search to the page: under the mark stands that very text, in the document and in the picture's frame."""
    page = visit.open(f"search.html#q={failed['row_label'].split()[1]}&state=contradicted&force=leicestershire")
    ready(page)
    page.locator(f"a[href$='#obs-{failed['observation_id']}']").click()
    page.wait_for_selector("#figure h2")
    assert page.locator("#figure h2").inner_text() == " ".join(failed["value_text"].split())
    assert page.locator("#figure").get_by_text("Contradicted").is_visible()
    assert page.locator("#figure .fails").count() >= 1
    box = relative(page, f"#obs-{failed['observation_id']} rect", failed["page"])
    with pdfplumber.open(reports / "leicestershire-2018-09.pdf") as document:
        sheet = document.pages[failed["page"] - 1]
        x0, top, x1, bottom = (n * (sheet.width, sheet.height)[i % 2] for i, n in enumerate(box))
        inked = sheet.crop((x0, top, x1, bottom)).extract_text()
    assert " ".join(inked.split()) == " ".join(failed["value_text"].split())
    assert page.locator(f"#obs-{failed['observation_id']}").evaluate("e => e.matches('.chosen')")


def relative(page: Any, selector: str, number: int) -> tuple[float, float, float, float]:
    """Where an element lies on the picture of its page, as shares of its width and height."""
    return tuple(
        page.evaluate(
            """([selector, number]) => {
              const mark = document.querySelector(selector).getBoundingClientRect();
              const sheet = document.querySelector(`#page-${number} img`).getBoundingClientRect();
              return [(mark.left - sheet.left) / sheet.width, (mark.top - sheet.top) / sheet.height,
                      (mark.right - sheet.left) / sheet.width, (mark.bottom - sheet.top) / sheet.height];
            }""",
            [selector.replace("#obs-", "[id='obs-").replace(" rect", "'] rect"), number],
        )
    )


def test_every_mark_lies_on_its_text(visit: Visit, rows: list[dict[str, Any]], reports: Path) -> None:
    page = visit.open("documents/hampshire-2018-03-31.html")
    own = [r for r in rows if r["document_id"] == "hampshire-2018-03-31" and r["x0"] is not None and r["table"]][::9]
    assert len(own) > 50
    with pdfplumber.open(reports / "hampshire-2018-03.pdf") as document:
        for row in own:
            box = relative(page, f"#obs-{row['observation_id']} rect", row["page"])
            sheet = document.pages[row["page"] - 1]
            corners = [n * (sheet.width, sheet.height)[i % 2] for i, n in enumerate(box)]
            inked = " ".join(sheet.crop(corners).extract_text().split())
            assert inked == " ".join(row["value_text"].split()), row["observation_id"]


def test_a_shared_link_opens_at_the_figure(visit: Visit, failed: dict[str, Any]) -> None:
    place = f"documents/leicestershire-2018-09-30.html#obs-{failed['observation_id']}"
    page = visit.open(place)
    page.wait_for_selector(".mark.chosen")
    assert page.locator(".mark.chosen").evaluate("e => e.id") == f"obs-{failed['observation_id']}"
    seen = page.locator(".mark.chosen").bounding_box()
    assert 0 <= seen["y"] <= 900 - seen["height"]
    page.go_back()
    page = visit.open("documents/leicestershire-2018-09-30.html#obs-0000000000000000")
    assert "no figure 0000000000000000 any longer" in page.locator("#figure").inner_text()


def test_a_click_on_the_page_tells_of_the_figure_and_so_does_the_keyboard(visit: Visit) -> None:
    page = visit.open("documents/leicestershire-2018-09-30.html")
    first, second = page.locator("svg a.mark").nth(0), page.locator("svg a.mark").nth(1)
    first.click()
    assert page.url.endswith(first.evaluate("e => e.id"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == second.evaluate("e => e.id")
    page.keyboard.press("Enter")
    page.wait_for_function("id => location.hash.slice(1) === id", arg=second.evaluate("e => e.id"))
    label = second.get_attribute("aria-label")
    assert label.startswith(page.locator("#figure h2").inner_text())


def test_a_document_without_pages_shows_its_table_with_the_cell_marked(visit: Visit, failed: dict[str, Any]) -> None:
    page = visit.open(f"documents/leicestershire-2018-09-30-docx.html#obs-{failed['observation_id']}-docx")
    cell = page.locator("td.chosen")
    assert cell.inner_text().startswith(" ".join(failed["value_text"].split()))
    row = cell.locator("xpath=..").locator("th").inner_text()
    assert row == failed["row_label"] == page.locator("#figure dt:text-is('Row') + dd").inner_text()


def test_charts_are_drawn_and_figures_of_measures_lead_to_their_ink(visit: Visit) -> None:
    page = visit.open("measures/recorded_crime.html")
    page.locator(".chart").first.scroll_into_view_if_needed()
    page.wait_for_selector(".chart svg [aria-roledescription], .chart svg path")
    link = page.locator("table.plain td.number a").first
    text = link.inner_text()
    link.click()
    page.wait_for_selector("#figure h2")
    assert page.locator("#figure h2").inner_text().replace(",", "") == text.replace(",", "")


def test_printed_pages_carry_the_marks_on_their_figures(
    visit: Visit, failed: dict[str, Any], reports: Path, tmp_path: Path
) -> None:
    """In the PDF that the browser prints, the box of a figure lies on the picture where the figure lies on its page."""
    page = visit.open(f"documents/leicestershire-2018-09-30.html#obs-{failed['observation_id']}")
    page.wait_for_selector(".mark.chosen")
    page.pdf(path=tmp_path / "printed.pdf", format="A4", print_background=True)
    with pdfplumber.open(reports / "leicestershire-2018-09.pdf") as document:
        sheet = document.pages[failed["page"] - 1]
        middle = centre(failed)
        wanted = (middle[0] / sheet.width, middle[1] / sheet.height)
    chosen, pictures = [], 0
    with pdfplumber.open(tmp_path / "printed.pdf") as printed:
        for leaf in printed.pages:
            pictures += len(leaf.images)
            for shape in (*leaf.rects, *leaf.curves):
                if _is_yellow(shape.get("non_stroking_color")):
                    chosen += [_within(centre(shape), image) for image in leaf.images if _holds(image, centre(shape))]
    assert pictures == 6
    assert chosen and all(place == pytest.approx(wanted, abs=0.01) for place in chosen)


def centre(box: dict[str, Any]) -> tuple[float, float]:
    return ((box["x0"] + box["x1"]) / 2, (box["top"] + box["bottom"]) / 2)


def _holds(box: dict[str, Any], point: tuple[float, float]) -> bool:
    return box["x0"] < point[0] < box["x1"] and box["top"] < point[1] < box["bottom"]


def _within(point: tuple[float, float], box: dict[str, Any]) -> tuple[float, float]:
    """A point as shares of the width and height of a box."""
    return ((point[0] - box["x0"]) / (box["x1"] - box["x0"]), (point[1] - box["top"]) / (box["bottom"] - box["top"]))


def _is_yellow(colour: Any) -> bool:
    return bool(colour) and len(colour) == 3 and colour[0] > 0.9 and colour[1] > 0.7 and colour[2] < 0.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    chromium: Any, site: Path, failed: dict[str, Any], scheme: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    options = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    for one in visited(chromium, site, **options):
        for kind in KINDS:
            page = one.open(kind.format(failed=failed["observation_id"]))
            if kind == "search.html":
                ready(page)
            page.wait_for_timeout(200)
            found = axe.Axe().run(page, options=AXE).response["violations"]
            told = [(v["id"], n["target"], n.get("failureSummary")) for v in found for n in v["nodes"][:3]]
            assert told == [], json.dumps(told, indent=1)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
