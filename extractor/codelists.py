"""The vocabularies under `schemas/`: forces, measures, categories, areas and what the words of headings mean.

Everything here is data that a researcher can read and change; the code only looks it up. A second folder of the
same shape (`--schemas DIR`) is laid over the one that ships: its rows win where ids or terms are the same.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from extractor.errors import UsageError
from extractor.quick import quick


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured. `rate_measure` is the measure of the same thing printed as a percentage;
    `category` the one meant where headings name none; `over_time` says whether figures of two periods add up
    (`sum`), stand for one day (`snapshot`) or count each person once a period (`distinct`); `least` and `most`
    are what no level of it can be beyond, as written, in its unit."""

    id: str
    label: str
    definition: str
    statistic: str
    unit: str
    rate_measure: str
    category: str
    better: str
    comparability: str
    over_time: str = ""
    source: str = ""
    least: str = ""
    most: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """What a measure is about. `measure` is the one meant where a heading names the category alone.

    kind `flag` marks a subject that cuts across offence groups (domestic abuse, hate, cyber).
    """

    id: str
    label: str
    parent: str
    kind: str
    measure: str


@dataclass(frozen=True, slots=True)
class Area:
    """A named area or body. `force` is empty for peers, regions and countries.

    `scope` says where its names count: empty for everywhere, `force` for the documents of its own force (`North`),
    else the context that the headings around have to name (`regions`). `local_aliases` count as with scope `force`.
    `fixed` marks an area whose kind the force's own file states: no heading such as `Policing area` changes it.
    """

    name: str
    area_type: str
    force: str = ""
    aliases: tuple[str, ...] = ()
    code: str = ""
    scope: str = ""
    local_aliases: tuple[str, ...] = ()
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """How the name of an area of the kind `of` is written out: `{name} Constabulary`, `Borough of {name}`.

    `area_type` is the kind of area that the title makes of it (`{name} LPA` is a policing area), empty for the same.
    """

    of: str
    before: str
    after: str
    area_type: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Term:
    """What a phrase in a heading means. `within` holds measures, categories or contexts it is bound to."""

    phrase: str
    facts: tuple[tuple[str, str], ...]
    within: frozenset[str] = frozenset()
    force: str = ""


@dataclass(frozen=True, slots=True)
class PeerPeriod:
    """The months that a comparison with peers covers, in documents whose text says so in the words of `says`."""

    says: str
    measures: frozenset[str]
    months: int
    lag: int


@dataclass(frozen=True, slots=True)
class Force:
    """A police force and how its documents are recognised and read."""

    id: str
    code: str
    name: str
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    profile: str = ""
    areas: tuple[Area, ...] = ()
    terms: tuple[Term, ...] = ()
    peer_periods: tuple[PeerPeriod, ...] = ()


@dataclass(frozen=True, eq=False)  # compared by identity, so that what is made of one can be kept
class Vocabulary:
    """All code lists, read once. `prose` are terms that count in sentences alone; `cues` hold, for each dimension,
    the words that may change it although the phrase they stand in is not understood."""

    forces: Mapping[str, Force]
    measures: Mapping[str, Measure]
    categories: Mapping[str, Category]
    areas: tuple[Area, ...]
    terms: tuple[Term, ...]
    prose: tuple[Term, ...] = ()
    titles: tuple[Title, ...] = ()
    cues: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def all_areas(self) -> tuple[Area, ...]:
        """Areas of every force, the forces themselves, peers and countries."""
        own = [a for f in self.forces.values() for a in (*f.areas, Area(f.name, "force", f.id, f.aliases, f.code))]
        return (*self.areas, *own)


def schemas_dir() -> Path:
    """The folder of schemas: beside the modules in an installed wheel, beside the package in a checkout."""
    package = Path(__file__).resolve().parent
    packaged = package / "schemas"
    return packaged if packaged.is_dir() else package.parent / "schemas"


