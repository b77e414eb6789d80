"""What one file may cost before its reader gives up on it."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.intake import MOST_BYTES

MOST_COVERED = 250_000  # slots of its tables that merged cells of one file or sheet cover; a large table has a thousand


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings that a hostile file cannot get round; a real report stays a hundredfold below them."""

    max_bytes: int = MOST_BYTES  # of the file as stored
    max_inflated_bytes: int = 128 * 1024 * 1024  # of the parts of an archive that are read, unpacked
    max_pages: int = 20_000
    max_cells: int = 2_000_000  # in all tables of one file; the five reports have 100 to 1,700 each
    max_covered: int = (
        250_000  # slots of tables that cells merged by a file's own say cover; a large one has a thousand
    )
    max_lines: int = 2_000_000  # of a text extract; the five have up to 1,500 each
