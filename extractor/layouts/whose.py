"""Whose document it is, from evidence that weighs: who speaks, not who is spoken of.

A force is recognised by its name as a body (`X Police`, `Police and Crime Commissioner for X`) on the title page, in
running headers, among the authors or in an address. The same name among peers, in a comparison or in a sentence says
little, and a report of somebody else about a force is not the force's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractor.codelists import Force, Vocabulary
from extractor.layouts.cues import cues
from extractor.layouts.evidence import Evidence, weigh
from extractor.layouts.passages import Passage
from extractor.model import Finding, Table
from extractor.notation.periods import MONTHS

# Weights of a name as a body and of the bare name, by place; the second number is for sentences.
_CLAIM = {"running": (4.0, 4.0), "front": (4.0, 1.0), "early": (1.0, 0.5), "caption": (0.5, 0.5), "later": (0.2, 0.05)}
_NAME = {"running": (2.0, 1.0), "front": (2.0, 0.5), "early": (0.5, 0.25), "caption": (0.2, 0.2), "later": (0.05, 0.02)}
_OF_AN_AUTHOR = 1.5
_ADDRESS = 3.0  # an address of its own on the front or in a running header
_BODY = 4.0  # another body in the first lines
_FIRST_LINES = 4  # lines of the front in which a publisher stands
_ENOUGH = 3.0  # one claim on the title page with something to spare for the doubt of a sentence
_NAMES_ENOUGH = 2.0  # of that, claims: a bare name makes a document be about a place, not by a force
_CLEAR = 2.0  # times the weight of the next force
_PEERS = 5  # forces in the labels of one table: a table of forces, which any of them or none may have published
_STUB_ROWS = 60
_FIRST_CELLS = 120
_BEFORE = re.compile(r"\s*(?:(?:the|office|of)\s+)*", re.IGNORECASE)
_SET_APART = re.compile(
    r"(?:\s+Service|\s+and\s+Crime\s+(?:Panel|Plan))?\s*"
    rf"(?:[.:·|•]\s|[–—-]\s|,\s+(?:\d|Q[1-4]|(?:{'|'.join(MONTHS)})\w*\b))",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_DIRECTIONS = "(?<!north )(?<!south )(?<!west )(?<!east )(?<!new )(?<!mid )"
# Of a force or its commissioner; a link to a document (with a path) is a citation. Bounded, as text may be anything.
_ADDRESSES = re.compile(
    r"(?:@|www\.|https?://)(?:[\w-]{1,40}\.){0,3}?([\w-]{1,40})\.(?:pnn\.)?police\.uk(?!/\w)|"
    r"\b([\w-]{1,40}?)-?pf?cc\.gov\.uk(?!/\w)"
)


@dataclass(frozen=True, slots=True)
class Whose:
    """The force that speaks in a document, with what speaks for it and for others."""

    force: Force | None = None
    confidence: float = 0.0
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Names:
    """What finds a force as a body, by the combined authority whose mayor is its commissioner, by its bare name, and by
    the words of its profile (None where it has none)."""

    force: str
    body: re.Pattern[str]
    authority: re.Pattern[str]
    name: re.Pattern[str]
    words: re.Pattern[str] | None


def whose(passages: Sequence[Passage], tables: Sequence[Table], vocabulary: Vocabulary, american: bool) -> Whose:
    """The force whose document it is; None with a finding where another body, or two forces, speak as loudly."""
    said = _with_words(list(_of_passages(passages, vocabulary)))
    rivals = [*_bodies(passages, vocabulary), *_tables_of_forces(tables, vocabulary)]
    evidence = (*said, *rivals)
    scores = weigh((e.says, e) for e in said)
    if not scores:
        return Whose(evidence=evidence)
    ranked = sorted(scores, key=lambda force: (-scores[force], force))
    best, top = ranked[0], scores[ranked[0]]
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    others = max(weigh((e.says, e) for e in rivals).values(), default=0.0)
    confidence = top / (top + second + others) * min(1.0, top / 4)
    claims = weigh((e.says, e) for e in said if e.kind != "name").get(best, 0.0)
    force = vocabulary.forces[best]
    why = ""
    if american:
        why = f"the words of the document are those of an American publisher, although it names {force.name}"
    elif top < _ENOUGH or claims < _NAMES_ENOUGH:
        why = f"{force.name} is named, and nothing says that the document is its own"
    elif top < _CLEAR * second:
        why = f"{force.name} and {vocabulary.forces[ranked[1]].name} both speak in the document"
    elif top <= others:
        body = max(rivals, key=lambda e: e.weight)
        why = f'{force.name} is named, and the document seems to be by another body ("{body.text}")'
    if why:
        return Whose(None, min(confidence, 0.5), (_open(why),), evidence)
    return Whose(force, confidence, (), evidence)


def _with_words(said: Sequence[Evidence]) -> list[Evidence]:
    """The words of a profile speak for its force where that is named too and no other force speaks as a body."""
    named = {e.says for e in said if e.kind != "word"}
    bodies = {e.says for e in said if e.kind == "claim" and e.weight >= _CLAIM["front"][0]}
    return [e for e in said if e.kind != "word" or (e.says in named and bodies <= {e.says})]


def _open(why: str) -> Finding:
    return Finding("unknown-force", "warning", f"no force was recognised: {why}; name one with --force")


def is_american(passages: Sequence[Passage], tables: Sequence[Table]) -> bool:
    """True where an American publisher speaks: a Police Department in a title, or two words of American police."""
    front = [p for p in passages if p.place != "later"]
    if any(p.is_line and cues().city_police.search(p.text) for p in front):
        return True
    cells = (cell.text for table in tables[:3] for cell in table.cells[:_FIRST_CELLS])
    texts = (*(p.text for p in front), *cells)
    return len({m[0].casefold() for text in texts for m in cues().american.finditer(text)}) > 1


# ---- what passages say


def _of_passages(passages: Sequence[Passage], vocabulary: Vocabulary) -> Iterator[Evidence]:
    last: Passage | None = None
    police = _about_police(passages)
    for passage in passages:
        if passage.place == "later" and not passage.is_line:
            continue  # what is said of forces in the body is said of any
        if last and last.heading and passage.heading and last.place == passage.place == "front":
            # STAFFORDSHIRE above POLICE
            yield from _claims_over_two(last, passage, vocabulary)
        yield from _said(passage, vocabulary, police)
        last = passage


def _about_police(passages: Sequence[Passage]) -> bool:
    """Whether the front or a running line speaks of the police, whose commissioner a combined authority is then."""
    return any(cues().of_police.search(p.text) for p in passages if p.place in ("front", "running"))


def _claims_over_two(above: Passage, passage: Passage, vocabulary: Vocabulary) -> Iterator[Evidence]:
    both = replace(above, text=f"{above.text} {passage.text}")
    alone = {e.says for part in (above, passage) for e in _said(part, vocabulary) if e.kind == "claim"}
    yield from (e for e in _said(both, vocabulary) if e.kind == "claim" and e.says not in alone)


def _said(passage: Passage, vocabulary: Vocabulary, police: bool = False) -> Iterator[Evidence]:
    text, place = passage.text, passage.place
    found = _candidates(text, vocabulary)
    bodies = {
        names.force: list(names.body.finditer(text)) or (list(names.authority.finditer(text)) if police else [])
        for names in found
    }
    for names in found:
        claims = bodies[names.force] or (_joined(names, found, bodies, text) if passage.is_line else [])
        own = [m for m in claims if not cues().mentions.search(text[: m.start()])]
        if own:
            opens = place == "front" and any(_is_its_own(m, text) for m in own)
            weight = _CLAIM[place][not (passage.is_line or opens)]
            author = any(cues().authors.search(text[: m.start()]) for m in own)
            yield Evidence(text, place, "claim", weight * (_OF_AN_AUTHOR if author else 1.0), None, names.force)
        elif _is_named(names, text, claims):
            yield Evidence(text, place, "name", _NAME[place][not passage.is_line], None, names.force)
        if not own and names.words and names.words.search(text):
            yield Evidence(text, place, "word", _CLAIM[place][not passage.is_line], None, names.force)
    if ".uk" in text:
        yield from _addresses(passage, vocabulary)


def _is_its_own(match: re.Match[str], text: str) -> bool:
    """Whether a paragraph of the front speaks of the force whose document it is, though it is no line by itself."""
    board = cues().bodies_of.search(text[: match.start()])
    return bool(_publishes(match, text) or cues().reports_on.match(text, match.end()) or board)


def _publishes(match: re.Match[str], text: str) -> bool:
    """Whether a paragraph opens with the name of a body, set apart from what follows: `Kent Police. Report to ...`."""
    return _BEFORE.fullmatch(text[: match.start()]) is not None and _SET_APART.match(text, match.end()) is not None


def _joined(
    names: _Names, found: Sequence[_Names], bodies: Mapping[str, Sequence[re.Match[str]]], text: str
) -> list[re.Match[str]]:
    """The bare name of a force that speaks with another: `Kent` in `Kent and Essex Police`."""
    claims = [m for other in found if other.force != names.force for m in bodies[other.force]]
    between = re.compile(rf"(?:\W|\band\b|{'|'.join(other.name.pattern for other in found)})*", re.IGNORECASE)
    return (
        [m for m in names.name.finditer(text) if any(between.fullmatch(text, m.end(), c.start()) for c in claims)]
        if claims
        else []
    )


def _is_named(names: _Names, text: str, claims: Sequence[re.Match[str]]) -> bool:
    """True where the bare name stands in a text that is not about another body of that name (`Kent County Council`)."""
    if claims or cues().bodies.search(text):
        return False
    return any(not cues().mentions.search(text[: m.start()]) for m in names.name.finditer(text))


def _addresses(passage: Passage, vocabulary: Vocabulary) -> Iterator[Evidence]:
    known = _index(vocabulary)[1]
    for match in _ADDRESSES.finditer(passage.text.casefold()):
        force = known.get(_letters(match[1] or match[2]))
        if force and not cues().mentions.search(passage.text[: match.start()]):
            weight = _ADDRESS if passage.place in ("running", "front") and passage.is_line else _ADDRESS / 6
            yield Evidence(passage.text, passage.place, "claim", weight, None, force)


# ---- who else speaks


def _bodies(passages: Sequence[Passage], vocabulary: Vocabulary) -> Iterator[Evidence]:
    police = _about_police(passages)
    lines = [p for p in passages if p.place == "front" and p.text][:_FIRST_LINES]
    running = [p for p in passages if p.place == "running"]
    for passage in (*running, *lines):
        found = cues().bodies.search(passage.text) if passage.is_line else None
        if found and _speaks_for_a_force(found, passage.text, vocabulary, police):
            continue  # the police side of a combined authority, whose mayor is the commissioner
        if found and not cues().mentions.search(passage.text[: found.start()]):
            yield Evidence(passage.text, passage.place, "rival", _BODY, None, found[0].casefold())


def _speaks_for_a_force(body: re.Match[str], text: str, vocabulary: Vocabulary, police: bool) -> bool:
    """Whether the name of another body is part of that of a force's commissioner."""
    found = _candidates(text, vocabulary)
    claims = [m for names in found for m in names.body.finditer(text)]
    claims += [m for names in found for m in names.authority.finditer(text)] if police else []
    return any(m.start() < body.start() and body.end() <= m.end() for m in claims)


