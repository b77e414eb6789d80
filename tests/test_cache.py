"""Kept results: whole or absent, and gone with the program that made them."""

import os
import shutil
import tempfile
import time
from pathlib import Path

import pytest

from extractor import cache
from extractor.cache import Store, fingerprint, open_store

SECRET = b"s" * 32


@pytest.fixture(autouse=True)
def own_secret(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("home")))


def test_a_result_comes_back(tmp_path):
    store = Store(tmp_path, SECRET)
    store.put("name", b"data")
    assert store.get("name") == b"data" and store.get("other") is None


def test_a_damaged_entry_counts_as_absent(tmp_path):
    store = Store(tmp_path, SECRET)
    store.put("name", b"data")
    whole = (tmp_path / "name").read_bytes()
    for damaged in (b"", whole[:-1], whole + b"x", whole[:30] + b"?" + whole[31:], b"data"):
        (tmp_path / "name").write_bytes(damaged)
        assert store.get("name") is None


def test_an_entry_that_somebody_made_swapped_or_moved_counts_as_absent(tmp_path):
    """Its own hash is right each time: only the secret tells that this program did not write it there."""
    store, other = Store(tmp_path / "a", SECRET), Store(tmp_path / "a", bytes(32))
    other.put("name", b"forged")
    assert store.get("name") is None and other.get("name") == b"forged"
    store.put("name", b"data")
    shutil.copy(tmp_path / "a" / "name", tmp_path / "a" / "swapped")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    assert store.get("swapped") is None and Store(tmp_path / "b", SECRET).get("name") is None
    assert store.get("name") == b"data"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_an_entry_that_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "name")
    assert Store(tmp_path, SECRET).get("name") is None


@pytest.mark.skipif(os.name == "nt", reason="no such rights on Windows")
@pytest.mark.parametrize("spoil", [lambda p: p.chmod(0o644), lambda p: p.write_bytes(b""), lambda p: p.unlink()])
def test_a_secret_that_others_can_read_is_replaced_and_its_results_are_lost(tmp_path, monkeypatch, spoil):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    store = open_store(tmp_path / "shared", "k" * 64)
    store.put("name", b"data")
    assert open_store(tmp_path / "shared", "k" * 64).get("name") == b"data"
    assert not list((tmp_path / "shared").rglob("secret"))
    spoil(tmp_path / "extractor" / "secret")
    assert open_store(tmp_path / "shared", "k" * 64).get("name") is None
    assert (tmp_path / "extractor" / "secret").stat().st_mode & 0o777 == 0o600


def test_results_without_a_cache_have_no_name_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    scratch = cache.Scratch()
    scratch.put("one", b"first")
    scratch.put("two", b"second")
    assert scratch.get("one") == b"first" and scratch.get("two") == b"second" and scratch.get("three") is None
    assert os.name == "nt" or list(tmp_path.iterdir()) == []


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
    return store._folder


def test_results_of_old_programs_go_after_a_month_and_fresh_ones_stay(tmp_path):
    old, fresh = made(tmp_path, "0" * 64), made(tmp_path, "1" * 64)
    aged(old)
    (fresh.parent / "2" / "nested").mkdir(parents=True)
    kept = made(tmp_path, "3" * 64)
    assert {p.name for p in tmp_path.iterdir()} == {fresh.name, "2", kept.name} and not old.exists()


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
    (tmp_path / "cache" / elsewhere.name).symlink_to(aged(elsewhere), target_is_directory=True)
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
