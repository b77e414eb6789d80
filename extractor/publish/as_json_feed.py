"""A feed as JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from extractor.publish.feed import ABOUT, LANGUAGE, MOST_ENTRIES, TITLE, Entry


def json_feed(entries: Sequence[Entry]) -> bytes:
    """The feed as JSON in UTF-8."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITLE,
        "description": f"{ABOUT}; the newest {MOST_ENTRIES}",
        "language": LANGUAGE,
        "authors": [{"name": "extractor"}],
        "items": [_item(entry) for entry in entries],
    }
    return (json.dumps(feed, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {"id": entry.id}
    if entry.url:
        item["url"] = entry.url
    item |= {"title": entry.title, "content_text": entry.text}
    if entry.published:
        item["date_published"] = _moment(entry.published)
    item["date_modified"] = _moment(entry.updated)
    if entry.author:
        item["authors"] = [{"name": entry.author}]
    item["tags"] = [entry.kind]
    return item


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
