"""What of a web page is seen: no scripts, nothing that its own styles hide, nothing that is struck out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

_NEVER = {
    "script", "style", "head", "title", "template", "noscript", "iframe", "object", "embed", "svg", "canvas", "select",
    "textarea", "datalist", "nav", "audio", "video", "map",
}  # fmt: skip
_STRUCK = {"s", "strike", "del"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_SHOWN = re.compile(r"display\s*:\s*(?!none)[\w-]+", re.IGNORECASE)
_BRACE = re.compile(r"[{}]")
_SIMPLE = re.compile(r"[\w-]*([.#][\w-]+)")
_MOST_STYLES = 500_000  # characters of styles that are looked through


@dataclass(slots=True)
class Sight:
    """What the styles of a page hide; `hidden` and `struck` gather what was left out for being hidden or struck out."""

    selectors: frozenset[str] = frozenset()
    hidden: list[Any] = field(default_factory=list)
    struck: list[Any] = field(default_factory=list)

    def is_unseen(self, element: Any) -> bool:
        """Whether an element shows nothing; one that is hidden or struck out is noted."""
        if element.tag in _NEVER:
            return True
        if element.tag in _STRUCK:
            self.struck.append(element)
            return True
        if self._is_hidden(element):
            self.hidden.append(element)
            return True
        return False

    def _is_hidden(self, element: Any) -> bool:
        style = element.get("style") or ""
        if element.get("hidden") is not None or _HIDDEN.search(style):
            return True
        if not self.selectors or _SHOWN.search(style):
            return False
        names = {f".{name}" for name in (element.get("class") or "").split()}
        return not self.selectors.isdisjoint(names | {f"#{element.get('id')}"})


def sight_of(styles: Iterable[str]) -> Sight:
    """What the style sheets inside a page hide on a screen: classes and ids, named alone.

    Rules for print, and such that hold only within something else, hide nothing here.
    """
    hidden: dict[str, bool] = {}
    for selectors, rule in _rules("\n".join(styles)[:_MOST_STYLES]):
        if not (_HIDDEN.search(rule) or _SHOWN.search(rule)):
            continue
        for selector in selectors.split(","):
            simple = _SIMPLE.fullmatch(selector.strip())
            if simple:
                hidden[simple[1]] = _HIDDEN.search(rule) is not None
    return Sight(frozenset(name for name, is_so in hidden.items() if is_so))


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and what they set, of all rules that hold on any screen."""
    text = "".join(part.partition("*/")[2] if at else part for at, part in enumerate(text.split("/*")))
    within: list[str] = []
    last = 0
    for brace in _BRACE.finditer(text):
        between = text[last : brace.start()].rpartition(";")[2] if brace[0] == "{" else text[last : brace.start()]
        last = brace.end()
        if brace[0] == "{":
            within.append(between.strip())
        elif within:
            selectors = within.pop()
            if not selectors.startswith("@") and all(_on_screens(outer) for outer in within):
                yield selectors, between


def _on_screens(condition: str) -> bool:
    """Whether a condition around rules holds on any screen: not for print, nor from some width on."""
    return condition.startswith("@media") and "print" not in condition and "(" not in condition
