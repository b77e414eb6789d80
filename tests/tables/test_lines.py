"""The text of a cell from its words."""

from extractor.model import Box, Word
from extractor.tables.lines import cell_text


def test_letters_of_no_width_are_lines_like_others() -> None:
    """A font whose widths are nought, or a text squeezed to nothing: no share of no width can be told."""
    words = [Word("Bur", Box(50, 100, 50, 110)), Word("glary", Box(50, 112, 80, 122))]
    assert cell_text(words, known={"burglary"}, room=30.0) == "Bur\nglary"
