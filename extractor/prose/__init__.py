"""Figures that stand in sentences: paragraph -> signs -> claims -> observations.

Read `heads` first: it holds the patterns that a sentence may start with. What no pattern takes is not understood and
yields nothing.
"""

from __future__ import annotations

from dataclasses import replace

from extractor.codelists import Vocabulary
from extractor.layouts.lexicon import Lexicon
from extractor.model import Document, Finding, Observation
from extractor.normalise.observations import Source
from extractor.prose.claims import Reading, Topic
from extractor.prose.heads import read_sentence
from extractor.prose.lexing import signs_of
from extractor.prose.passages import Passage, passages, sentences
from extractor.prose.ranks import read_rank
from extractor.prose.rows import Rows
from extractor.prose.subjects import Subjects

__all__ = ["read_prose"]


def read_prose(
    document: Document, lexicon: Lexicon, source: Source, vocabulary: Vocabulary
) -> tuple[list[Observation], list[Finding]]:
    """Observations of the figures in a document's running text, with `reader` "prose" and `table` 0."""
    rows = Rows(source, vocabulary, Subjects(lexicon, vocabulary, source))
    observations: list[Observation] = []
    findings: list[Finding] = []
    for passage in passages(document.body, rows.subjects.names_nothing):
        found = _readings(passage, rows.subjects.names())
        basis = rows.basis(reading for _, reading in found)
        for offset, reading in found:
            read, problems = rows.of(reading, passage, offset, basis)
            observations += read
            findings += problems
    return observations, findings


def _readings(passage: Passage, areas: tuple[str, ...]) -> list[tuple[int, Reading]]:
    """What each sentence of a passage states, with its place in the passage."""
    found: list[tuple[int, Reading]] = []
    topic: Topic | None = None
    for offset, sentence in sentences(passage.text):
        if not any(c.isdigit() for c in sentence):
            topic = None
            continue
        signs = signs_of(sentence, areas)
        reading = Reading()
        if not read_rank(signs, topic, passage.headings, reading):
            reading = read_sentence(signs, topic)
        if topic is not None and topic.time is not None:
            _same_time(reading, topic)
        topic = reading.topic
        if reading.claims:
            found.append((offset, reading))
    return found


def _same_time(reading: Reading, before: Topic) -> None:
    """A sentence on what the one before it was about is of the same period, unless it names another."""
    if reading.topic is None or reading.topic.time is not None or reading.topic.words != before.words:
        return
    claims = [replace(c, topic=replace(c.topic, time=before.time)) for c in reading.claims]
    reading.claims[:] = [c if c.time or c.role != "change" else replace(c, time=before.time) for c in claims]
    reading.topic = replace(reading.topic, time=before.time)
