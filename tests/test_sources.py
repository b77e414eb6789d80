"""Which files are read, under which names."""

import os
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.sources import find


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.pdf", "a.DOCX", "deep/c.txt", "notes.zip", "~$a.docx", ".hidden.pdf", "a..b é.txt", "..data.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "in"


def names(*paths: object) -> list[str]:
    return [source.name for source in find(map(str, paths))[0]]


def test_folders_are_opened_up_and_sorted(folder):
    assert names(folder) == ["a..b é.txt", "a.DOCX", "b.pdf", "deep/c.txt"]


def test_what_is_hidden_or_has_no_suffix_is_left_aside_and_told(folder, capsys):
    (folder / "REPORT").write_text("x")
    (folder / ".private").mkdir()
    (folder / "._b.pdf").write_text("what macOS leaves on foreign disks")
    (folder / ".gitignore").write_text("no report by its name")
    left: list[str] = []
    find([str(folder)], left_aside=left)
    assert sorted(os.path.relpath(p, folder) for p in left) == ["..data.txt", ".hidden.pdf", ".private", "REPORT"]
    main(["convert", str(folder), "--out", str(folder.parent / "out"), "--no-cache"])
    told = [line for line in capsys.readouterr().err.splitlines() if "left aside" in line]
    assert len(told) == 1 and "REPORT" in told[0] and told[0].endswith("name them to have them read")


def test_a_file_that_is_not_what_its_suffix_says_is_told(tmp_path, capsys):
    (tmp_path / "report.docx").write_text("Hampshire Police March 2018\n\nOffence\t2017/18\nBurglary\t12\nRape\t5\n")
    for _ in range(2):  # also when its result comes from the cache
        command = [
            "convert",
            str(tmp_path / "report.docx"),
            "--out",
            str(tmp_path / "out"),
            "--cache-dir",
            str(tmp_path / "c"),
        ]
        assert main(command) == 0
        assert "report.docx: The file is named .docx but read as txt" in capsys.readouterr().err


def test_word_files_with_macros_and_templates_of_a_folder_are_read(tmp_path):
    for name in ("a.docm", "b.DOTX", "c.dotm", "d.text", "e.docb"):
        (tmp_path / name).write_text("x")
    assert names(tmp_path) == ["a.docm", "b.DOTX", "c.dotm", "d.text"]


def test_a_named_file_is_read_whatever_its_name(folder):
    assert names(folder / "notes.zip", folder / ".hidden.pdf", folder / "..data.txt") == [
        "..data.txt",
        ".hidden.pdf",
        "notes.zip",
    ]


def test_a_missing_file_is_a_source_and_an_empty_folder_is_told(tmp_path):
    sources, barren = find([str(tmp_path), str(tmp_path / "no.pdf")])
    assert [s.name for s in sources] == ["no.pdf"] and barren == [str(tmp_path)]


def test_order_and_repetition_of_the_paths_do_not_matter(folder):
    assert (
        names(folder, folder / "b.pdf")
        == names(folder / "b.pdf", folder / "deep" / ".." / "b.pdf", folder)
        == names(folder)
    )


def test_links_that_circle_end(folder):
    (folder / "deep" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "other").symlink_to(folder / "deep", target_is_directory=True)
    assert names(folder) == ["a..b é.txt", "a.DOCX", "b.pdf", "deep/c.txt"]


def refused(*paths: object, follow_links: bool = False) -> list[str]:
    return [source.name for source in find(map(str, paths), follow_links)[0] if source.refusal]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_that_lead_out_of_the_folder_are_refused_and_others_are_not(folder, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "out.pdf").write_text("x")
    (tmp_path / "insider").mkdir()  # its name begins like that of the folder
    for name, target in {
        "out.pdf": "../other/out.pdf", "gone.pdf": "../other/gone.pdf", "up.pdf": "..", "folder": "../other",
        "insider": "../insider", "absolute.txt": "/etc/hostname", "notes": "../other/out.pdf", "inside.pdf": "b.pdf",
        "deep/inside.txt": "../a.DOCX", "deep/up": "..",
    }.items():  # fmt: skip
        (folder / name).symlink_to(target)
    out = ["absolute.txt", "folder", "gone.pdf", "insider", "out.pdf", "up.pdf"]
    assert refused(folder) == out
    assert refused(folder, follow_links=True) == []
    assert "out.pdf" in names(folder / "out.pdf") and refused(folder / "out.pdf") == []
    assert refused(folder / "folder") == []  # the user names it
    sources = find([str(folder), str(tmp_path / "other")])[0]
    assert [str(s.path) for s in sources if not s.refusal and s.path.name == "out.pdf"] == [f"{tmp_path}/other/out.pdf"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_chain_of_links_is_followed_to_its_end(folder, tmp_path):
    (tmp_path / "secret.txt").write_text("x")
    (folder / "deep" / "step.txt").symlink_to("../../secret.txt")
    (folder / "first.txt").symlink_to("deep/step.txt")
    assert refused(folder) == ["deep/step.txt", "first.txt"]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path):
    for year in ("2018", "2019"):
        (tmp_path / year / "q1").mkdir(parents=True)
        (tmp_path / year / "q1" / "report.pdf").write_text(year)
    assert names(tmp_path / "2018", tmp_path / "2019") == ["2018/q1/report.pdf", "2019/q1/report.pdf"]
    assert names(tmp_path / "2018/q1/report.pdf", tmp_path / "2019/q1/report.pdf") == [
        "2018/q1/report.pdf",
        "2019/q1/report.pdf",
    ]


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on POSIX only")
def test_a_name_that_is_no_text_is_a_name(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.pdf")).write_text("x")
    assert names(tmp_path) == ["caf\udce9.pdf"]


def test_what_is_named_as_a_report_and_is_no_file_is_not_left_out_in_silence(folder):
    for name, target in (("self.pdf", "self.pdf"), ("lost.pdf", "nowhere.pdf")):
        (folder / name).symlink_to(target)
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.pdf").mkdir()
    found = names(folder)
    assert {"self.pdf", "lost.pdf", "pipe.txt"} <= set(found) and "folder.pdf" not in found


def test_a_folder_that_may_not_be_opened_is_a_source_that_cannot_be_read(folder, monkeypatch):
    real = os.scandir

    def closed(path):
        if Path(path).name in ("deep", "shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    (folder / "shut").mkdir()
    assert names(folder) == ["a..b é.txt", "a.DOCX", "b.pdf", "deep", "shut"]
    assert names(folder / "shut") == ["shut"]
