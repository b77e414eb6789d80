"""The forms that the second half of a sentence may have, as patterns on its signs.

Each takes a whole phrase of changes and comparisons with the figures in it. Longer forms stand before shorter ones
that would take a part of them.
"""

# ruff: noqa: E501 - a pattern reads best on one line
from __future__ import annotations

import re

_LINK = (
    r"(?:(?:[,;:/-]|and|but|which|this|these|that|it|is|are|was|were|has|have|had|been|also|as|well|with|there|however|"
    r"although|while|whilst|a|an|the|representing|represents|represented|equates|to|remains|remain|remained|remaining|"
    r"being|seen|saw|sees|showing|shows|show|proportion) )*"
)
_ADVERB = (
    r"(?:(?:slightly|slight|significantly|significant|small|notable|notably|further|marginally|marginal|large|marked|"
    r"markedly|again|also|still|now|however|general|overall|only|just|currently|therefore|considerable|considerably|"
    r"substantial|substantially|sharp|sharply) )*"
)
_BASE = r"(?P<base>[BTVL])"
_IN_BRACKETS = r"\( (?P<{0}>[NPQU])(?: [a-z]+)? \) "
_OFFENCES = r"(?:(?:offences|offence|crimes|incidents|reports|records|calls|cases|outcomes) )?"
_PERIODS = (
    r"(?:(?P<compare>(?:C|from|on|since|than|over|against|upon) (?:to |with ||both |the |that |in |for |of )*"
    r"(?:(?P<inner>T) (?:with|to|and) (?:the )?)?)" + _BASE + r" (?:" + _IN_BRACKETS.format("then") + r")?"
    r"(?:(?:and|,) (?:both |the |also )?(?P<base2>[BTVL]) " + _IN_BRACKETS.format("then2") + r")?)"
)
# compared with April (40) and the average (35); on the 40 recorded in April
_FIGURES = r"(?:(?P<compare_b>(?:C|from|on|against|than) (?:to |with |the )*)(?P<then_b>[NPU]) (?:[a-z]+ ){0,2}?(?:in|during|for|over) (?:the )?(?P<base_b>[BTVL]) )"
_AGAINST = rf"(?:{_PERIODS}|{_FIGURES})"
_TIME = r"(?:(?:in|during|over|for|within|the) )*(?:(?P<time>T) )?"
_IN_NP = r"(?:(?:in|of) (?P<np>(?:(?!C |in |by )[a-z%][^ ]* |[X/&A] )+?))?"
_ON = r"(?:(?:in|during|at|as|of|by|on|the|end) )*"
_FEW = r"(?:(?!(?:between|from|since|until|after|before|and|or|for) )[a-z][^ ]* ){0,2}?"
_UNIT = rf"{_FEW}"
_COMPARED = rf"{_TIME}{_AGAINST}"
_AMOUNT = r"(?P<amount>[PQN])"
_SECOND = rf"(?:{_IN_BRACKETS.format('second')}{_OFFENCES})?"

_END = r"(?=[.,;)] | *$|and |but |from [NPU] |\( (?:from )?[NPU] )"

