"""Each rule of `schemas/sentences.csv` reads its own example, and the notation means what its table says."""

from __future__ import annotations

import pytest
import regex

from extractor.codelists import code_rows
from extractor.prose import grammar
from extractor.prose.grammar import parse
from extractor.prose.tokens import tokens_of
from extractor.prose.when import find_when
from extractor.prose.words import word_classes

RULES = {row["rule"]: row for row in code_rows("sentences", ("rule",))}
EXAMPLES = {name: row for name, row in RULES.items() if row["example"]}
TIMES = {row["pattern"]: row for row in code_rows("sentences_times", ("pattern",))}


def nowhere(text):
    return iter(())


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_rule_reads_its_example(read, name):
    found = read(EXAMPLES[name]["example"], "Robbery")[0]
    assert [str(o.value) for o in found] == EXAMPLES[name]["reads"].split()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_tree_of_an_example_holds_its_rule(name):
    places = {"North Warwickshire": "area"}

    def known(text):
        return ((text.index(p), text.index(p) + len(p), kind) for p, kind in places.items() if p in text)

    tree = parse(tokens_of(EXAMPLES[name]["example"], known))
    assert tree is not None
    assert f"\n{name}: " in tree.shown().replace("  ", "") or name in ("sentence",)


@pytest.mark.parametrize("pattern", TIMES)
def test_a_phrase_of_time_is_found_in_its_example(pattern):
    row = TIMES[pattern]
    kind = {"over_year": "year_ago", "over_quarter": "previous", "over_month": "previous"}.get(row["kind"], row["kind"])
    assert (kind, row["span"]) in {(f.time.kind, f.time.span) for f in find_when(row["example"])}


def test_every_rule_that_is_called_exists():
    called = {m["rule"].lower() for row in RULES.values() for m in grammar._PARTS.finditer(row["pattern"]) if m["rule"]}
    assert called <= {*RULES, "subject"}


def test_every_class_that_is_named_exists():
    named = {m["kind"] for row in RULES.values() for m in grammar._PARTS.finditer(row["pattern"]) if m["kind"]}
    assert named <= set(word_classes())


@pytest.mark.parametrize(
    ("pattern", "fits", "fails"),
    [
        ("[the] rate", ("the rate ", "rate "), ("the ",)),
        ("{high|deep} <percent>", ("high <percent> ", "deep <percent> "), ("<percent> ",)),
        ("a { , a}*", ("a ", "a , a , a "), ("a , ",)),
        ("( <count> )", ("( <count> ) ",), ("<count> ",)),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_the_notation(pattern, fits, fails, backwards):
    bare = regex.compile(grammar._compiled(pattern, backwards))
    assert all(bare.fullmatch(line) for line in fits)
    assert not any(bare.fullmatch(line) for line in fails)


def test_a_sentence_of_which_the_end_is_not_understood_has_no_tree():
    assert parse(tokens_of("Robbery fell by 3% in 2016/17.", nowhere)) is not None
    assert parse(tokens_of("Robbery fell by 3% in 2016/17 at football grounds.", nowhere)) is None


def test_a_sentence_that_takes_too_long_has_no_tree(monkeypatch):
    monkeypatch.setattr(grammar, "TIMEOUT", 0.0000001)
    line = "Robbery offences " + "and burglary offences " * 200 + "fell by 3% in 2016/17."
    assert parse(tokens_of(line, nowhere)) is None
