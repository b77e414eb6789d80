"""Tables out of PDF pages, from geometry and text alone."""

from extractor.tables.pages import find_tables
from extractor.tables.recovery import recover, to_json

__all__ = ["find_tables", "recover", "to_json"]
