"""`extractor profile` on the command line: readable in narrow terminals, JSON for machines, one line per trouble."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from grids import heading
from profiles import BY_AREA, BY_TYPE, WOBBLY, profile
from rich.console import Console

from extractor import cli
from extractor.profiling.display import show
from extractor.profiling.model import decode

REPORT = """\
Wobbleshire Police
Performance report January to March 2024

Recorded crime

District         Jan-Mar 2023   Jan-Mar 2024
Wobbleton                 120            133
Tarnmouth                  17             12
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [60, 80, 150])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(width):
    long = heading("Recorded crime as it was counted in all of the districts and wards of the two counties together")
    found = profile(long, BY_AREA, BY_TYPE, front=WOBBLY)
    out = io.StringIO()
    show(found, Console(file=out, width=width, highlight=False, no_color=True))
    lines = out.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    words = " ".join(out.getvalue().split())
    for told in ("Force: not recognised", "Table 2", "not understood: wobbling", "Tarnmouth", "unknown-force"):
        assert told in words


def test_many_headings_are_cut_short_and_said_to_be():
    rows = "\n".join(f"Wobbling of kind {'x' * n} | {n} | {n}" for n in range(1, 40))
    out = io.StringIO()
    show(profile(f"Crime type | Jan 2024 | Feb 2024\n{rows}"), Console(file=out, width=80))
    assert out.getvalue().count("not understood") < 20 and "and 27 more" in out.getvalue()


def test_a_label_cannot_steer_the_terminal():
    out = io.StringIO()
    show(
        profile("Crime type | Jan 2024\n\x1b[2JWobbling [red]x | 12\n"),
        Console(file=out, width=80, force_terminal=True),
    )
    assert "\x1b[2J" not in out.getvalue() and "[red]" in out.getvalue()


def test_json_holds_all_of_it(report, capsys):
    assert cli.main(["profile", str(report), "--json"]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert err == "" and found["file"] == str(report)
    assert [row["phrase"] for row in found["missing_areas"]] == ["Tarnmouth", "Wobbleton"]
    assert decode(out.encode()).tables[0].figures == 4


def test_a_force_that_is_named_is_taken_at_its_word(report, capsys):
    assert cli.main(["profile", str(report), "--force", "kent"]) == 0
    assert "Force: Kent (kent)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["missing.txt"], 1, "missing.txt"),
        (["empty.pdf"], 1, "empty.pdf: is empty"),
        (["report.txt", "--force", "atlantis"], 2, "no force is called 'atlantis'"),
        (["report.txt", "--schemas", "nowhere"], 2, "nowhere: no such vocabulary folder"),
        (["report.txt", "--draft", "full"], 2, "full: holds a terms.csv already"),
        (["report.txt", "--draft", "report.txt"], 2, "report.txt: is no folder"),
        (["report.txt", "--time-limit", "0.0001"], 1, "report.txt: takes longer than"),
        (["report.txt", "--schemas", "bad"], 2, "states measure=arest"),
    ],
)
def test_what_goes_wrong_is_one_line(report, monkeypatch, capsys, arguments, code, told):
    monkeypatch.chdir(report.parent)
    Path("empty.pdf").touch()
    Path("full").mkdir()
    Path("full/terms.csv").write_text("")
    Path("bad").mkdir()
    Path("bad/terms.csv").write_text("term,within,facts\nwobbling,,measure=arest\n")
    before = sorted(Path().rglob("*"))
    assert cli.main(["profile", *arguments]) == code
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and told in err
    assert sorted(Path().rglob("*")) == before


def test_a_draft_that_is_asked_for_is_written_and_told(report, capsys):
    folder = report.parent / "draft"
    assert cli.main(["profile", str(report), "--draft", str(folder)]) == 0
    assert "areas.csv, forces/wobbleshire.toml; fill in what you know" in capsys.readouterr().err
    assert (folder / "forces" / "wobbleshire.toml").is_file()
