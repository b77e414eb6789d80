"""The pieces of a Word file that python-docx has no call for: charts, text boxes, fields and shading."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from kit.blocks import Chart
from kit.series import Plot, plot

EMU = 12700  # English metric units in a point
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_SHAPES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def add_chart(paragraph: Any, chart: Chart, number: int, size: tuple[float, float], colours: list[str]) -> None:
    """A native chart with its values cached in it, as word processors store them; `size` in points."""
    part = paragraph.part
    width, height = size
    xml = _chart_xml(chart, plot(chart), colours).encode()
    made = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART, xml, part.package)
    relation = part.relate_to(made, RELATIONSHIP_TYPE.CHART)
    frame = parse_xml(
        f"<w:drawing {nsdecls('w', 'wp', 'a', 'r')}><wp:inline>"
        f'<wp:extent cx="{int(width * EMU)}" cy="{int(height * EMU)}"/>'
        f'<wp:docPr id="{1000 + number}" name="Chart {number}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    paragraph.add_run()._r.append(frame)


def text_box(paragraph: Any, content: list[Any], number: int, width: float, height: float, fill: str) -> None:
    """A text box around body elements, and the second copy in old mark-up that word processors write."""
    box = parse_xml(
        f"<mc:AlternateContent {_SHAPES} {nsdecls('w', 'wp', 'a')}>"
        '<mc:Choice Requires="wps"><w:drawing><wp:inline>'
        f'<wp:extent cx="{int(width * EMU)}" cy="{int(height * EMU)}"/>'
        f'<wp:docPr id="{2000 + number}" name="Text Box {number}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{int(width * EMU)}" cy="{int(height * EMU)}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>'
        '<a:ln w="9525"><a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill></a:ln></wps:spPr>'
        "<wps:txbx><w:txbxContent/></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:rect style="width:{width:.0f}pt;height:{height:.0f}pt" fillcolor="#{fill}">'
        "<v:textbox><w:txbxContent/></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    first, second = box.iter(qn("w:txbxContent"))
    for element in content:
        copy = parse_xml(_serialised(element))
        second.append(copy)
        first.append(element)
    paragraph.add_run()._r.append(box)


def field(paragraph: Any, name: str) -> None:
    """A field such as PAGE or NUMPAGES."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("result", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "result":
            run.text = text
        elif text:
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def shade(properties: Any, colour: str) -> None:
    """Fills the background of a cell (its tcPr) or paragraph (its pPr) with #rrggbb."""
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), colour.removeprefix("#"))
    properties.append(shading)


def _serialised(element: Any) -> bytes:
    from lxml import etree  # comes with python-docx

    return bytes(etree.tostring(element))


def _chart_xml(chart: Chart, p: Plot, colours: list[str]) -> str:
    series = "".join(_series(n, p, colours, chart.kind) for n in range(len(p.names)))
    axes = '<c:axId val="11"/><c:axId val="12"/>'
    match chart.kind:
        case "lines":
            body = f'<c:lineChart><c:grouping val="standard"/>{series}{axes}</c:lineChart>'
        case "pie":
            body = f'<c:pieChart><c:varyColors val="1"/>{series}</c:pieChart>'
        case _:
            way = "bar" if chart.kind == "hbars" else "col"
            grouping = "stacked" if chart.kind == "stack" else "clustered"
            overlap = '<c:overlap val="100"/>' if chart.kind == "stack" else ""
            body = (
                f'<c:barChart><c:barDir val="{way}"/><c:grouping val="{grouping}"/>{series}'
                f'<c:gapWidth val="60"/>{overlap}{axes}</c:barChart>'
            )
    scale = "" if chart.kind == "pie" else _axes(chart, p)
    title = f'<a:p><a:r><a:rPr lang="en-GB" sz="900" b="1"/><a:t>{escape(chart.title)}</a:t></a:r></a:p>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_NAMESPACES}><c:chart>'
        f'<c:title><c:tx><c:rich><a:bodyPr/>{title}</c:rich></c:tx><c:overlay val="0"/></c:title>'
        f"<c:plotArea><c:layout/>{body}{scale}</c:plotArea>"
        '<c:legend><c:legendPos val="b"/></c:legend></c:chart>'
        '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="600"/></a:pPr><a:endParaRPr lang="en-GB"/></a:p>'
        "</c:txPr>"
        "</c:chartSpace>"
    )


def _series(n: int, p: Plot, colours: list[str], kind: str) -> str:
    name = p.names[n]
    ink = f'<a:solidFill><a:srgbClr val="{colours[n % len(colours)]}"/></a:solidFill>'
    look = f'<c:spPr><a:ln w="15875">{ink}</a:ln></c:spPr>' if kind == "lines" else f"<c:spPr>{ink}</c:spPr>"
    if kind == "lines":
        look += '<c:marker><c:symbol val="none"/></c:marker>'
    look = "" if kind == "pie" else look
    names = "".join(f'<c:pt idx="{i}"><c:v>{escape(x)}</c:v></c:pt>' for i, x in enumerate(p.labels))
    values = "".join(f'<c:pt idx="{i}"><c:v>{x:g}</c:v></c:pt>' for i, x in enumerate(p.values[n]))
    count = f'<c:ptCount val="{len(p.labels)}"/>'
    named = f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(name)}</c:v></c:pt>'
    source = f"Sheet1!C{n + 2}"
    return (
        f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/>'
        f"<c:tx><c:strRef><c:f>{source}</c:f><c:strCache>{named}</c:strCache></c:strRef></c:tx>{look}"
        f"<c:cat><c:strRef><c:f>Sheet1!C1</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{source}</c:f><c:numCache>{count}{values}</c:numCache></c:numRef></c:val>"
        "</c:ser>"
    )


def _axes(chart: Chart, p: Plot) -> str:
    across, up = ("l", "b") if chart.kind == "hbars" else ("b", "l")
    suffix = quoteattr('0"%"' if p.percent else "#,##0")
    low = f'<c:min val="{0 if chart.kind == "stack" else p.low:g}"/>'
    high = "" if chart.kind == "stack" else f'<c:max val="{p.high:g}"/>'
    return (
        '<c:catAx><c:axId val="11"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{across}"/><c:crossAx val="12"/></c:catAx>'
        f'<c:valAx><c:axId val="12"/><c:scaling><c:orientation val="minMax"/>{high}{low}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{up}"/><c:majorGridlines/>'
        f'<c:numFmt formatCode={suffix} sourceLinked="0"/><c:crossAx val="11"/></c:valAx>'
    )
