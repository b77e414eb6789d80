"""Kept results: whole or absent, and gone with the program that made them."""

import os
import time

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


def test_results_of_old_programs_go_after_a_month_and_nothing_else(tmp_path):
    old, fresh, foreign = tmp_path / ("0" * 32), tmp_path / ("1" * 32), tmp_path / "photographs"
    for folder in (old, fresh, foreign):
        folder.mkdir()
        (folder / "x").write_text("")
    month_ago = time.time() - 40 * 86_400
    for folder in (old, foreign):
        os.utime(folder, (month_ago, month_ago))
    open_store(tmp_path, "k" * 64)
    assert not old.exists() and fresh.exists() and foreign.exists()


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
