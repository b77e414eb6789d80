"""Words that begin no rule go past the rules of the lexer, and must come out as the rules alone would have them."""

from __future__ import annotations

import random
import re

from extractor.prose import lexing

# Each phrase sets off another rule; cut up and put together anew, they try every word in front of every other.
PHRASES = """at least 5% of those; up to 12 minutes, just over 3 per 1,000 population. Q1 12 and no.5 or c.40 were
between 5 and 9% when compared to 7, if compared with 3 (as compares 2) versus 8 vs. 4 v 6 relative to one of the two;
an average of 31 fell by 4, rising 6%, a reduction of 9 and an uplift; aged 17, grade5, stage 2, code 7 in 30 seconds,
the last 12 months, every 3, first 2 out of 9, 10 of the 20, table 4, 3rd of 8, mid-year R&D don't twenty-one café⁴
(+5) (-6%, / 7) & up; £8: :9 ,10 (was) up, (2 of 9)"""


def by_the_rules(text: str) -> list[lexing.Token]:
    return [lexing._token(match) for match in lexing._LEXER.finditer(text)]


def test_words_come_out_as_the_rules_have_them() -> None:
    choose = random.Random(5)
    pieces = [piece for piece in re.split(r"(\s+)", PHRASES) if not piece.isspace()]
    for _ in range(3000):
        text = " ".join(choose.choices(pieces, k=choose.randint(1, 8)))
        assert lexing._plain_tokens(text, 0, len(text)) == by_the_rules(text), text


def test_every_word_that_a_rule_knows_is_left_to_the_rules() -> None:
    words = {word for _, pattern in lexing._RULES for word in re.findall(r"[a-z]+", pattern, re.IGNORECASE)}
    for word in sorted(words):
        for text in (
            f"{word} 12%",
            f"was {word} by 5",
            f"{word} to 5 of the 9",
            f"up {word} on the previous",
            f"{word}5",
        ):
            assert lexing._plain_tokens(text, 0, len(text)) == by_the_rules(text), text


def test_a_stretch_ends_where_it_is_told_to() -> None:
    text = "Burglary fell by 12 offences"
    assert [t.text for t in lexing._plain_tokens(text, 9, 19)] == ["fell", "by", "12"]
