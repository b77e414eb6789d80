"""The phrases of the vocabulary by their words: terms, and the names of forces and areas with and without titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from extractor.codelists import Area, Force, Term, Title, Vocabulary, words_of
from extractor.facts import OPEN

Words = tuple[str, ...]
_Named = tuple[Words, Term]  # a phrase by its words, and what it means
POLICING_AREAS = "policing_areas"  # the context of headings that call the areas beneath them policing areas


@lru_cache(maxsize=8)
def common_phrases(vocabulary: Vocabulary, prose: bool = False) -> dict[Words, list[Term]]:
    """The phrases that count for every force, by their words; with `prose` also those that count in sentences alone,
    before the others."""
    terms = (*vocabulary.prose, *vocabulary.terms) if prose else vocabulary.terms
    everywhere, unmistakable, parts = _places(vocabulary)
    known = _by_words((*everywhere, *((tuple(words_of(term.phrase)), term) for term in terms)))
    for key, term in unmistakable:
        if key not in known or term.within:
            known.setdefault(key, []).append(term)
    for key, term in parts:
        known.setdefault(key, [term])
    return known


@lru_cache(maxsize=4)
def _places(vocabulary: Vocabulary) -> tuple[tuple[_Named, ...], ...]:
    """The names of areas and forces: those that count everywhere, those of areas of one force, those of parts."""
    parts = tuple(_parts_of_their_name(vocabulary))
    return tuple(_named_everywhere(vocabulary)), _unmistakable_areas(vocabulary), parts


@lru_cache(maxsize=8)
def common_words(vocabulary: Vocabulary, prose: bool = False) -> frozenset[str]:
    """The words of all phrases that count for every force, or in sentences."""
    return frozenset().union(*common_phrases(vocabulary, prose))


@lru_cache(maxsize=4)
def common_lengths(vocabulary: Vocabulary, prose: bool = False) -> dict[str, tuple[int, ...]]:
    """How many words the phrases have that end in a word, the longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for key in common_phrases(vocabulary, prose):
        lengths[key[-1]].add(len(key))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}


def own_phrases(vocabulary: Vocabulary, force: str) -> dict[Words, list[Term]]:
    """The phrases that count in the documents of one force alone, by their words; none of a force nobody knows."""
    known = vocabulary.forces.get(force)
    return _by_words(_own_terms(known, vocabulary.titles)) if known else {}


def _own_terms(force: Force, titles: Iterable[Title]) -> Iterable[_Named]:
    yield from ((tuple(words_of(term.phrase)), term) for term in force.terms)
    for area in force.areas:
        yield from _area_phrases(area, _titles_of(area, titles))
        yield from _local_phrases(area)


def _named_everywhere(vocabulary: Vocabulary) -> Iterable[_Named]:
    for area in vocabulary.areas:
        yield from _area_phrases(area, ())
    titles = [t for t in vocabulary.titles if t.of == "force"]
    for force in vocabulary.forces.values():
        yield from _area_phrases(Area(force.name, "force", force.id, force.aliases), titles)


def _unmistakable_areas(vocabulary: Vocabulary) -> tuple[_Named, ...]:
    """Names of areas of all forces, without those that two forces share or that count in their own force alone.

    In the document of another force such a name is still that area; it never stands for the force itself.
    """
    claims: dict[Words, set[str]] = defaultdict(set)
    named = []
    for force in vocabulary.forces.values():
        for area in force.areas:
            everywhere = list(_area_phrases(area, _titles_of(area, vocabulary.titles)))
            named += everywhere if not area.scope else []
            for key, _ in (*everywhere, *_local_phrases(area)):
                claims[key].add(force.id)
    return tuple((key, term) for key, term in named if len(claims[key]) == 1)


def _parts_of_their_name(vocabulary: Vocabulary) -> Iterable[_Named]:
    """A part of a force that bears its name, `Dorset LPA`, is not the force; which area it is, no list says."""
    titles = [t for t in vocabulary.titles if t.of == "part"]
    for force in vocabulary.forces.values():
        for name in (force.name, *force.aliases):
            part = Area(OPEN, "", force.id)
            yield from ((_titled(name, t), _area_term(part, name, t.area_type, frozenset())) for t in titles)


def _titles_of(area: Area, titles: Iterable[Title]) -> list[Title]:
    return [] if area.fixed else [t for t in titles if t.of == area.area_type]


def _by_words(terms: Iterable[_Named]) -> dict[Words, list[Term]]:
    phrases: dict[Words, list[Term]] = defaultdict(list)
    for key, term in terms:
        if key:
            phrases[key].append(term)
    return dict(phrases)


def _area_phrases(area: Area, titles: Iterable[Title]) -> Iterable[_Named]:
    """The names of an area, and those with a title: `Norfolk Constabulary`, `Borough of Swindon`."""
    context = frozenset((area.scope,) if area.scope not in ("", "force") else ())
    for name in (area.name, *area.aliases):
        key = tuple(words_of(name))
        as_named = _area_term(area, name, area.area_type, context)
        yield key, as_named
        if area.area_type in ("district", "other") and not area.fixed:
            yield key, _area_term(area, name, "policing_area", frozenset((POLICING_AREAS,)))
        for title in titles:
            term = _area_term(area, name, title.area_type, context) if title.area_type else as_named
            yield _titled(name, title), term


def _local_phrases(area: Area) -> Iterable[_Named]:
    """The names of an area that count in the documents of its own force alone."""
    for name in area.local_aliases:
        yield tuple(words_of(name)), _area_term(area, name, area.area_type, frozenset())


def _area_term(area: Area, phrase: str, kind: str, within: frozenset[str]) -> Term:
    return Term(phrase, (("area", area.name), ("area_type", kind)), within)


def _titled(name: str, title: Title) -> Words:
    return (*_title_words(title.before), *words_of(name), *_title_words(title.after))


@lru_cache(maxsize=256)
def _title_words(text: str) -> Words:
    return tuple(words_of(text))
