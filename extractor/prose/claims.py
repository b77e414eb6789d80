"""What a sentence states, before it is known what its words mean to the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from extractor.prose.lexing import Token
from extractor.prose.times import Time
from extractor.quick import quick

Role = Literal["level", "known", "earlier", "change", "share", "kind", "part", "rate", "rank", "daily"]
ACCOUNTS = "accounts for"  # says that a claim is an area's part of its force


@quick
@dataclass(frozen=True, slots=True)
class Topic:
    """What a sentence is about; the next one may start with `This is a ...` and mean it.

    `phrase` are the words that name the measure, `parts` the same words with those of the verb; `base` is the period
    that a whole list is compared with; `counted` the count that `these` mean. `placed` is false where sentences before
    spoke of a smaller area, so that it cannot be told whether this one still does.
    """

    phrase: str
    parts: str = ""
    area: Token | None = None
    time: Time | None = None
    figure: Token | None = None
    counted: Decimal | None = None
    national: bool = False
    placed: bool = True
    base: Time | None = None

    @property
    def words(self) -> str:
        """Everything that the vocabulary has to understand."""
        return self.parts or self.phrase


@quick
@dataclass(frozen=True, slots=True)
class Claim:
    """One figure of a sentence. A `part` is the count behind a share, an `earlier` figure a level of its `base`.

    A `known` level counts only where the vocabulary knows its measure; a `kind` is a category's share of its measure.

    `sense` is the direction that the words give a change; `says` are the words that give role and period. `whole` is
    the count that a count is a part of. A figure that is `paired` (a share and its count) or `apart` (one part in a
    list) counts although the vocabulary has no name for the part. `fills` says that nothing around the figure names
    another period, so that the one that the document reports on is its own.
    """

    figure: Token
    role: Role
    topic: Topic
    time: Time | None = None
    base: Time | None = None
    says: str = ""
    sense: int = 0
    whole: Decimal | None = None
    paired: bool = False
    apart: bool = False
    fills: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Words that say which of two printed figures is the higher: `sense` is +1 where `now` should be."""

    now: Token
    then: Token
    sense: int
    says: str
    topic: Topic


@dataclass(slots=True)
class Reading:
    """All that was read in one sentence.

    `bases` are the periods that it compares with; `topic` is None where the next sentence has nothing to go on with.
    `narrowed` says that words around what was read take a part out of it, `verbless` that
    no word of it states anything.
    """

    claims: list[Claim] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)
    bases: list[Time] = field(default_factory=list)
    topic: Topic | None = None
    narrowed: bool = False
    verbless: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What sentences before were about.

    `before` is the topic of the one right before, `last` the last statement of the section about the whole force,
    with the period that it compares with; `place` the one smaller area that the sentence right before names.
    """

    before: Topic | None = None
    last: Topic | None = None
    place: Token | None = None
