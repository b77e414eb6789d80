"""Feeds and descriptions beside the data: valid for those who read them, the same on any day, bounded and escaped."""

from __future__ import annotations

import csv
import json
import re
import warnings
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from csvw import CSVW, TableGroup
from lxml import etree
from made import extraction, observation

from extractor.model import DocumentSummary, Extraction
from extractor.publish import dataset
from extractor.publish.codes import load_schemas
from extractor.publish.feed import MOST_ENTRIES, entries_of

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")  # RFC 3339
HAMPSHIRE, STAFFORDSHIRE = "hampshire-2018-03-31", "staffordshire-2023-03-31"
HOSTILE = 'A & B <script>"x"</script>\x1b[31m\x00\u202e\ufffe ]]>'


def report(name: str = HAMPSHIRE, *values: str, sha: str = "ab" * 32, **known: object) -> Extraction:
    """A document with a figure for each of these values."""
    base = extraction(name, force=name.split("-")[0])
    figures = tuple(
        observation(n, document_id=name, force=name.split("-")[0], source_sha256=sha, value=Decimal(v), value_text=v)
        for n, v in enumerate(values, start=len(name) * 100)
    )
    document = replace(base.document, source_sha256=sha, figures_read=len(figures), **known)
    return replace(base, document=document, observations=figures, checks=())


FIRST = report(HAMPSHIRE, "10", "20", "30", published=date(2018, 6, 12), source_url="https://example.org/h.pdf?a=1&b=2",
               source_title="Force performance", licence="OGL 3.0")  # fmt: skip
