"""Rules set with the typewriter's own signs: rows of hyphens, equals signs or dashes across a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Box, Page, Rule, Word

# Underscores are left alone: they are the blanks of a form more often than a rule.
SHORTEST = 8
TYPED = re.compile(r"[-=‐‑‒–—―─━═]{8,}")


def typed_rules(page: Page) -> Page:
    """The page with its typed rules as rules. The words stay where they are, for others know them by their place."""
    found = [_rule(word) for word in page.words if len(word.text) >= SHORTEST and is_typed_rule(word)]
    return replace(page, rules=(*page.rules, *found)) if found else page


def is_typed_rule(word: Word) -> bool:
    """Whether a word is a row of hyphens or the like, long enough for no text to hold it."""
    return len(word.text) >= SHORTEST and word.rotation == 0 and bool(TYPED.fullmatch(word.text))


def without_typed_rules(words: Sequence[Word]) -> list[Word]:
    """The words that are no typed rules."""
    return [word for word in words if len(word.text) < SHORTEST or not is_typed_rule(word)]


def _rule(word: Word) -> Rule:
    middle = (word.box.top + word.box.bottom) / 2
    return Rule(Box(word.box.x0, middle, word.box.x1, middle), horizontal=True)
