"""What the words of a sentence mean: measure, category, area and further dimensions, with the headings around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractor.codelists import Vocabulary
from extractor.facts import NOTHING, Facts
from extractor.layouts.lexicon import Lexicon
from extractor.normalise.observations import Source
from extractor.normalise.subject import Headings, Subject, subject_of
from extractor.prose.claims import Topic
from extractor.prose.lexing import RANK, places_in
from extractor.prose.passages import Says
from extractor.prose.when import find_when
from extractor.prose.words import common_words, word_classes

PART_OF = "part"  # the dimension that names a part in the words of its sentence
_HEADINGS_READ = 3
_OF_CALLS = frozenset(("calls_received", "calls_abandoned", "abandonment_rate", "answered_in_target", "answer_time"))
_GLUED_FOOTMARK = re.compile(r"(?<=[a-z)])\d{1,2}$")
_ARTICLES = re.compile(r"\b(?:the|a|an)\b\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Context:
    """Facts of the headings, nearest first. `open` where one that is not understood may name a part of its own."""

    facts: tuple[Facts, ...]
    open: bool

    @property
    def subjects(self) -> frozenset[str]:
        """What terms may be bound to."""
        return frozenset().union(*(f.subjects for f in self.facts))


class Subjects:
    """Reads phrases with the vocabulary of one document and the terms that count in sentences alone.

    `areas` gives the names and aliases of areas, as they are written in sentences, with the area and its kind.
    """

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary, source: Source) -> None:
        self.lexicon = Lexicon(vocabulary, lexicon.force, prose=True)
        self.vocabulary, self.force = vocabulary, source.force
        self.areas = _areas(vocabulary, source)

    def of(self, topic: Topic, headings: Sequence[str], parts: int = 0) -> Subject:
        """The subject of a sentence; measure and category stay empty where a word of it is not understood."""
        context = self._context(headings, parts)
        own = self._own(topic, context)
        if not topic.words and topic.figure is not None and topic.figure.sign == RANK:
            own = context.facts[0] if context.facts else NOTHING  # a rank is of what its section is about
        known = bool(own.measure or own.category)
        subject = subject_of(Headings(own, NOTHING, context.facts), self.vocabulary, self.force)
        if own.unknown or not known:
            placed = not _may_name_a_place(topic.words)
            area, kind = (subject.area, subject.area_type) if placed else ("", "")
            subject = Subject("", "", area, kind, {})
        elif not own.measure:
            subject = replace(subject, measure=self._usual(own.category) or subject.measure)
        subject = self._apart(self._widest(subject, context), own)
        return self._placed(subject, topic)

    def _apart(self, subject: Subject, own: Facts) -> Subject:
        """Leave open what a heading may or may not narrow: `shoplifting offences` in a section on business crime."""
        entry = self.vocabulary.categories.get(subject.category)
        if entry is not None and not own.category and entry.kind == "contact" and subject.measure not in _OF_CALLS:
            return replace(subject, category="")
        if "subset" not in subject.breakdown or "subset" in dict(own.breakdown):
            return subject
        breakdown = {k: v for k, v in subject.breakdown.items() if k != "subset"}
        return replace(subject, category="", breakdown=breakdown)

    def counts_itself(self, topic: Topic, subject: Subject) -> bool:
        """`30% of victims are victims of fraud` is no rate of victims."""
        if not topic.parts or topic.parts == topic.phrase:
            return False
        whole = self.lexicon.read(_ARTICLES.sub("", topic.phrase).strip()).measure
        return bool(whole) and whole == subject.measure

    def part_of(self, topic: Topic, unknown: Subject, headings: Sequence[str], parts: int) -> Subject:
        """The subject of a whole whose part only the words beside it name: `25% (12) of thefts were of bicycles`."""
        said = topic.parts.removeprefix(topic.phrase).strip() if topic.phrase else ""
        if not said or said == topic.parts:
            return unknown
        whole = self.of(replace(topic, parts=""), headings, parts)
        entry = self.vocabulary.measures.get(whole.measure)
        if entry is None or entry.unit != "count":
            return unknown
        own = self._own(replace(topic, parts=""), self._context(headings, parts))
        if whole.category and not own.category and whole.category != entry.category:
            return unknown  # of the section's kind, or of all
        named = next((f.measure for f in self._context(headings, parts).facts if f.measure), whole.measure)
        if not whole.category and named != whole.measure:  # repeat victims in a section on something else than crime
            return unknown
        return replace(whole, breakdown={**whole.breakdown, PART_OF: said})

    def says(self, heading: str) -> Says:
        """What a heading tells of its subject. One that is not understood has a subject of its own.

        The document's own force is none: everything is about it.
        """
        read = self.lexicon.read(_GLUED_FOOTMARK.sub("", heading))
        own = read.area_type == "force" and read.area in ("force", self.force.name if self.force else "")
        if read.unknown or read.category or read.context or (read.area and not own):
            return "subject"
        return "measure" if read.says_something else "nothing"

    def basis(self, label: str) -> dict[str, str]:
        """Dimensions that a baseline's name gives: `the baseline of the ... Plan`."""
        return dict(self.lexicon.read(label).breakdown)

    def _own(self, topic: Topic, context: _Context) -> Facts:
        words = _ARTICLES.sub("", topic.words).strip()
        read = self.lexicon.read(words, context.subjects)
        if read.subjects - context.subjects:  # what it is about may settle what its other words mean
            read = self.lexicon.read(words, context.subjects | read.subjects)
        return read

    def _context(self, headings: Sequence[str], parts: int) -> _Context:
        facts: list[Facts] = []
        for number, heading in enumerate(headings[:_HEADINGS_READ]):
            read = self.lexicon.read(_GLUED_FOOTMARK.sub("", heading))
            if read.unknown and not read.says_something:
                return _Context(tuple(facts), number <= parts)
            facts.append(read)
        return _Context(tuple(facts), False)

    def _usual(self, category: str) -> str:
        entry = self.vocabulary.categories.get(category)
        return entry.measure if entry else ""

    def _widest(self, subject: Subject, context: _Context) -> Subject:
        """`Crimes` in a section that names no kind of crime are all crimes, unless a heading leaves that open."""
        entry = self.vocabulary.measures.get(subject.measure)
        if entry is None or subject.category or subject.clash:
            return subject
        nearest = next((f for f in context.facts if f.says_something), NOTHING)
        widest = "all_crime" if entry.id == "recorded_crime" else entry.category
        return replace(subject, category=widest) if nearest.measure and not context.open else subject

    def _placed(self, subject: Subject, topic: Topic) -> Subject:
        if topic.area is None:
            return subject if topic.placed else replace(subject, area="", area_type="")
        name, kind = self.place(topic.area.text)
        return replace(subject, area=name, area_type=kind)

    def place(self, text: str) -> tuple[str, str]:
        """The area that a name means and its kind, both empty where no list knows it."""
        known = self.areas.get(text.removesuffix("'s"))
        if known is None:
            read = self.lexicon.read(text)
            known = (read.area, read.area_type) if read.area and not read.unknown else ("", "")
        return known

    def places(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The names of areas in a text, and what is written like one behind `in`: start, end and which of the two."""
        taken: list[tuple[int, int]] = []
        for token in places_in(text, tuple(self.areas)):
            end = token.end - 2 * token.text.endswith("'s")
            taken.append((token.start, end))
            yield token.start, end, "area"
        for match in _NAMED.finditer(text):
            start, end = match.span(match.lastgroup or 0)
            known = any(start < e and s < end for s, e in taken) or self.lexicon.is_word(text[start:end])
            if match["first"]:  # Northtown saw ..., but not: We saw ...
                known = known or _took().match(text, end) is None or text[start:end].casefold() in common_words()
            if not known:
                yield start, end, "place"

    def names_elsewhere(self, text: str) -> bool:
        """Whether a text has a name that no list knows: what is said there may be of that place."""
        times = find_when(text)
        places = ((start, end) for start, end, kind in self.places(text) if kind == "place")
        return any(not any(start < t.end and t.start < end for t in times) for start, end in places)


@lru_cache(maxsize=1)
def _took() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(word_classes()['took'])})\b")


_NAME = r"[A-Z][a-z]+(?:['-][A-Za-z]+)*(?:\s(?:and\s|&\s|upon\s|of\s)?[A-Z][a-z]+(?:['-][A-Za-z]+)*)*"
_NAMED = re.compile(  # in Northtown; Northtown saw; and Northtown a 2% rise; and Northtown (40)
    rf"(?:\b(?:in|across|within)\s+(?:the\s+)?(?P<led>{_NAME})|^(?P<first>{_NAME})"
    rf"|(?:,|\b(?:and|by))\s+(?P<listed>{_NAME})(?=\s+(?:an?\s+|the\s+)?[\d(+-]))"
)
_FIRST = frozenset(("the", "a", "an", "all", "total", "overall", "number", "volume"))
_ELSEWHERE = re.compile(r"\bnational(?:ly)?\b|\bforces\b|\bcountry\b|\bregion(?:al)?\b|\belsewhere\b", re.IGNORECASE)


def _may_name_a_place(words: str) -> bool:
    """True where words that nothing explains are written as names are, or speak of elsewhere. Acronyms are none."""
    first, *rest = words.split() or [""]
    names = [w for w in (*([] if first.casefold() in _FIRST else [first]), *rest) if w[:1].isupper()]
    return any(not w.rstrip("s").isupper() for w in names) or _ELSEWHERE.search(words) is not None


def _areas(vocabulary: Vocabulary, source: Source) -> dict[str, tuple[str, str]]:
    """Area names of the document's force and the names of all forces, with the area they stand for."""
    own = source.force.areas if source.force else ()
    named = {force.name: (force.name, "force") for force in vocabulary.forces.values()}
    for area in own:
        named |= dict.fromkeys((area.name, *area.aliases), (area.name, area.area_type))
    spelled = {name.replace("&", "and"): place for name, place in named.items() if "&" in name}
    return {**spelled, **named}
