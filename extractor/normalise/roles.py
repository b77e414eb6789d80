"""Settle what a figure is: a level, a difference, or a change in per cent; and the unit, where that settles it."""

from __future__ import annotations

import re

from extractor.normalise.given import Given

_ONLY_PERCENT = re.compile(r"\W*(?:%|per ?cent)\W*", re.IGNORECASE)


def role_of(given: Given, proven: str) -> tuple[str, str]:
    """Role and, where the role settles it, unit; both empty where neither headings nor arithmetic say the role.

    `proven` is the role that arithmetic shows the figures under its heading to have, where the heading says none.
    """
    figure = given.figure
    role, unit = _role(given, _heading_role(given))
    if role == "difference" and not unit and not figure.unit and "percent" in (f.unit for f in given.near):
        return "percent_change", "percent"  # `Change` over `%`, of levels that are no percentages
    if role == "level" and (figure.arrow or not _is_level(given)):
        return _role(given, proven) if proven else ("", "")
    return role, unit


def _role(given: Given, stated: str) -> tuple[str, str]:
    if given.figure.unit == "percentage_point":
        return "difference", "percentage_point"
    if stated == "percent_change":
        return ("difference", "percentage_point") if given.percent else ("percent_change", "percent")
    if stated != "difference":
        return "level", ""
    if given.percent:
        return "difference", "percentage_point"
    return ("percent_change", "percent") if given.figure.unit == "percent" else ("difference", "")


def _heading_role(given: Given) -> str:
    roles = [f.role for f in given.near if f.role]
    if "percent_change" in roles:
        return "percent_change"
    context = given.headings.context
    return roles[0] if roles else context[0].role if context else ""


def _is_level(given: Given) -> bool:
    """Whether a figure whose headings state no change is a level: they leave no word that may name a change, and where
    they are not understood, or missing above several columns, no figure beside it carries a sign."""
    headings, siblings = given.headings, given.siblings
    if any("role" in f.doubts for f in given.near):
        return False
    bare = not headings.column.label and (not siblings.lone or siblings.signed())
    silent = headings.unknown or _ONLY_PERCENT.fullmatch(headings.column.label.rpartition(" > ")[2]) is not None
    return not bare and not (silent and siblings.signed())
