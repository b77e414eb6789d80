"""What the README prints is what the documentation prints, which a test runs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import extractor

ROOT = Path(__file__).parent.parent
EXTRAS = re.compile(r"pip install '\.\[([\w,]+)\]")
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def test_what_is_said_of_the_distribution_holds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    named = {
        e for page in pages for found in EXTRAS.findall(page.read_text(encoding="utf-8")) for e in found.split(",")
    }
    assert named and named <= set(extras)
    assert f"`{project['name']}`" in pages[0].read_text(encoding="utf-8")
    assert (ROOT / "extractor" / "py.typed").is_file()
    assert f"\nversion: {extractor.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_the_answers_in_the_readme_are_those_that_are_run() -> None:
    shown = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    run = BLOCK.findall((ROOT / "docs" / "comparing.md").read_text(encoding="utf-8"))
    assert len(shown) >= 5
    assert set(shown) <= set(run)
