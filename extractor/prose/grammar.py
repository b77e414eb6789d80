"""The rules of `schemas/sentences.csv` as one pattern, and the tree of a sentence that fits it.

A rule is written in a notation that reads like the sentence it stands for:

| in a pattern | means |
|---|---|
| `from`, `,` | the word or mark itself |
| `<count>` | a figure, time or place of that kind (see `tokens`) |
| `@linking` | any word or phrase of that class in `schemas/sentences_words.csv` |
| `LEVEL` | the rule of that name, and a node of the tree |
| `[ ... ]` | may be missing |
| `{ a | b }` | one of these |
| `*` | behind any of these: as often as it stands there |

The rules are compiled with `regex`: each is a group of its own that others call, and all that a group has taken is
kept, which gives the tree. A sentence that takes too long is one that is not understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from extractor.codelists import code_rows
from extractor.prose.lexing import Token
from extractor.prose.tokens import Sentence
from extractor.prose.words import TIMEOUT, marked, word_classes, words_in
from extractor.quick import quick

_WORDS_OF_A_SUBJECT = 14  # the longest subject seen has nine
_WORD = r"[a-z][^\ <>]*|[&/]|<code>|<within>|\(\ (?!fte)[a-z]+\ \)|-"
_BEHIND = "|".join(rf"\L<{kind}>\ " for kind in ("joins", "verbed", "makes_up", "stood", "took", "turned", "same"))
_ENDS_SUBJECT = rf"(?!<code>|<within>)(?=[~<,:;.(]|-\ [<~]|{_BEHIND}|$)"  # what may stand behind a subject
_PARTS = regex.compile(
    r"\s*(?:(?P<open>[\[{])|(?P<close>[\]}])|(?P<bar>\|)|(?P<star>\*)|<(?P<token>\w+)>"
    r"|@(?P<kind>\w+)|(?P<rule>[A-Z_]{2,})\b|(?P<word>'s|[\w'-]+|[^\s\w]))\s*"
)


@quick
@dataclass(frozen=True, slots=True)
class Node:
    """What one rule has taken of a sentence: the tokens, and the nodes of the rules in it."""

    rule: str
    tokens: tuple[Token, ...]
    children: tuple[Node, ...]

    def all(self, *rules: str) -> Iterator[Node]:
        """Nodes of these rules at any depth, left to right; a node found is not searched."""
        for child in self.children:
            if child.rule in rules:
                yield child
            else:
                yield from child.all(*rules)

    def first(self, *rules: str) -> Node | None:
        """The first node of these rules."""
        return next(self.all(*rules), None)

    @property
    def own(self) -> tuple[Token, ...]:
        """The tokens that no node in this one has taken."""
        inner = {id(t) for child in self.children for t in child.tokens}
        return tuple(t for t in self.tokens if id(t) not in inner)

    @property
    def text(self) -> str:
        """The words as printed, a blank between them."""
        return " ".join(t.text for t in self.tokens)

    def shown(self, depth: int = 0) -> str:
        """The tree as lines of text, for people."""
        line = "  " * depth + f"{self.rule}: {self.text}"
        return "\n".join([line, *(child.shown(depth + 1) for child in self.children)])


def parse(sentence: Sentence, backwards: bool = False) -> Node | None:
    """The tree of a sentence, or None where no rule takes it to its end.

    Where rules leave a choice the first alternative wins, and the shortest subject. `backwards` the last one and the
    longest win: a sentence that can be read in two ways comes out differently.
    """
    if not _may_fit(sentence):
        return None
    try:
        match = _pattern(backwards).fullmatch(sentence.line, timeout=TIMEOUT)
    except TimeoutError:
        return None
    return _tree(match, sentence) if match is not None else None


_FIGURES = frozenset(f"{sign}{kind}" for sign in ("", "plus_") for kind in ("count", "percent", "points", "duration"))


def has_words_for(text: str) -> bool:
    """False for a sentence with a word that no subject holds and no rule names: it need not be looked at closer."""
    return _never_fits().isdisjoint(words_in(text))


@lru_cache(maxsize=1)
def _never_fits() -> frozenset[str]:
    """The dead words that cannot stand inside a token: in a time (`this quarter`), a rate (`per 1,000`), a name."""
    times = (row["pattern"] for row in code_rows("sentences_times", ("pattern",)))
    inside = (word for phrase in (*times, *word_classes()["in_tokens"]) for word in words_in(phrase))
    return _dead().difference(inside)


def _may_fit(sentence: Sentence) -> bool:
    """Leave out at a glance what holds no figure, or a number that is none: no rule takes these."""
    kinds = set(sentence.kinds)
    if not _dead().isdisjoint(word.removeprefix("~") for word in sentence.line.split(" ")):
        return False
    return not kinds & {"noise", "money"} and bool(kinds & {*_FIGURES, "rank"})


@lru_cache(maxsize=1)
def _dead() -> frozenset[str]:
    used = {m["word"] for pattern in _rules().values() for m in _PARTS.finditer(pattern) if m["word"]}
    named = {m["kind"] for pattern in _rules().values() for m in _PARTS.finditer(pattern) if m["kind"]}
    kinds = word_classes()
    used |= {word for kind in named for phrase in kinds[kind] for word in phrase.split(" ")}
    return frozenset(word for word in (*kinds["function"], *kinds["never"]) if word not in used)


def _tree(match: regex.Match[str], sentence: Sentence) -> Node:
    spans = [(start, -end, rule) for rule in _rules() for start, end in match.spans(rule) if end > start]
    depth = {rule: number for number, rule in enumerate(_outer_first())}
    ordered = sorted(spans, key=lambda s: (s[0], s[1], depth[s[2]]))
    root, _ = _node(ordered, 0, sentence)
    return root


def _node(spans: Sequence[tuple[int, int, str]], at: int, sentence: Sentence) -> tuple[Node, int]:
    start, end, rule = spans[at]
    children: list[Node] = []
    at += 1
    while at < len(spans) and -spans[at][1] <= -end and spans[at][0] < -end:
        child, at = _node(spans, at, sentence)
        children.append(child)
    return Node(rule, sentence.between(start, -end), tuple(children)), at


@lru_cache(maxsize=1)
def _rules() -> Mapping[str, str]:
    """The pattern of each rule by its name."""
    rules = {row["rule"]: row["pattern"] for row in code_rows("sentences", ("rule",))}
    return {"sentence": rules.pop("sentence"), **rules, "subject": ""}


@lru_cache(maxsize=1)
def _outer_first() -> tuple[str, ...]:
    """The rules, each before those that it calls: of two nodes that take the same words the caller is the outer."""
    calls = {rule: _called(pattern) for rule, pattern in _rules().items()}
    placed: dict[str, None] = {}

    def place(rule: str) -> None:
        if rule not in placed:
            for inner in calls[rule]:
                place(inner)
            placed[rule] = None

    place("sentence")
    return tuple(reversed([*placed, *(r for r in calls if r not in placed)]))


def _called(pattern: str) -> list[str]:
    return [m["rule"].lower() for m in _PARTS.finditer(pattern) if m["rule"]]


@lru_cache(maxsize=2)
def _pattern(backwards: bool) -> regex.Pattern[str]:
    kinds = {kind: [_marked(phrase) for phrase in phrases] for kind, phrases in word_classes().items()}
    rules = {rule: _compiled(pattern, backwards) for rule, pattern in _rules().items() if rule != "subject"}
    groups = [f"(?P<{rule}>{compiled})" for rule, compiled in rules.items()]
    more = f"{{0,{_WORDS_OF_A_SUBJECT}}}{'' if backwards else '?'}"
    lead = r"(?:\L<article>\ )*(?!\L<joint>\ |\L<article>\ )"
    subject = rf"(?P<subject>{lead}(?:(?:{_WORD})\ ){more}(?!\L<joins>\ )(?:{_WORD})\ {_ENDS_SUBJECT})"
    define = "".join([*groups, subject])
    lists: dict[str, Any] = {"ignore_unused": True, **kinds}
    return regex.compile(rf"(?(DEFINE){define})(?&sentence)", **lists)


def _marked(phrase: str) -> str:
    return " ".join(marked(word) for word in phrase.split(" "))


def _compiled(pattern: str, backwards: bool) -> str:
    """A pattern of the notation as one of `regex`, with the alternatives of each group in order or the other way."""
    stack: list[list[str]] = [[""]]
    for match in _PARTS.finditer(pattern):
        if match["open"]:
            stack.append([""])
        elif match["bar"]:
            stack[-1].append("")
        elif match["close"]:
            choices = stack.pop()
            optional = match["close"] == "]"
            stack[-1][-1] += f"(?:{'|'.join(reversed(choices) if backwards else choices)}){'?' * optional}"
        else:
            stack[-1][-1] += _part(match)
    return "|".join(reversed(stack[0]) if backwards else stack[0])


def _part(match: regex.Match[str]) -> str:
    if match["star"]:
        return "*"
    if match["token"]:
        return rf"(?:<{match['token']}>\ )"
    if match["kind"]:
        return rf"(?:\L<{match['kind']}>\ )"
    if match["rule"]:
        return rf"(?&{match['rule'].lower()})"
    return rf"(?:{regex.escape(marked(match['word']))}\ )"
