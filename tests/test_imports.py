"""Code that lies beside the reports is never run, whichever way the program is started."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extractor import imports
from extractor.isolate import Limits, Workshop

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
REPORT = "leicestershire-2018-09.pdf"
# Modules of Python, of the libraries and of the readers that some process imports on the way.
NAMES = ("json", "numpy", "pandas", "subprocess", "hashlib", "csv", "pypdfium2", "rapidfuzz", "PIL", "sitecustomize",
         "docx", "worker", "decimal", "struct")  # fmt: skip
HOSTILE = "import os\nopen(os.path.join({folder!r}, 'RAN-' + __name__), 'w').close()\n"
START = "import sys\nfrom extractor.__main__ import start\nsys.exit(start())\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with a report that came with modules."""
    folder = tmp_path / "reports"
    folder.mkdir()
    shutil.copy(SAMPLES / REPORT, folder)
    for name in NAMES:
        (folder / f"{name}.py").write_text(HOSTILE.format(folder=str(tmp_path)))
    return folder


def started(how: str, cwd: Path, *arguments: str, path: str = "") -> subprocess.CompletedProcess[str]:
    """The command as `python -m`, or as the script that is installed (which has a folder of its own)."""
    home = str(Path(imports.HOME).parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (path, home)))}
    script = cwd.parent / "bin" / "start.py"
    script.parent.mkdir(exist_ok=True)
    script.write_text(START)
    command = [sys.executable, *(["-m", "extractor"] if how == "module" else [str(script)]), *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120)


def ran(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("RAN-*"))


@pytest.mark.parametrize("how", ["module", "script"])
def test_modules_beside_the_reports_do_not_run(reports: Path, how: str) -> None:
    commands = (
        ("convert", ".", "--out", "../out", "--no-cache"),
        ("tables", REPORT),
        ("check", "../out", "--format", "html", "--documents", ".", "--out", "../doubts.html"),
    )
    for command in commands:
        done = started(how, reports, *command)
        assert done.returncode == 0, done.stderr
    assert ran(reports.parent) == []
    assert "data:image/png" in (reports.parent / "doubts.html").read_text()


def test_a_module_path_that_leads_to_the_reports_does_not_run_them(reports: Path) -> None:
    (reports / "sitecustomize.py").unlink()  # that one is run before the first line of any program
    (reports.parent / "elsewhere").mkdir()
    done = started("script", reports.parent / "elsewhere", "tables", str(reports / REPORT), path=str(reports))
    assert done.returncode == 0 and ran(reports.parent) == [], done.stderr


def test_a_library_call_from_the_folder_of_the_reports_reads_them_in_a_process_that_imports_nothing_there(
    reports: Path,
) -> None:
    """What is asked for in the folder itself, as from a notebook there: the caller's own process is the caller's."""
    (reports / "ask.py").write_text(
        "import sys\nfolder = sys.path.pop(0)\nimport extractor.batch, pandas\nsys.path.insert(0, folder)\n"
        f"print(len(extractor.convert([{REPORT!r}], cache=False, jobs=1).failed))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(imports.HOME).parent)}
    command = [sys.executable, "ask.py"]
    done = subprocess.run(command, cwd=reports, env=environment, capture_output=True, text=True, timeout=120)
    assert (done.stdout, ran(reports.parent)) == ("0\n", []), done.stderr


def test_a_worker_starts_from_whatever_folder_the_program_is_installed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a checkout that is nowhere installed, which is then the working folder."""
    home = Path(imports.HOME).parent
    monkeypatch.chdir(home)
    monkeypatch.setattr(sys, "path", [str(home), *sys.path])
    workshop = Workshop("extractor.intake:digest", stay=True)
    try:
        answer = workshop.run(str(SAMPLES / REPORT), {}, Limits(20.0, 1 << 30))
        assert answer.status == "done" and len(answer.data) == 64
    finally:
        workshop.close()


def test_installed_packages_are_found_even_from_their_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    site = next(entry for entry in sys.path if entry.endswith("site-packages"))
    monkeypatch.chdir(site)
    assert imports.trusted(["", site, os.path.dirname(os.__file__)]) == [site, os.path.dirname(os.__file__)]


def test_a_folder_that_holds_an_input_is_no_place_for_modules(tmp_path: Path) -> None:
    beside, above, other = tmp_path / "in", tmp_path, tmp_path / "other"
    entries = [str(beside), str(above), str(other), "relative"]
    kept = imports.trusted(entries, (str(beside / "a.pdf"),))
    assert kept == [str(other), os.path.abspath("relative")]