def vocabulary(extra: str | None = None) -> Vocabulary:
    """The vocabulary that ships, with the folder `extra` laid over it.

    Raises UsageError where `extra` is no folder or a file in it cannot be understood.
    """
    if extra is not None and not Path(extra).is_dir():
        raise UsageError(f"{extra}: no such vocabulary folder; give a folder shaped like schemas/")
    if extra is None:
        return _load((str(schemas_dir()),))
    from extractor.overlay import check_files, check_rows

    check_files(extra)
    book = _load((str(schemas_dir()), extra))
    check_rows(extra, book)
    return book


@lru_cache(maxsize=4)
def _load(folders: tuple[str, ...]) -> Vocabulary:
    forces: dict[str, Force] = {}
    measures: dict[str, Measure] = {}
    categories: dict[str, Category] = {}
    areas: dict[tuple[str, str], Area] = {}
    titles: dict[tuple[str, str], Title] = {}
    terms: dict[tuple[str, frozenset[str]], Term] = {}
    prose: dict[tuple[str, frozenset[str]], Term] = {}
    cues: dict[str, set[str]] = {}
    for folder in map(Path, folders):
        for row in _rows(folder / "forces.csv"):
            forces[row["force"]] = Force(row["force"], row["force_code"], row["name"], _split(row["aliases"]))
        for row in _rows(folder / "measures.csv"):
            measures[row["measure"]] = Measure(
                *(row[c] for c in _MEASURE_COLUMNS), *(row.get(c, "") for c in ("over_time", "source", "least", "most"))
            )
        for row in _rows(folder / "categories.csv"):
            categories[row["category"]] = Category(*(row[c] for c in _CATEGORY_COLUMNS))
        for row in _filled(_rows(folder / "areas.csv"), "area_type"):
            area = _area(row)
            areas[area.name, area.force] = area
        for row in _rows(folder / "titles.csv"):
            titles[row["of"], row["title"]] = _title(row, folder / "titles.csv")
        for name, listed in (("terms.csv", terms), ("prose.csv", prose)):
            for row in _filled(_rows(folder / name), "facts"):
                term = Term(row["term"], parse_facts(row["facts"]), _bound_to(row["within"]))
                listed[term.phrase, term.within] = term
        for row in _rows(folder / "cues.csv"):
            cues.setdefault(row["dimension"], set()).update(words_of(row["cue"]))
        for path in sorted((folder / "forces").glob("*.toml")):
            force = _profile(path, forces)
            if force.name:  # a draft whose name nobody has filled in
                forces[force.id] = force
    shared = tuple(area for area in areas.values() if not area.force)
    return Vocabulary(
        _with_areas(forces, [a for a in areas.values() if a.force]), measures, categories, shared,
        tuple(terms.values()), tuple(prose.values()), tuple(titles.values()),
        {dimension: frozenset(words) for dimension, words in cues.items()},
    )  # fmt: skip


def _area(row: Mapping[str, str]) -> Area:
    """An area as a line of areas.csv has it; the columns after the aliases may be missing."""
    return Area(
        row["area"], row["area_type"], row.get("force", ""), _split(row["aliases"]), row.get("code", ""),
        row.get("scope", ""), _split(row.get("local_aliases", "")),
    )  # fmt: skip


def _title(row: Mapping[str, str], path: Path) -> Title:
    before, name, after = row["title"].partition("{name}")
    if not name:
        raise UsageError(f'{path}: "{row["title"]}" has no {{name}}; write titles such as {{name}} Police')
    return Title(row["of"], before, after, row["area_type"])


def _with_areas(forces: Mapping[str, Force], areas: Sequence[Area]) -> dict[str, Force]:
    """The forces with their areas of areas.csv beside those of their own files, which come first.

    A name that a force's own file gives to an area of its own is no other area's in that force's documents.
    """
    of_force: dict[str, list[Area]] = {}
    for area in areas:
        of_force.setdefault(area.force, []).append(area)
    return {id: replace(f, areas=_both(f.areas, of_force[id])) if id in of_force else f for id, f in forces.items()}


