"""Published identifiers do not change without a new schema version: feeds are keyed on them.

New ones may be added to `published-2.0.json` beside this file; one that goes or is renamed needs a new version, and a
new list beside the old one.
"""

import hashlib
import json
from datetime import date
from pathlib import Path

from extractor.publish.codes import load_schemas

PUBLISHED = Path(__file__).parent / "published-{}.json"


def identifiers():
    schemas = load_schemas()
    lists = {
        name: sorted(str(row[0]) for row in schemas.code_lists[name].rows)
        for name in ("forces", "measures", "categories", "units")
    }
    observations = schemas.tables["observations"]
    return lists | {field.name: sorted(field.enum) for field in observations.fields if field.enum}


def test_identifiers_that_were_published_are_still_there():
    published = json.loads(Path(str(PUBLISHED).format(load_schemas().version)).read_text(encoding="utf-8"))
    now = identifiers()
    gone = {name: sorted(set(ids) - set(now[name])) for name, ids in published.items()}
    assert not any(gone.values()), f"renamed or removed: {gone}"


def test_the_measures_that_several_forces_publish_are_on_the_list():
    published = json.loads(Path(str(PUBLISHED).format("1.0")).read_text(encoding="utf-8"))
    fixed = """recorded_crime asb_incidents calls_received calls_abandoned abandonment_rate answered_in_target
        action_taken_outcomes action_taken_rate outcome_16 outcome_16_rate victim_satisfaction public_confidence
        stop_searches missing_person_reports killed_or_seriously_injured dvpn_authorised dvpo_granted iom_cohort
        arrests headcount"""
    assert set(fixed.split()) <= set(published["measures"])


def test_a_figure_is_named_as_in_every_release():
    from extractor.publish.vintages import _name

    key = ("hampshire", "force", "Hampshire", date(2018, 3, 31))
    assert _name(key) == hashlib.sha256(b"hampshire\nforce\nHampshire\n2018-03-31").hexdigest()[:16]
