"""The documentation is held to the code: commands print what stands below them, examples and the notebook run.

With EXTRACTOR_RENEW_DOCS set, what stands below the commands is written anew. The walk through docs/vocabulary.md has a
test of its own.
"""

import doctest
import glob
import json
import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

import extractor
from extractor.cli import build_parser, main

ROOT = Path(__file__).resolve().parents[2]
COMMAND = re.compile(r"```console\n\$ extractor (.+)\n((?:(?!```).*\n)*)```")
LISTED = re.compile(r"```sh\n((?:(?!```).*\n)*)```")
# Files beside what is printed are not wanted here, and what was read before is not what a reader has.
ADDED = {"compare": ("--format", "none"), "convert": ("--no-cache",)}
PAGES = sorted(p for p in ROOT.glob("docs/*.md") if "```console" in p.read_text(encoding="utf-8"))
PAGES = [p for p in PAGES if p.name != "vocabulary.md"] + [ROOT / "README.md"]


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


def filtered(lines, pipes):
    """What `head` and `grep`, as pages use them, leave of the lines of a command."""
    for pipe in pipes:
        name, *options = shlex.split(pipe)
        if name == "head":
            lines = lines[: int(options[0].removeprefix("-"))]
        else:
            assert name == "grep", pipe
            *context, word = options
            reach = {context[n]: int(context[n + 1]) for n in range(0, len(context), 2)}
            at = next(n for n, line in enumerate(lines) if word in line)
            lines = lines[at - reach.get("-B", 0) : at + reach.get("-A", 0) + 1]
    return lines


def shown(command, capsys):
    """What a command prints, on either stream, after its pipes."""
    command, *pipes = command.split(" | ")
    arguments = [a for word in shlex.split(command) for a in (sorted(glob.glob(word)) if "*" in word else [word])]
    assert main([*arguments, *ADDED.get(arguments[0], ())]) == 0
    said = capsys.readouterr()
    return "".join(filtered((said.out + said.err).splitlines(keepends=True), pipes))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_print_what_stands_below_them(there, capsys, page):
    text = page.read_text(encoding="utf-8")

    def ran(match):
        return f"```console\n$ extractor {match[1]}\n{shown(match[1], capsys)}```"

    assert text.count("```console") == len(COMMAND.findall(text))  # none goes by unseen
    renewed = COMMAND.sub(ran, text)
    if os.environ.get("EXTRACTOR_RENEW_DOCS"):
        page.write_text(renewed, encoding="utf-8")
    assert renewed == text


@pytest.mark.parametrize("page", ["README.md", "docs/feeds.md", "docs/schema-2.md"])
def test_commands_that_are_listed_run(there, monkeypatch, tmp_path, page):
    """With files under the names that stand there. What only an installation or a server does is tested elsewhere."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "samples" / "leicestershire-2018-09.pdf", "report.pdf")
    for folder in ("reports", "more-reports", "REPORTS"):
        Path(folder).mkdir()
        for name in ("hampshire-2018-03.pdf", "west-mercia-2016-12.pdf"):
            shutil.copy(ROOT / "samples" / name, folder)
    Path("sources.csv").write_text("file,title\nhampshire-2018-03.pdf,Force Performance Profile\n", encoding="utf-8")
    extractor.convert(["reports", "report.pdf"], out="DIR")
    figure = extractor.load("DIR").observations.query("force == 'west_mercia'").observation_id.iloc[0]
    ids = dict.fromkeys(["ID", "1b2c3d4e5f607182"], figure)
    lines = [line for block in LISTED.findall((ROOT / page).read_text(encoding="utf-8")) for line in block.splitlines()]
    lines = [line for line in lines if line.startswith("extractor ") and " serve " not in line]
    assert lines
    for line in lines:
        command = line.partition(" #")[0].partition(" > ")[0]
        _, *arguments = [ids.get(word, word) for word in shlex.split(command)]
        assert main(arguments) == 0 or arguments == ["doctor"], line


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


def test_commands_of_a_server_are_understood():
    pages = "".join((ROOT / name).read_text("utf-8") for name in ("README.md", "docs/datasette.md"))
    found = re.findall(r"^extractor (serve .*?)(?:#.*)?$", pages, re.MULTILINE)
    assert len(found) >= 3
    for command in found:
        build_parser().parse_args(shlex.split(command))


def test_pages_do_not_point_at_nothing():
    for page in (ROOT / "docs").glob("*.md"):
        for link in re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