TAILS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(f"{_LINK}{_ADVERB}(?:{pattern})"))
    for name, pattern in (
        # a 20% (10) fall in reports (40) compared with April (50)
        ("change", rf"(?:\( )?(?P<amount>[PQ]) (?:\) )?{_SECOND}(?P<move>M) (?:{_IN_BRACKETS.format('second_b')})?{_IN_NP}(?:(?:in |during )*(?P<time_b>T) )?(?:{_IN_BRACKETS.format('now')})?{_COMPARED}"),
        # a rise in the proportion of bicycles found in May (25%) on April (20%)
        ("change", rf"(?P<move>M) in (?P<np>(?:(?!C |in )(?:[a-z%][^ ]*|[/&XA-]) )+?){_TIME}(?:{_IN_BRACKETS.format('now')}){_PERIODS}"),
        # a fall of -10 incidents (-20%) on April; rose by 20% (10) in May on April
        ("change", rf"(?P<move>M) (?:(?:slightly|significantly) )?{_IN_NP}(?:C )?(?:of|by) {_AMOUNT} {_OFFENCES}{_SECOND}{_OFFENCES}{_COMPARED}"),
        # ... and by 12.5% (5) on the baseline
        ("change", rf"by {_AMOUNT} {_OFFENCES}{_SECOND}{_COMPARED}"),
        # fell 20% on April
        ("change", rf"(?P<move>M) (?P<amount>P) {_SECOND}{_COMPARED}"),
        # have fallen (-20.5%) since April
        ("change", rf"(?P<move>M) (?:(?:slightly|significantly) )?\( {_AMOUNT} \) {_COMPARED}"),
        # are static (0%) on April
        ("stable", rf"(?:stable|static|unchanged) \( {_AMOUNT} \) {_COMPARED}"),
        # when comparing these totals to April there has been a rise of 20% (10 offences)
        ("change", rf"(?P<compare>C (?:these [a-z]+ )?(?:to )?){_BASE} (?:, )?(?:there )?(?:has|have) been (?:a|an) {_ADVERB}(?P<move>M) of {_AMOUNT} {_SECOND}"),
        # which is a 20% fall: of the same two periods as the figure before it
        ("again", r"(?P<amount>P) (?P<move>M) (?!in |of |on |from |by |C |\()"),
        # 20% lower than in April (50)
        ("change", rf"{_AMOUNT} {_SECOND}(?P<than>higher|lower|more|fewer|less|greater) (?:{_IN_BRACKETS.format('second_b')})?{_COMPARED}"),
        # fell from 50 in April to 40 in May
        ("from_to", rf"(?P<move>M) (?:(?:slightly|significantly) )?from (?P<then>[NPU]) {_FEW}(?:{_ON}(?P<base>[TB]) )?to (?P<now>[NPU]) (?:{_UNIT}{_ON}(?P<time>T) )?"),
        # fell by 10 to 40 by May
        ("by_to", rf"(?P<move>M) (?:by )?(?P<amount>[NPQ]) {_SECOND}to (?P<now>[NPU]) (?:(?:, )?{_ON}(?P<time>T) )?(?:(?:, )?{_FIGURES})?"),
        # fell to 40 in May from 50 in April
        ("to_from", rf"(?P<move>M) to (?P<now>[NPU]) {_ON}(?:(?P<time>T) )?(?:, )?{_FIGURES}"),
        # (from 50 to 40): the levels of the change before it
        ("levels", rf"(?:\( )?from (?P<then>[NPU]) (?:[a-z]+ )?to (?P<now>[NPU]) (?:[a-z]+ )?(?:\) )?(?:{_ON}(?P<time>T) )?(?:C (?:to |with )?(?:the )?(?P<base>[BT]) )?"),
        # which is a fall from 20.5% in April
        ("from", rf"(?P<move>M) (?:from) (?P<then>[PU]) (?:{_IN_BRACKETS.format('second_then')})?(?:in|during) (?:the )?{_BASE} "),
        # on the month before (40 v 50): of the two periods named before it
        ("pair", r"\( (?P<now>[NPU]) (?:in )?(?:(?P<when>T) )?(?:, )?C (?:to )?(?P<then>[NPU]) (?:in )?(?:(?P<when_then>[TB]) )?\) "),
        # no change on April (40)
        ("none", rf"(?P<amount>no change) {_COMPARED}"),
        # a fall on April (50)
        ("moved", rf"(?P<move>M) {_COMPARED}"),
        # compared with 50 in April
        ("moved", rf"(?:, )?{_FIGURES}"),
        # a 20% fall in offences (40 ...; fell by 20% in May, ...: since when, the rest may say
        ("change", rf"(?P<amount>P) {_SECOND}(?P<move>M) {_IN_NP}{_TIME}{_END}"),
        ("change", rf"(?P<move>M) (?:by |of )?{_AMOUNT} {_OFFENCES}{_SECOND}{_OFFENCES}{_TIME}{_END}"),
        # (but) above the average (35); similar to May last year (41)
        ("relation", rf"(?P<relation>comparable|similar|in line|consistent|higher|lower|above|below|greater|exceeding|equal) (?:in volume )?{_TIME}(?:(?:to|with|than|from|C) )?(?:both )?(?:that (?:of|in) )?(?:the )?{_BASE} (?:{_IN_BRACKETS.format('then')})?(?:(?:and|,) (?:the )?(?P<base2>[BTVL]) {_IN_BRACKETS.format('then2')})?"),
    )
)  # fmt: skip
