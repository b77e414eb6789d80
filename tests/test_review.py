"""What a person says of a figure: kept through every run, never changing what is published."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import sqlite3
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import frictionless
import pytest
from made import extraction, observation

import extractor
from extractor.cli import main
from extractor.errors import UsageError
from extractor.model import Extraction
from extractor.publish import dataset
from extractor.publish.corrections import read
from extractor.publish.files import published

HAMPSHIRE = "hampshire-2018-03-31"
HEAD = "observation_id,document_id,table_title,row_label,column_label,action,reason,expect\n"


def report(*figures: tuple[int, str, str], document: str = HAMPSHIRE, sha: str = "ab" * 32) -> Extraction:
    """A document with figures given as (id, row label, value)."""
    base = extraction(document)
    own = tuple(
        observation(
            n, document_id=document, source_sha256=sha, row_label=label, value=Decimal(v), value_text=v, measure="",
            check="none",
        )
        for n, label, v in figures
    )  # fmt: skip
    summary = replace(base.document, source_sha256=sha, figures_read=len(own))
    return replace(base, document=summary, observations=own, checks=(), findings=(), unmapped=())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    dataset.write(tmp_path / "out", [report((1, "Burglary", "10"), (2, "Rape", "20"), (3, "Robbery", "30"))])
    return tmp_path / "out"


def name(number: int) -> str:
    return f"{number:016x}"


def rows(out: Path) -> list[dict[str, str]]:
    with (out / "corrections.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def told(out: Path) -> list[tuple[str, ...]]:
    return [(r["observation_id"].lstrip("0"), r["action"], r["state"], r["expect"], r["found"]) for r in rows(out)]


def edit(out: Path, text: str) -> None:
    """As an editor does that writes a new file and moves it into the place of the old."""
    draft = out / "draft.tmp"
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, out / "corrections.csv")


def test_a_figure_is_flagged_by_its_id_and_stays_as_published(out):
    before = (out / "observations.csv").read_bytes(), (out / "observations.parquet").read_bytes()
    extractor.flag(out, name(1), reason="Counts attempts too")
    assert told(out) == [("1", "flag", "applies", "10", "10")]
    assert rows(out)[0]["row_label"] == "Burglary" and rows(out)[0]["document_id"] == HAMPSHIRE
    assert before == ((out / "observations.csv").read_bytes(), (out / "observations.parquet").read_bytes())
    assert frictionless.validate(str(out / "datapackage.json")).valid


def test_a_figure_is_excluded_by_its_document_and_labels(out):
    extractor.flag(out, document=HAMPSHIRE, row="burglary", reason="Misprint", exclude=True)
    assert told(out) == [("1", "exclude", "applies", "10", "10")]


def test_saying_something_else_of_a_figure_takes_the_place_and_remove_takes_it_back(out):
    for exclude in (False, True):
        extractor.flag(out, name(1), reason="Misprint", exclude=exclude)
    assert [r[1] for r in told(out)] == ["exclude"]
    assert extractor.flag(out, document=HAMPSHIRE, row="Burglary", remove=True).corrections == ()
    assert told(out) == []


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ({"observation_id": "f" * 16, "reason": "x"}, "has no figure ffffffffffffffff; observations.csv has the ids"),
        ({"observation_id": name(1)}, "gives no reason; write one"),
        ({"reason": "x"}, "names no figure; give|names no figure: give"),
        ({"document": HAMPSHIRE, "reason": "x"}, "names no figure"),
        ({"document": HAMPSHIRE, "row": "Burglaries", "reason": "x"}, "did you mean Burglary?"),
        ({"document": "hampshire-2019", "row": "Burglary", "reason": "x"}, "documents.csv has the ids of documents"),
        ({"document": HAMPSHIRE, "column": "Current YTD", "reason": "x"}, "3 figures have these labels: 0000"),
        ({"observation_id": name(1), "remove": True}, "nothing is said of"),
    ],
)  # fmt: skip
def test_what_names_no_figure_or_several_is_refused_with_a_remedy(out, wanted, problem):
    with pytest.raises(UsageError, match=problem):
        extractor.flag(out, **wanted)
    assert told(out) == []


def test_corrections_stay_through_runs_and_say_when_the_document_says_otherwise(out):
    extractor.flag(out, name(1), reason="Misprint", exclude=True)
    written = dataset.write(out, [report((1, "Burglary", "11"), (2, "Rape", "20"), sha="cd" * 32)])
    assert told(out) == [("1", "exclude", "changed", "10", "11")]
    assert written.notes == (
        f'corrections.csv: {HAMPSHIRE}, Burglary | Current YTD now says "11", and said "10" when it was excluded; look '
        "at it again and mend expect, or take the row out",
    )
    written = dataset.write(out, [report((2, "Rape", "20"), sha="ef" * 32)])
    assert told(out) == [("1", "exclude", "missing", "10", "")] and "the row is kept" in written.notes[0]
    dataset.write(out, [report((1, "Burglary", "10"), (2, "Rape", "20"))])
    assert told(out) == [("1", "exclude", "applies", "10", "10")]


def test_a_figure_that_gets_another_id_keeps_what_is_said_of_it(out):
    extractor.flag(out, name(1), reason="Misprint")
    dataset.write(out, [report((7, "Burglaries", "10"), (2, "Rape", "20"), (3, "Robbery", "30"))])
    assert told(out) == [("7", "flag", "applies", "10", "10")] and rows(out)[0]["row_label"] == "Burglaries"
    dataset.write(out, [report((8, "All burglaries", "10"), (2, "Rape", "20"), (3, "Robbery", "30"))])
    assert told(out)[0][0] == "8"


def test_an_id_of_before_leads_to_the_figure_of_now(out):
    dataset.write(out, [report((7, "Burglaries", "10"), (2, "Rape", "20"), (3, "Robbery", "30"))])
    edit(out, f"{HEAD}{name(1)},,,,,flag,Old id,\n")
    extractor.flag(out)
    assert told(out) == [("7", "flag", "applies", "10", "10")]


def test_only_the_very_figure_is_found_again_under_its_labels(out):
    extractor.flag(out, name(1), reason="Misprint")
    dataset.write(out, [report((9, "Burglary", "12"), (2, "Rape", "21"), (3, "Robbery", "31"))])
    assert told(out) == [("1", "flag", "missing", "10", "")]


def test_replacing_a_dataset_keeps_what_people_said(tmp_path, monkeypatch):
    text = "Hampshire Constabulary\n\nPerformance Report March 2018\n\nRecorded Crime\n\n"
    text += "Offence\t12 months to March 2018\t12 months to March 2017\nBurglary\t1,212\t1,104\nRape\t505\t467\n"
    (tmp_path / "a.txt").write_text(text)
    out = str(tmp_path / "out")
    assert main(["convert", str(tmp_path / "a.txt"), "--out", out, "--no-cache"]) == 0
    said = ["flag", out, "--document", HAMPSHIRE, "--row", "Rape", "--column", "12 months to March 2018"]
    assert main([*said, "--reason", "Wrong table", "--exclude"]) == 0
    assert main(["convert", str(tmp_path / "a.txt"), "--out", out, "--no-cache", "--replace"]) == 0
    assert [r[1:] for r in told(Path(out))] == [("exclude", "applies", "505", "505")]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("1,,,,,drop,Why,", "line 3 has 'drop' as action; write flag or exclude"),
        ("1,,,,,flag,,", "line 3 gives no reason; write one"),
        (f",{HAMPSHIRE},,,,flag,Why,", "line 3 names no figure; fill in observation_id, or document_id with row_label"),
        ("a b,,,,,flag,Why,", "line 3 has 'a b' as observation_id; copy it from the observations"),
        ("1,,,,,flag,One, two,", "line 3 has 9 fields where the heading has 8; quote commas"),
        (f"1,,,,,flag,{'x' * 3000},", "line 3 has a field of more than 2,000 characters"),
    ],
)
def test_a_slip_in_the_file_is_said_with_its_line_by_every_command(out, row, problem, capsys):
    edit(out, f"{HEAD}{name(2)},,,,,flag,Fine,\n{row}\n")
    for command in (["check", str(out)], ["measures", str(out)], ["flag", str(out)]):
        assert main(command) == 2
        error = capsys.readouterr().err
        assert problem in error and error.count("\n") == 1, error
    with pytest.raises(UsageError):
        dataset.write(out, [report((1, "Burglary", "10"))])
    assert "Fine" in (out / "corrections.csv").read_text()


def test_a_heading_that_is_none_is_refused(out):
    for text, problem in (("observation_id,action\n", "has no column reason"), ("id,action,reason\n", "no column obs"),
                          (HEAD.replace("expect", "expected"), "has a column 'expected'")):  # fmt: skip
        edit(out, text)
        with pytest.raises(UsageError, match=problem):
            extractor.load(out)


@pytest.mark.parametrize("in_place", [True, False])
def test_an_edited_file_counts_at_once_and_is_taken_up_by_the_next_run(out, in_place):
    text = f'{HEAD},{HAMPSHIRE},,Rape,,exclude,"Wrong, by far",\n,{HAMPSHIRE},,,Current YTD,flag,Which?,\n'
    if in_place:
        (out / "corrections.csv").write_text(text)
    else:
        edit(out, text)
    now = extractor.load(out).corrections
    assert list(now["state"]) == ["applies", "ambiguous"] and now["observation_id"][0] == name(2)
    said: list[str] = []
    extractor.flag(out, notice=said.append)
    assert told(out) == [("2", "exclude", "applies", "20", "20"), ("", "flag", "ambiguous", "", "")]
    assert len(said) == 1 and "is said of several figures" in said[0]
    assert (out / "corrections.csv").is_symlink() and frictionless.validate(str(out / "datapackage.json")).valid


def test_an_edit_that_says_nothing_new_is_written_as_it_should_be(out):
    extractor.flag(out, name(1), reason="Misprint")
    text = (out / "corrections.csv").read_bytes()
    (out / "corrections.csv").write_bytes(text.replace(b"\n", b"\r\n"))
    extractor.flag(out)
    assert (out / "corrections.csv").read_bytes() == text
    assert frictionless.validate(str(out / "datapackage.json")).valid


def test_a_run_that_is_killed_does_not_lose_an_edit(out, monkeypatch):
    edit(out, f"{HEAD}{name(2)},,,,,flag,Mine,\n")

    def dies(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("extractor.publish.files._point", dies)
    with pytest.raises(KeyboardInterrupt):
        dataset.write(out, [report((1, "Burglary", "10"), (2, "Rape", "20"), sha="cd" * 32)])
    monkeypatch.undo()
    assert [c.reason for c in read(out, published(out))] == ["Mine"]
    dataset.write(out, [report((1, "Burglary", "10"), (2, "Rape", "20"), sha="cd" * 32)])
    assert [c.reason for c in read(out, published(out))] == ["Mine"]


def test_a_link_in_the_place_of_the_file_is_not_followed(out, tmp_path):
    (tmp_path / "elsewhere.csv").write_text(f"{HEAD}{name(2)},,,,,flag,Mine,\n")
    (out / "corrections.csv").unlink()
    (out / "corrections.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert main(["check", str(out)]) == 1
    assert main(["flag", str(out), name(1), "--reason", "x"]) == 1


def test_the_command_lists_what_is_said(out, capsys):
    assert main(["flag", str(out), name(1), "--reason", "Counts attempts", "--exclude"]) == 0
    assert capsys.readouterr().out == (
        f'{name(1)}  excluded  {HAMPSHIRE}, Burglary | Current YTD: "10"  Counts attempts\n'
    )
    assert main(["flag", str(out), name(1), "--remove"]) == 0
    assert "nothing is flagged" in capsys.readouterr().err


def test_sqlite_has_them_beside_the_figures(out):
    extractor.flag(out, name(1), reason="Counts attempts", exclude=True)
    with contextlib.closing(sqlite3.connect(out / "performance.sqlite")) as db:
        joined = "SELECT action, reason, value FROM corrections JOIN observations USING (observation_id)"
        assert db.execute(joined).fetchall() == [("exclude", "Counts attempts", 10.0)]


def test_without_corrections_a_dataset_has_an_empty_list(out):
    assert len(extractor.load(out).corrections) == 0 and list(extractor.load(out).corrections)[-1] == "found"
    assert (out / "corrections.csv").read_text().count("\n") == 1


def test_a_dataset_of_before_there_were_corrections_is_read_and_can_be_flagged(out):
    folder = published(out)
    package = json.loads((folder / "datapackage.json").read_text())
    for gone in ("corrections.csv", "feed.xml", "feed.json", "dcat.jsonld", "csv-metadata.json"):
        del package["extractor"]["files"][gone]
        (out / gone).unlink()
        (folder / gone).unlink()
    (folder / "datapackage.json").write_text(json.dumps(package))
    assert len(extractor.load(out).corrections) == 0
    extractor.flag(out, name(1), reason="Misprint")
    assert told(out) == [("1", "flag", "applies", "10", "10")] and (out / "feed.xml").is_file()


def test_who_withdraws_a_document_hears_which_corrections_lost_their_figure(tmp_path: Path) -> None:
    other = report((9, "Arson", "5"), document="hampshire-2017-03-31", sha="cd" * 32)
    dataset.write(tmp_path, [other, report((1, "Burglary", "10"))])
    extractor.flag(tmp_path, name(9), reason="Misprinted", notice=lambda line: None)
    told: list[str] = []
    extractor.withdraw(tmp_path, ["hampshire-2017-03-31"], notice=told.append)
    assert [line for line in told if "Arson" in line and "is not in the dataset now" in line]
