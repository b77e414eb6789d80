"""A dataset above a size is in parts: it says the same, answers the same, and grows by the parts it must."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import frictionless
import pytest
from pandas.testing import assert_frame_equal

import extractor
from extractor.cli import main
from extractor.publish import scan
from extractor.publish.files import published
from extractor.publish.schema import HISTORY, TABLES

FORCES = ("Hampshire Constabulary", "Kent Police", "West Mercia Police")
REPORT = (
    "{force}\n\nPerformance Report March {year}\n\nRecorded Crime\n\n"
    "Offence\t12 months to March {year}\t12 months to March {before}\nBurglary\t1,{year}\t1,{before}\nRape\t505\t467\n"
    "Robbery\t77\t66\nTotal\t9,999\t8,888\nCattle raids\t12\t14\n\nRobbery fell by 12% to 99.\n"
)
# What tells of runs, and so differs where the same files came in other runs.
TELLS_OF_RUNS = {"changes.csv", "datapackage.json", "performance.sqlite"}
LOW = ("--part-above", "20")


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("reports")
    for n, force in enumerate(FORCES):
        for year in (2017, 2018, 2019):
            (folder / f"{n}-{year}.txt").write_text(REPORT.format(force=force, year=year, before=year - 1))
    (folder / "unknown.txt").write_text("Nobody knows whose\n\nOffence\tMarch 2018\nRape\t5\nRobbery\t7\n")
    return sorted(folder.iterdir())


def convert(out: Path, *given: Path | str, cache: Path | None = None) -> int:
    where = ["--cache-dir", str(cache)] if cache else ["--no-cache"]
    return main(["convert", *map(str, given), "--out", str(out), "--jobs", "1", *where])


@pytest.fixture(scope="module")
def cache(tmp_path_factory, reports) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    convert(tmp_path_factory.mktemp("first") / "out", *reports, cache=folder)
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory, reports, cache) -> Path:
    out = tmp_path_factory.mktemp("whole") / "out"
    convert(out, *reports, cache=cache)
    return out


@pytest.fixture(scope="module")
def parted(tmp_path_factory, reports, cache) -> Path:
    out = tmp_path_factory.mktemp("parted") / "out"
    convert(out, *reports, *LOW, cache=cache)
    return out


def contents(out: Path) -> dict[str, bytes]:
    files = (p for p in sorted(out.rglob("*")) if p.is_file() and ".versions" not in p.parts)
    return {str(p.relative_to(out)): p.read_bytes() for p in files if p.name not in TELLS_OF_RUNS}


def test_parts_are_by_force_and_year(parted):
    names = sorted(path.name for path in (parted / "observations").iterdir())
    years = [f"{force}-{year}.parquet" for force in ("hampshire", "kent") for year in (2017, 2018, 2019)]
    assert [name for name in names if not name.startswith(("unknown", "west"))] == years
    assert not (parted / "observations.csv").exists() and not (parted / "performance.sqlite").exists()
    assert not (parted / "checks.csv").exists() and (parted / "documents.csv").exists()
    counted = duckdb.sql(f"SELECT count(*), count(DISTINCT force) FROM '{parted}/observations/*.parquet'").fetchall()
    assert counted == [(len(extractor.load(parted).observations), 3)]


def test_what_is_in_parts_loads_as_the_same_frames(whole, parted):
    one, other = extractor.load(whole), extractor.load(parted)
    for name in (*TABLES, *HISTORY):
        assert_frame_equal(getattr(one, name), getattr(other, name))


@pytest.mark.parametrize(
    "command",
    [
        ("measures",), ("measures", "robbery"), ("check",), ("check", "--format", "csv"), ("check", "--format", "html"),
        ("compare", "--category", "rape", "--format", "none"),
        ("compare", "--words", "rape", "--format", "none", "--change", "--places"),
        ("compare", "--category", "robbery", "--format", "none", "--force", "Kent", "--period", "all"),
        ("series", "--measure", "recorded_crime", "--format", "csv"), ("series", "--words", "rape", "--grain", "all"),
    ],
)  # fmt: skip
def test_commands_answer_the_same(whole, parted, command, capfd):
    told = []
    for out in (whole, parted):
        code = main([command[0], str(out), *command[1:]])
        told.append((code, capfd.readouterr().out))
    assert told[0] == told[1] and told[0][1]


def test_frictionless_finds_nothing_wrong(parted):
    report = frictionless.validate(str(parted / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert {"documents", "observations", "checks", "findings"} <= {task.name for task in report.tasks}


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_killed_at_any_time_it_is_as_it_was_or_as_it_is_to_be(parted, reports, cache, tmp_path):
    before = tmp_path / "before"
    convert(before, *(r for r in reports if r.stem != "1-2019"), *LOW, cache=cache)
    old, new = contents(before), contents(parted)
    (report,) = (r for r in reports if r.stem == "1-2019")
    command = [sys.executable, "-m", "extractor", "convert", str(report), *LOW, "--cache-dir", str(cache), "--out"]
    for moment in range(8):
        out = tmp_path / str(moment)
        shutil.copytree(before, out, symlinks=True)
        with subprocess.Popen([*command, str(out)], stderr=subprocess.DEVNULL) as running:
            time.sleep(0.5 + 0.2 * moment)
            running.kill()
        assert contents(out) in (old, new)
        assert {path.name for path in (out / "observations").iterdir()} <= {
            path.name for path in (parted / "observations").iterdir()
        }
        assert convert(out, report, *LOW, cache=cache) == 0
        assert contents(out) == new


def test_one_by_one_is_all_at_once(parted, reports, cache, tmp_path):
    for order in (reports, reports[::-1]):
        out = tmp_path / order[0].stem
        for report in order:
            assert convert(out, report, *LOW, cache=cache) == 0
        assert contents(out) == contents(parted)


def test_a_report_rewrites_the_parts_of_its_force_and_no_others(parted, reports, cache, tmp_path):
    out = tmp_path / "out"
    convert(out, *(r for r in reports if r.stem != "1-2019"), *LOW, cache=cache)
    before = {p.name: p.stat().st_ino for p in (published(out) / "observations").iterdir()}
    convert(out, *(r for r in reports if r.stem == "1-2019"), *LOW, cache=cache)
    after = {p.name: p.stat().st_ino for p in (published(out) / "observations").iterdir()}
    same = {name for name in before if before[name] == after[name]}
    assert same == {name for name in before if not name.startswith(("kent", "unknown"))} and len(same) == 6
    assert contents(out) == contents(parted)


def test_the_history_of_parts_is_that_of_the_whole(reports, cache, tmp_path):
    told = []
    for name, options in (("whole", ()), ("parted", LOW)):
        out = tmp_path / name
        convert(out, *reports[:6], *options, cache=cache)
        convert(out, *reports[6:], *options, cache=cache)
        assert main(["withdraw", str(out), "kent-2018-03-31"]) == 0
        told.append((out / "changes.csv").read_text())
    assert told[0] == told[1] and told[0].count("withdrawn") >= 8


def test_withdrawing_below_the_size_makes_it_whole_again(whole, reports, cache, tmp_path):
    out = tmp_path / "out"
    convert(out, *reports, *LOW, cache=cache)
    assert main(["withdraw", str(out), "unknown-0000"]) == 2
    convert(out, reports[0], cache=cache)  # the size is what this run says
    assert contents(out) == contents(whole) and not (out / "observations" / "kent-2018.parquet").exists()


def test_sqlite_is_an_export(reports, cache, tmp_path):
    convert(tmp_path / "out", *reports, *LOW, "--sqlite", cache=cache)
    with sqlite3.connect(tmp_path / "out" / "performance.sqlite") as db:
        counted = db.execute("SELECT count(*) FROM observations").fetchone()
    assert counted == (len(extractor.load(tmp_path / "out").observations),)
    convert(tmp_path / "none", *reports, "--no-sqlite", cache=cache)
    assert not (tmp_path / "none" / "performance.sqlite").exists() and (tmp_path / "none" / "observations.csv").exists()


def test_a_damaged_part_is_named_and_another_is_answered_from(parted, tmp_path, capsys):
    out = tmp_path / "out"
    shutil.copytree(parted, out, symlinks=True)
    part = published(out) / "observations" / "kent-2018.parquet"
    part.write_bytes(b"\0" * part.stat().st_size)
    assert main(["compare", str(out), "--category", "rape", "--format", "none"]) == 1
    assert "observations cannot be read" in capsys.readouterr().err
    part.unlink()
    assert main(["measures", str(out)]) == 1
    assert "kent-2018.parquet is missing" in capsys.readouterr().err


def test_files_of_others_in_the_place_of_parts_are_refused(reports, cache, tmp_path, capsys):
    (tmp_path / "out" / "observations").mkdir(parents=True)
    (tmp_path / "out" / "observations" / "mine.csv").write_text("mine")
    assert convert(tmp_path / "out", *reports, *LOW, cache=cache) == 2
    assert "mine.csv: belongs to no dataset" in capsys.readouterr().err
    assert (tmp_path / "out" / "observations" / "mine.csv").read_text() == "mine"


def test_what_people_say_reaches_documents_that_stay_in_their_parts(reports, cache, tmp_path):
    out = tmp_path / "out"
    convert(out, *reports[:6], *LOW, cache=cache)
    figure = extractor.load(out).observations.query("document_id == 'kent-2018-03-31' and row_label == 'Rape'").iloc[0]
    before = {p: p.stat().st_ino for p in (published(out) / "observations").iterdir()}
    assert main(["flag", str(out), figure.observation_id, "--exclude", "--reason", "Misprinted"]) == 0
    assert sorted(before.values()) == sorted(p.stat().st_ino for p in (published(out) / "observations").iterdir())
    (tmp_path / "said.csv").write_text("file,url\n1-2018.txt,https://example.org/1\n")
    convert(out, *reports[6:], *LOW, "--sources", str(tmp_path / "said.csv"), cache=cache)
    data = extractor.load(out)
    assert data.is_parted and list(data.corrections["state"]) == ["applies"]
    assert data.documents.set_index("document_id").source_url["kent-2018-03-31"] == "https://example.org/1"
    assert main(["withdraw", str(out), "hampshire-2018-03-31"]) == 0
    assert extractor.load(out).is_parted  # the size stands in the dataset


def test_answers_are_given_without_pandas(whole, parted):
    asked = [["compare", "--measure", "recorded_crime", "--format", "none"], ["measures"], ["check"]]
    asked.append(["series", "--measure", "recorded_crime", "--format", "csv"])
    code = "import json, sys; from extractor.cli import main; [main(a) for a in json.loads(sys.argv[1])]; " \
        "print('pandas' in sys.modules)"  # fmt: skip
    commands = json.dumps([[name, str(out), *more] for out in (whole, parted) for name, *more in asked])
    told = subprocess.run([sys.executable, "-c", code, commands], capture_output=True, text=True, check=True).stdout
    assert "Recorded crime" in told and told.splitlines()[-1] == "False"


@pytest.mark.parametrize("size", [1, 3, 7, 20_000])
def test_however_many_rows_are_put_together_the_answers_are_the_same(whole, parted, size, monkeypatch, capsys):
    commands = (
        ["series", "--words", "crime", "--format", "csv"],
        ["measures", "--json"],
        ["check", "--format", "json"],
    )
    told = []
    for out, rows in ((whole, scan._ROWS), (parted, size)):
        monkeypatch.setattr(scan, "_ROWS", rows)
        told.append([main([name, str(out), *more]) or capsys.readouterr().out for name, *more in commands])
    assert told[0] == told[1] and "kent" in told[0][0] and '"kind": "edition"' in told[0][2]


def test_who_misses_a_figure_is_sent_to_where_the_figures_are(whole, parted, capsys):
    for out, place in ((whole, "observations.csv has"), (parted, "the Parquet files in observations/ have")):
        assert main(["flag", str(out), "0" * 16, "--reason", "Misprinted"]) == 2
        assert f"{place} the ids" in capsys.readouterr().err
