"""A guarded process that its file has taken over gains nothing; tried by one that misbehaves in every way we know."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from extractor import office, sandbox, unit
from extractor.cli import main
from extractor.isolate import Answer, Limits, Workshop
from extractor.sandbox import probes

needs_sandbox = pytest.mark.skipif(bool(sandbox.missing()), reason=f"no sandbox: {sandbox.missing()}")
needs_numbers = pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of calls are those of x86-64")


def answered(target: str, path: Path, **arguments: object) -> Answer:
    with contextlib.closing(Workshop(target, stay=target == unit.DIGEST)) as workshop:
        return workshop.run(str(path), arguments, Limits(30.0, 1 << 30))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "beside.txt").write_text("beside")
    (tmp_path / "in" / "report.txt").write_text("report")
    return tmp_path / "in" / "report.txt"


@needs_sandbox
@needs_numbers
def test_nothing_that_a_reader_does_not_need_works(report):
    before = sorted(report.parent.rglob("*"))
    answer = answered("misbehaving:tried", report, home=str(report.parent), main=os.getpid())
    assert answer.status == "done", answer
    assert json.loads(answer.data) == []
    assert sorted(report.parent.rglob("*")) == before and report.read_text() == "report"


@needs_numbers
def test_without_a_sandbox_the_same_attempts_do_work(report, monkeypatch):
    """Or the test above would say nothing. Those that would end this process are not among them by themselves."""
    monkeypatch.setenv("EXTRACTOR_SANDBOX", "off")
    answer = answered(probes.TARGET, report, outside=str(report.parent / "beside.txt"), secret="NONE")
    could = json.loads(answer.data)
    assert could["no network"] and could["no new files"] and could["no other processes"] and could["no reading outside"]
    assert not (report.parent / "beside.txt").exists()


@needs_sandbox
def test_what_readers_need_works(report):
    answer = answered("misbehaving:needed", report)
    assert json.loads(answer.data) == ["report", [1], 64 << 20], answer


@needs_sandbox
def test_a_process_that_aborts_is_told_as_such(report):
    answer = answered("misbehaving:kept_alive", report)
    assert answer.status == "died" and answer.facts == {"signal": 6}


@needs_sandbox
def test_a_link_is_read_where_it_leads(report):
    (report.parent / "link.txt").symlink_to(report)
    assert json.loads(answered("misbehaving:needed", report.parent / "link.txt").data)[0] == "report"


@needs_sandbox
def test_who_hashes_files_reads_them_and_no_more(report):
    assert len(answered(unit.DIGEST, report).data) == 64
    assert "made up by the system" in str(answered(unit.DIGEST, Path("/proc/self/pagemap")).facts)


@needs_sandbox
def test_files_that_the_kernel_makes_up_are_refused_where_their_list_cannot_be_read(report):
    answer = answered("extractor.unit:extract_file", Path("/proc/self/pagemap"), function=unit.PIPELINE, options={})
    assert answer.status == "refused" and "made up by the system" in str(answer.facts["problem"])


def test_the_environment_holds_nothing_but_what_is_needed(report, monkeypatch):
    for name in ("AWS_SECRET_ACCESS_KEY", "HOME", "PYTHONPATH", "LD_PRELOAD", "GITHUB_TOKEN"):
        monkeypatch.setenv(name, "secret")
        answer = answered(probes.TARGET, report, outside=str(report.parent / "beside.txt"), secret=name)
        assert json.loads(answer.data)["no environment but what it needs"] == []


@needs_sandbox
def test_where_the_kernel_refuses_the_sandbox_nothing_is_read(report, monkeypatch):
    from extractor import worker
    from extractor.sandbox import landlock

    def refuse(*args: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(landlock, "restrict", refuse)
    monkeypatch.setattr(worker, "_limit", lambda memory: None)
    request = {
        "target": "misbehaving:needed",
        "path": str(report),
        "arguments": {},
        "memory": 1,
        "reads": [],
        "writes": [],
    }
    answer = worker._work(request)
    assert b'"broken"' in answer and b"no sandbox, so that nothing was read" in answer and b"report" not in answer[80:]


@needs_sandbox
def test_pictures_go_into_the_folder_that_was_named_and_nowhere_else(tmp_path, capsys):
    pdf = Path(__file__).parents[1] / "samples" / "leicestershire-2018-09.pdf"
    assert main(["tables", str(pdf), "--debug", str(tmp_path / "pictures")]) == 0
    assert {p.suffix for p in (tmp_path / "pictures").iterdir()} == {".svg"}


@needs_sandbox
def test_a_vocabulary_that_the_user_names_is_read(tmp_path, capsys):
    (tmp_path / "lies-elsewhere.csv").write_text("term,facts,within\ncattle raids,category=rural_crime,\n")
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "terms.csv").symlink_to(tmp_path / "lies-elsewhere.csv")
    (tmp_path / "report.txt").write_text("Hampshire Police March 2018\n\nOffence\t2017/18\nBurglary\t12\nRape\t5\n")
    command = ["convert", str(tmp_path / "report.txt"), "--schemas", str(tmp_path / "vocabulary")]
    assert main([*command, "--out", str(tmp_path / "out"), "--no-cache"]) == 0
    assert "1 file read" in capsys.readouterr().err


def doctor(**environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "extractor", "doctor"]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})


@needs_sandbox
def test_the_doctor_says_what_is_in_force():
    done = doctor()
    assert done.returncode == 0 and "NOT" not in done.stdout and done.stdout.count("in force") == 10, done.stdout


def test_the_doctor_says_what_is_not():
    done = doctor(EXTRACTOR_SANDBOX="off")
    lines = done.stdout.splitlines()
    assert done.returncode == 1 and "do not trust" in done.stderr
    assert "NOT IN FORCE  guarded processes: no network: one could open a socket" in done.stdout
    off = [line for line in lines if line.startswith("NOT IN FORCE") and "EXTRACTOR_SANDBOX=off" in line]
    assert len(off) == 4 + bool(office.found())


def test_convert_says_where_there_is_no_sandbox(tmp_path, monkeypatch, capsys):
    (tmp_path / "report.txt").write_text("Hampshire Police March 2018\n\nOffence\t2017/18\nBurglary\t12\nRape\t5\n")
    monkeypatch.setenv("EXTRACTOR_SANDBOX", "off")
    assert main(["convert", str(tmp_path / "report.txt"), "--out", str(tmp_path / "out"), "--no-cache"]) == 0
    assert capsys.readouterr().err.endswith("; no sandbox here, see extractor doctor\n")
