"""A page of a PDF as a picture. Runs in the guarded process: a page can be made to be drawn for ever."""

from __future__ import annotations

import hashlib
import io
import json
import math

from extractor.errors import UnreadableFile
from extractor.intake import load

_SCALE = 1.5  # pixels to the point: small print stays readable
_COLOURS = 64  # enough for text and table shading, and a quarter of the size
_MOST_PIXELS = 20_000_000  # a sheet of A0 at that scale; larger ones are drawn smaller
_LONGEST_SIDE = 20_000  # pixels


def drawn(path: str, sha256: str, page: int) -> bytes:
    """A page as a line of JSON, its width and height in points, then the PNG; nothing where there is no such page.

    Raises UnreadableFile where the file cannot be read or its content is not the one with this SHA-256.
    """
    import pypdfium2

    data = load(path)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise UnreadableFile(path, "is not the document that was read", "give the folder with that one")
    document = pypdfium2.PdfDocument(data)
    if not 1 <= page <= len(document):
        return b""
    sheet = document[page - 1]
    width, height = sheet.get_size()
    image = sheet.render(scale=_scale(width, height)).to_pil().convert("RGB").quantize(_COLOURS)
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return json.dumps([float(width), float(height)]).encode("ascii") + b"\n" + stream.getvalue()


def drawn_preload() -> None:
    """Import what `drawn` needs."""
    import PIL.PngImagePlugin  # noqa: F401
    import pypdfium2  # noqa: F401


def _scale(width: float, height: float) -> float:
    """How large a page is drawn, so that no picture has more pixels than a large sheet needs."""
    by_area = math.sqrt(_MOST_PIXELS / max(width * height, 1.0))
    return min(_SCALE, by_area, _LONGEST_SIDE / max(width, height, 1.0))
