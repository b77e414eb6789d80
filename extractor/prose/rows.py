"""Claims become observations: role, unit, sign, period and place of every figure that a sentence states."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.codelists import Measure, Vocabulary
from extractor.model import Finding, Observation, Period, Where
from extractor.normalise.observations import Source
from extractor.normalise.subject import Subject
from extractor.notation.periods import PeriodRef
from extractor.prose.claims import ACCOUNTS, Claim, Comparison, Reading
from extractor.prose.lexing import COUNT, DURATION, PART, PERCENT, POINTS, Token
from extractor.prose.passages import Passage
from extractor.prose.reading import Found
from extractor.prose.reported import fits, is_named_quarter, means, names_another
from extractor.prose.subjects import PART_OF, Subjects
from extractor.prose.times import Time, base_days, current_days
from extractor.prose.words import says_ratio, word_classes

_LABEL = 60  # characters: a label names the figure, the sentence can be read in the document
_COUNTED = ("count", "fte")  # units of what is counted
_TIMED = ("second", "minute", "hour")
_RATE_WORDS = ("rate", "proportion", "percentage", "%", "share", "satisfaction", "confidence", "average", "time")


@dataclass(frozen=True, slots=True)
class _Quantity:
    measure: str
    statistic: str
    role: str
    unit: str
    value: Decimal | None


@dataclass
class Rows:
    """Observations of one document's sentences, in reading order, without ids."""

    source: Source
    vocabulary: Vocabulary
    subjects: Subjects
    stated: Period | None = None

    def of(
        self, reading: Reading, passage: Passage, offset: int, basis: dict[str, str]
    ) -> tuple[list[Observation], list[Finding]]:
        """The observations of one sentence, which starts at `offset` of its passage, and what contradicts itself.

        `basis` are dimensions that the baselines of its section give.
        """
        observations: list[Observation] = []
        findings: list[Finding] = []
        hint = next((b for b in reading.bases if b.kind in ("previous", "year_ago")), None)
        for claim in reading.claims:
            observation = self._observation(claim, passage, offset, basis, hint)
            if observation is not None and not _says_too_little(reading, claim, observation):
                observations.append(observation)
                findings += _against_sign(claim, observation)
        read = {c.figure for c in reading.claims}
        findings += [f for c in reading.comparisons for f in self._contradiction(c, passage) if c.then in read]
        return observations, findings

    def basis(self, found: Iterable[Found]) -> dict[tuple[str, ...], dict[str, str]]:
        """Dimensions that the baselines give with which a section compares its figures."""
        basis: dict[tuple[str, ...], dict[str, str]] = {}
        for passage, _, reading in found:
            for base in reading.bases:
                if base.kind == "baseline":
                    basis.setdefault(passage.headings, {}).update(self.subjects.basis(base.label))
        return basis

    def _observation(
        self, claim: Claim, passage: Passage, offset: int, basis: dict[str, str], hint: Time | None
    ) -> Observation | None:
        subject = self.subjects.of(claim.topic, passage.headings, passage.parts)
        share = claim.role in ("share", "part")
        if claim.apart or (share and self.subjects.counts_itself(claim.topic, subject)):
            subject = replace(subject, measure="", category="", breakdown={})  # a part without a name of its own
        if claim.paired and not subject.measure:
            subject = self.subjects.part_of(claim.topic, subject, passage.headings, passage.parts)
        if claim.says == ACCOUNTS and subject.area_type == "force":
            return None  # by its county, not by itself
        if self._shares_a_count(claim, subject):
            return None
        quantity = _quantity(claim, subject, self.vocabulary)
        if quantity is None:
            return None
        period, base = self._periods(self._timed(claim, quantity, hint, passage), hint)
        if not quantity.measure:
            undated = claim.role in ("level", "earlier", "share") and not period.label and not period.end
            undated = undated or (claim.role == "change" and claim.base is None and not period.end)
            nowhere = self.source.force is None and not subject.area and period.end is None
            if not claim.topic.words or nowhere or (undated and not (claim.paired or claim.apart)):
                return None
            subject = replace(subject, category="", breakdown={})
        breakdown = dict(subject.breakdown)
        if quantity.measure and claim.role not in ("rate", "rank"):
            breakdown |= basis
        if claim.role == "daily":
            breakdown["per"] = "day"
        if claim.topic.national and claim.role == "rank":
            breakdown["ranked_among"] = "England and Wales"
        figure = claim.figure
        value_text = " ".join(passage.printed[offset + figure.start : offset + figure.end].split())
        return self._row(claim, passage, quantity, replace(subject, breakdown=breakdown), period, base, value_text)

    def _shares_a_count(self, claim: Claim, subject: Subject) -> bool:
        """`The proportion of robbery offences rose by 4%`: a share of which there is no measure."""
        entry = self.vocabulary.measures.get(subject.measure)
        counted = entry is not None and entry.unit in _COUNTED and claim.role in ("change", "level", "known", "earlier")
        share = claim.role != "change" and _is_percent(claim.figure)  # of which there may be a measure
        return counted and not share and says_ratio(claim.topic.words)

    def _row(
        self, claim: Claim, passage: Passage, quantity: _Quantity, subject: Subject, period: Period, base: Period,
        value_text: str,
    ) -> Observation:  # fmt: skip
        nearest = next(iter(passage.headings), "")
        row_label, column_label = _short(_label(claim, subject) or nearest), _short(claim.says)
        source, force, box = self.source, self.source.force, passage.box
        return Observation(
            observation_id="",  # all figures of a document are named together, when they are settled
            force=force.id if force else "", force_code=force.code if force else "", document_id=source.document_id,
            measure=quantity.measure, category=subject.category, statistic=quantity.statistic, role=quantity.role,
            unit=quantity.unit, area=subject.area, area_type=subject.area_type,
            breakdown=json.dumps(subject.breakdown, sort_keys=True, ensure_ascii=False),
            period_label=period.label, period_start=period.start, period_end=period.end, period_type=period.kind,
            base_period_start=base.start, base_period_end=base.end,
            value_low=None, value_high=None, value=quantity.value,
            out_of=claim.whole or claim.figure.out_of, qualifier="", value_text=value_text,
            section=" > ".join(passage.section), table=0,
            grid_row=None, grid_column=None, row_group="", table_title="",
            row_label=row_label, column_label=column_label, page=passage.page,
            x0=box.x0 if box else None, top=box.top if box else None,
            x1=box.x1 if box else None, bottom=box.bottom if box else None,
            check="none", proof="", reader="prose", profile=source.profile, source_sha256=source.sha256,
        )  # fmt: skip

    def _timed(self, claim: Claim, quantity: _Quantity, hint: Time | None, passage: Passage) -> Claim:
        """The claim with the reporting period as its own where the sentence says `this quarter`, or names no period."""
        stated, time = self.stated, claim.time
        if time is not None and time.kind == "report":
            if stated is not None and means(time, stated):
                return replace(claim, time=replace(time, kind="current", ref=PeriodRef(time.label, stated)))
            relative = {"quarter": "quarter:0", "month": "month:0"}.get(time.span, "")
            ref = PeriodRef(time.label, relative=relative)
            return replace(
                claim, time=replace(time, kind="current", ref=ref) if relative else replace(time, kind="open")
            )
        if time is not None and stated is not None and self.source.force and is_named_quarter(time, stated):
            return replace(claim, time=replace(time, ref=PeriodRef(time.label, stated)))
        of_it = stated is not None and claim.fills and time is None and self._goes_on(claim, quantity)
        if stated is not None and of_it and fits(claim.base or hint, stated) and not names_another(passage, stated):
            return replace(claim, time=Time(stated.label, "current", "", PeriodRef(stated.label, stated)))
        return claim

    def _goes_on(self, claim: Claim, quantity: _Quantity) -> bool:
        """Whether what is measured goes on through the reporting period: no snapshot, and no survey by itself."""
        entry = self.vocabulary.measures.get(quantity.measure)
        if entry is None:
            return claim.role == "share"
        if quantity.measure in word_classes()["surveyed"] and claim.base is None:
            return False
        return entry.over_time != "snapshot"

    def _periods(self, claim: Claim, hint: Time | None) -> tuple[Period, Period]:
        """Period and base period of a claim. An earlier figure's period is told from the current one's."""
        reference, none = self.source.reference, Period("")
        if claim.role == "change":
            current = current_days(claim.time, hint or claim.base, reference)
            return current, base_days(claim.base, current, reference) if claim.base else none
        if claim.base is None:
            return current_days(claim.time, hint, reference), none
        if claim.base.kind in ("average", "baseline"):
            return Period(claim.base.label), none
        return base_days(claim.base, current_days(claim.time, claim.base, reference), reference), none

    def _contradiction(self, comparison: Comparison, passage: Passage) -> Iterator[Finding]:
        now, then = comparison.now, comparison.then
        if now.value is None or then.value is None or (now.value - then.value) * comparison.sense > 0:
            return
        if now.value == then.value or now.sign != then.sign or now.unit != then.unit:
            return
        word = "higher" if comparison.sense > 0 else "lower"
        message = (
            f'"{comparison.says}" says that {now.text} is {word} than {then.text}, which it is not; '
            "look whether the words or one of the figures are wrong"
        )
        where = Where(
            self.source.document_id, passage.page, None, _short(comparison.topic.words), _short(comparison.says)
        )
        yield Finding(
            "contradicting-words", "warning", message, where, expected=f"{word} than {then.text}", found=now.text
        )


