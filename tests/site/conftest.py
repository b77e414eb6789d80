"""A site of three reports, one in three formats, and Chromium to open it with. Without one these tests are skipped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import FLAGS, Visit, visited
from sampled import sample

import extractor
from extractor.cli import main

NAMES = ("leicestershire-2018-09.pdf", "leicestershire-2018-09.docx", "leicestershire-2018-09.txt",
         "hampshire-2018-03.pdf", "warwickshire-2017-09.pdf")  # fmt: skip


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name in NAMES:
        shutil.copy(sample(*name.split(".")), folder)
    return folder


@pytest.fixture(scope="session")
def dataset(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dataset") / "out"
    extractor.convert([reports], cache=False).write(out)
    return out


@pytest.fixture(scope="session")
def site(dataset: Path, reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "site"
    assert main(["site", str(dataset), "--out", str(out), "--documents", str(reports)]) == 0
    return out


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install '.[test]'")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("needs a browser: no chromium or google-chrome on the path")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any, site: Path) -> Iterator[Visit]:
    """A fresh page of desktop width; whatever is said on its console, and any request off the disk, fails the test."""
    yield from visited(chromium, site)
