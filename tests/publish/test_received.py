"""A dataset that was received from elsewhere: no command writes, deletes or reads outside its folder."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from made import extraction

from extractor.cli import main
from extractor.errors import ExtractorError, UsageError
from extractor.publish import dataset
from extractor.publish.files import STAGING

links = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
REPORT = "Hampshire Police March 2018\n\nOffence\t2017/18\t2016/17\nBurglary\t12\t10\nRape\t5\t6\n"


@pytest.fixture
def received(tmp_path: Path) -> Path:
    dataset.write(tmp_path / "out", [extraction()])
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "id_rsa").write_text("secret")
    return tmp_path / "out"


def converted(out: Path) -> int:
    report = out.parent / "report.txt"
    report.write_text(REPORT)
    return main(["convert", str(report), "--out", str(out), "--no-cache"])


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@links
def test_a_planted_journal_and_a_link_write_and_delete_nothing_outside(received, capsys):
    home = received.parent / "home"
    shutil.rmtree(received / "codelists")
    (received / "codelists").symlink_to("../home", target_is_directory=True)
    stage = received / STAGING
    (stage / "codelists").mkdir(parents=True)
    (stage / "codelists" / "authorized_keys").write_text("planted")
    journal = {"move": ["codelists/authorized_keys"], "remove": ["codelists/id_rsa"]}
    (stage / "journal.json").write_text(json.dumps(journal))
    before = contents(home)
    assert converted(received) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and STAGING in told and "remove it, or choose another folder" in told
    shutil.rmtree(stage)
    assert converted(received) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "codelists: is a link" in told
    assert contents(home) == before == {"id_rsa": b"secret"}


@links
@pytest.mark.parametrize("name", ["observations.parquet", "changes.csv", "codelists/areas.csv", "datapackage.json"])
def test_a_file_that_is_a_link_is_neither_written_nor_read(received, name, capsys):
    shutil.move(received / name, received.parent / "moved")
    (received / name).symlink_to(received.parent / "moved")
    before = (received.parent / "moved").read_bytes()
    for command in (["check"], ["compare"], ["measures"]):
        assert main([*command, str(received)]) == 1
        told = capsys.readouterr()
        assert told.out == "" and told.err.count("\n") == 1 and f"{Path(name).name}: is a link" in told.err
    assert converted(received) == 1 and "is a link" in capsys.readouterr().err
    assert (received.parent / "moved").read_bytes() == before and (received / name).is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(received, capsys):
    (received / "findings.csv").unlink()
    os.mkfifo(received / "findings.csv")
    assert main(["check", str(received)]) == 1 and converted(received) == 1
    assert capsys.readouterr().err.count("findings.csv: is no file") == 2


@links
def test_comparisons_do_not_go_through_a_link(received, capsys):
    (received / "comparisons").symlink_to("../home", target_is_directory=True)
    assert main(["compare", str(received), "--measure", "recorded_crime"]) == 1
    assert "comparisons: is a link; remove it, or say with --out" in capsys.readouterr().err
    assert list(contents(received.parent / "home")) == ["id_rsa"]


def test_a_descriptor_that_lists_files_outside_has_nothing_removed(received):
    victim = received.parent / "home" / "id_rsa"
    descriptor = json.loads((received / "datapackage.json").read_text())
    for name in ("../home/id_rsa", str(victim), "notes.csv", "codelists/../notes.csv"):
        descriptor["extractor"]["files"][name] = {}
    (received / "datapackage.json").write_text(json.dumps(descriptor))
    (received / "notes.csv").write_text("mine")
    assert converted(received) == 0
    assert victim.exists() and (received / "notes.csv").read_text() == "mine"


def test_files_of_the_same_names_that_are_no_dataset_stay(tmp_path):
    (tmp_path / "documents.csv").write_text("mine")
    with pytest.raises(UsageError, match=r"documents\.csv: belongs to no dataset; move it, or choose another folder"):
        dataset.write(tmp_path, [extraction()])
    assert contents(tmp_path) == {"documents.csv": b"mine"}


@links
def test_links_that_no_dataset_has_do_not_matter(received):
    (received / "latest.pdf").symlink_to("../home/id_rsa")
    (received / "mine.csv").symlink_to("../home/id_rsa")
    assert converted(received) == 0
    assert (received / "mine.csv").is_symlink() and (received.parent / "home" / "id_rsa").read_text() == "secret"


@links
def test_a_folder_that_the_user_names_may_be_a_link(received, tmp_path):
    (tmp_path / "link").symlink_to(received, target_is_directory=True)
    assert converted(tmp_path / "link") == 0 and main(["check", str(tmp_path / "link")]) == 0


def test_a_descriptor_nested_without_end_is_another_data_package(received):
    (received / "datapackage.json").write_text("[" * 200_000)
    with pytest.raises((UsageError, ExtractorError), match="another data package"):
        dataset.check_target(received, ["csv"])
