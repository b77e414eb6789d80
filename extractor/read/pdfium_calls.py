"""pdfium's C functions, bound once more for speed.

The bindings of pypdfium2 make a Python object of every pointer they pass, which costs more than the calls
themselves on pages with thousands of characters. Here pointers are plain integers and results are
written into arrays that already exist. Names and arguments are those of pdfium's public headers.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_int, c_size_t, c_uint, c_void_p
from typing import Any

import pypdfium2.raw as raw

Call = Callable[..., Any]


def _bind(name: str, result: Any, *arguments: Any) -> Call:
    address = ctypes.cast(getattr(raw, name), c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


P = c_void_p

load_page: Call = _bind("FPDF_LoadPage", c_size_t, P, c_int)
close_page: Call = _bind("FPDF_ClosePage", None, P)
page_rotation: Call = _bind("FPDFPage_GetRotation", c_int, P)
page_bounds: Call = _bind("FPDF_GetPageBoundingBox", c_int, P, P)

load_text: Call = _bind("FPDFText_LoadPage", c_size_t, P)
close_text: Call = _bind("FPDFText_ClosePage", None, P)
count_characters: Call = _bind("FPDFText_CountChars", c_int, P)
text: Call = _bind("FPDFText_GetText", c_int, P, c_int, c_int, P)
unicode: Call = _bind("FPDFText_GetUnicode", c_uint, P, c_int)
is_hyphen: Call = _bind("FPDFText_IsHyphen", c_int, P, c_int)
character_box: Call = _bind("FPDFText_GetLooseCharBox", c_int, P, c_int, P)
text_object: Call = _bind("FPDFText_GetTextObject", c_size_t, P, c_int)
character_matrix: Call = _bind("FPDFText_GetMatrix", c_int, P, c_int, P)

text_font: Call = _bind("FPDFTextObj_GetFont", c_size_t, P)
text_size: Call = _bind("FPDFTextObj_GetFontSize", c_int, P, P)
text_mode: Call = _bind("FPDFTextObj_GetTextRenderMode", c_int, P)
font_weight: Call = _bind("FPDFFont_GetWeight", c_int, P)
# Called FPDFFont_GetFontName before pdfium 6610.
font_name: Call = _bind(
    "FPDFFont_GetBaseFontName" if hasattr(raw, "FPDFFont_GetBaseFontName") else "FPDFFont_GetFontName",
    c_size_t, P, P, c_size_t,
)  # fmt: skip

count_objects: Call = _bind("FPDFPage_CountObjects", c_int, P)
get_object: Call = _bind("FPDFPage_GetObject", c_size_t, P, c_int)
count_form_objects: Call = _bind("FPDFFormObj_CountObjects", c_int, P)
get_form_object: Call = _bind("FPDFFormObj_GetObject", c_size_t, P, c_size_t)
object_type: Call = _bind("FPDFPageObj_GetType", c_int, P)
object_matrix: Call = _bind("FPDFPageObj_GetMatrix", c_int, P, P)
object_bounds: Call = _bind("FPDFPageObj_GetBounds", c_int, P, P, P, P, P)
fill_colour: Call = _bind("FPDFPageObj_GetFillColor", c_int, P, P, P, P, P)
stroke_colour: Call = _bind("FPDFPageObj_GetStrokeColor", c_int, P, P, P, P, P)
stroke_width: Call = _bind("FPDFPageObj_GetStrokeWidth", c_int, P, P)
count_dashes: Call = _bind("FPDFPageObj_GetDashCount", c_int, P)
clip_path: Call = _bind("FPDFPageObj_GetClipPath", c_size_t, P)
count_clips: Call = _bind("FPDFClipPath_CountPaths", c_int, P)
count_clip_segments: Call = _bind("FPDFClipPath_CountPathSegments", c_int, P, c_int)
clip_segment: Call = _bind("FPDFClipPath_GetPathSegment", c_size_t, P, c_int, c_int)

count_segments: Call = _bind("FPDFPath_CountSegments", c_int, P)
get_segment: Call = _bind("FPDFPath_GetPathSegment", c_size_t, P, c_int)
segment_point: Call = _bind("FPDFPathSegment_GetPoint", c_int, P, P, P)
segment_type: Call = _bind("FPDFPathSegment_GetType", c_int, P)
draw_mode: Call = _bind("FPDFPath_GetDrawMode", c_int, P, P, P)

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
LINE, BEZIER, MOVE = 0, 1, 2
