"""A dataset grows with every report: what is in it stays, whatever comes in whichever order; nothing goes unsaid."""

from __future__ import annotations

import csv
import itertools
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest
from fake_pipeline import FAKE
from made import extraction

import extractor
from extractor.batch import run, withdraw
from extractor.cli import main
from extractor.errors import ExtractorError
from extractor.publish import dataset
from extractor.publish.files import held, published
from extractor.reading import Settings

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
# What tells of runs, and so differs where the same files came in other runs.
TELLS_OF_RUNS = {"changes.csv", "datapackage.json", "feed.json", "feed.xml", "performance.sqlite"}
REPORT = (
    "Hampshire Constabulary\n\nPerformance Report March 2018\n\nRecorded Crime\n\n"
    "Offence\t12 months to March 2018\t12 months to March 2017\nBurglary\t1,212\t1,104\nRape\t505\t467\n"
    "Robbery\t77\t66\nCattle raids\t12\t14\n\n"
)
OTHER = REPORT.replace("March 2018", "March 2019").replace("March 2017", "March 2018")


def extracted(out: Path, **files: str) -> int:
    """Convert texts into a dataset, as the command does."""
    folder = out.parent / "in"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text)
    return main(["convert", str(folder), "--out", str(out), "--no-cache"])


def contents(out: Path) -> dict[str, object]:
    """All that a dataset says, but for what tells of the runs that made it."""
    files = (p for p in sorted(out.rglob("*")) if p.is_file() and ".versions" not in p.parts)
    found: dict[str, object] = {str(p.relative_to(out)): p.read_bytes() for p in files if p.name not in TELLS_OF_RUNS}
    with sqlite3.connect(out / "performance.sqlite") as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found |= {name: db.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables if name != "changes"}
    return {name: rows for name, rows in found.items() if not name.startswith("sqlite_")}