def _against_sign(claim: Claim, observation: Observation) -> Iterator[Finding]:
    if claim.role == "change" and claim.figure.sense and claim.sense and claim.figure.sense != claim.sense:
        where = Where(observation.document_id, observation.page, None, observation.row_label, observation.column_label)
        message = f'"{observation.value_text}" has a sign against its words; it is left without a value'
        yield Finding("contradicting-words", "warning", message, where, found=observation.value_text)


def _quantity(claim: Claim, subject: Subject, vocabulary: Vocabulary) -> _Quantity | None:
    """How a figure measures; None where it does not go with what its measure is counted in."""
    entry = vocabulary.measures.get(subject.measure)
    if claim.role == "rank":
        return _Quantity(entry.id, "rank", "level", "rank", claim.figure.value) if entry else None
    if claim.role == "daily":
        value = claim.figure.value * claim.sense if claim.figure.value is not None else None
        counted = entry is not None and entry.unit == "count"
        return _Quantity(entry.id, "mean", "difference", "count", value) if entry and counted else None
    change = claim.role == "change"
    quantity = _change(claim, entry, vocabulary) if change else _level(claim, entry, subject, vocabulary)
    if quantity is not None and claim.role == "earlier" and claim.base is not None and claim.base.kind == "average":
        return replace(quantity, statistic="mean")
    return quantity


