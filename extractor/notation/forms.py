"""The forms in which periods are written, from `schemas/periods.toml`, and which of them have a chance in a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import regex

from extractor.codelists import schemas_dir

SECONDS = 2.0  # a form takes a thousandth of this on a page of text; past it the text is not one for reading periods
_PART = re.compile(r"\{([a-z_]\w*)\}")


@dataclass(frozen=True)
class Form:
    """One way of writing a period. `alone` counts only where it is the whole of a text."""

    name: str
    source: str
    reads: str
    needs: frozenset[str]
    alone: bool
    examples: tuple[Mapping[str, Any], ...]

    @property
    def pattern(self) -> regex.Pattern[str]:
        """The compiled pattern; made when a text first gives the form a chance."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\w£$€.,])(?:{source})(?![\p{{L}}\p{{Nd}}_]|\.\d)", regex.IGNORECASE)


def _load() -> dict[str, Any]:
    return tomllib.loads((schemas_dir() / "periods.toml").read_text("utf-8"))


def _filled(source: str, parts: Mapping[str, str]) -> str:
    while _PART.search(source):
        source = _PART.sub(lambda match: parts[match[1]], source)
    return source


_GRAMMAR = _load()
MONTHS = {name: n for n, names in enumerate(_GRAMMAR["months"]["names"], start=1) for name in names.split()}
NUMBERS: Mapping[str, int] = _GRAMMAR["numbers"]
STATUS = tuple(_GRAMMAR["words"]["status"])
BESIDE = tuple(_GRAMMAR["words"]["beside"])
ALSO_WORDS = frozenset(_GRAMMAR["words"]["also_words"])
PARTS: Mapping[str, str] = _GRAMMAR["parts"]
FORMS = tuple(
    Form(f["name"], _filled(f["pattern"], PARTS), f["reads"], frozenset(f["needs"]), f.get("alone", False),
         tuple(f["examples"]))
    for f in _GRAMMAR["form"]
)  # fmt: skip
# Most cells are plain figures or names: they are done with at a glance.
_IN_FIGURES = re.compile(r"(?:1[89]|2[01])\d\d|\d\s*[/.–-]\s*['’]?\d")
_IN_WORDS = re.compile("|".join(_GRAMMAR["glance"]["words"]))
_NO_SIGNS: frozenset[str] = frozenset()
_SIGNS = tuple(
    (name, tuple(w for w in words if "\\" not in w), tuple(re.compile(w) for w in words if "\\" in w))
    for name, words in _GRAMMAR["signs"].items()
)


def signs_in(text: str) -> frozenset[str]:
    """Which signs of periods a text holds: one glance that spares most texts every pattern."""
    folded = text.casefold()
    if not _IN_FIGURES.search(folded) and not _IN_WORDS.search(folded):
        return _NO_SIGNS
    return frozenset([name for name, words, patterns in _SIGNS if _holds(folded, words, patterns)])


def _holds(folded: str, words: tuple[str, ...], patterns: tuple[re.Pattern[str], ...]) -> bool:
    for word in words:  # a plain loop: this is asked of every cell of every table
        if word in folded:
            return True
    return any(pattern.search(folded) for pattern in patterns) if patterns else False


@lru_cache(maxsize=2048)
def forms_with_a_chance(signs: frozenset[str], alone: bool) -> tuple[Form, ...]:
    """The forms that a text with these signs may hold, the most specific first."""
    return tuple(form for form in FORMS if form.alone == alone and signs >= form.needs)
