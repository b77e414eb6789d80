"""Ids of documents that share force and period."""

from dataclasses import replace
from itertools import permutations

from made import DOCUMENT, extraction

from extractor.publish.identity import renamed, restored, unique_ids

PDF = replace(DOCUMENT, media="pdf", source_sha256="2" * 64)
WORD = replace(DOCUMENT, media="docx", source_sha256="1" * 64)
LATER = replace(DOCUMENT, media="pdf", source_sha256="3" * 64)
NAME = DOCUMENT.document_id


def test_formats_are_told_apart_by_format_and_editions_by_content():
    assert unique_ids([WORD, LATER, PDF]) == [f"{NAME}-docx", f"{NAME}-33333333", NAME]


def test_the_order_of_the_files_does_not_matter():
    expected = dict(zip((PDF, WORD, LATER), unique_ids([PDF, WORD, LATER]), strict=True))
    for order in permutations((PDF, WORD, LATER)):
        assert dict(zip(order, unique_ids(order), strict=True)) == expected


def test_a_suffix_that_another_document_already_has_is_not_taken():
    squatter = replace(PDF, document_id=f"{NAME}-docx")
    assert len(set(unique_ids([PDF, WORD, squatter]))) == 3


def test_a_renamed_document_keeps_its_parts_together_and_gives_up_the_ids_that_are_taken():
    old = extraction()
    first, second = (o.observation_id for o in old.observations)
    new = renamed(old, f"{NAME}-docx", {first})
    assert {o.document_id for o in new.observations} == {new.document.document_id} == {f"{NAME}-docx"}
    assert [o.observation_id for o in new.observations] == [f"{first}-docx", second]
    assert set(new.checks[0].observation_ids) == {o.observation_id for o in new.observations}
    assert new.findings[-1].code == "shared-document-id"


def test_a_renamed_document_can_be_told_from_what_was_published():
    for media, suffix in (("docx", "-docx"), ("pdf", f"-{extraction().document.source_sha256[:8]}")):
        old = extraction(media=media)
        assert restored(renamed(old, NAME + suffix, {old.observations[0].observation_id})) == old
    assert restored(extraction(f"{NAME}-pdf")) == extraction(f"{NAME}-pdf")  # which was never renamed


def test_a_document_that_keeps_its_id_is_unchanged():
    assert renamed(extraction(), NAME) == extraction()