def _tables_of_forces(tables: Sequence[Table], vocabulary: Vocabulary) -> Iterator[Evidence]:
    """Tables whose labels are forces: national ones, as far as they are most of the tables."""
    for table in tables:
        labels = [c.text for c in table.cells if c.column == 0 and c.row < _STUB_ROWS and len(c.text) < 60]
        forces = {names.force for text in labels for names in _candidates(text, vocabulary) if names.name.search(text)}
        if len(forces) >= _PEERS:
            yield Evidence(f"a table of {len(forces)} forces", "table", "rival", _BODY / len(tables), None, "forces")


# ---- the names of forces


def _candidates(text: str, vocabulary: Vocabulary) -> list[_Names]:
    """The forces whose names a text may hold: hardly any text holds even the first word of one."""
    by_word = _index(vocabulary)[0]
    words = {word for word in _WORD.findall(text.casefold()) if word in by_word}
    found = {names.force: names for word in words for names in by_word[word]}
    patterns = ((names, (names.name, names.body, names.words)) for _, names in sorted(found.items()))
    return [names for names, any_of in patterns if any(p is not None and p.search(text) for p in any_of)]


@lru_cache(maxsize=4)
def _index(vocabulary: Vocabulary) -> tuple[Mapping[str, Sequence[_Names]], Mapping[str, str]]:
    """The names of forces by the first words of them, and the forces by the letters of their addresses."""
    by_word: dict[str, list[_Names]] = defaultdict(list)
    letters: dict[str, str] = {}
    for force in vocabulary.forces.values():
        spellings = {force.name, *force.aliases} - {""}
        names = _names(force, spellings)
        for word in {_WORD.findall(name.casefold())[0] for name in spellings | set(force.words)}:
            by_word[word].append(names)
        letters |= {_letters(name): force.id for name in spellings | {force.id.replace("_", " ")}}
    return by_word, letters


