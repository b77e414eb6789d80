"""What the pages of many figures cost: `python tests/benchmarks/site_speed.py FOLDER [--forces N]`.

Makes a dataset of at least 100,000 figures in 216 documents of six forces in FOLDER, unless one stands there, writes
its site, and opens each kind of page from the disk in Chromium: the milliseconds until something is drawn (the first
contentful paint), until the page has loaded, and for the search until all figures are there and a search is answered.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from scale import make

from extractor.publish import package

CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
PAINT = """() => new Promise((done) => new PerformanceObserver((list) => {
  const paint = list.getEntriesByName("first-contentful-paint")[0];
  if (paint) done(paint.startTime);
}).observe({ type: "paint", buffered: true }))"""
LOADED = "() => performance.getEntriesByType('navigation')[0].loadEventEnd"


def timed(page: Page, address: str) -> tuple[float, float]:
    """Milliseconds until the first contentful paint and until all has loaded."""
    page.goto(address)
    page.wait_for_load_state("load")
    return page.evaluate(PAINT), page.evaluate(LOADED)


def searched(page: Page, words: str) -> tuple[float, str]:
    """Milliseconds from the last key to the answer, of which 150 are waiting for another key; and what is said."""
    before = page.locator("#said").inner_text()
    start = time.monotonic()
    page.fill("#q", words)
    page.wait_for_function("before => document.getElementById('said').textContent !== before", arg=before)
    return (time.monotonic() - start) * 1000, page.locator("#said").inner_text()


def main() -> None:
    """Make what is missing, open it, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--forces", type=int, default=6)
    args = parser.parse_args()
    dataset, site = args.folder / "dataset", args.folder / "site"
    if not (dataset / package.NAME).exists():
        make(dataset, 1, args.forces)
    start = time.monotonic()
    subprocess.run([sys.executable, "-m", "extractor", "site", str(dataset), "--out", str(site)], check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) >> 20
    print(f"written in {time.monotonic() - start:.0f} s ({used.ru_utime + used.ru_stime:.0f} s of CPU), "
          f"{used.ru_maxrss >> 10:,} MB of memory, {size:,} MB of files")  # fmt: skip
    largest = [max((site / kind).glob("*.html"), key=lambda p: p.stat().st_size) for kind in ("documents", "measures")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for path in (site / "index.html", site / "measures.html", *largest):
            paint, loaded = timed(browser.new_page(), path.as_uri())
            print(f"{paint:6.0f} ms to the first paint {loaded:6.0f} ms to the end  {path.relative_to(site)}")
        page = browser.new_page()
        start = time.monotonic()
        page.goto((site / "search.html").as_uri(), wait_until="commit")
        page.wait_for_selector(".tabulator-row")
        rows = (time.monotonic() - start) * 1000
        page.wait_for_selector("body[data-loaded]")
        ready = (time.monotonic() - start) * 1000
        print(f"{page.evaluate(PAINT):6.0f} ms to the first paint {rows:6.0f} ms to the first rows "
              f"{ready:6.0f} ms to the last figure  search.html")  # fmt: skip
        for words in ("car crime", "rape", "hampshire 999"):
            took, said = searched(page, words)
            print(f"{took:6.0f} ms to the answer to {words!r}: {said}")
        browser.close()


if __name__ == "__main__":
    main()
