"""A dataset that was received from elsewhere: no command writes, deletes or reads outside its folder."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest
from made import extraction

from extractor.cli import main
from extractor.errors import ExtractorError, UsageError
from extractor.publish import dataset
from extractor.publish.files import VERSIONS

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
def test_planted_versions_and_links_write_and_delete_nothing_outside(received, capsys):
    home = received.parent / "home"
    before = contents(home)
    versions = received / VERSIONS
    shutil.rmtree(received / "codelists")
    (received / "codelists").symlink_to("../home", target_is_directory=True)
    assert converted(received) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "codelists: is a link" in told
    (received / "codelists").unlink()
    for name, place in (("draft", "../../home"), ("v7", "../../home"), ("next", "../../home/id_rsa")):
        (versions / name).symlink_to(place)
    assert converted(received) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "draft: holds what this program did not make" in told
    (versions / "draft").unlink()
    assert converted(received) == 0
    (versions / "current").unlink()
    (versions / "current").symlink_to("../../home")
    for command in (["check"], ["compare"], ["measures"]):
        assert main([*command, str(received)]) == 1
    assert converted(received) == 1
    assert capsys.readouterr().err.count("current: does not lead to a version beside it") == 4
    assert contents(home) == before == {"id_rsa": b"secret"}


@links
@pytest.mark.parametrize("name", ["observations.parquet", "changes.csv", "codelists/areas.csv", "datapackage.json"])
def test_a_file_that_is_a_link_elsewhere_is_neither_written_nor_read(received, name, capsys):
    """Neither where users open it nor where it stands."""
    for place in (received / name, received / VERSIONS / "v1" / name):
        moved = received.parent / "moved"
        shutil.copy(place, moved)
        was = os.readlink(place) if place.is_symlink() else ""
        place.unlink()
        place.symlink_to(moved)
        before = moved.read_bytes()
        for command in (["check"], ["compare"], ["measures"]):
            assert main([*command, str(received)]) == 1
            told = capsys.readouterr()
            assert told.out == "" and told.err.count("\n") == 1 and f"{Path(name).name}: is a link" in told.err
        assert converted(received) == 1 and "is a link" in capsys.readouterr().err
        assert moved.read_bytes() == before and place.is_symlink()
        place.unlink()
        if was:
            place.symlink_to(was)


def commands(out: Path) -> list[list[str]]:
    """Every command that reads a dataset."""
    place = str(out)
    return [
        ["check", place],
        ["check", place, "--format", "html"],
        ["compare", place, "--measure", "recorded_crime", "--format", "none"],
        ["series", place, "--measure", "recorded_crime"],
        ["measures", place],
        ["withdraw", place, "hampshire-2018-03-31"],
        ["convert", str(out.parent / "report.txt"), "--out", place],
    ]


DAMAGES = {
    "a byte more": lambda path: path.write_bytes(path.read_bytes() + b"\n"),
    "a byte changed": lambda path: path.write_bytes(b"?" + path.read_bytes()[1:]),
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "empty": lambda path: path.write_bytes(b""),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("name", ["observations.parquet", "performance.sqlite", "checks.csv", "codelists/areas.csv"])
def test_every_command_says_that_a_dataset_is_not_as_it_was_written(received, name, damage, capsys):
    damage(received / VERSIONS / "current" / name)
    (received.parent / "report.txt").write_text(REPORT)
    for command in commands(received):
        assert main(command) == 1
        told = capsys.readouterr()
        assert told.out == "" and told.err.count("\n") == 1, told.err
        assert f"{name} is not as it was written" in told.err or f"{name} is missing" in told.err


def without(name: str) -> Callable[[pa.Table], pa.Table]:
    return lambda table: table.drop_columns([name])


def filled(name: str, value: object) -> Callable[[pa.Table], pa.Table]:
    return lambda t: t.set_column(t.column_names.index(name), name, pa.array([value] * t.num_rows))


LIES = {
    "no ids": without("observation_id"),
    "no hashes": without("source_sha256"),
    "empty hashes": filled("source_sha256", None),
    "days that are numbers": filled("period_start", float("nan")),
    "values that are texts": filled("value", "²"),
    "two columns of one name": lambda t: t.append_column("force", t.column("force")),
    "a breakdown that is none": filled("breakdown", "[]"),
    "a breakdown without end": filled("breakdown", "[" * 100_000),
}


def signed(out: Path, name: str) -> None:
    """Let the descriptor say that the file is as it should be."""
    folder = out / VERSIONS / "current"
    descriptor = json.loads((folder / "datapackage.json").read_text())
    content = (folder / name).read_bytes()
    facts = descriptor["extractor"]["files"][name]
    facts["hash"], facts["bytes"] = f"sha256:{hashlib.sha256(content).hexdigest()}", len(content)
    (folder / "datapackage.json").write_text(json.dumps(descriptor))


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_figures_that_no_version_wrote_are_told_whatever_the_descriptor_says(received, lie, capsys):
    path = received / VERSIONS / "current" / "observations.parquet"
    pyarrow.parquet.write_table(lie(pyarrow.parquet.read_table(path)), path)
    signed(received, path.name)
    (received.parent / "report.txt").write_text(REPORT)
    for command in commands(received)[:5]:
        assert main(command) in (0, 1), command
        told = capsys.readouterr().err
        assert "internal error" not in told and told.count("\n") <= 1
    assert main(["compare", str(received), "--measure", "recorded_crime"]) == 1
    for command in commands(received)[5:]:
        assert main(command) in (0, 1), command
        assert "internal error" not in capsys.readouterr().err


def test_ids_of_a_check_that_are_none_are_told(received, capsys):
    path = received / VERSIONS / "current" / "checks.csv"
    path.write_text(path.read_text().replace('"[', '"{['))
    signed(received, path.name)
    assert main(["check", str(received)]) == 1
    assert "is no JSON list" in capsys.readouterr().err


def test_a_file_that_somebody_saved_over_ours_is_told(received, capsys):
    """As a spreadsheet does, which leaves the version alone: who opens it there would see other figures than we."""
    path = received / "observations.csv"
    saved = path.read_bytes().replace(b"36000", b"99999")
    path.unlink()
    path.write_bytes(saved)
    assert main(["check", str(received)]) == (0 if os.name == "nt" else 1)
    assert os.name == "nt" or "observations.csv is not the file that belongs there" in capsys.readouterr().err
    assert converted(received) == 0 and main(["check", str(received)]) == 0


@pytest.mark.parametrize("name", ["observations.parquet", "observations.csv"])
def test_a_file_of_figures_that_the_descriptor_does_not_list_is_not_read(received, name, capsys):
    folder = received / VERSIONS / "current"
    descriptor = json.loads((folder / "datapackage.json").read_text())
    del descriptor["extractor"]["files"][name]
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    assert main(["measures", str(received)]) == 1 and f"{name} is not listed" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(received, capsys):
    for place in (received / VERSIONS / "v1" / "findings.csv", received / "findings.csv"):
        place.unlink()
        os.mkfifo(place)
        assert main(["check", str(received)]) == 1 and converted(received) == 1
        assert capsys.readouterr().err.count("findings.csv: is no file") == 2


@links
def test_comparisons_do_not_go_through_a_link(received, capsys):
    (received / "comparisons").symlink_to("../home", target_is_directory=True)
    assert main(["compare", str(received), "--measure", "recorded_crime"]) == 1
    assert "comparisons: is a link; remove it, or say with --out" in capsys.readouterr().err
    assert list(contents(received.parent / "home")) == ["id_rsa"]


def test_a_descriptor_that_lists_files_outside_has_nothing_read_or_removed(received, capsys):
    victim = received.parent / "home" / "id_rsa"
    descriptor = json.loads((received / "datapackage.json").read_text())
    for name in ("../home/id_rsa", str(victim), "notes.csv", "codelists/../notes.csv"):
        descriptor["extractor"]["files"][name] = {}
    (received / "datapackage.json").write_text(json.dumps(descriptor))
    (received / "notes.csv").write_text("mine")
    assert converted(received) == 1 and main(["check", str(received)]) == 1
    assert capsys.readouterr().err.count("../home/id_rsa is no name of a file of a dataset (and 3 more)") == 2
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
        dataset.check_target(received)
