"""The vocabulary files agree with one another: whatever a heading is said to mean exists, and means one thing."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from itertools import combinations

import pytest

from extractor import codelists
from extractor.codelists import Area, Term, phrase_key, schemas_dir, vocabulary, words_of
from extractor.errors import UsageError
from extractor.facts import OPEN

BOOK = vocabulary()
TERMS = [*BOOK.terms, *(t for f in BOOK.forces.values() for t in f.terms)]
AREAS = [*BOOK.areas, *(a for f in BOOK.forces.values() for a in f.areas)]
AREA_TYPES = {"force", "policing_area", "district", "ward", "command", "region", "peer_group", "country", "other"}
STATISTICS = {"count", "share", "rate", "mean", "median", "rank", "amount"}
MONEY = {"gbp", "gbp_million", "gbp_billion"}  # turned into gbp_thousand when a figure is read
ROLES = {"level", "difference", "percent_change"}
BASES = {"baseline", "average", "target"}
FLAGS = {"drop", "total", "baseline", "snapshot"}
OUR_OWN = "force"  # the area of a heading that means the document's force without naming it
ALONE = "alone"  # binds a term to being the whole heading


def rows(name: str) -> list[dict[str, str]]:
    with (schemas_dir() / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def facts(key: str) -> list[tuple[str, str]]:
    return [(t.phrase, value) for t in TERMS for k, value in t.facts if k == key]


UNITS = {*(row["unit"] for row in rows("units")), *MONEY}


@pytest.mark.parametrize(
    ("key", "allowed"),
    [
        ("measure", set(BOOK.measures)),
        ("category", set(BOOK.categories)),
        ("unit", UNITS),
        ("statistic", STATISTICS),
        ("role", ROLES),
        ("base", BASES),
        ("area_type", AREA_TYPES),
        ("area", {OUR_OWN, OPEN, *(a.name for a in BOOK.all_areas())}),
        *((flag, {"yes"}) for flag in sorted(FLAGS)),
    ],
)
def test_what_a_term_states_is_in_the_lists(key: str, allowed: set[str]) -> None:
    assert [(phrase, value) for phrase, value in facts(key) if value not in allowed] == []


def test_terms_state_known_dimensions_only() -> None:
    known = {"measure", "category", "unit", "statistic", "role", "base", "area", "area_type", "period", "context"}
    stray = {k for t in TERMS for k, _ in t.facts if k not in known | FLAGS and not k.startswith("breakdown.")}
    assert stray == set()


def test_what_a_term_is_bound_to_exists() -> None:
    contexts = {value for _, value in facts("context")}
    known = contexts | set(BOOK.measures) | set(BOOK.categories) | {ALONE}
    assert [(t.phrase, sorted(t.within - known)) for t in TERMS if t.within - known] == []


def test_no_phrase_means_two_things_at_once() -> None:
    by_words: dict[str, list[Term]] = defaultdict(list)
    for term in BOOK.terms:
        by_words[phrase_key(term.phrase)].append(term)
    twice = [
        (a.phrase, a.facts, b.facts)
        for terms in by_words.values()
        for a, b in combinations(terms, 2)
        if a.facts != b.facts and (a.within == b.within or a.within & b.within)
    ]
    assert twice == []


def test_a_term_without_words_would_match_nothing() -> None:
    assert [t for t in TERMS if not phrase_key(t.phrase)] == []


@pytest.mark.parametrize(
    "phrase", ["Total", "Other", "Recorded", "Calls", "Unknown", "Not stated", "Priority", "Standard"]
)
def test_ambiguous_words_claim_no_subject(phrase: str) -> None:
    free = [t for t in BOOK.terms if phrase_key(t.phrase) == phrase_key(phrase) and not t.within]
    assert [t.facts for t in free if {"measure", "category", "area"} & dict(t.facts).keys()] == []


# ---- measures and categories


def test_measures_have_a_unit_a_statistic_and_a_definition_of_the_lists() -> None:
    for measure in BOOK.measures.values():
        assert measure.unit in UNITS and measure.statistic in STATISTICS, measure.id
        assert measure.label and measure.definition, measure.id
        assert not measure.category or measure.category in BOOK.categories, measure.id


def test_the_rate_of_a_count_is_a_share() -> None:
    rates = {m.id: BOOK.measures[m.rate_measure] for m in BOOK.measures.values() if m.rate_measure}
    assert [(id, rate.id) for id, rate in rates.items() if rate.unit != "percent"] == []


def test_no_category_is_its_own_ancestor() -> None:
    for category in BOOK.categories.values():
        seen, at = set(), category.parent
        while at:
            assert at not in seen and at != category.id, category.id
            seen.add(at)
            at = BOOK.categories[at].parent
        assert not category.measure or category.measure in BOOK.measures, category.id


# ---- forces and areas


def test_every_force_of_the_united_kingdom_is_listed_once() -> None:
    codes = [f.code for f in BOOK.forces.values() if f.code]
    assert len(codes) == len(set(codes))
    of_england_and_wales = [c for c in codes if c[0] in "EW"]
    assert len(of_england_and_wales) == 43
    assert {"northern_ireland", "scotland", "british_transport_police"} <= set(BOOK.forces)


def test_codes_have_the_form_of_the_ons() -> None:
    codes = [(a.name, a.code) for a in AREAS if a.code] + [(f.name, f.code) for f in BOOK.forces.values() if f.code]
    assert [pair for pair in codes if not re.fullmatch(r"[EWSNK]\d{8}", pair[1])] == []


def test_a_code_is_of_one_area_or_of_its_short_name() -> None:
    named: dict[str, list[Area]] = defaultdict(list)
    for area in AREAS:
        if area.code:
            named[area.code].append(area)
    for code, areas in named.items():
        assert len({(a.force, a.area_type) for a in areas}) == 1, code
    several = {code: {a.name for a in areas} for code, areas in named.items() if len(areas) > 1}
    short = {r["area"] for r in rows("areas") if "name of " in r["source"] or r["area"].endswith(" region")}
    assert {code: names for code, names in several.items() if len(names - short) > 1} == {}


def test_areas_are_of_known_kinds_and_forces() -> None:
    for row in rows("areas"):
        assert row["area_type"] in AREA_TYPES and row["source"], row["area"]
        assert not row["force"] or row["force"] in BOOK.forces, row["area"]
        assert row["scope"] in ("", "force", "regions"), row["area"]


def test_every_territorial_force_has_districts() -> None:
    """The City of London is its own district; the others without any are forces of no territory."""
    without = {f.id for f in BOOK.forces.values() if not any(a.area_type == "district" for a in f.areas)}
    of_no_territory = {"british_transport_police", "national_crime_agency", "ministry_of_defence_police"}
    assert without == of_no_territory | {"civil_nuclear_constabulary", "city_of_london"}


def test_no_district_has_the_name_of_a_force() -> None:
    """A district called as its force would be taken for it, or the force for the district."""
    names = {phrase_key(n) for f in BOOK.forces.values() for n in (f.name, *f.aliases)}
    called = [a.name for a in AREAS for n in (a.name, *a.aliases, *a.local_aliases) if phrase_key(n) in names]
    assert [n for n in called if n not in ("Northern Ireland", "Scotland")] == []


@pytest.mark.parametrize(
    ("name", "force"),
    [
        ("Daventry", "northamptonshire"), ("West Northamptonshire", "northamptonshire"),
        ("Mendip", "avon_and_somerset"), ("Somerset", "avon_and_somerset"),
        ("Allerdale", "cumbria"), ("Westmorland and Furness", "cumbria"),
        ("Ryedale", "north_yorkshire"), ("Waveney", "suffolk"), ("East Suffolk", "suffolk"),
        ("Christchurch", "dorset"), ("Wycombe", "thames_valley"), ("Buckinghamshire", "thames_valley"),
        ("Mid Ulster", "northern_ireland"), ("Fife", "scotland"), ("Hackney", "metropolitan"),
    ],
)  # fmt: skip
def test_districts_of_before_and_after_a_merger_are_both_known(name: str, force: str) -> None:
    assert any(a.name == name and a.area_type == "district" for a in BOOK.forces[force].areas)


def test_a_force_file_goes_before_the_common_list() -> None:
    """Warwickshire prints North Warwickshire as a policing area, and the district of that name with its kind."""
    kinds = {a.name: a.area_type for a in BOOK.forces["warwickshire"].areas}
    assert kinds["North Warwickshire"] == "policing_area"
    assert kinds["Warwick District"] == "district" and "Warwick" not in kinds


def test_a_folder_of_ones_own_adds_areas_and_titles(tmp_path) -> None:
    (tmp_path / "areas.csv").write_text("area,area_type,aliases,force\nSouthwick Ward,ward,,kent\n", encoding="utf-8")
    (tmp_path / "titles.csv").write_text("of,title,area_type\nforce,Heddlu {name},\n", encoding="utf-8")
    book = vocabulary(str(tmp_path))
    assert any(a.name == "Southwick Ward" for a in book.forces["kent"].areas)
    assert ("Heddlu ", "") in [(t.before, t.after) for t in book.titles]


def test_a_title_without_a_place_for_the_name_is_told(tmp_path) -> None:
    (tmp_path / "titles.csv").write_text("of,title,area_type\nforce,Constabulary,\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"has no \{name\}"):
        vocabulary(str(tmp_path))


# ---- words


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Table 4: Robbery", "robbery"), ("Table 12a) Robbery", "robbery"), ("Figure 2.1 - Robbery", "robbery"),
        ("Chart A3 Robbery", "robbery"), ("table 4 robbery", "robbery"), ("Table 7", "table 7"),
        ("Table of robberies", "table of robberies"), ("Figures for 2023", "figures for 2023"),
    ],
)  # fmt: skip
def test_the_number_of_a_table_is_no_word_of_its_title(heading: str, words: str) -> None:
    assert " ".join(words_of(heading)) == words


def test_phrases_are_read_the_same_with_and_without_the_short_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    phrases = [t.phrase for t in BOOK.terms]
    short = [codelists._words_of(p) for p in phrases]
    monkeypatch.setattr(codelists, "_PLAIN", re.compile(r"(?!)"))
    assert [codelists._words_of(p) for p in phrases] == short
