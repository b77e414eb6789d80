"""One pdfium call for each of many objects, with the results in arrays.

A page has thousands of objects and each needs several calls. `map` makes them without any Python in between,
pdfium writes straight into an array, and what follows from the numbers is worked out for all at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractor.read import pdfium_calls as pdfium

Matrix = tuple[float, float, float, float, float, float]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Handles = Sequence[int]


def answers(call: pdfium.Call, handles: Handles) -> NDArray[np.int64]:
    """What the call returns for each handle."""
    return np.array(list(map(call, handles)), np.int64)


def structures(call: pdfium.Call, handles: Handles, width: int) -> Floats:
    """Rows of what the call writes into one structure of `width` floats for each handle."""
    out = np.zeros((len(handles), width), np.float32)
    step, start = 4 * width, out.ctypes.data
    for _ in map(call, handles, range(start, start + step * len(handles), step)):
        pass
    return out.astype(float)


def parts(call: pdfium.Call, handles: Handles, width: int, kind: type[np.generic]) -> tuple[NDArray[np.generic], Flags]:
    """Rows of what the call writes through `width` pointers for each handle, and whether it succeeded."""
    out = np.zeros((len(handles), width), kind)
    step, start = 4 * width, out.ctypes.data
    end = start + step * len(handles)
    done = list(map(call, handles, *(range(start + 4 * k, end + 4 * k, step) for k in range(width))))
    return out, np.array(done, bool)


def colours(call: pdfium.Call, handles: Handles) -> tuple[list[str], Flags]:
    """The colour of each object as "#rrggbb", empty where unknown, and whether anything of it shows."""
    found, known = parts(call, handles, 4, np.uint32)
    rgba = found.astype(np.int64)
    packed = (rgba[:, 0] << 16) | (rgba[:, 1] << 8) | rgba[:, 2]
    packed[~known] = -1
    distinct, which = np.unique(packed, return_inverse=True)
    names = ["" if value < 0 else f"#{value:06x}" for value in distinct.tolist()]
    return [names[i] for i in which.tolist()], (rgba[:, 3] > 0) | ~known


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
