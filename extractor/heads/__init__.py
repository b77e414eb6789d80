"""Headings, decided once for every format: which rows and columns head a table, and what heads each of its figures.

`take_apart` is the only place that tells boxhead, stub, groups and body apart. Readers and table recovery pass on what
they see (declared heading rows, bold type, shading, spans) and decide nothing.
"""

from extractor.heads.anatomy import take_apart
from extractor.heads.marks import mark_headings

__all__ = ["mark_headings", "take_apart"]
