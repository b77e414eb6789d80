"""Sentence by sentence through a document's passages: what goes on from one sentence to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from extractor.prose.changes import read_item, read_likewise, read_opening, read_sentence
from extractor.prose.claims import Claim, Reading, Topic
from extractor.prose.lexing import Signs, area_pattern, signs_of
from extractor.prose.passages import Passage, sentences
from extractor.prose.ranks import read_rank

Found = tuple[Passage, int, Reading]
Areas = Mapping[str, tuple[str, str]]


def read_passages(passages: Iterable[Passage], areas: Areas) -> list[Found]:
    """What each sentence states, with the passage it stands in and its place there.

    `areas` gives each name of an area with the area and its kind. A list item may be compared with what the line
    before the list names.
    """
    found: list[Found] = []
    opening: Topic | None = None
    for passage in passages:
        items = _read_items(passage, opening, tuple(areas)) if opening is not None and passage.item else []
        found += items or _read_passage(passage, areas)
        if not passage.item:
            opens = passage.text.rstrip().endswith(":")
            opening = read_opening(signs_of(passage.text.strip(), tuple(areas))) if opens else None
    return found


def _read_items(passage: Passage, opening: Topic, areas: tuple[str, ...]) -> list[Found]:
    found = ((passage, at, read_item(signs_of(s, areas), opening)) for at, s in sentences(passage.text))
    return [item for item in found if item[2].claims]


def _read_passage(passage: Passage, areas: Areas) -> list[Found]:
    found: list[Found] = []
    topic: Topic | None = None
    likewise, spoken_of, names = "", False, tuple(areas)
    for offset, sentence in sentences(passage.text):
        reading = Reading()
        if any(c.isdigit() for c in sentence):
            reading = _read(signs_of(sentence, names), topic, passage.headings)
        if likewise:
            _narrow(reading, likewise)
        if spoken_of:
            _unplace(reading)
        likewise = read_likewise(signs_of(sentence, names)) if " similar " in sentence else ""
        found_areas = area_pattern(names).findall(sentence) if names else []
        spoken_of = spoken_of or any(areas[name.removesuffix("'s")][1] != "force" for name in found_areas)
        topic = reading.topic
        if reading.claims:
            found.append((passage, offset, reading))
    return found


def _read(signs: Signs, before: Topic | None, headings: tuple[str, ...]) -> Reading:
    reading, rank = read_sentence(signs, before), Reading()
    if read_rank(signs, before, headings, rank):
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
