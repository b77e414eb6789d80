"""A feed as Atom (RFC 4287)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import date

from extractor import __version__
from extractor.publish.feed import ABOUT, LANGUAGE, TITLE, UNKNOWN, Entry, feed_id

_SPACE = "http://www.w3.org/2005/Atom"
_SELF = "feed.xml"


def atom(entries: Sequence[Entry]) -> bytes:
    """The feed as XML in UTF-8. A link to itself is relative, since where it will be published is not known."""
    feed = ET.Element("feed", {"xmlns": _SPACE, "xml:lang": LANGUAGE})
    _add(feed, "id", feed_id())
    _add(feed, "title", TITLE)
    _add(feed, "subtitle", ABOUT)
    _add(feed, "updated", _moment(max((e.updated for e in entries), default=UNKNOWN)))
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": _SELF})
    _author(feed, "extractor")
    ET.SubElement(feed, "generator", {"version": __version__}).text = "extractor"
    for entry in entries:
        _entry(feed, entry)
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'.encode()


def _entry(feed: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(feed, "entry")
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(entry.updated))
    if entry.published:
        _add(element, "published", _moment(entry.published))
    if entry.author:
        _author(element, entry.author)
    if entry.url:
        ET.SubElement(element, "link", {"rel": "alternate", "href": entry.url})
    ET.SubElement(element, "category", {"term": entry.kind})
    ET.SubElement(element, "content", {"type": "text"}).text = entry.text


def _author(parent: ET.Element, name: str) -> None:
    _add(ET.SubElement(parent, "author"), "name", name)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