def _both(own: tuple[Area, ...], listed: Sequence[Area]) -> tuple[Area, ...]:
    if not own:
        return tuple(listed)
    names = {phrase_key(name): area for area in own for name in (area.name, *area.aliases)}
    same = {area: names.get(phrase_key(area.name)) for area in listed}
    coded = {
        ours: replace(ours, code=area.code, scope=area.scope)
        for area, ours in same.items()
        if ours is not None and ours.area_type == area.area_type
    }
    return (*(coded.get(area, area) for area in own), *(area for area, ours in same.items() if ours is None))


_MEASURE_COLUMNS = (
    "measure",
    "label",
    "definition",
    "statistic",
    "unit",
    "rate_measure",
    "category",
    "better",
    "comparability",
)
_CATEGORY_COLUMNS = ("category", "label", "parent", "kind", "measure")


def _filled(rows: Iterable[dict[str, str]], column: str) -> Iterator[dict[str, str]]:
    """The rows that say something: those of a draft count for nothing until a person has filled them in."""
    return (row for row in rows if row[column])


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a list; lines that start with `# ` are remarks."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        rows = (row for row in lines if row and not row[0].startswith(_REMARK))
        names = next(rows, [])
        for row in rows:
            if len(row) != len(names):
                raise UsageError(
                    f"{path}: line {lines.line_num} has not as many fields as the heading; quote fields with commas"
                )
            yield dict(zip(names, map(str.strip, row), strict=True))


