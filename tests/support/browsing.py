"""Pages opened in a browser from the disk, and what goes wrong on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip


@dataclass
class Visit:
    """A page of the browser, with what went wrong on it: messages of its console, and requests that left the disk."""

    page: Any
    folder: Path
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str) -> Any:
        """Open a page of the site from the disk."""
        name, _, place = path.partition("#")
        self.page.goto("about:blank")
        self.page.goto((self.folder / name).as_uri() + (f"#{place}" if place else ""))
        return self.page


def visited(chromium: Any, folder: Path, **options: Any) -> Iterator[Visit]:
    """A fresh page of desktop width. What its console says, and any request off the disk, is wrong at the end."""
    context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    page = context.new_page()
    one = Visit(page, folder)
    page.on("console", lambda message: one.wrong.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: one.wrong.append(f"error: {error}"))
    page.on("request", lambda r: one.wrong.append(f"request: {r.url}") if _leaves(r.url) else None)
    page.on("requestfailed", lambda r: one.wrong.append(f"failed: {r.url}"))
    yield one
    wrong = list(one.wrong)
    context.close()
    assert wrong == []


def _leaves(address: str) -> bool:
    return not address.startswith(("file:", "data:", "blob:", "about:"))
