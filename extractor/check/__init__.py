"""Arithmetic as proof: figures that confirm each other, and figures that cannot all be right.

`check_document` takes the observations of one document, whatever read them; `check_dataset` those of several
documents of one force. Neither changes a figure: what is wrong is said beside it.
"""

from __future__ import annotations

from extractor.check.document import Checked, check_document, confirm
from extractor.check.editions import check_dataset

__all__ = ["Checked", "check_dataset", "check_document", "confirm"]