def _level(claim: Claim, entry: Measure | None, subject: Subject, vocabulary: Vocabulary) -> _Quantity | None:
    figure = claim.figure
    if figure.sense or (claim.role in ("rate", "known") and entry is None):
        return None  # a level has no sign
    if claim.role == "rate" or _is_by_the_head(figure):
        return _Quantity(entry.id, "rate", "level", figure.unit, figure.value) if entry is not None else None
    if claim.paired and entry is not None and PART_OF in subject.breakdown:
        return _part_of_whole(figure, entry)
    if claim.role == "part" and (entry is None or not entry.rate_measure):
        # of what it is the part only the words beside it say
        return _Quantity("", "count", "level", "count", figure.value) if claim.paired else None
    if figure.sign in (COUNT, PART):
        return _counted(figure, entry)
    if claim.role == "kind":
        kind = entry is not None and figure.sign == PERCENT and bool(subject.category)
        return _Quantity(entry.id, "share", "level", "percent", figure.value) if entry and kind else None
    if figure.sign == DURATION:
        fits = entry is not None and entry.unit in _TIMED
        return _Quantity(entry.id, entry.statistic, "level", figure.unit, figure.value) if entry and fits else None
    return _share(claim, entry, vocabulary) if figure.sign == PERCENT else None


def _part_of_whole(figure: Token, entry: Measure) -> _Quantity:
    if figure.sign == PERCENT:
        return _Quantity(entry.id, "share", "level", "percent", figure.value)
    return _Quantity(entry.id, entry.statistic, "level", entry.unit, figure.value)


