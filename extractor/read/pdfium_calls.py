"""pdfium's C functions, bound once more for speed.

The bindings of pypdfium2 make a Python object of every pointer they pass and check the type of every argument, which
costs more than the calls themselves on pages with thousands of characters. Here arguments go over as they are:
a pointer is a `Handle` or what `ctypes.byref` gives, an `int` is a C int. Where C wants a wider number the
binding says so. The interpreter's lock is kept, for no call takes long enough to be worth handing it over.
Names and arguments are those of pdfium's public headers.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_double, c_int, c_size_t, c_uint, c_void_p
from typing import Any

import pypdfium2.raw as raw

Call = Callable[..., Any]


class Handle(c_void_p):
    """A pointer to something of pdfium's; false where there is none."""


def _bind(name: str, result: Any, *arguments: Any) -> Call:
    address = ctypes.cast(getattr(raw, name), c_void_p).value
    bound = ctypes.PYFUNCTYPE(result)(address)  # type: ignore[arg-type]
    if arguments:
        bound.argtypes = arguments
    return bound


load_page: Call = _bind("FPDF_LoadPage", Handle)
close_page: Call = _bind("FPDF_ClosePage", None)
render_page: Call = _bind("FPDF_RenderPageBitmap", None)
flatten_page: Call = _bind("FPDFPage_Flatten", c_int)
page_rotation: Call = _bind("FPDFPage_GetRotation", c_int)
page_bounds: Call = _bind("FPDF_GetPageBoundingBox", c_int)

load_text: Call = _bind("FPDFText_LoadPage", Handle)
close_text: Call = _bind("FPDFText_ClosePage", None)
count_characters: Call = _bind("FPDFText_CountChars", c_int)
text: Call = _bind("FPDFText_GetText", c_int)
unicode: Call = _bind("FPDFText_GetUnicode", c_uint)
is_hyphen: Call = _bind("FPDFText_IsHyphen", c_int)
character_box: Call = _bind("FPDFText_GetLooseCharBox", c_int)
ink_box: Call = _bind("FPDFText_GetCharBox", c_int)
text_object: Call = _bind("FPDFText_GetTextObject", c_size_t)
character_matrix: Call = _bind("FPDFText_GetMatrix", c_int)

text_font: Call = _bind("FPDFTextObj_GetFont", c_size_t)
text_size: Call = _bind("FPDFTextObj_GetFontSize", c_int)
text_mode: Call = _bind("FPDFTextObj_GetTextRenderMode", c_int)
set_text_mode: Call = _bind("FPDFTextObj_SetTextRenderMode", c_int)
font_weight: Call = _bind("FPDFFont_GetWeight", c_int)
# Called FPDFFont_GetFontName before pdfium 6610.
font_name: Call = _bind(
    "FPDFFont_GetBaseFontName" if hasattr(raw, "FPDFFont_GetBaseFontName") else "FPDFFont_GetFontName",
    c_size_t, c_void_p, c_void_p, c_size_t,
)  # fmt: skip

count_objects: Call = _bind("FPDFPage_CountObjects", c_int)
get_object: Call = _bind("FPDFPage_GetObject", Handle)
count_form_objects: Call = _bind("FPDFFormObj_CountObjects", c_int)
get_form_object: Call = _bind("FPDFFormObj_GetObject", Handle, c_void_p, c_size_t)
object_type: Call = _bind("FPDFPageObj_GetType", c_int)
count_marks: Call = _bind("FPDFPageObj_CountMarks", c_int)
get_mark: Call = _bind("FPDFPageObj_GetMark", c_size_t, c_void_p, c_size_t)
mark_name: Call = _bind("FPDFPageObjMark_GetName", c_int, c_void_p, c_void_p, c_size_t, c_void_p)
move_object: Call = _bind("FPDFPageObj_Transform", None, c_void_p, *[c_double] * 6)
object_matrix: Call = _bind("FPDFPageObj_GetMatrix", c_int)
object_bounds: Call = _bind("FPDFPageObj_GetBounds", c_int)
fill_colour: Call = _bind("FPDFPageObj_GetFillColor", c_int)
stroke_colour: Call = _bind("FPDFPageObj_GetStrokeColor", c_int)
stroke_width: Call = _bind("FPDFPageObj_GetStrokeWidth", c_int)
count_dashes: Call = _bind("FPDFPageObj_GetDashCount", c_int)
clip_path: Call = _bind("FPDFPageObj_GetClipPath", Handle)
count_clips: Call = _bind("FPDFClipPath_CountPaths", c_int)
count_clip_segments: Call = _bind("FPDFClipPath_CountPathSegments", c_int)
clip_segment: Call = _bind("FPDFClipPath_GetPathSegment", Handle)
clip_segment_address: Call = _bind("FPDFClipPath_GetPathSegment", c_size_t)

count_annotations: Call = _bind("FPDFPage_GetAnnotCount", c_int)
get_annotation: Call = _bind("FPDFPage_GetAnnot", Handle)
close_annotation: Call = _bind("FPDFPage_CloseAnnot", None)
annotation_kind: Call = _bind("FPDFAnnot_GetSubtype", c_int)

count_segments: Call = _bind("FPDFPath_CountSegments", c_int)
get_segment: Call = _bind("FPDFPath_GetPathSegment", Handle)
segment_point: Call = _bind("FPDFPathSegment_GetPoint", c_int)
segment_type: Call = _bind("FPDFPathSegment_GetType", c_int)
draw_mode: Call = _bind("FPDFPath_GetDrawMode", c_int)

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
LINE, BEZIER, MOVE = 0, 1, 2
UNSEEN_TEXT = 3  # the text render mode that draws nothing
