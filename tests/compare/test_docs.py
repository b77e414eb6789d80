"""The documentation is held to the code: commands print what stands below them, examples and the notebook run.

With EXTRACTOR_RENEW_DOCS set, what stands below the commands of docs/comparing.md, series.md and site.md is written
anew.
"""

import doctest
import json
import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

import extractor
from extractor.cli import main

ROOT = Path(__file__).resolve().parents[2]
COMMAND = re.compile(r"```console\n\$ extractor (.+)\n((?:(?!```).*\n)*)```")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder like the root of the repository after the README's first command."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "samples", folder / "samples", ignore=shutil.ignore_patterns("content", "kit", ".*"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        extractor.convert(sorted((folder / "samples").glob("*.pdf")), out=folder / "output", jobs=2)
    return folder


@pytest.fixture
def there(place, monkeypatch):
    monkeypatch.chdir(place)
    monkeypatch.setenv("XDG_CACHE_HOME", str(place / "cache"))
    return place


@pytest.mark.parametrize(("page", "least"), [("comparing.md", 6), ("series.md", 3), ("site.md", 2)])
def test_commands_print_what_stands_below_them(there, capsys, page, least):
    page = ROOT / "docs" / page
    text = page.read_text(encoding="utf-8")
    assert len(COMMAND.findall(text)) >= least

    def ran(match):
        assert main([*shlex.split(match[1]), *(["--format", "none"] if match[1].startswith("compare") else [])]) == 0
        return f"```console\n$ extractor {match[1]}\n{capsys.readouterr().out}```"

    renewed = COMMAND.sub(ran, text)
    if os.environ.get("EXTRACTOR_RENEW_DOCS"):
        page.write_text(renewed, encoding="utf-8")
    assert renewed == text


@pytest.mark.parametrize("page", ["library.md"])
def test_examples_of_the_library_run(there, page):
    pytest.importorskip("polars")
    pytest.importorskip("duckdb")
    shutil.copytree("output", "before")
    try:
        found = doctest.testfile(
            str(ROOT / "docs" / page), module_relative=False, globs={"Path": Path}, optionflags=doctest.ELLIPSIS
        )
    finally:
        shutil.rmtree("output")
        shutil.move("before", "output")
    assert found.attempted > 10 and not found.failed


def test_the_notebook_runs_from_top_to_bottom_in_its_own_folder(there, monkeypatch):
    (there / "docs").mkdir(exist_ok=True)
    monkeypatch.chdir(there / "docs")
    notebook = json.loads((ROOT / "docs" / "research.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert len(cells) > 5
    names = {}
    for number, source in enumerate(cells, start=1):
        exec(compile(source, f"research.ipynb, cell {number}", "exec"), names)


def test_pages_do_not_point_at_nothing():
    for page in (ROOT / "docs").glob("*.md"):
        for link in re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