_REMARK = "# "


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of one list as they stand; none where there is no such file. Raises UsageError as `code_rows` does."""
    return list(_rows(path))


def code_rows(name: str, key: Sequence[str], extra: str | None = None) -> list[dict[str, str]]:
    """The rows of a list as it stands in its file; rows of the folder `extra` win where the `key` is the same.

    Raises UsageError where a line has not as many fields as the heading.
    """
    folders = [folder for folder in (schemas_dir(), extra) if folder is not None]
    rows = {tuple(row[k] for k in key): row for folder in folders for row in _rows(Path(folder) / f"{name}.csv")}
    return list(rows.values())


def _split(text: str, separator: str = "|") -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(separator) if part.strip())


@lru_cache(maxsize=1024)
def _bound_to(text: str) -> frozenset[str]:
    return frozenset(_split(text, ","))


@lru_cache(maxsize=4096)  # thousands of terms state the same few hundred facts
def parse_facts(text: str) -> tuple[tuple[str, str], ...]:
    """`measure=arrests; category=drink_driving` as pairs. Raises UsageError where a part is no `key=value`."""
    pairs = []
    for part in filter(None, (p.strip() for p in text.split(";"))):
        key, equals, value = part.partition("=")
        if not equals:
            raise UsageError(f'terms: "{part}" is not key=value; write facts such as measure=arrests')
        pairs.append((key.strip(), value.strip()))
    return tuple(pairs)


def _profile(path: Path, known: Mapping[str, Force]) -> Force:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not a readable profile ({error}); mend the TOML") from error
    base = known.get(str(data.get("force", path.stem)), Force(str(data.get("force", path.stem)), "", ""))
    areas = tuple(
        Area(name, str(kind), base.id, tuple(aliases), scope="force", fixed=True)
        for kind, group in data.get("areas", {}).items()
        for name, aliases in group.items()
    )
    terms = tuple(Term(phrase, parse_facts(facts), force=base.id) for phrase, facts in data.get("terms", {}).items())
    within = tuple(
        Term(phrase, parse_facts(facts), frozenset({context}), base.id)
        for context, group in data.get("terms_within", {}).items()
        for phrase, facts in group.items()
    )
    return Force(
        base.id, str(data.get("code", base.code)), str(data.get("name", base.name)),
        (*base.aliases, *data.get("aliases", ())), tuple(data.get("words", ())),
        str(data.get("profile", path.stem)), areas, terms + within,
        tuple(_peer_period(entry, path) for entry in data.get("peer_periods", ())),
    )  # fmt: skip


def _peer_period(entry: Mapping[str, Any], path: Path) -> PeerPeriod:
    try:
        return PeerPeriod(str(entry["says"]), frozenset(entry["measures"]), int(entry["months"]), int(entry["lag"]))
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"{path}: peer_periods needs says, measures, months and lag ({error!r}); mend the TOML"
        ) from error


_NUMBERED = r"(?:table|figure|fig|chart|graph)"  # what a title is numbered as: `Table 4:`, `Figure 2.1 -`
_ENUMERATOR = re.compile(
    rf"^\s*(?i:{_NUMBERED}\.?\s*(?:[a-z]?\d+(?:[.-]\d+)*[a-z]?|[A-Z](?=[.:)])))(?:\s*[.:)–—-]+)?\s+(?=\S)|"
    r"^\s*(?:Q?\d+(?:\.\d+)+\.?|\d+[.)]|[A-Z]\.|Q\d+[a-z]?(?=\s+[A-Z][a-z]))\s+(?=\S)"
)
_ARTICLES = frozenset(("a", "an", "the"))
_TAG = re.compile(r"</?[a-zA-Z]+/?>")
_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?|%|£|\+/-|±|\+")
_PLAIN = re.compile(rf"(?!{_NUMBERED} [0-9])(?:(?:[a-z]+|[0-9]+|%)(?: |$))+")
# `No.` and `No of`, a number; `No crime` is something else.
_NUMBER_OF = re.compile(r"\bno(?:s\b\.?|\.)\s*(?=[a-z])|\bno\s+(?=of\b)", re.IGNORECASE)
_PLUS_MINUS = re.compile(r"\+\s?/\s?[-–—−]|[-–—−]\s?/\s?\+")
_FOOTMARKS = re.compile(
    r"[⁰¹²³⁴⁵⁶⁷⁸⁹*†‡§]+|[\[(]notes?\s*\d{1,2}(?:\s*(?:,|and|&)\s*\d{1,2})*[\])]|(?<=\S)\s*(?:\[(?:[a-z]|\d{1,2})\]|\(\d\))(?=\s*$)",
    re.IGNORECASE,
)


def words_of(text: str) -> list[str]:
    """A heading as comparable words: lower case, `&` as `and`, no enumerators, footnote marks, tags or punctuation."""
    return list(_kept_words(text) if len(text) <= _SHORT else _words_of(text))


def _words_of(text: str) -> tuple[str, ...]:
    # As the vocabularies write their phrases there is nothing to take off.
    if _PLAIN.fullmatch(text) and not _NUMBER_OF.search(text):
        spellings = _spellings()
        return tuple(spellings.get(word, word) for word in text.split() if word not in _ARTICLES)
    plain = _ENUMERATOR.sub("", _TAG.sub(" ", text).replace("\u00ad", ""))
    plain = _NUMBER_OF.sub("number ", _PLUS_MINUS.sub("+/-", plain))
    plain = (
        _FOOTMARKS.sub(" ", plain)
        .casefold()
        .replace("&", " and ")
        .replace("’", "'")
        .replace("£'000", "£ 000")
        .replace("£000s", "£ 000")
    )
    plain = re.sub(r"(?<=\d),(?=\d{3})", " ", plain)
    plain = re.sub(r"'s\b|'", "", plain)
    spellings = _spellings()
    return tuple(spellings.get(word, word) for word in _WORD.findall(plain) if word not in _ARTICLES)


# Every phrase of the vocabulary for every file, and headings that recur; not whole paragraphs, which do not.
_SHORT = 200
_kept_words = lru_cache(maxsize=32768)(_words_of)


@lru_cache(maxsize=1)
def _spellings() -> Mapping[str, str]:
    """Abbreviations and misspellings that count as the word they stand for."""
    return {row["word"]: row["means"] for row in _rows(schemas_dir() / "spellings.csv")}


def phrase_key(text: str) -> str:
    """The words of a phrase joined by blanks: what two spellings of one heading have in common."""
    return " ".join(words_of(text))


def known_phrases(book: Vocabulary, force: str = "") -> Iterable[str]:
    """Phrases as written in the vocabulary: what a heading split over cells may be put together to."""
    for area in book.all_areas():
        if not force or area.force in ("", force):
            yield from (area.name, *area.aliases, *area.local_aliases)
    for term in book.terms:
        yield term.phrase
    if force in book.forces:
        yield from (term.phrase for term in book.forces[force].terms)
