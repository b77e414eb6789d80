"""The walk-through of docs/vocabulary.md is run as it stands: its report, its commands, its reviewed draft.

With EXTRACTOR_RENEW_DOCS set, what stands below the commands is written anew.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.cli import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "vocabulary.md"
BLOCK = re.compile(r"```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<text>.*?)```", re.DOTALL)
COMMAND = re.compile(r"\$ extractor (.+)\n")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The page as it comes out when everything on it is done, and the folder where it was done."""
    folder = tmp_path_factory.mktemp("walk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        yield BLOCK.sub(done, PAGE.read_text(encoding="utf-8")), folder


def done(block: re.Match[str]) -> str:
    """A block after what it says was done: a file written (a draft in its place is kept beside it), a command run."""
    if block["file"]:
        path = Path(block["file"])
        if path.exists():
            path.rename(path.with_name(path.name + ".draft"))
        path.write_text(block["text"], encoding="utf-8")
    if block["kind"] != "console":
        return block[0]
    command = COMMAND.match(block["text"])
    assert command is not None
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        assert main(shlex.split(command[1])) == 0
    return f"```console\n{command[0]}{out.getvalue()}{err.getvalue()}```"


def test_the_commands_of_the_walk_through_print_what_stands_below_them(walked: tuple[str, Path]) -> None:
    page, _ = walked
    if os.environ.get("EXTRACTOR_RENEW_DOCS"):
        PAGE.write_text(page, encoding="utf-8")
    assert page == PAGE.read_text(encoding="utf-8")
    assert page.count("$ extractor") > 4


@pytest.mark.parametrize(("name", "key"), [("terms.csv", "term"), ("areas.csv", "area")])
def test_the_reviewed_rows_are_those_that_were_drafted(walked: tuple[str, Path], name: str, key: str) -> None:
    folder = walked[1] / "mercia-vale"
    assert {row[key] for row in rows(folder / name)} == {row[key] for row in rows(folder / f"{name}.draft")}


def test_the_figures_are_mapped_after_the_review_and_were_open_before(walked: tuple[str, Path]) -> None:
    before, after = (rows(walked[1] / name / "observations.csv") for name in ("before", "after"))
    assert {row["force"] for row in before} == {""} and {row["force"] for row in after} == {"mercia_vale"}
    assert sum(not row["measure"] for row in before) == 6 and {row["measure"] for row in after} == {"recorded_crime"}
    assert {(row["area"], row["area_type"]) for row in after} == {
        ("Upper Vale", "policing_area"),
        ("Moorside", "policing_area"),
        ("Mercia Vale", "force"),
    }
    assert {row["category"] for row in after} == {"all_crime", "residential_burglary", "rural_crime"}
    assert sorted(row["value"] for row in before) == sorted(row["value"] for row in after)


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV without its remarks."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith(('"# ', "# "))))