OTHER = report(STAFFORDSHIRE, "7", period_end=date(2023, 3, 31))
ANEW = report(HAMPSHIRE, "10", "21", sha="cd" * 32, published=date(2018, 9, 1))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Two reports, one of which was issued anew: a figure is revised, one is withdrawn."""
    dataset.write(tmp_path / "out", [FIRST, OTHER])
    dataset.write(tmp_path / "out", [ANEW, OTHER])
    return tmp_path / "out"


def feed(out: Path) -> etree._Element:
    return etree.parse(out / "feed.xml").getroot()


def check_atom(root: etree._Element) -> None:
    """What RFC 4287 asks of a feed and its entries (4.1.1, 4.1.2, 3.2, 3.3)."""
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
        assert element.find(f"{ATOM}id").text.startswith("urn:uuid:")
        assert MOMENT.fullmatch(element.find(f"{ATOM}updated").text)
        for person in element.findall(f"{ATOM}author"):
            assert person.find(f"{ATOM}name").text
        links = [(link.get("rel"), link.get("type")) for link in element.findall(f"{ATOM}link")]
        assert len(set(links)) == len(links)
    assert root.findall(f"{ATOM}author") and root.find(f"{ATOM}link").get("rel") == "self"
    for entry in root.findall(f"{ATOM}entry"):
        assert len(entry.findall(f"{ATOM}content")) == 1 and entry.find(f"{ATOM}content").get("type") == "text"
    ids = [entry.find(f"{ATOM}id").text for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)


def check_json_feed(told: dict) -> None:
    """What jsonfeed.org/version/1.1 asks: title, version, items; of an item an id and a content."""
    assert told["version"] == "https://jsonfeed.org/version/1.1" and told["title"]
    assert isinstance(told["items"], list) and all(author["name"] for author in told["authors"])
    for item in told["items"]:
        assert isinstance(item["id"], str) and item["id"] and isinstance(item["content_text"], str)
        assert all(MOMENT.fullmatch(item[name]) for name in ("date_published", "date_modified") if name in item)
        assert all(isinstance(tag, str) for tag in item["tags"])
        assert set(item) <= {"id", "url", "title", "content_text", "date_published", "date_modified", "authors", "tags"}


def test_feeds_are_valid_and_tell_the_same(out):
    root, told = feed(out), json.loads((out / "feed.json").read_text())
    check_atom(root)
    check_json_feed(told)
    entries = root.findall(f"{ATOM}entry")
    assert [e.find(f"{ATOM}id").text for e in entries] == [item["id"] for item in told["items"]]
    assert [e.find(f"{ATOM}category").get("term") for e in entries] == ["report", "report", "revision"]
    assert [e.find(f"{ATOM}updated").text[:10] for e in entries] == ["2023-03-31", "2018-09-01", "2018-09-01"]
    assert root.find(f"{ATOM}updated").text == "2023-03-31T00:00:00Z"


def test_a_day_of_release_is_told_only_where_it_is_known(out):
    known, unknown = (e.findall(f"{ATOM}published") for e in feed(out).findall(f"{ATOM}entry")[1::-1])
    assert [p.text for p in known] == ["2018-09-01T00:00:00Z"] and not unknown


def test_a_revision_names_the_figures_with_both_values(out):
    revision = feed(out).findall(f"{ATOM}entry")[2]
    assert "1 figure revised, 1 figure withdrawn" in revision.find(f"{ATOM}title").text
    assert "All crime | Current YTD: 21, was 20" in revision.find(f"{ATOM}content").text


def test_ids_stay_when_the_dataset_grows(out):
    before = {e.find(f"{ATOM}id").text for e in feed(out).findall(f"{ATOM}entry")}
    dataset.write(out, [ANEW, report("leicestershire-2018-09-30", "5"), OTHER])
    assert before < {e.find(f"{ATOM}id").text for e in feed(out).findall(f"{ATOM}entry")}


def test_hostile_texts_are_written_out_and_stay_texts(tmp_path):
    dataset.write(tmp_path, [report(HAMPSHIRE, "1", title=HOSTILE, file=HOSTILE)])
    root = feed(tmp_path)
    check_atom(root)
    title = root.find(f"{ATOM}entry/{ATOM}title").text
    assert '<script>"x"</script>\\x1b[31m' in title and "\\u202e" in title and "\x1b" not in title
    check_json_feed(json.loads((tmp_path / "feed.json").read_text()))
    rdflib.Graph().parse(tmp_path / "dcat.jsonld", format="json-ld")


def test_a_feed_is_bounded_however_many_reports_and_revisions_there_are():
    schemas = load_schemas()
    documents = [
        replace(FIRST.document, document_id=f"hampshire-{n}", title="x" * 9000) for n in range(3 * MOST_ENTRIES)
    ]
    names = [field.name for field in schemas.tables["changes"].fields]
    change = dict.fromkeys(names, "") | {
        "release": 2, "change": "revised", "document_id": "hampshire-1", "cause": "document_replaced",
        "row_label": "y" * 9000, "old_value_text": "1", "new_value_text": "2", "published": date(2030, 1, 1),
    }  # fmt: skip
    changes = [tuple({**change, "observation_id": str(n)}.values()) for n in range(50)]
    entries = entries_of(documents, {"changes": changes}, schemas)
    assert len(entries) == MOST_ENTRIES and entries[0].kind == "revision"
    assert all(len(e.title) <= 200 and len(e.text) <= 4000 for e in entries)


def test_nothing_known_and_nothing_there_are_valid_feeds(tmp_path):
    dataset.write(tmp_path / "none", [])
    check_atom(feed(tmp_path / "none"))
    dataset.write(tmp_path / "undated", [report(HAMPSHIRE, "1", period_end=None, period_start=None, force="")])
    check_atom(feed(tmp_path / "undated"))
    assert feed(tmp_path / "undated").find(f"{ATOM}updated").text == "1970-01-01T00:00:00Z"


def test_changes_say_when_the_report_that_caused_them_was_released(out):
    dataset.write(out, [OTHER])
    with (out / "changes.csv").open() as stream:
        told = {(r["release"], r["change"], r["published"]) for r in csv.DictReader(stream)}
    assert told == {("2", "revised", "2018-09-01"), ("2", "withdrawn", "2018-09-01"), ("3", "withdrawn", "2018-09-01")}


def test_the_data_package_names_address_day_and_licence_of_a_report(tmp_path):
    dataset.write(tmp_path, [FIRST, OTHER])
    package = json.loads((tmp_path / "datapackage.json").read_text())
    first, other = package["sources"]
    assert first["path"] == "https://example.org/h.pdf?a=1&b=2" and first["title"].startswith("Force performance (")
    assert (first["published"], first["licence"]) == ("2018-06-12", "OGL 3.0") and set(other) == {"title"}
    assert [licence["name"] for licence in package["licenses"]] == ["notspecified", "OGL-3.0"]


def test_catalogues_read_publisher_times_places_files_and_sources(tmp_path):
    dataset.write(tmp_path, [FIRST, OTHER])
    graph = rdflib.Graph().parse(tmp_path / "dcat.jsonld", format="json-ld", publicID="https://example.org/data/")
    query = """
        PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>
        PREFIX foaf: <http://xmlns.com/foaf/0.1/>
        SELECT ?publisher ?start ?end ?issued WHERE { ?d a dcat:Dataset ; dct:publisher/foaf:name ?publisher ;
          dct:temporal [ dcat:startDate ?start ; dcat:endDate ?end ] ; dct:issued ?issued ; dct:title ?title }
    """
    ((publisher, start, end, issued),) = graph.query(query)
    assert str(publisher) == "Hampshire; Staffordshire"
    assert [d.toPython() for d in (start, end, issued)] == [date(2017, 4, 1), date(2023, 3, 31), date(2018, 6, 12)]
    dct, named = (
        rdflib.Namespace("http://purl.org/dc/terms/"),
        "http://statistics.data.gov.uk/id/statistical-geography/",
    )
    assert f"{named}E23000030" in {str(o) for o in graph.objects(None, dct.spatial)}
    files = {str(o) for o in graph.objects(None, rdflib.Namespace("http://www.w3.org/ns/dcat#").downloadURL)}
    shown = {
        p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file() and ".versions" not in p.parts
    }
    lacking = {"datapackage.json", "dcat.jsonld", "csv-metadata.json", "datasette.json"}
    assert files == {f"https://example.org/data/{name}" for name in shown - lacking}
    pages = {str(o) for o in graph.objects(None, rdflib.Namespace("http://xmlns.com/foaf/0.1/").page)}
    assert pages == {"https://example.org/h.pdf?a=1&b=2"}


def problem(out: Path) -> str:
    """What a reader of CSVW has against types, keys and references of the files; empty for nothing.

    A reference may be empty: not every figure has a measure.
    """
    group = TableGroup.from_file(out / "csv-metadata.json")
    try:
        for table in group.tables:
            assert all(isinstance(row, dict) for row in table)
            table.check_primary_key()
        return "" if group.check_referential_integrity() else "a key leads to nothing"
    except ValueError as error:
        return str(error)


def test_csvw_describes_every_csv_file_and_is_true_of_it(out):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # of metadata that is not as CSVW has it
        metadata = CSVW(str(out / "csv-metadata.json"), validate=True)
    assert problem(out) == "" and not metadata.warnings
    described = {str(table.url) for table in metadata.tables}
    shown = {p.relative_to(out).as_posix() for p in out.rglob("*.csv") if ".versions" not in p.parts}
    assert described == shown
    told = json.loads((out / "csv-metadata.json").read_text())
    observations = next(table for table in told["tables"] if table["url"] == "observations.csv")["tableSchema"]
    assert observations["primaryKey"] == ["observation_id"]
    keys = {tuple(k["columnReference"]): k["reference"]["resource"] for k in observations["foreignKeys"]}
    assert ("document_id", "table") not in keys  # a figure in a sentence stands in no table
    assert keys["document_id",] == "documents.csv" and keys["measure",] == "codelists/measures.csv"


def test_csvw_would_find_a_figure_that_stands_twice(out):
    path = out / "observations.csv"
    path.write_text(path.read_text() + path.read_text().splitlines(keepends=True)[-1])
    assert "duplicate primary key" in problem(out)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("observations.csv", ",2017-04-01,", ",1 April,"), ("observations.csv", ",recorded_crime,", ",cattle_raids,"),
     ("documents.csv", ",read,", ",perhaps,")],
)  # fmt: skip
def test_csvw_would_find_another_type_a_key_to_nothing_and_a_code_of_no_list(out, name, old, new):
    path = out / name
    path.write_text(path.read_text().replace(old, new, 1))
    assert problem(out)


def test_every_file_about_the_dataset_is_published_with_its_hash(out):
    listed = json.loads((out / "datapackage.json").read_text())["extractor"]["files"]
    assert {"feed.xml", "feed.json", "dcat.jsonld", "csv-metadata.json", "corrections.csv"} <= set(listed)


def test_a_document_that_could_not_be_read_is_no_release():
    failed: DocumentSummary = replace(FIRST.document, status="failed")
    assert entries_of([failed], {}, load_schemas()) == []


@pytest.mark.parametrize("numbers", [(Decimal("5E+2"), Decimal("4.80E+2")), (500.0, 480.0)])
def test_revised_figures_are_written_in_digits(numbers):
    schemas = load_schemas()
    names = [field.name for field in schemas.tables["vintages"].fields]
    row = dict.fromkeys(names) | {
        "observation_id": "0a", "document_id": HAMPSHIRE, "status": "revised", "value": numbers[0],
        "previous_value": numbers[1],
    }  # fmt: skip
    (entry,) = entries_of([FIRST.document], {"vintages": [tuple(row.values())]}, schemas)
    assert "- 0a: 500, was 480" in entry.text
