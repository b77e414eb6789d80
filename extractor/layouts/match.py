"""Give every figure of a table the facts of its headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise
from typing import TypeVar

from extractor.codelists import words_of
from extractor.facts import (
    ALL_DOUBTS,
    NOTHING,
    OPEN,
    SEVERAL,
    UNLABELLED,
    Anatomy,
    BodyCell,
    Facts,
    Match,
    MatchedCell,
    Surroundings,
    TimeNote,
    merge,
)
from extractor.layouts.details import with_their_subjects
from extractor.layouts.lexicon import SMALL_WORDS, Lexicon
from extractor.layouts.marked import part_marked
from extractor.layouts.times import other_times, time_notes, years_named
from extractor.layouts.when import dates_the_document
from extractor.notation.cuts import is_cut_off
from extractor.notation.periods import MONTHS, PeriodRef
from extractor.quick import changed

_Key = TypeVar("_Key")
_NOTE_MARK = re.compile(r"^\s*(?:notes?|nb)\s*:?", re.IGNORECASE)
_DATES_FIGURES = re.compile(
    r"\b(?:figures?|data|results)\b.*\b(?:as of|as at|accurate|for the|correct|covers?|relates? to)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.;])\s+")
_AMOUNT = re.compile(r"£\s?\d*[1-9]")  # `£2m`; `£000` is a unit
_THIS = re.compile(r"\b(?:this|current)\b", re.IGNORECASE)
_LAST = re.compile(r"\blast\b", re.IGNORECASE)
_LATEST = frozenset(("quarter:0", "month:0"))
_HEADINGS_READ = 3  # how far outwards headings may give a table its subject
_MOST_NAME_WORDS = 6  # `Bournemouth, Christchurch and Poole Town Centre` has as many
# What only the headings in line with it can settle: `4/23`, `3/4/2020`, `24-Jan`, a month without its year.
_STROKES = re.compile(rf"\d[/.-]\d|^\W*(?:\d\d[\s-])?(?:{'|'.join(MONTHS)})\W*$", re.IGNORECASE)
_UNIT_IN_BRACKETS = re.compile(r"\(\s*(?:%|per cent|[^()]*\bper 1)", re.IGNORECASE)  # `(% of respondents)`
_RANK = re.compile(r"^\d{1,3}[.)]\s+")  # a place in a list before a name
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


def match_table(
    around: Surroundings, parts: Sequence[Anatomy], lexicon: Lexicon, times: Sequence[TimeNote] = ()
) -> list[Match]:
    """Understand one table: a match for each of its parts, as `take_apart` gives them.

    `times` are what the front of the document says of the time that all its figures cover.
    """
    return [_match(around, part, lexicon, times) for part in parts]


def _match(around: Surroundings, anatomy: Anatomy, lexicon: Lexicon, front: Sequence[TimeNote]) -> Match:
    headings = _context(around, anatomy, lexicon)
    subjects = frozenset().union(*(f.subjects for f in headings)) if headings else frozenset()
    heads = {c: anatomy.column_paths[c] for c in _columns_of_figures(anatomy)}
    beside = tuple(path[-1] for path in heads.values() if path)
    columns = {c: read_levels(path, lexicon, subjects, beside) for c, path in heads.items()}
    from_columns = subjects.union(*(f.subjects for levels in columns.values() for f in levels))
    paths = sorted({b.row_path for b in anatomy.body})
    beside = tuple(path[-1] for path in paths if path)
    rows = {path: read_levels(path, lexicon, from_columns, beside) for path in paths}
    rows = _without_mere_groups(rows, anatomy)
    around_given = any(f.measure or f.category for f in headings[:2])
    of_areas = any(_speaks_of_areas(text, lexicon) for text in anatomy.corner)
    of_others = any(_speaks_of_others(text, lexicon) for text in anatomy.corner)
    stubs = [_corner_of(anatomy, stub) for stub in anatomy.stubs]
    areas = [any(_speaks_of_areas(text, lexicon) for text in texts) for texts in stubs]
    several = len(stubs) > 1 and all(stubs)
    given = around_given or _subject_given(columns.values())
    rows_named = _name_unknown(rows, given, of_areas, lexicon, of_others, areas if several else ())
    columns_named = _name_unknown(columns, around_given or _subject_given(rows.values()), False, lexicon)
    columns_named = _last_beside_this(columns_named)
    columns_named = _peers_as_measured(columns_named, anatomy)
    columns_named = with_their_subjects(columns_named, sorted(columns), anatomy.column_paths)
    in_order = list(dict.fromkeys(b.row_path for b in sorted(anatomy.body, key=lambda b: b.row)))
    rows_named = with_their_subjects(rows_named, in_order, {path: path for path in in_order})
    named = (*rows_named.values(), *columns_named.values())
    headings = _without_means(_without_peers(headings, named), named)
    blank_area = OPEN if of_areas or any(f.area for f in rows_named.values()) else ""
    bare = {c for c in columns if not anatomy.column_paths[c] and len(columns) > 1}
    cells = tuple(_matched(b, rows_named, columns_named, blank_area, b.column in bare) for b in anatomy.body)
    notes = tuple(facts for n in around.notes for facts in _read_note(n, lexicon))
    notes += tuple(facts for n in (*around.notes, *around.leads) for facts in _read_money(n, lexicon))
    borne = (*_labels(anatomy), *(b.cell.text for b in anatomy.body))
    said, marked = part_marked((*around.notes, *around.leads), borne, lexicon)
    spoken = (*said, around.table.caption, *around.headings, *anatomy.corner, *anatomy.titles, *_labels(anatomy))
    about = (*said, around.table.caption, *around.headings[:1], *anatomy.corner, *anatomy.titles)
    front = [note for note in front if note.whole is None or not other_times(about, note.whole)]
    times = (*time_notes(said, lexicon), *front, *years_named(spoken, lexicon), *marked)
    return Match(around, anatomy, cells, columns_named, headings, notes, tuple(_unknown(cells)), times)


def _labels(anatomy: Anatomy) -> Iterable[str]:
    """All headings of columns, spanners included, and all labels of rows."""
    paths = (*anatomy.column_paths.values(), *(b.row_path for b in anatomy.body))
    return dict.fromkeys(text for path in paths for text in path)


def _speaks_of_others(corner: str, lexicon: Lexicon) -> bool:
    """True for a corner that says what the labels below it are, and that they are no places: `Risk level`."""
    words = {w for w in words_of(corner) if w not in SMALL_WORDS}
    naming = lexicon.vocabulary.cues.get("naming", frozenset())
    return bool(words - naming) and not lexicon.speaks_of("area", corner)


def _without_mere_groups(
    rows: Mapping[tuple[str, ...], tuple[Facts, ...]], anatomy: Anatomy
) -> dict[tuple[str, ...], tuple[Facts, ...]]:
    """The facts of the rows without those of group rows that only gather them.

    A group row that nothing explains leaves its rows open where the same labels stand under several groups, for then
    it tells them apart. Labels that stand once are what they say, whatever they are gathered under.
    """
    labels = Counter(path[-1] for path in rows if path)
    result = {}
    for path, levels in rows.items():
        inner, outer = levels[-1:], levels[:-1]
        understood = bool(inner) and not inner[0].unknown and bool(inner[0].measure or inner[0].category)
        if understood and labels[path[-1]] == 1:
            outer = tuple(changed(NOTHING, label=f.label) if _only_gathers(f) else f for f in outer)
        result[path] = (*outer, *inner)
    return result


def _only_gathers(facts: Facts) -> bool:
    return (
        bool(facts.unknown)
        and not changed(facts, context="").says_something
        and not facts.doubts & {"area", "limit", "role", "period"}
    )


def _matched(
    body: BodyCell, rows: Mapping[tuple[str, ...], Facts], columns: Mapping[int, Facts], blank_area: str, bare: bool
) -> MatchedCell:
    """A body cell with its facts; those of a heading that is missing, or of two at once, are open.

    `blank_area` is the area of a row without a label: open where the labels beside it name areas. `bare` is true where
    several columns have lost their heading: any of them may be of another area.
    """
    row, column = rows[body.row_path], columns[body.column]
    if body.unlabelled:
        row = changed(row, unknown=UNLABELLED, area=blank_area, area_type="")
    elif body.merged_rows:
        row = changed(NOTHING, unknown=SEVERAL, unknown_label=row.label, label=row.label, area=OPEN)
    if bare and not body.merged_columns:
        column = changed(column, area=OPEN, area_type="")
    if body.merged_columns:
        column = changed(NOTHING, unknown=SEVERAL, unknown_label=column.label, label=column.label, doubts=ALL_DOUBTS)
    return MatchedCell(body, row, column)


def _speaks_of_areas(corner: str, lexicon: Lexicon) -> bool:
    """True for a corner that says that the labels below it are places: `District`, `Policing area`, `Council ward`."""
    words = [w for w in words_of(corner) if w not in SMALL_WORDS]
    cues = lexicon.vocabulary.cues
    places = cues.get("place", frozenset())
    beside = places | cues.get("naming", frozenset())
    return bool(places.intersection(words)) and beside.issuperset(words)


def _columns_of_figures(anatomy: Anatomy) -> list[int]:
    """Columns right of the stub, also those whose cells are all blank: they may say what others lean on."""
    return [c for c in sorted(anatomy.column_paths) if c >= anatomy.stub_columns] if anatomy.body else []


def read_levels(
    path: Sequence[str], lexicon: Lexicon, subjects: frozenset[str], among: tuple[str, ...] = ()
) -> tuple[Facts, ...]:
    """Facts of each level of a heading path, every level read in the light of those outside it.

    `among` are the innermost headings of the same axis.
    """
    levels: list[Facts] = []
    for label in _joined_where_cut(path):
        beside = among if _STROKES.search(label) else ()
        levels.append(lexicon.read(label, subjects.union(*(f.subjects for f in levels)), beside))
    return tuple(levels)


def _joined_where_cut(path: Sequence[str]) -> list[str]:
    """The levels of a path, those that a line break cut joined: `ASB Apr-` over `Sep 2022`, `R12M to` over `Mar-19`."""
    joined: list[str] = []
    for label in path:
        if joined and is_cut_off(joined[-1]):
            space = "" if joined[-1].rstrip()[-1] in "-–—/" else " "
            joined[-1] = f"{joined[-1].rstrip()}{space}{label.lstrip()}"
        else:
            joined.append(label)
    return joined


def _context(around: Surroundings, anatomy: Anatomy, lexicon: Lexicon) -> tuple[Facts, ...]:
    """Facts of what stands around, nearest first. An outer text helps to read the inner ones."""
    outer: frozenset[str] = frozenset()
    inside = [*anatomy.corner[::-1], *anatomy.titles[::-1], around.table.caption]
    texts = [(t, True) for t in inside] + [(t, False) for t in around.headings[:_HEADINGS_READ] if t not in inside]
    facts: list[Facts] = []
    for text, of_table in reversed([t for t in texts if t[0].strip()]):
        read = lexicon.read(text, outer, (), False)
        outer |= read.subjects
        compares = of_table and not read.role and lexicon.speaks_of("role", text)
        printed = _UNIT_IN_BRACKETS.search(text) is not None
        if compares or (not of_table and not printed and (read.unit == "percent" or read.unknown)):
            # a heading with a percentage is no heading of percentages, one half understood none of means
            money = read.unit.startswith("gbp")  # (£m) in a title says it, whatever else stands there
            read = replace(read, unit=read.unit if money else "", statistic=read.statistic if money else "")
        of_document = read.period is not None and dates_the_document(text, not around.table.caption)
        if not of_table and (text != around.headings[0] or of_document):
            read = replace(read, period=None)  # the date on the title page is no date of every figure
        # a target or a control limit is a row or a column of its own; around a table it is the legend of a chart
        if text in anatomy.corner and read.statistic == "rank":
            read = replace(read, statistic="", unit="")  # the corner names the labels below it: ranks of officers
        if _names_unknown_area(text, read, lexicon):
            read = replace(read, area=OPEN, area_type="")
        facts.append(changed(read, breakdown=tuple(b for b in read.breakdown if b[0] != "series")))
    return tuple(reversed(facts))


def _read_note(note: str, lexicon: Lexicon) -> Iterable[Facts]:
    """Facts of a note, part by part: `Crimes per 1000 population, provided in arrears`, `figures as of 02/10/2017`."""
    for part in _NOTE_MARK.sub("", note).replace(";", ",").split(","):
        facts = lexicon.read(part.strip(" .*"), frozenset())
        rate = facts.unit if facts.unit.startswith("per_") else ""
        dated = _DATES_FIGURES.search(part) is not None and facts.period is not None and facts.period.period is not None
        if rate or dated:
            yield Facts(unit=rate, statistic="rate" if rate else "", period=facts.period if dated else None)


def _read_money(text: str, lexicon: Lexicon) -> Iterable[Facts]:
    """`All figures £000s`: the unit of the money in the table."""
    for sentence in _SENTENCE.split(text):
        unit = lexicon.read(sentence.strip(" .*")).unit if "£" in sentence else ""
        if unit.startswith("gbp") and lexicon.speaks_of("figures", sentence) and not _AMOUNT.search(sentence):
            yield Facts(unit=unit, statistic="amount")


def _subject_given(paths: Iterable[tuple[Facts, ...]]) -> bool:
    """True where the headings of an axis name what is counted."""
    given = [any(f.measure or f.category for f in levels) for levels in paths]
    return sum(given) * 2 > len(given)


def _name_unknown(
    paths: Mapping[_Key, tuple[Facts, ...]], subject_given: bool, of_areas: bool, lexicon: Lexicon,
    of_others: bool = False, stubs: Sequence[bool] = (),
) -> dict[_Key, Facts]:  # fmt: skip
    """Merged facts of each path, after settling what labels are that nothing explains.

    Among areas, or under a corner that says `District`, an unknown label is an area that no list has yet and keeps its
    own name. Where a whole level is unknown and something else says what is counted, it may name areas: the area is
    left open, not taken for the force; not so where the corner says that they are something else (`of_others`).
    `stubs` says of each of several columns of labels whether its own corner speaks of areas.
    """
    named = dict(paths)
    depth = max(map(len, paths.values()), default=0)
    for level in range(depth):
        at = {key: levels[level] for key, levels in named.items() if level < len(levels)}
        stub = level - (depth - len(stubs))
        here = stubs[stub] if stubs and stub >= 0 else of_areas
        other = of_others or (bool(stubs) and stub >= 0 and not here)
        for key, facts in _areas_of_level(at, subject_given and not other, here, lexicon).items():
            named[key] = (*named[key][:level], facts, *named[key][level + 1 :])
    return {key: reduce(merge, levels, NOTHING) for key, levels in named.items()}


def _areas_of_level(
    at: Mapping[_Key, Facts], subject_given: bool, of_areas: bool, lexicon: Lexicon
) -> dict[_Key, Facts]:
    """What changes at one level of an axis: areas that no list has, and totals over areas wider than the force."""
    kinds = Counter(f.area_type for f in at.values() if f.area and f.area != "force")
    changes = {
        key: replace(f, area=OPEN)
        for key, f in at.items()
        if not f.area and ((f.total and _wider(kinds)) or (kinds.total() > 1 and _is_middle(f, lexicon)))
    }
    unknown = {key for key, f in at.items() if f.unknown and not f.says_something}
    others = [f for key, f in at.items() if key not in unknown and f.says_something and not f.area and not f.total]
    local = Counter({k: n for k, n in kinds.items() if k not in ("force", "peer_group", "country")})
    among = of_areas or (bool(local or _wider(kinds)) and not others)
    names = {at[key].label for key in unknown if is_name(at[key].label, lexicon)}
    may_name = subject_given and not others and len(names) > 1 and len(names) * 2 > len({at[k].label for k in unknown})
    if not unknown or not (among or may_name):
        whole = any(_is_whole(f, lexicon) for f in at.values())  # a row of the force stands among its parts
        named = {
            key
            for key in unknown
            if ("area" in at[key].doubts or (whole and not others)) and is_name(at[key].label, lexicon)
        }
        return {**changes, **{key: replace(at[key], area=OPEN) for key in named}}
    kind = local.most_common(1)[0][0] if len(local) == 1 else ""
    for key in unknown:
        name = among and is_name(at[key].label, lexicon)
        label = _RANK.sub("", at[key].label)
        changes[key] = replace(at[key], area=label if name else OPEN, area_type=kind if name else "")
    return changes


def _corner_of(anatomy: Anatomy, stub: int) -> tuple[str, ...]:
    """What stands over a column of labels."""
    return anatomy.column_paths.get(stub, ())


def _last_beside_this(columns: Mapping[int, Facts]) -> dict[int, Facts]:
    """`Last quarter` beside `This quarter` is the one before it; alone it is the latest."""
    named = dict(columns)
    latest = {f.period.relative for f in columns.values() if f.period is not None and _THIS.search(f.label)}
    for place, facts in columns.items():
        ref = facts.period
        if ref is not None and ref.relative in latest & _LATEST and _LAST.search(facts.label):
            named[place] = changed(facts, period=PeriodRef(ref.label, relative=f"{ref.relative[:-1]}-1"))
    return named


def _without_peers(headings: Sequence[Facts], named: Iterable[Facts]) -> tuple[Facts, ...]:
    """What stands around a table whose own headings name the peers: a title that names them too compares with them."""
    if not any(f.area_type == "peer_group" or f.context == "peers" for f in named):
        return tuple(headings)
    return tuple(changed(f, area="", area_type="") if f.area_type == "peer_group" else f for f in headings)


def _without_means(headings: Sequence[Facts], named: Iterable[Facts]) -> tuple[Facts, ...]:
    """What stands around a table whose own headings name a mean: a title that names it too is not of all figures."""
    if not any(f.statistic == "mean" for f in named):
        return tuple(headings)
    return tuple(changed(f, statistic="") if f.statistic == "mean" else f for f in headings)


def _peers_as_measured(columns: Mapping[int, Facts], anatomy: Anatomy) -> dict[int, Facts]:
    """An average of others that says no unit is measured as the rate right before it: `Per 1,000 | MSG average`."""
    named = dict(columns)
    for before, here in pairwise(sorted(columns)):
        rate, peers = named[before], named[here]
        beside = anatomy.column_paths[before][:-1] == anatomy.column_paths[here][:-1]
        silent = not (peers.unit or peers.role or peers.unknown) and peers.statistic in ("", "mean")
        if peers.area_type in ("peer_group", "country") and silent and beside and rate.unit.startswith("per_"):
            named[here] = changed(peers, unit=rate.unit, statistic=rate.statistic or "rate")
    return named


def _is_whole(facts: Facts, lexicon: Lexicon) -> bool:
    """Whether a label is of the force itself: its name, or `Force`, which sums over the others."""
    return "force" in (facts.area, facts.area_type) or (facts.total and lexicon.speaks_of("force", facts.label))


def _is_middle(facts: Facts, lexicon: Lexicon) -> bool:
    """Whether a label says `Average` or `Median` and no more: among areas it is of no one of them, nor of the force."""
    words = facts.label.casefold().split()
    return facts.averages and all(lexicon.speaks_of("unnamed", word) for word in words)


def _wider(kinds: Counter[str]) -> bool:
    """Whether several forces, countries or peers stand side by side: what sums over them is not the force."""
    return kinds["force"] > 1 or kinds["country"] > 1 or kinds["region"] > 1


def is_name(label: str, lexicon: Lexicon) -> bool:
    """True where a label looks like a name: a few words, the first and last of them capitalised, none a cue for a
    figure or for what has no name (`Other`, `Not stated`)."""
    words = [w for w in _NAME_WORD.findall(label) if w.casefold() not in SMALL_WORDS]
    if not 0 < len(words) <= _MOST_NAME_WORDS or not words[0][0].isupper() or not words[-1][0].isupper():
        return False
    return not any(lexicon.speaks_of(dimension, label) for dimension in ("unnamed", "role", "statistic", "unit"))


def _names_unknown_area(text: str, read: Facts, lexicon: Lexicon) -> bool:
    """`Northern Division`: a heading with a name that no list has beside a word for an area."""
    if "area" not in read.doubts or read.area:
        return False
    words = _NAME_WORD.findall(text)
    pairs = [(a, b) for a, b in pairwise(words) if lexicon.speaks_of("area", b)]
    return any(a[0].isupper() and not lexicon.is_word(a) for a, _ in pairs)


def _unknown(cells: Iterable[MatchedCell]) -> Iterable[tuple[str, str]]:
    seen = set()
    for cell in cells:
        for facts, kind in ((cell.row, "row"), (cell.column, "column")):
            label = facts.unknown_label
            if label and (label, kind) not in seen:
                seen.add((label, kind))
                yield label, kind