def rows(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def documents(out: Path) -> list[str]:
    return [row["document_id"] for row in rows(out, "documents")]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(function=FAKE, cache_dir=tmp_path / "cache", jobs=1)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Editions of two forces, one of them in three formats, one by a file that cannot be read."""
    named = {
        "a.txt": "report hampshire-2018-03-31", "a.docx": "report hampshire-2018-03-31 ",
        "a.pdf": "report hampshire-2018-03-31  ", "b.pdf": "report hampshire-2019-03-31",
        "c.pdf": "report staffordshire-2023-03-31", "d.pdf": "refuse",
    }  # fmt: skip
    (tmp_path / "in").mkdir()
    for name, text in named.items():
        (tmp_path / "in" / name).write_text(text)
    return [tmp_path / "in" / name for name in named]


def test_one_by_one_in_any_order_is_all_at_once(files, settings, tmp_path):
    run(files, settings, out=tmp_path / "all")
    expected = contents(tmp_path / "all")
    for n, order in enumerate((files, files[::-1], [*files[3:], *files[:3]])):
        for one, two in zip(order[::2], order[1::2], strict=True):  # the one that is refused is never alone
            run([one, two], settings, out=tmp_path / str(n))
        assert contents(tmp_path / str(n)) == expected


def test_samples_one_by_one_are_the_samples_all_at_once(tmp_path):
    reports = sorted(p for p in SAMPLES.rglob("[lw]e*.*") if p.parent.name != "content")
    cache = tmp_path / "cache"
    extractor.convert(reports, out=tmp_path / "all", cache_dir=cache)
    expected = contents(tmp_path / "all")
    assert len(documents(tmp_path / "all")) == 6
    for n, order in enumerate((reports, reports[::-1])):
        for report in order:
            extractor.convert(report, out=tmp_path / str(n), cache_dir=cache)
        assert contents(tmp_path / str(n)) == expected
    assert sum(row["change"] != "added" for row in rows(tmp_path / "0", "changes")) == 0


@pytest.mark.parametrize("formats", [("csv",), ("parquet",), ("sqlite",)])
def test_it_grows_from_whichever_files_the_last_run_left(files, settings, tmp_path, formats):
    run(files, settings, out=tmp_path / "all")
    run(files[:3], settings, out=tmp_path / "out", formats=formats)
    run(files[3:], settings, out=tmp_path / "out")
    assert contents(tmp_path / "out") == contents(tmp_path / "all")


def test_what_is_in_it_stays_and_the_run_tells_of_what_it_read(tmp_path, capsys):
    out = tmp_path / "out"
    assert extracted(out, march=REPORT) == 0
    assert capsys.readouterr().err.endswith(f"dataset in {out}\n")
    assert extracted(out, next=OTHER) == 0
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "1 file read, 8 figures" in told
    assert told.endswith(f"dataset in {out}: 2 documents, 16 figures\n")
    assert documents(out) == ["hampshire-2018-03-31", "hampshire-2019-03-31"]
    assert len(extractor.load(out).observations) == 16


def test_a_new_file_of_a_document_replaces_it_and_says_what_goes(tmp_path, capsys):
    out = tmp_path / "out"
    extracted(out, march=REPORT)
    capsys.readouterr()
    assert extracted(out, corrected=REPORT.replace("1,212", "1,213").replace("Robbery\t77\t66\n", "")) == 0
    told = capsys.readouterr().err.splitlines()
    assert (
        told[0]
        == "hampshire-2018-03-31 (march.txt, 8 figures) is replaced by corrected.txt; 2 figures of it will be gone"
    )
    assert len(told) == 2 and documents(out) == ["hampshire-2018-03-31"]
    changes = [(r["change"], r["category"], r["old_value"], r["new_value"], r["cause"]) for r in rows(out, "changes")]
    assert sorted(changes) == [
        ("revised", "burglary", "1212", "1213", "document_replaced"),
        ("withdrawn", "robbery", "66", "", "document_replaced"),
        ("withdrawn", "robbery", "77", "", "document_replaced"),
    ]


def test_another_report_of_the_same_force_and_period_is_kept_beside_and_named(tmp_path, capsys):
    other = REPORT.replace("Burglary", "Knife crime").replace("Rape", "Shoplifting").replace("Robbery", "Arson")
    out, all_at_once = tmp_path / "out", tmp_path / "all"
    extracted(out, crime=REPORT)
    capsys.readouterr()
    assert extracted(out, other=other) == 0
    told = capsys.readouterr().err.splitlines()
    ids = {row["file"]: row["document_id"] for row in rows(out, "documents")}
    assert told[0].startswith(f"other.txt is kept as {ids['other.txt']} beside {ids['crime.txt']} (crime.txt), of")
    assert len(documents(out)) == 2 and len(rows(out, "observations")) == 16
    extracted(all_at_once, crime=REPORT, other=other)
    assert contents(out) == contents(all_at_once)


def test_a_reworded_label_is_one_revision_with_the_old_label(tmp_path, capsys):
    out = tmp_path / "out"
    extracted(out, march=REPORT)
    capsys.readouterr()
    extracted(out, march=REPORT.replace("Cattle raids", "Raids on cattle").replace("Rape", "Rape offences"))
    assert "no figure of it goes" in capsys.readouterr().err
    changes = rows(out, "changes")
    told = {(r["change"], r["old_row_label"], r["row_label"], r["columns"]) for r in changes}
    assert told == {
        ("revised", "Cattle raids", "Raids on cattle", '["row_label"]'),
        ("revised", "Rape", "Rape offences", '["row_label"]'),
    }
    assert len(changes) == 4 and sum(bool(r["previous_id"]) for r in changes) == 2
    known = {row["observation_id"] for row in rows(out, "observations")}
    assert all(r["observation_id"] in known and r["previous_id"] not in known for r in changes)


def test_a_table_put_before_the_others_changes_nothing_else(tmp_path):
    out = tmp_path / "out"
    extracted(out, march=REPORT)
    table = "Staff by Grade\n\nGrade\tApril 2017\tMay 2017\nClerks of the reserve\t3\t4\n\n"
    extracted(out, march=REPORT.replace("Recorded Crime\n", f"{table}Recorded Crime\n"))
    assert [(r["change"], r["row_label"]) for r in rows(out, "changes")] == [("added", "Clerks of the reserve")] * 2


def test_replace_starts_anew_says_what_goes_and_keeps_the_history(tmp_path, capsys):
    out = tmp_path / "out"
    extracted(out, march=REPORT)
    extracted(out, next=OTHER)
    capsys.readouterr()
    assert main(["convert", str(tmp_path / "in" / "next.txt"), "--out", str(out), "--replace", "--no-cache"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "hampshire-2018-03-31 (march.txt, 8 figures) is withdrawn from the dataset" and len(told) == 2
    assert documents(out) == ["hampshire-2019-03-31"]
    assert {(r["release"], r["cause"]) for r in rows(out, "changes")} == {
        ("2", "document_added"), ("3", "document_removed"),
    }  # fmt: skip


def test_withdraw_takes_documents_out_as_if_they_had_never_come(files, settings, tmp_path):
    out, never = tmp_path / "out", tmp_path / "never"
    run(files, settings, out=out)
    lines: list[str] = []
    written = withdraw(out, ["hampshire-2018-03-31", "staffordshire-2023-03-31"], notice=lines.append)
    assert lines == [
        "hampshire-2018-03-31 (a.pdf, 2 figures) is withdrawn from the dataset",
        "staffordshire-2023-03-31 (c.pdf, 2 figures) is withdrawn from the dataset",
    ]
    run([f for f in files if f.name not in ("a.pdf", "c.pdf")], settings, out=never)
    assert contents(out) == contents(never) and written.rows["documents"] == 4
    assert {r["change"] for r in rows(out, "changes")} == {"withdrawn"}


def test_the_command_withdraw(tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["withdraw", str(out), "x"]) == 2 and "holds no dataset" in capsys.readouterr().err
    extracted(out, march=REPORT)
    capsys.readouterr()
    assert main(["withdraw", str(out), "hampshire-2018-03-30"]) == 2
    assert capsys.readouterr().err.endswith(
        "has no document hampshire-2018-03-30; did you mean hampshire-2018-03-31?\n"
    )
    assert main(["withdraw", str(out), "hampshire-2018-03-31"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "hampshire-2018-03-31 (march.txt, 8 figures) is withdrawn from the dataset",
        f"dataset in {out}: 0 documents, 0 figures",
    ]
    assert main(["check", str(out)]) == 0 and documents(out) == []


def test_in_python_what_goes_is_a_warning(files, settings, tmp_path):
    out = tmp_path / "out"
    run(files[:2], settings, out=out)
    with pytest.warns(UserWarning, match=r"hampshire-2018-03-31 \(a.docx, 2 figures\) is withdrawn"):
        withdraw(out, ["hampshire-2018-03-31"])
    with warnings.catch_warnings(record=True) as told:
        run(files[1], settings, out=out)
    assert not told


def test_a_file_that_failed_and_is_mended_leaves_no_failure_behind(files, settings, tmp_path):
    out = tmp_path / "out"
    run(files[-1], settings, out=out)
    assert len(documents(out)) == 1  # where nothing stood before, a failure is told there as well
    run(files[:-1], settings, out=out)
    assert sum(name.startswith("unread-") for name in documents(out)) == 1
    files[-1].write_text("report kent-2023-03-31")
    run(files[-1], settings, out=out)
    assert [r["status"] for r in rows(out, "documents")] == ["read"] * 6


@pytest.fixture
def raids(tmp_path: Path) -> Path:
    """A user's own vocabulary, which knows of cattle raids."""
    own = tmp_path / "own"
    own.mkdir()
    kind = "cattle_raids,Cattle raids,all_crime,offence,recorded_crime"
    (own / "categories.csv").write_text(f"category,label,parent,kind,measure\n{kind}\n")
    (own / "terms.csv").write_text("term,within,facts\ncattle raids,,category=cattle_raids\n")
    return own


def test_codes_of_a_vocabulary_that_is_not_at_hand_stay_with_the_documents(tmp_path, raids):
    out = tmp_path / "out"
    for name, text, schemas in (("march", REPORT, raids), ("next", OTHER, None)):
        (tmp_path / f"{name}.txt").write_text(text)
        extractor.convert(tmp_path / f"{name}.txt", out=out, schemas=schemas, cache=False)
    assert sum(row["category"] == "cattle_raids" for row in rows(out, "observations")) == 2
    assert "cattle_raids" in {row["category"] for row in rows(out, "codelists/categories")}
    assert "outside-schema" not in {row["code"] for row in rows(out, "findings")}
    withdraw(out, ["hampshire-2019-03-31"], notice=lambda line: None)
    assert "cattle_raids" in {row["category"] for row in rows(out, "codelists/categories")}


def test_headings_that_are_understood_at_last_revise_their_figures(tmp_path, raids):
    out = tmp_path / "out"
    (tmp_path / "march.txt").write_text(REPORT)
    for schemas in (None, raids):
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)
            extractor.convert(tmp_path / "march.txt", out=out, schemas=schemas, cache=False)
    told = [(r["change"], json.loads(r["columns"]), r["cause"], bool(r["previous_id"])) for r in rows(out, "changes")]
    assert told == [("revised", ["measure", "category"], "read_anew", True)] * 2


