"""The force that a draft needs a file for, and how the document seems to call it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from extractor.layouts.cues import cues
from extractor.layouts.evidence import weigh
from extractor.layouts.passages import passages
from extractor.pipeline import Understood
from extractor.profiling.model import LackingForce

_LONGEST = 60  # characters of an id, which is the name of a file too
NEW = "new_force"  # the id where nothing in the document looks like a name
_WORD = r"[A-Z][\w'’.-]*"
_NAME = rf"(?P<name>{_WORD}(?:\s+(?:(?:and|of|the|on|&)\s+){{0,2}}{_WORD}){{0,3}}?)"


def lacking_force(understood: Understood) -> LackingForce | None:
    """The force to draft a file for; None where it has one."""
    known, forces = understood.known, understood.lexicon.vocabulary.forces
    if known.force is not None:
        return None if known.force.profile else LackingForce(known.force.id, known.force.name, True)
    scores = weigh((e.says, e) for e in known.evidence if e.says in forces and e.kind == "claim")
    if scores:
        best = forces[max(scores, key=lambda force: (scores[force], force))]
        return LackingForce(best.id, best.name, True)
    names = Counter(_named(understood))
    name = max(names, key=lambda n: (names[n], n), default="")
    return LackingForce(_id(name) or NEW, name, False)


def _named(understood: Understood) -> Iterable[str]:
    """What stands before `Police` or behind `Police and Crime Commissioner for` where a document says whose it is."""
    after = re.compile(rf"\b{_NAME}[\s,:–-]+(?i:{cues().after})\b")
    before = re.compile(rf"(?i:{cues().before})\s+(?:the\s+)?{_NAME}")
    for passage in passages(understood.document):
        if passage.is_line and passage.place in ("running", "front", "early"):
            for match in (*after.finditer(passage.text), *before.finditer(passage.text)):
                name = " ".join(match["name"].split())
                yield name.title() if name.isupper() else name


def _id(name: str) -> str:
    return re.sub(r"\W+", "_", name.casefold().replace("&", "and")).strip("_")[:_LONGEST]
