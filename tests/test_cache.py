"""Kept results: whole or absent, and gone with the program that made them."""

import os
import time
from pathlib import Path

import pytest

from extractor import cache
from extractor.cache import Store, fingerprint, open_store


def test_a_result_comes_back(tmp_path):
    store = Store(tmp_path)
    store.put("name", b"data")
    assert store.get("name") == b"data" and store.get("other") is None


def test_a_damaged_entry_counts_as_absent(tmp_path):
    store = Store(tmp_path)
    store.put("name", b"data")
    whole = (tmp_path / "name").read_bytes()
    for damaged in (b"", whole[:-1], whole + b"x", whole[:30] + b"?" + whole[31:], b"data"):
        (tmp_path / "name").write_bytes(damaged)
        assert store.get("name") is None


def test_a_folder_that_cannot_be_written_is_no_store(tmp_path):
    (tmp_path / "file").write_text("")
    assert open_store(tmp_path / "file", "k" * 64) is None


def aged(folder: Path, days: int = 40) -> Path:
    then = time.time() - days * 86_400
    os.utime(folder, (then, then))
    return folder


def made(root: Path, key: str) -> Path:
    """A folder of results as the program makes it."""
    store = open_store(root, key)
    assert store
    store.put("f" * 64, b"result")
    return root / key[:32]


def test_results_of_old_programs_go_after_a_month_and_fresh_ones_stay(tmp_path):
    old, fresh = made(tmp_path, "0" * 64), made(tmp_path, "1" * 64)
    aged(old)
    (fresh.parent / "2" / "nested").mkdir(parents=True)
    kept = made(tmp_path, "3" * 64)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["1" * 32, "2", kept.name] and not old.exists()


def test_a_folder_that_only_looks_like_ours_is_never_removed(tmp_path):
    """A name of 32 characters and 40 days of rest make nobody's photographs ours."""
    foreign, copied, empty = (tmp_path / (name * 32) for name in "abc")
    for folder in (foreign, copied, empty):
        folder.mkdir()
    (foreign / "photograph.jpg").write_text("mine")
    (copied / ("f" * 64)).write_text("mine")
    (copied / cache._MARK).write_text("something else")
    for folder in (foreign, copied, empty):
        aged(folder)
    open_store(tmp_path, "k" * 64)
    assert (foreign / "photograph.jpg").exists() and (copied / ("f" * 64)).exists() and empty.exists()


def test_what_somebody_put_among_our_results_stays(tmp_path):
    old = made(tmp_path, "0" * 64)
    (old / "notes.txt").write_text("mine")
    aged(old)
    open_store(tmp_path, "1" * 64)
    assert (old / "notes.txt").read_text() == "mine" and not (old / ("f" * 64)).exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_among_the_results_is_not_followed(tmp_path):
    elsewhere = made(tmp_path / "elsewhere", "0" * 64)
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / ("0" * 32)).symlink_to(aged(elsewhere), target_is_directory=True)
    open_store(tmp_path / "cache", "1" * 64)
    assert (elsewhere / ("f" * 64)).exists()


def test_the_fingerprint_changes_with_the_vocabulary(tmp_path):
    own = fingerprint()
    (tmp_path / "terms.csv").write_text("term,facts,within\n")
    first = fingerprint(str(tmp_path))
    (tmp_path / "terms.csv").write_text("term,facts,within\ncattle raids,category=rural_crime,\n")
    assert len({own, first, fingerprint(str(tmp_path))}) == 3
    assert fingerprint() == own


def test_the_cache_lies_where_the_user_wants_it(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.default_directory() == tmp_path / "extractor"
