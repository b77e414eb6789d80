"""Where processes part from one for many files, what each would make for itself is made beforehand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extractor import engine, unit
from extractor.isolate import Limits

REPORT = Path(__file__).parent.parent / "samples" / "forms" / "leicestershire-2018-09.txt"
COUNT = """
import re, regex
from extractor import pipeline, unit
unit.{preload}()
made = []
for module, name in ((re._compiler, "compile"), (regex._regex_core, "_compile_firstset")):
    def counted(*arguments, of=getattr(module, name), **more):
        made.append(arguments)
        return of(*arguments, **more)
    setattr(module, name, counted)
pipeline.extract({report!r})
print(len(made))
"""


def patterns_made(preload: str) -> int:
    """How many patterns are compiled for the first report after that."""
    code = COUNT.format(preload=preload, report=str(REPORT))
    return int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def test_the_first_of_many_reports_finds_its_patterns_made() -> None:
    anew = patterns_made("extract_file_preload")
    assert anew > 100
    assert patterns_made("extract_one_of_many_preload") < anew / 5


@pytest.mark.parametrize(("files", "target"), [(3, unit.TARGET), (40, unit.MANY)])
def test_only_many_files_are_worth_it(files: int, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Stopped(Exception):
        pass

    def workshop(target: str, inputs: object) -> None:
        asked.append(target)
        raise Stopped

    monkeypatch.setattr(engine, "Workshop", workshop)
    jobs = [engine.Job(str(REPORT), unit.PIPELINE, {}, Limits())] * files
    with pytest.raises(Stopped):
        list(engine.run_all(jobs, workers=2))
    assert asked == [target]


READERS = """
import sys
from extractor import unit
unit.extract_file_preload()
before = {"extractor.read.text", "extractor.read.docx", "extractor.read.pdf"} & set(sys.modules)
unit.extract_file_ready(sys.argv[1])
print(sorted(before), sorted({"extractor.read.text", "extractor.read.docx"} & set(sys.modules)))
"""


@pytest.mark.parametrize(
    ("name", "ready"),
    [("a.txt", "['extractor.read.text']"), ("A.DOCX", "['extractor.read.docx']"), ("a", "[]"), ("a.zip", "[]")],
)
def test_what_reads_a_form_is_imported_where_a_file_is_named_so(name: str, ready: str) -> None:
    command = [sys.executable, "-c", READERS, name]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == f"[] {ready}"