def test_a_dataset_of_the_first_schema_is_not_mixed_with_this_one(tmp_path, capsys):
    out = tmp_path / "out"
    extracted(out, march=REPORT)
    older(out)
    capsys.readouterr()
    assert extracted(out, next=OTHER) == 2
    told = capsys.readouterr().err
    assert (
        told.count("\n") == 1
        and "has schema 1.0, which fills in what reports do not say; read its reports anew" in told
    )
    assert main(["withdraw", str(out), "hampshire-2018-03-31"]) == 2
    assert main(["convert", str(tmp_path / "in"), "--out", str(out), "--replace", "--no-cache"]) == 0
    told = capsys.readouterr().err
    assert "hampshire-2018-03-31 (march.txt, 8 figures) is withdrawn" in told
    assert documents(out) == ["hampshire-2019-03-31"] and extractor.load(out).schema_version.startswith("2.")


def older(out: Path) -> None:
    """Make a dataset say that it is of schema 1."""
    path = published(out) / "datapackage.json"
    descriptor = json.loads(path.read_text())
    descriptor["version"] = "1.0"
    path.write_text(json.dumps(descriptor))


def test_a_document_that_claims_figures_of_one_that_stands_is_refused(settings, tmp_path):
    """Its id would be another had it been read: whoever read it was led astray."""
    out = tmp_path / "out"
    dataset.write(out, [extraction("kent-2018-03-31", seed="report hampshire-2018-03-31")])
    (tmp_path / "a.txt").write_text("report hampshire-2018-03-31")
    (tmp_path / "b.txt").write_text("report hampshire-2019-03-31")
    result = run([tmp_path / "a.txt", tmp_path / "b.txt"], settings, out=out)
    assert [f.file for f in result.failed] == ["a.txt"] and "ids of figures of another document" in result.failed[
        0
    ].message
    assert [d for d in documents(out) if not d.startswith("unread")] == ["hampshire-2019-03-31", "kent-2018-03-31"]


