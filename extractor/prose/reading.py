"""Sentence by sentence through a document's passages: what goes on from one sentence to the next."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extractor.prose.changes import read_item, read_likewise, read_opening, read_sentence
from extractor.prose.claims import Claim, Context, Reading, Topic
from extractor.prose.daily import read_daily
from extractor.prose.events import Ambiguous
from extractor.prose.grammar import has_words_for
from extractor.prose.lexing import COUNT, SPELT, Signs, places_in, signs_of
from extractor.prose.numbers import share_in_words
from extractor.prose.passages import Passage, sentences
from extractor.prose.ranks import read_rank
from extractor.prose.statements import statements_of
from extractor.prose.subjects import Subjects
from extractor.prose.tokens import tokens_of
from extractor.prose.when import find_when
from extractor.prose.words import is_narrowed, names_a_part, states_something, what_is_not_plain, words_in

Found = tuple[Passage, int, Reading]


def read_passages(passages: Iterable[Passage], subjects: Subjects) -> list[Found]:
    """What each sentence states, with the passage it stands in and its place there.

    `subjects` knows the names of areas. A list item may be compared with what the line
    before the list names.
    """
    found: list[Found] = []
    opening: Topic | None = None
    context, headings = Context(), ()  # type: tuple[Context, tuple[str, ...]]
    areas = subjects.areas
    for passage in passages:
        items = _read_items(passage, opening, tuple(areas)) if opening is not None and passage.item else []
        context = context if passage.headings == headings else Context()
        headings = passage.headings
        if not items:
            items, context = _read_passage(passage, subjects, context)
        found += items
        if not passage.item:
            opens = passage.text.rstrip().endswith(":")
            opening = read_opening(signs_of(passage.text.strip(), tuple(areas))) if opens else None
    return found


def _read_items(passage: Passage, opening: Topic, areas: tuple[str, ...]) -> list[Found]:
    found = ((passage, at, read_item(signs_of(s, areas), opening)) for at, s in sentences(passage.text))
    return [item for item in found if item[2].claims]


def _read_passage(passage: Passage, subjects: Subjects, context: Context) -> tuple[list[Found], Context]:
    """What the sentences of a passage state, and what the next passage of the section may go on from."""
    found: list[Found] = []
    areas = subjects.areas
    likewise, spoken_of, before, names = "", False, [], tuple(areas)  # type: str, bool, list[str], tuple[str, ...]
    for offset, sentence in sentences(passage.text):
        reading = _understood(sentence, subjects, context, passage.headings) if _counts(sentence) else Reading()
        if likewise:
            _narrow(reading, likewise)
        if spoken_of:
            _unplace(reading)
        if any(c.fills for c in reading.claims) and any(find_when(earlier) for earlier in before):
            reading.claims[:] = [replace(c, fills=False) for c in reading.claims]
        likewise = read_likewise(signs_of(sentence, names)) if " similar " in sentence else ""
        places = places_in(sentence, names)
        smaller = [t for t in places if areas[t.text.removesuffix("'s")][1] != "force"]
        spoken_of = spoken_of or bool(smaller)
        before.append(sentence)
        one = len({t.text.removesuffix("'s") for t in places}) == 1
        place = smaller[0] if smaller and one else None
        context = Context(reading.topic, _last(reading) or context.last, place)
        if reading.claims:
            found.append((passage, offset, reading))
    return found, replace(context, before=None)


def _understood(sentence: str, subjects: Subjects, context: Context, headings: tuple[str, ...]) -> Reading:
    """What a sentence states: by the rules, or where none takes it by the older patterns, with care.

    One that the rules can read in two ways states nothing.
    """
    if has_words_for(sentence) and not what_is_not_plain(sentence):
        try:
            stated = statements_of(tokens_of(sentence, subjects.places))
        except Ambiguous:
            return Reading()
        if stated is not None:
            return stated
    reading = _read(signs_of(sentence, tuple(subjects.areas)), context, headings)
    if reading.claims:
        if subjects.names_elsewhere(sentence):
            _unplace(reading)
        reading.verbless = not states_something(sentence)
        told = words_in(" ".join(c.topic.words for c in reading.claims))
        end = max(c.figure.end for c in reading.claims)
        known = subjects.lexicon.is_word
        reading.narrowed = names_a_part(told) or is_narrowed(sentence, end, lambda word: word in told or known(word))
    return reading


_DIGIT = re.compile(r"\d")


def _counts(sentence: str) -> bool:
    """True for a sentence with digits, or with two numbers in words: a whole and a part, or two parts."""
    return (
        _DIGIT.search(sentence) is not None
        or share_in_words(sentence)
        or sum(w.strip(".,;:()") in SPELT for w in sentence.casefold().split()) > 1
    )


def _last(reading: Reading) -> Topic | None:
    """A statement about the force as a whole, with the one period before that it is compared with."""
    levels = [c for c in reading.claims if c.role == "level" and not c.apart and c.figure.sign == COUNT]
    bases = {b.label: b for b in reading.bases if b.kind in ("previous", "year_ago")}
    if reading.topic is None or not levels or len(bases) != 1 or levels[0].topic.area is not None:
        return None
    return replace(levels[0].topic, base=next(iter(bases.values())))


def _read(signs: Signs, context: Context, headings: tuple[str, ...]) -> Reading:
    before = context.before
    reading, rank = read_sentence(signs, context), Reading()
    read_daily(signs, before, reading)
    if read_rank(signs, before, reading.topic, headings, rank):
        topic = rank.topic
        if topic is not None and not topic.phrase and reading.topic is not None:  # had 0.75 a head and was 6th of 8
            topic = replace(reading.topic, national=topic.national, figure=topic.figure)
        rank.claims[:] = [replace(c, topic=topic) for c in rank.claims if topic is not None]
        reading.claims += rank.claims
        reading.topic = topic
    if before is not None and before.time is not None:
        _same_time(reading, before)
    return reading


def _same_time(reading: Reading, before: Topic) -> None:
    """A sentence on what the one before it was about is of the same period, unless it names another."""
    if reading.topic is None or reading.topic.time is not None or reading.topic.words != before.words:
        return
    claims = [replace(c, topic=replace(c.topic, time=before.time)) for c in reading.claims]
    reading.claims[:] = [c if c.time or c.role != "change" else replace(c, time=before.time) for c in claims]
    reading.topic = replace(reading.topic, time=before.time)


def _unplace(reading: Reading) -> None:
    """Without an area of its own a sentence may be of the one spoken of before, or of the force again."""
    claims = [c if c.topic.area else replace(c, topic=replace(c.topic, placed=False)) for c in reading.claims]
    reading.claims[:] = claims


def _narrow(reading: Reading, words: str) -> None:
    """Add to the topic what the sentence before said that it is about."""

    def narrowed(claim: Claim) -> Claim:
        return replace(claim, topic=replace(claim.topic, parts=f"{claim.topic.words} {words}"))

    reading.claims[:] = [narrowed(c) for c in reading.claims]
