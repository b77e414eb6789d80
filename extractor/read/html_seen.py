"""What of a web page is seen: no scripts, nothing that its own styles hide, nothing that is struck out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

_NEVER = {
    "script", "style", "head", "title", "template", "noscript", "iframe", "object", "embed", "svg", "canvas", "select",
    "textarea", "datalist", "nav", "audio", "video", "map",
}  # fmt: skip
_STRUCK = {"s", "strike", "del"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_SHOWN = re.compile(r"display\s*:\s*(?!none)[\w-]+", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MEDIA = re.compile(r"@media([^{}]*)\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
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
    text = _COMMENT.sub(" ", "\n".join(styles)[:_MOST_STYLES])
    text = _MEDIA.sub(lambda found: "" if "print" in found[1] or "(" in found[1] else found[2], text)
    hidden: dict[str, bool] = {}
    for selectors, rule in _RULE.findall(text):
        for selector in selectors.split(","):
            simple = _SIMPLE.fullmatch(selector.strip())
            if simple and (_HIDDEN.search(rule) or _SHOWN.search(rule)):
                hidden[simple[1]] = _HIDDEN.search(rule) is not None
    return Sight(frozenset(name for name, is_so in hidden.items() if is_so))
