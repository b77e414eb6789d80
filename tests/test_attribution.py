"""Where reports come from, as a user's `sources.csv` says it: put on documents, kept, and slips said by line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from fake_pipeline import FAKE

from extractor import attribution
from extractor.attribution_rows import rows_of
from extractor.batch import run
from extractor.cli import main
from extractor.errors import UsageError
from extractor.publish.files import published
from extractor.reading import Settings

HEAD = "file,sha256,url,title,published,licence\n"
TOLD = ("published", "source_url", "source_title", "licence")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(function=FAKE, cache_dir=tmp_path / "cache", jobs=1)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "h 2018.txt").write_text("report hampshire-2018-03-31")
    (folder / "s.txt").write_text("report staffordshire-2023-03-31")
    return folder


def documents(out: Path) -> dict[str, dict[str, str]]:
    with (out / "documents.csv").open(encoding="utf-8") as stream:
        return {row["document_id"]: row for row in csv.DictReader(stream)}


def told(out: Path, name: str = "hampshire-2018-03-31") -> tuple[str, ...]:
    return tuple(documents(out)[name][column] for column in TOLD)


def converted(paths, settings, out, **options):
    said: list[str] = []
    result = run(paths, settings, out=out, notice=said.append, **options)
    return result, said


def test_a_file_beside_the_reports_is_taken_and_is_no_report(reports, settings, tmp_path):
    (reports / "sources.csv").write_text(f"{HEAD}h 2018.txt,,https://example.org/h.pdf,Force report,2018-06-12,OGL\n")
    result, said = converted([reports], settings, tmp_path / "out")
    assert (result.read, said) == (2, [])
    assert told(tmp_path / "out") == ("2018-06-12", "https://example.org/h.pdf", "Force report", "OGL")
    assert told(tmp_path / "out", "staffordshire-2023-03-31") == ("", "", "", "")
    assert list(result.documents["source_url"].fillna("")) == ["https://example.org/h.pdf", ""]


def test_it_is_found_beside_a_report_that_is_named_by_itself(reports, settings, tmp_path):
    (reports / "sources.csv").write_text(f"{HEAD}h*.txt,,https://example.org/h.pdf,,,\n")
    converted([reports / "h 2018.txt"], settings, tmp_path / "out")
    assert told(tmp_path / "out")[1] == "https://example.org/h.pdf"


def test_a_table_of_figures_of_that_name_is_a_report(reports, settings, tmp_path):
    (reports / "sources.csv").write_text("Offence,2018\nBurglary,12\n")
    result, _ = converted([reports], settings, tmp_path / "out")
    assert "sources.csv" in set(result.documents["file"])


def test_a_list_of_corrections_beside_the_reports_is_no_report(reports, settings, tmp_path):
    (reports / "corrections.csv").write_text("observation_id,action,reason\n1,flag,Why\n")
    result, said = converted([reports], settings, tmp_path / "out")
    assert result.read == 2 and "is no report but a list of corrections" in said[0]


def test_the_content_names_a_report_before_its_name_and_that_before_a_pattern(reports, settings, tmp_path):
    first, _ = converted([reports], settings, tmp_path / "out")
    sha = dict(zip(first.documents["file"], first.documents["source_sha256"], strict=True))["h 2018.txt"]
    rows = ["*.txt,,,pattern,,\n", "H 2018.TXT,,,name,,\n", f",{sha.upper()},,content,,\n"]
    for n, title in ((3, "content"), (2, "name"), (1, "pattern")):
        file = tmp_path / "told.csv"
        file.write_text(HEAD + "".join(rows[:n]))
        converted([reports], settings, tmp_path / "out", sources=file)
        assert told(tmp_path / "out")[2] == title


def test_what_is_said_stays_through_runs_until_something_else_is_said(reports, settings, tmp_path):
    out, file = tmp_path / "out", tmp_path / "told.csv"
    file.write_text(f"{HEAD}h*,,https://example.org/h.pdf,Force report,2018-06-12,OGL\n")
    converted([reports / "h 2018.txt"], settings, out, sources=file)
    before = told(out)
    converted([reports / "s.txt"], settings, out)  # another report comes
    assert told(out) == before
    converted([reports / "h 2018.txt"], settings, out)  # the same is read again, and nothing is said of it
    assert told(out) == before
    file.write_text(f"{HEAD}h*,,https://example.org/new.pdf,,,\n")
    converted([reports / "s.txt"], settings, out, sources=file)  # of a report that stands
    assert told(out) == ("", "https://example.org/new.pdf", "", "")


def test_one_by_one_is_all_at_once_with_sources_too(reports, settings, tmp_path):
    file = tmp_path / "told.csv"
    file.write_text(f"{HEAD}h*,,https://example.org/h.pdf,,2018-06-12,\ns.txt,,https://example.org/s.pdf,,,\n")
    converted([reports], settings, tmp_path / "all", sources=file)
    for name in ("s.txt", "h 2018.txt"):
        converted([reports / name], settings, tmp_path / "one", sources=file)
    all_at_once, one_by_one = (published(tmp_path / name) for name in ("all", "one"))
    names = {p.name for p in all_at_once.iterdir() if p.is_file()} - {"changes.csv", "performance.sqlite"}
    for name in names - {"datapackage.json"}:
        assert (all_at_once / name).read_bytes() == (one_by_one / name).read_bytes(), name


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",,https://example.org/h.pdf,,,", "names no report; fill in file or sha256"),
        ("h.pdf,abc,,,,", "has a sha256 that is not 64 hexadecimal digits"),
        ("h.pdf,,example.org/h.pdf,,,", "has 'example.org/h.pdf' as url; write an address such as https://"),
        ("h.pdf,,javascript:alert(1),,,", "as url; write an address"),
        ("h.pdf,,https://example.org/a b,,,", "as url; write an address"),
        ("h.pdf,,https://[::1/,,,", "as url; write an address"),
        ("h.pdf,,,,12/06/2018,", "has '12/06/2018' as published; write the day as 2018-06-12"),
        ("h.pdf,,,,2018-02-30,", "has '2018-02-30' as published"),
        ("h.pdf,,,One, two,,", "has 7 fields where the heading has 6; quote commas"),
        ("h.pdf,,,a\x1b[31m,,", "has a character in title that cannot be printed"),
        (f"h.pdf,,,{'x' * 600},,", "has more than 500 characters as title"),
    ],
)
def test_a_row_that_cannot_be_used_is_said_with_its_line_and_the_others_are_used(tmp_path, row, problem):
    file, said = tmp_path / "sources.csv", []
    file.write_text(f'{HEAD}a.pdf,,,"Two\nlines",,\n{row}\nb.pdf,,,B,,\n')
    rows = rows_of(file, said.append)
    assert [(r.file, r.title) for r in rows] == [("a.pdf", "Two lines"), ("b.pdf", "B")]
    assert any(line.startswith(f"{file}: line 4 ") and problem in line for line in said), said


def test_a_heading_that_says_nothing_is_refused_where_the_file_is_named(reports, settings, tmp_path):
    file = tmp_path / "told.csv"
    for text, problem in (("file;url\n", "with commas between"), ("file,date\n", "its heading must have")):
        file.write_text(text)
        with pytest.raises(UsageError, match=problem):
            converted([reports], settings, tmp_path / "out", sources=file)
    with pytest.raises(UsageError, match="does not exist; check the path"):
        converted([reports], settings, tmp_path / "out", sources=tmp_path / "nothing.csv")


def test_the_command_takes_the_file_that_is_named(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Hampshire Police March 2018\n\nOffence\t2017/18\t2016/17\nBurglary\t12\t10\n")
    (tmp_path / "told.csv").write_text("file,url\na.txt,https://example.org/a\nb.txt,b\n")
    arguments = [str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--no-cache"]
    assert main(["convert", *arguments, "--sources", str(tmp_path / "told.csv")]) == 0
    assert f"{tmp_path / 'told.csv'}: line 3 has 'b' as url" in capsys.readouterr().err
    assert [row["source_url"] for row in documents(tmp_path / "out").values()] == ["https://example.org/a"]
    assert main(["convert", *arguments, "--sources", str(tmp_path / "nothing.csv")]) == 2


def test_rows_that_contradict_each_other_are_said_and_neither_is_used(reports, settings, tmp_path):
    file = tmp_path / "told.csv"
    file.write_text(f"{HEAD}h*,,https://example.org/1,,,\n*8.txt,,https://example.org/2,,,\n")
    _, said = converted([reports], settings, tmp_path / "out", sources=file)
    assert told(tmp_path / "out")[1] == ""
    assert said == [f"{file}: line 2 and {file}: line 3: say different things of h 2018.txt; keep one of them"]


def test_rows_that_name_no_report_and_days_that_cannot_be_are_said(reports, settings, tmp_path):
    file = tmp_path / "told.csv"
    file.write_text(f"{HEAD}other.pdf,,,Other,,\nh*,,,,2016-01-01,\n")
    _, said = converted([reports], settings, tmp_path / "out", sources=file)
    assert any("row in line 2 names no report of the dataset" in line for line in said)
    assert any("h 2018.txt: published 2016-01-01, before 2018-03-31" in line for line in said)


def test_the_day_that_the_report_prints_stands_where_the_user_says_none() -> None:
    from dataclasses import replace
    from datetime import date

    from made import DOCUMENT

    from extractor.attribution_rows import Row
    from extractor.reading import Entry

    printed = replace(DOCUMENT, printed_date=date(2018, 6, 12), source_url="https://evil.example/")
    for row, day in ((Row(file="report.pdf", title="x"), date(2018, 6, 12)),
                     (Row(file="report.pdf", published=date(2018, 7, 1)), date(2018, 7, 1))):  # fmt: skip
        entry = Entry(printed)
        attribution.attribute([entry], attribution.Attribution((row,)), print)
        assert (entry.document.published, entry.document.source_url) == (day, "")
