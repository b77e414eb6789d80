"""One pdfium call for each of many objects, with the results in arrays.

A page has thousands of objects and each needs several calls. `map` makes them without any Python in between,
pdfium writes straight into an array, and what follows from the numbers is worked out for all at once.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractor.read import pdfium_calls as pdfium

Matrix = tuple[float, float, float, float, float, float]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Handles = Sequence[pdfium.Handle]

# pdfium writes into places made once, for to make a pointer costs as much as the call that takes it: so many calls
# at a time, each with up to four places of four numbers of four bytes.
_AT_ONCE, _PLACE, _MOST_PLACES = 2048, 16, 4
OPAQUE = 255
_room = (ctypes.c_char * (_AT_ONCE * _MOST_PLACES * _PLACE))()
_places = [ctypes.byref(_room, at) for at in range(0, len(_room), _PLACE)]
_numbers = np.frombuffer(memoryview(_room), np.uint8).reshape(-1, _PLACE)


def answers(call: pdfium.Call, handles: Handles) -> NDArray[np.int64]:
    """What the call returns for each handle."""
    return np.fromiter(map(call, handles), np.int64, len(handles))


def structures(call: pdfium.Call, handles: Handles, width: int) -> Floats:
    """Rows of what the call writes into one structure of `width` floats, at most eight, for each handle."""
    return _structures(lambda start, end: (handles[start:end],), call, len(handles), width)


def numbered(call: pdfium.Call, handle: pdfium.Handle, numbers: Sequence[int], width: int) -> Floats:
    """The same for the parts of one object that go by a number."""
    return _structures(lambda start, end: (repeat(handle), numbers[start:end]), call, len(numbers), width)


def parts(call: pdfium.Call, handles: Handles, width: int, kind: type[np.generic]) -> tuple[NDArray[np.generic], Flags]:
    """Rows of what the call writes through `width` pointers, at most four, for each handle; whether it succeeded."""
    out = np.zeros((len(handles), width), kind)
    done = np.zeros(len(handles), bool)
    for start, end in _pieces(len(handles)):
        count = end - start
        _numbers[: _AT_ONCE * width] = 0
        columns = [_places[_AT_ONCE * k : _AT_ONCE * k + count] for k in range(width)]
        done[start:end] = list(map(call, handles[start:end], *columns))
        for k in range(width):
            out[start:end, k] = _numbers[_AT_ONCE * k : _AT_ONCE * k + count, :4].view(kind)[:, 0]
    return out, done


def _structures(arguments: Any, call: pdfium.Call, size: int, width: int) -> Floats:
    out = np.empty((size, width))
    each = 1 if width <= 4 else 2
    for start, end in _pieces(size):
        count = end - start
        _numbers[: each * count] = 0
        deque(map(call, *arguments(start, end), _places[: each * count : each]), 0)
        out[start:end] = _numbers[: each * count].view(np.float32).reshape(count, -1)[:, :width]
    return out


def _pieces(size: int) -> Iterator[tuple[int, int]]:
    return ((start, min(start + _AT_ONCE, size)) for start in range(0, size, _AT_ONCE))


def colours(call: pdfium.Call, handles: Handles) -> tuple[list[str], NDArray[np.int64]]:
    """The colour of each object as "#rrggbb", empty where unknown, and how opaque it is: 0 shows nothing, 255 all."""
    found, known = parts(call, handles, 4, np.uint32)
    rgba = found.astype(np.int64)
    packed = (rgba[:, 0] << 16) | (rgba[:, 1] << 8) | rgba[:, 2]
    packed[~known] = -1
    shades = packed.tolist()
    names = {value: "" if value < 0 else f"#{value:06x}" for value in set(shades)}
    return [names[value] for value in shades], np.where(known, rgba[:, 3], OPAQUE)


def combined(inner: Floats, outer: Floats) -> Floats:
    """Rows (a, b, c, d, e, f) of the maps that do `inner` first."""
    a, b, c, d, e, f = inner.T
    p, q, r, s, t, u = outer.T
    out = np.empty_like(inner)
    out[:, 0], out[:, 1] = a * p + b * r, a * q + b * s
    out[:, 2], out[:, 3] = c * p + d * r, c * q + d * s
    out[:, 4], out[:, 5] = e * p + f * r + t, e * q + f * s + u
    return out


def mapped(points: Floats, matrices: Floats) -> Floats:
    """Points (x, y), each by its own matrix."""
    x, y = points.T
    a, b, c, d, e, f = matrices.T
    out = np.empty_like(points)
    out[:, 0], out[:, 1] = a * x + c * y + e, b * x + d * y + f
    return out


def mapped_boxes(corners: Floats, matrices: Floats) -> Floats:
    """Boxes around (x0, y0, x1, y1), each by its own matrix, as rows of x0, top, x1, bottom."""
    x0, y0, x1, y1 = corners.T
    a, b, c, d, e, f = matrices.T
    out = np.empty_like(corners)
    for low, x_factor, y_factor, shift in ((0, a, c, e), (1, b, d, f)):
        one, two, three, four = x_factor * x0, x_factor * x1, y_factor * y0, y_factor * y1
        out[:, low] = np.minimum(one, two) + np.minimum(three, four) + shift
        out[:, low + 2] = np.maximum(one, two) + np.maximum(three, four) + shift
    return out