def _names(force: Force, spellings: set[str]) -> _Names:
    bodies = {name for name in spellings if re.search(rf"\b{cues().after}\b", name, re.IGNORECASE) or name.isupper()}
    bare = {
        re.sub(rf"[\s,]+{cues().after}\b.*", "", name, flags=re.IGNORECASE) for name in spellings if not name.isupper()
    }
    places = _any_of(bare)
    said = (
        rf"{_DIRECTIONS}\b(?:{places})(?:['’]s)?[\s,:–-]+{cues().after}\b|"
        rf"(?:{cues().before})\s+(?:the\s+)?(?:{places})\b"
    )
    full = "".join(rf"|(?<!\w){_spelled(name)}(?!\s+department)\b" for name in sorted(bodies))
    words = _any_of(set(force.words) - bare)
    return _Names(
        force.id,
        re.compile(said + full, re.IGNORECASE),
        re.compile(rf"\b(?:{places})\s+(?:{cues().authorities.pattern})", re.IGNORECASE),
        re.compile(rf"{_DIRECTIONS}\b(?:{places})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{words})\b", re.IGNORECASE) if words else None,
    )


def _any_of(names: Iterable[str]) -> str:
    return "|".join(_spelled(name) for name in sorted(names, key=lambda n: (-len(n), n)))


def _spelled(name: str) -> str:
    spaced = r"\s+".join(re.escape(word) for word in name.split())
    return f"(?-i:{spaced})" if name.isupper() else spaced


def _letters(name: str) -> str:
    """What a name and the address made of it have in common: `devon-cornwall`, `avonandsomerset`."""
    words = [word for word in re.split(r"[\W_]+", name.casefold()) if word not in ("and", "police", "constabulary")]
    return re.sub(r"and(?=somerset)", "", "".join(words))