# ---- one run at a time


@pytest.mark.parametrize("there", [True, False])
def test_a_second_run_is_refused_from_the_first_second(files, settings, tmp_path, there, capsys):
    out = tmp_path / "out"
    if there:
        run(files, settings, out=out)
    with held(out):
        start = time.monotonic()
        for command in (
            ["convert", str(files[0]), "--out", str(out)],
            *([["withdraw", str(out), "x"]] if there else []),
        ):
            assert main(command) == 1
            told = capsys.readouterr().err
            assert told.count("\n") == 1 and "another run is writing there; wait for it" in told
        assert time.monotonic() - start < 2
    assert out.exists() is there


WAITING = """
import sys, time
from pathlib import Path
from extractor.batch import run
from extractor.reading import Settings
print(run(sys.argv[1:-1], Settings(function="fake_pipeline:extract", cache=False, jobs=1), out=Path(sys.argv[-1])).read)
"""


def start(*arguments: object) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    return subprocess.Popen([sys.executable, "-c", WAITING, *map(str, arguments)], env=env, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_run_holds_its_folder_while_it_reads_and_not_when_it_is_killed(files, settings, tmp_path):
    out, slow = tmp_path / "out", tmp_path / "slow.txt"
    slow.write_text("slow 60")
    running = start(slow, out)
    deadline = time.monotonic() + 30
    while not out.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    with pytest.raises(ExtractorError, match="another run is writing there"):
        while time.monotonic() < deadline:  # between making the folder and holding it lies a moment
            run(files[0], settings, out=out)
            shutil.rmtree(out)
            time.sleep(0.1)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=20)
    assert run(files[0], settings, out=out).written is not None


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_killed_at_any_time_it_is_as_it_was_or_as_it_is_to_be(files, settings, tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    for out, some in ((before, files[:3]), (after, files[:3]), (after, files[3:])):
        run(some, settings, out=out)
    old, new = contents(before), contents(after)
    for moment in itertools.islice(itertools.count(), 8):
        out = tmp_path / str(moment)
        shutil.copytree(before, out, symlinks=True)
        running = start(*files[3:], out)
        time.sleep(0.35 + 0.15 * moment)
        running.kill()
        running.communicate(timeout=20)
        assert contents(out) in (old, new)
        run(files[3:], settings, out=out)
        assert contents(out) == new


# ---- files of others


@pytest.mark.parametrize("name", ["documents.csv", "observations.csv", "codelists/areas.csv", "datapackage.json"])
@pytest.mark.parametrize("command", ["convert", "replace"])
def test_files_of_others_are_neither_touched_nor_overwritten(tmp_path, name, command, capsys):
    out = tmp_path / "out"
    (out / name).parent.mkdir(parents=True)
    (out / name).write_text("mine")
    (tmp_path / "march.txt").write_text(REPORT)
    more = ["--replace"] if command == "replace" else []
    assert main(["convert", str(tmp_path / "march.txt"), "--out", str(out), *more]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert (out / name).read_text() == "mine" and sum(p.is_file() for p in out.rglob("*")) == 1
