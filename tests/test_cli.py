"""The command line: exit codes, one line per trouble, nothing on stderr but for people."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractor import __version__, cli

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}


def extractor(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "extractor", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=ENVIRONMENT, **options)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "required: COMMAND"),
        (["conjure"], "invalid choice"),
        (["convert"], "required: PATH"),
        (["convert", "x.pdf", "--colour"], "unrecognized arguments: --colour"),
        (["convert", "x.pdf", "--jobs", "0"], "'0' is not a whole number of 1 or more"),
        (["convert", "x.pdf", "--format", "csv,xlsx"], "'csv,xlsx' is not a list of csv, parquet, sqlite"),
        (["convert", "x.pdf", "--time-limit", "soon"], "'soon' is not a number of seconds"),
        (["convert", "x.pdf", "--memory-limit", "much"], "'much' is not a size such as 500M or 2G"),
        (["convert", "x.pdf", "--reader", "tea-leaves"], "invalid choice: 'tea-leaves'"),
        (["convert", "x.pdf", "--schemas", "/no/such/folder"], "/no/such/folder: is not a folder"),
        (["tables"], "required: FILE"),
    ],
)
def test_wrong_usage_is_one_line_and_two(arguments, told, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    try:
        code = cli.main(arguments)
    except SystemExit as stop:
        code = stop.code
    out, err = capsys.readouterr()
    assert (code, out, err.count("\n")) == (2, "", 1) and told in err
    assert not list(tmp_path.iterdir())


def test_help_and_version(capsys):
    for arguments, told in ([["--help"], "convert"], [["convert", "--help"], "--out"], [["--version"], __version__]):
        with pytest.raises(SystemExit) as stop:
            cli.main(arguments)
        assert stop.value.code == 0 and told in capsys.readouterr().out


def test_help_imports_nothing_heavy():
    code = "import sys; from extractor.cli import build_parser; build_parser(); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT)
    heavy = {
        "pandas",
        "numpy",
        "pyarrow",
        "pdfplumber",
        "pypdfium2",
        "docx",
        "rich",
        "rapidfuzz",
        "sqlite3",
        "distributed",
    }
    assert "extractor.commands.convert" in done.stdout.split() and not heavy & set(done.stdout.split())


BAD = {
    "empty.pdf": b"",
    "truncated.pdf": b"%PDF-1.7\n1 0 obj\n<<",
    "noise.docx": bytes(range(256)) * 8,
    "zip.docx": b"PK\x03\x04 this is no archive",
}


def test_files_that_cannot_be_read_have_a_line_each(tmp_path):
    for name, content in BAD.items():
        (tmp_path / name).write_bytes(content)
    done = extractor(
        "convert", *(tmp_path / n for n in BAD), tmp_path / "missing.pdf", "--out", tmp_path / "out", "--no-cache"
    )
    lines = done.stderr.splitlines()
    assert done.returncode == 1 and done.stdout == ""
    assert sorted(Path(line.split(": ")[0]).name for line in lines[:-1]) == sorted([*BAD, "missing.pdf"])
    assert "Traceback" not in done.stderr and "internal error" not in done.stderr
    assert lines[-1].startswith("0 files read, 0 figures") and "5 failures" in lines[-1]


def test_no_progress_when_piped(tmp_path):
    done = extractor("convert", tmp_path, "--out", tmp_path / "out")
    assert "\x1b" not in done.stderr and done.returncode == 1
    assert done.stderr.splitlines()[0].endswith("holds no file named as a report; name the files or another folder")


def test_tables_of_a_file_that_cannot_be_read(tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"")
    for name in ("x.pdf", "missing.pdf"):
        done = extractor("tables", tmp_path / name, "--json")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1) and name in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="needs pipes with names")
def test_tables_of_a_pipe_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "x.pdf")
    done = extractor("tables", tmp_path / "x.pdf")
    assert done.returncode == 1 and "is not a regular file" in done.stderr and done.stderr.count("\n") == 1


def test_pictures_that_cannot_be_written_are_told_before_anything_is_read(tmp_path):
    (tmp_path / "file").write_text("")
    done = extractor("tables", sample("pdf"), "--debug", tmp_path / "file" / "seen")
    assert done.returncode == 1 and "internal error" not in done.stderr and "file/seen: Not a directory" in done.stderr


def test_a_dataset_that_is_cut_off_is_told(tmp_path):
    out = tmp_path / "out"
    assert extractor("convert", sample("txt"), "--out", out, "--no-cache").returncode == 0
    (out / "observations.parquet").write_bytes((out / "observations.parquet").read_bytes()[:5000])
    done = extractor("check", out)
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert "observations.parquet is not as it was written" in done.stderr and "convert the reports again" in done.stderr


def sample(suffix: str) -> Path:
    return next((ROOT / "samples").rglob(f"*.{suffix}"))


def test_tables_prints_the_shape_that_the_schema_fixes():
    done = extractor("tables", sample("pdf"), "--json")
    assert done.returncode == 0 and done.stderr == ""
    pages = json.loads(done.stdout)["pages"]
    table = next(iter(pages.values()))[0]
    assert all(page.isdigit() for page in pages) and len(table["bbox"]) == 4
    assert {"r0", "r1", "c0", "c1", "text", "heading"} <= set(table["cells"][0])


@pytest.mark.parametrize("suffix", ["docx", "txt"])
def test_tables_of_a_file_without_pages_have_no_boxes(suffix):
    found = json.loads(extractor("tables", sample(suffix), "--json").stdout)
    assert found["pages"] == {} and len(found["tables"]) > 3
    assert {"r0", "r1", "c0", "c1", "text", "heading"} == set(found["tables"][0]["cells"][0])


def test_tables_for_people_cannot_steer_the_terminal(tmp_path):
    (tmp_path / "x.txt").write_text("Crime\n\nOffence\t2017\nBurg\x1b[31mlary\t12\nRobbery\t7\n")
    done = extractor("tables", tmp_path / "x.txt")
    assert done.stdout.startswith("table 1\n  Offence | 2017\n") and "\x1b" not in done.stdout


def test_tables_draws_what_it_saw(tmp_path):
    assert extractor("tables", sample("pdf"), "--json", "--debug", tmp_path / "seen").returncode == 0
    assert (tmp_path / "seen" / "page-0001.svg").read_text().startswith("<svg")


def test_tables_says_what_it_could_not_draw(tmp_path):
    from raw_pdf import raw_pdf

    done = extractor("tables", sample("txt"), "--json", "--debug", tmp_path / "seen")
    assert done.returncode == 0 and done.stderr.endswith(": has no pages to draw; --debug draws those of a PDF\n")
    assert set(json.loads(done.stdout)) == set(json.loads(extractor("tables", sample("txt"), "--json").stdout))
    picture = "q 180 0 0 150 10 20 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
    (tmp_path / "report.pdf").write_bytes(raw_pdf("BT /F1 10 Tf 30 150 Td (Hull) Tj ET", picture))
    done = extractor("tables", tmp_path / "report.pdf", "--debug", tmp_path / "seen")
    assert done.returncode == 0 and done.stderr.count("\n") == 1
    assert "report.pdf: page 2 is a picture, so that no figure on it was read" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_a_reader_that_goes_away_is_no_trouble():
    command = f"'{sys.executable}' -m extractor tables '{sample('pdf')}' --json | head -c 10"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=ENVIRONMENT, timeout=120)
    assert done.stderr == "" and len(done.stdout) == 10


def test_internal_errors_have_no_traceback(monkeypatch, capsys):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("extractor.batch.convert", broken)
    assert cli.main(["convert", "x.pdf"]) == 1
    assert capsys.readouterr().err == "extractor: internal error (RuntimeError: two lines); please report it\n"


def test_a_disk_that_is_full_is_one_line(monkeypatch, capsys):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "out/observations.csv")

    monkeypatch.setattr("extractor.batch.convert", full)
    assert cli.main(["convert", "x.pdf"]) == 1
    assert capsys.readouterr().err == "extractor: out/observations.csv: No space left on device; nothing was changed\n"


def test_ctrl_c_is_one_line(monkeypatch, capsys):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("extractor.batch.convert", interrupted)
    assert cli.main(["convert", "x.pdf"]) == 130
    assert capsys.readouterr().err.count("\n") == 1


def test_readme_and_ci_run_the_same_tests():
    command = "python3 -m venv --clear .venv-test && .venv-test/bin/pip install '.[test]' && .venv-test/bin/pytest"
    for name in ("README.md", ".ci/run"):
        assert command in (ROOT / name).read_text(encoding="utf-8").splitlines()


def test_a_file_with_a_page_that_was_not_read_is_one_and_says_which(tmp_path):
    from raw_pdf import raw_pdf

    picture = "q 180 0 0 150 10 20 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
    (tmp_path / "report.pdf").write_bytes(raw_pdf("BT /F1 10 Tf 30 150 Td (Hull) Tj ET", picture))
    done = extractor("convert", tmp_path / "report.pdf", "--out", tmp_path / "out", "--no-cache", "--format", "csv")
    assert done.returncode == 1
    assert "report.pdf: not read whole: page 2" in done.stderr and "1 file not read whole" in done.stderr
    assert ",error,picture-page," in (tmp_path / "out" / "findings.csv").read_text()
