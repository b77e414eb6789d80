"""The search page finds what `extractor compare --words` finds: its synonyms are the same, and so are its words."""

from __future__ import annotations

from typing import Any

from browsing import Visit

from extractor.compare.rules import load_rules
from extractor.compare.words import names_of

MEANT = "words => new finding.Words(site.data.index).units(words).map((unit) => [...unit.meant])"
PAIRS = "() => site.data.index.pairs.map((pair) => [pair.measure, pair.category])"


def test_every_synonym_means_the_same_measures_and_categories(visit: Visit) -> None:
    page = visit.open("search.html")
    page.wait_for_selector("body[data-loaded]")
    pairs = [tuple(pair) for pair in page.evaluate(PAIRS)]
    rules = load_rules(None)
    names, there = names_of(rules), [pair for pair in pairs if pair[0]]
    tried = 0
    for synonym in rules.synonyms:
        wanted = names.found(synonym.words, there)
        if wanted:
            tried += 1
            units = page.evaluate(MEANT, synonym.words)
            assert len(units) == 1 and wanted <= {pairs[n] for n in units[0]}, synonym.words
    assert tried > 10


def test_words_beside_synonyms_narrow_what_is_found(visit: Visit) -> None:
    page = visit.open("search.html")
    page.wait_for_selector("body[data-loaded]")
    pairs: list[Any] = [tuple(pair) for pair in page.evaluate(PAIRS)]
    names, there = names_of(load_rules(None)), [pair for pair in pairs if pair[0]]
    for words in ("rape outcomes", "recorded burglaries", "999 calls", "car crime rates"):
        wanted = names.found(words, there)
        units = page.evaluate(MEANT, words)
        meant = set.intersection(*(set(unit) for unit in units))
        assert wanted <= {pairs[n] for n in meant}, words


def test_an_abbreviation_is_not_the_beginning_of_another_word(visit: Visit) -> None:
    page = visit.open("search.html#q=DA")
    page.wait_for_selector("body[data-loaded]")
    pairs = [tuple(pair) for pair in page.evaluate(PAIRS)]
    (meant,) = page.evaluate(MEANT, "DA")
    categories = {pairs[n][1] for n in meant}
    assert "domestic_abuse" in categories and not {c for c in categories if "damage" in c}
