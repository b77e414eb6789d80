"""A page of a PDF as a picture. Runs in the guarded process: a page can be made to be drawn for ever."""

from __future__ import annotations

import hashlib
import io
import json
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.errors import UnreadableFile
from extractor.intake import load

if TYPE_CHECKING:
    from PIL.Image import Image

_SCALE = 1.5  # pixels to the point: small print stays readable
_COLOURS = 64  # enough for text and table shading, and a quarter of the size
_MOST_PIXELS = 20_000_000  # a sheet of A0 at that scale; larger ones are drawn smaller
_LONGEST_SIDE = 20_000  # pixels
_LONGEST_WEBP = 16_383  # pixels; the format holds no more
_SHARPER = 2.0  # pixels to the point of a WebP, which is looked at closely and on fine screens
_QUALITY = 74  # of WebP: the smallest at which small print has no halo
_MARK = (200, 16, 46)  # of the box of a figure
_ROOM = 2.0  # points between a figure and its box


def drawn(
    path: str, sha256: str, page: int, kind: str = "png", boxes: Sequence[tuple[float, float, float, float]] = ()
) -> bytes:
    """A page as a line of JSON, its width and height in points, then the picture; nothing where there is no such page.

    `kind` is `png` or `webp`; `boxes`, in points from the top left, are drawn around what they hold.
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
    scale = _scale(width, height) if kind == "png" else _finer(width, height)
    image = sheet.render(scale=scale).to_pil().convert("RGB")
    _mark(image, boxes, scale)
    stream = io.BytesIO()
    if kind == "webp":
        image.save(stream, "WEBP", quality=_QUALITY, method=4)
    else:
        shown = image if boxes else image.quantize(_COLOURS)  # which would take the colour from a mark
        shown.save(stream, "PNG", optimize=True)
    return json.dumps([float(width), float(height)]).encode("ascii") + b"\n" + stream.getvalue()


def drawn_preload() -> None:
    """Import what `drawn` needs."""
    import PIL.ImageDraw
    import PIL.PngImagePlugin
    import PIL.WebPImagePlugin  # noqa: F401
    import pypdfium2  # noqa: F401


def _scale(width: float, height: float) -> float:
    """How large a page is drawn, so that no picture has more pixels than a large sheet needs."""
    by_area = math.sqrt(_MOST_PIXELS / max(width * height, 1.0))
    return min(_SCALE, by_area, _LONGEST_SIDE / max(width, height, 1.0))


def _finer(width: float, height: float) -> float:
    return min(_SHARPER / _SCALE * _scale(width, height), _LONGEST_WEBP / max(width, height, 1.0))


def _mark(image: Image, boxes: Sequence[tuple[float, float, float, float]], scale: float) -> None:
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image)
    for x0, top, x1, bottom in boxes:
        corners = (x0 - _ROOM, top - _ROOM, x1 + _ROOM, bottom + _ROOM)
        pen.rectangle([round(c * scale) for c in corners], outline=_MARK, width=max(2, round(1.2 * scale)))
