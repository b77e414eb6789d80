"""Why a sentence was read as it was, or not at all: for whoever adds a rule."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.prose.events import Ambiguous
from extractor.prose.grammar import parse
from extractor.prose.lexing import Token
from extractor.prose.statements import statements_of
from extractor.prose.tokens import Places, Sentence, tokens_of
from extractor.prose.words import what_is_not_plain

__all__ = ["explain"]


def _no_places(text: str) -> Iterator[tuple[int, int, str]]:
    return iter(())


def explain(sentence: str, places: Places = _no_places) -> str:
    """The sentence as the rules see it, its tree and what it states; or the reason why nothing is read."""
    tokens = tokens_of(sentence, places)
    lines = [f"sentence: {sentence}", f"tokens: {tokens.line.strip()}"]
    reason = _why_not(sentence, tokens)
    if reason:
        return "\n".join([*lines, f"not read by the rules: {reason}"])
    tree = parse(tokens)
    if tree is None:
        return "\n".join([*lines, "not read by the rules: none takes the sentence to its end"])
    lines.append(tree.shown())
    try:
        reading = statements_of(tokens)
    except Ambiguous as problem:
        return "\n".join([*lines, f"not read by the rules: {problem}"])
    return "\n".join([*lines, *(_stated(c.figure, c) for c in reading.claims)]) if reading else "\n".join(lines)


def _why_not(sentence: str, tokens: Sentence) -> str:
    word = what_is_not_plain(sentence)
    if word:
        return f'"{word}" does not state plainly what was counted'
    bad = [t for t, kind in zip(tokens.tokens, tokens.kinds, strict=True) if kind in ("noise", "money")]
    if bad:
        return f'"{bad[0].text}" is a number that no rule takes for a figure'
    if not any(t.value is not None for t in tokens.tokens):
        return "it has no figure"
    return ""


def _stated(figure: Token, claim: object) -> str:
    topic, time, base = claim.topic, claim.time, claim.base  # type: ignore[attr-defined]
    parts = [
        f'{figure.text}: {claim.role} of "{topic.words}"',  # type: ignore[attr-defined]
        f"in {time.label}" if time is not None and time.label else "",
        f"against {base.label}" if base is not None else "",
        f"at {topic.area.text}" if topic.area is not None else "",
    ]
    return "states " + ", ".join(p for p in parts if p)