def _counted(figure: Token, entry: Measure | None) -> _Quantity | None:
    if entry is None:
        return _Quantity("", "count", "level", "fte" if figure.unit == "fte" else "count", figure.value)
    if entry.unit not in _COUNTED:
        return None
    return _Quantity(entry.id, entry.statistic, "level", entry.unit, figure.value)


def _share(claim: Claim, entry: Measure | None, vocabulary: Vocabulary) -> _Quantity | None:
    value = claim.figure.value
    unnamed = _Quantity("", "share", "level", "percent", value)  # of what, only the words beside it say
    if entry is None:
        of_share = claim.role == "share" or (claim.role == "earlier" and _is_percent(claim.topic.figure))
        return unnamed if of_share else None
    if entry.unit != "percent" and not entry.rate_measure and claim.says == ACCOUNTS:
        return _Quantity(entry.id, "share", "level", "percent", value)
    rate = entry if entry.unit == "percent" else vocabulary.measures.get(entry.rate_measure)
    if rate is None and claim.role == "share":
        return unnamed
    return _Quantity(rate.id, rate.statistic, "level", "percent", value) if rate else None


def _is_by_the_head(figure: Token) -> bool:
    return figure.unit.startswith("per_")


def _is_percent(figure: Token | None) -> bool:
    return figure is not None and figure.sign == PERCENT


def _change(claim: Claim, entry: Measure | None, vocabulary: Vocabulary) -> _Quantity | None:
    figure = claim.figure
    value = _signed(claim)
    if value is None and not (figure.sense and claim.sense):
        return None
    if _is_by_the_head(figure):
        role, unit = ("difference", figure.unit) if figure.sign == COUNT else ("percent_change", "percent")
        return _Quantity(entry.id, "rate", role, unit, value) if entry is not None and entry.unit == "count" else None
    of_share = claim.topic.figure is not None and claim.topic.figure.sign == PERCENT
    if figure.sign == COUNT:
        if entry is not None and entry.unit not in _COUNTED:
            return None
        if entry is None:
            return _Quantity("", "count", "difference", "count", value)
        return _Quantity(entry.id, entry.statistic, "difference", entry.unit, value)
    if figure.sign == DURATION:
        timed = entry is not None and entry.unit in _TIMED
        return _Quantity(entry.id, entry.statistic, "difference", figure.unit, value) if entry and timed else None
    if figure.sign not in (PERCENT, POINTS):
        return None
    if entry is None:
        if of_share or figure.sign == POINTS or any(w in claim.topic.words.casefold() for w in _RATE_WORDS):
            return None  # in percent or in points: which cannot be told
        return _Quantity("", "count", "percent_change", "percent", value)
    if entry.unit == "percent" or of_share or figure.sign == POINTS:
        rate = entry if entry.unit == "percent" else vocabulary.measures.get(entry.rate_measure)
        return _Quantity(rate.id, rate.statistic, "difference", "percentage_point", value) if rate else None
    return _Quantity(entry.id, entry.statistic, "percent_change", "percent", value)


def _signed(claim: Claim) -> Decimal | None:
    """The value with the direction of the words; None where sign and words contradict each other or neither tells."""
    value, sense = claim.figure.value, claim.figure.sense
    if value is None or (sense and claim.sense and sense != claim.sense):
        return None
    if sense or value == 0:
        return value
    return value * claim.sense if claim.sense else None


def _says_too_little(reading: Reading, claim: Claim, observation: Observation) -> bool:
    """A figure of which a part was taken out, or one without a measure in words that state nothing (a footnote)."""
    if observation.measure:
        return reading.narrowed and not claim.apart
    return reading.verbless and not (claim.apart or claim.paired)


def _label(claim: Claim, subject: Subject) -> str:
    """What the figure is of, with the place where no list knows it."""
    words, place = claim.topic.words, claim.topic.area
    return f"{words} in {place.text}" if words and place is not None and not subject.area else words


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LABEL else text[:_LABEL].rsplit(" ", 1)[0] + " …"
