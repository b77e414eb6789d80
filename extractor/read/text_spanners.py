"""How far a heading reaches over columns that are set with spaces.

A spanner is rarely as wide as what it heads. A rule of its own tells it; headings that recur under each spanner; wider
white between the groups than within; its middle; or that nothing is left beside it. What these say has to agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice, pairwise, product

from extractor.read.text_heads import Group, Heads, alone, set_alike, sits
from extractor.read.text_words import Word, under

_NEAR = 1  # characters by which a spanner may miss the middle of its columns
_OUT = 2  # characters by which it may jut out beyond them
_WIDER = 2  # characters by which the white between two groups is wider than any within
_MOST_WAYS = 500  # of spreading the texts of one line; nobody sets more
_MOST_COLUMNS = 40  # among which middles tell anything; there are as many groups as pairs of columns
_Spread = tuple[Group, ...]  # for every text of a line its columns


def spread(words: Sequence[Word], rule: Sequence[Word], heads: Heads) -> bool:
    """Whether the texts of a line have each its columns; `rule` holds the pieces of the rule beneath them."""
    over = [word for word in words if _is_over(word, heads)]
    groups = _groups(over, rule, heads)
    if groups is None:
        over, groups = _beside_lines(over, rule, heads)
    rest = [(under(word, heads.columns)[0], word) for word in words if word not in over]
    if groups is None or len({at for at, _ in rest}) < len(rest):
        return False
    for at, word in rest:
        heads.own.setdefault(at, []).insert(0, word)
    heads.spanners.insert(0, {group: [word] for group, word in zip(groups, over, strict=True)})
    return True


def _beside_lines(words: Sequence[Word], rule: Sequence[Word], heads: Heads) -> tuple[list[Word], _Spread | None]:
    """The same where some texts are the upper lines of one heading each: the others, and their columns."""
    places = {word: under(word, heads.columns) for word in words}
    lines = {
        word: at[0] for word, at in places.items() if len(at) == 1 and at[0] in heads.own and sits(word, at[0], heads)
    }
    over = [word for word in words if word not in lines]
    if not over or not lines or not alone(lines.values(), heads):
        return over, None
    others = [at for at in heads.figures if at not in lines.values()]
    return over, _groups(over, rule, Heads(heads.columns, others, heads.own, heads.spanners))


def recur(words: Sequence[Word], heads: Heads) -> bool:
    """Whether the headings beneath recur under each text, so that it heads more than the column it stands over."""
    return any(_fits(way, words, heads) and min(map(len, way)) > 1 for way in _repeated(words, heads))


def _is_over(word: Word, heads: Heads) -> bool:
    """Whether a text stands over headings of columns with figures; else it heads a column of its own."""
    at = under(word, heads.columns)
    return len(at) > 1 or (at[0] in heads.figures and at[0] in heads.own)


def _groups(words: Sequence[Word], rule: Sequence[Word], heads: Heads) -> _Spread | None:
    """The columns of every text, where what tells them says one thing."""
    if not all(set(under(word, heads.columns)) <= set(heads.figures) & heads.own.keys() for word in words):
        return None
    ruled = _ruled(words, rule, heads)
    if ruled:
        return ruled if _fits(ruled, words, heads) else None
    ways = (*_repeated(words, heads), *_parted_by_white(words, heads))
    found = {way for way in ways if _fits(way, words, heads)} or _alone(words, heads)
    return found.pop() if len(found) == 1 else None


def _fits(spread: _Spread, words: Sequence[Word], heads: Heads) -> bool:
    """Whether every text stands within its own columns, which all have headings and are no other's."""
    taken = [at for group in spread for at in group]
    if len(set(taken)) < len(taken) or not set(taken) <= heads.own.keys():
        return False
    for group, word in zip(spread, words, strict=True):
        reach, beside = heads.reach(group), set(heads.figures) - set(group)
        if not set(under(word, heads.columns)) <= set(group) or _has_twice([heads.label(at) for at in group]):
            return False
        if (
            word.start < reach.start - _OUT
            or word.end > reach.end + _OUT
            or any(_meets(word, at, heads) for at in beside)
        ):
            return False
    inner = [set(group) for line in heads.spanners[:1] for group in line]
    return all(not group & set(over) or group <= set(over) for group in inner for over in spread)


def _meets(word: Word, at: int, heads: Heads) -> bool:
    reach = heads.reach([at])
    return word.start < reach.end and reach.start < word.end


def _ruled(words: Sequence[Word], rule: Sequence[Word], heads: Heads) -> _Spread | None:
    """By rules of their own, one under each text or under each that heads several columns."""
    if not rule or (len(rule) == 1 and len(under(rule[0], heads.columns)) >= len(heads.columns)):
        return None
    found: list[Group] = []
    for word in words:
        pieces = [piece for piece in rule if piece.start < word.end and word.start < piece.end]
        if len(pieces) > 1:
            return None
        found.append(tuple(under(pieces[0] if pieces else word, heads.columns)))
    return tuple(found)


def _repeated(words: Sequence[Word], heads: Heads) -> Iterator[_Spread]:
    """By headings beneath: what begins the first group, or ends the last, recurs once for every spanner."""
    figures, labels = heads.figures, [heads.label(at).casefold() for at in heads.figures]
    if len(words) < 2:
        return
    starts = [at for at, label in enumerate(labels) if label == labels[0]]
    ends = [at + 1 for at, label in enumerate(labels) if label == labels[-1]]
    for cuts in ([*starts, len(labels)], [0, *ends]):
        groups = [tuple(figures[a:b]) for a, b in pairwise(cuts)]
        if len(groups) != len(words) or any(_has_twice(labels[a:b]) for a, b in pairwise(cuts)):
            continue
        if len({len(group) for group in groups}) == 1 or _narrower_within(groups, heads):
            yield tuple(groups)


def _has_twice(labels: Sequence[str]) -> bool:
    return len(set(labels)) < len(labels)


def _narrower_within(groups: Sequence[Group], heads: Heads) -> bool:
    within = [_white(a, b, heads) for group in groups for a, b in pairwise(group)]
    between = [_white(a[-1], b[0], heads) for a, b in pairwise(groups)]
    return not within or not between or max(within) < min(between)


def _white(left: int, right: int, heads: Heads) -> int:
    return heads.reach([right]).start - heads.reach([left]).end


def _parted_by_white(words: Sequence[Word], heads: Heads) -> Iterator[_Spread]:
    """By the white between groups: wider than any within them, and more than wide columns would make it."""
    pairs = list(pairwise(heads.figures))
    white = {b: _white(a, b, heads) for a, b in pairs}
    step = {b: heads.reach([b]).end - heads.reach([a]).end for a, b in pairs}
    for least in sorted(set(white.values())):
        between = [at for at in white if white[at] >= least]
        within = [at for at in white if white[at] < least]
        if not within or least - max(white[at] for at in within) < _WIDER:
            continue
        if min(step[at] for at in between) > max(step[at] for at in within):
            yield from _with_words(_cut(heads.figures, between), words, heads)


def _cut(figures: Sequence[int], starts: Sequence[int]) -> list[Group]:
    places = [0, *(list(figures).index(at) for at in starts), len(figures)]
    return [tuple(figures[a:b]) for a, b in pairwise(places)]


def _with_words(groups: Sequence[Group], words: Sequence[Word], heads: Heads) -> Iterator[_Spread]:
    """Every text with the group that it stands over; nothing where a group of several has none."""
    found = [[group for group in groups if under(word, heads.columns)[0] in group] for word in words]
    several = sum(len(group) > 1 for group in groups)
    if several > 1 and all(found) and all(len(group) == 1 or [group] in found for group in groups):
        yield tuple(one[0] for one in found)


def _alone(words: Sequence[Word], heads: Heads) -> set[_Spread]:
    """By what they stand over where that leaves none of the columns, or by their middles."""
    covered = tuple(tuple(under(word, heads.columns)) for word in words)
    ways: set[_Spread] = {covered} if sum(map(len, covered)) == len(heads.headed) else _centred(words, heads)
    fit = [way for way in ways if _fits(way, words, heads) and alone([at for group in way for at in group], heads)]
    return {way for way in fit if not any(map(_may_be_several, words, way, [heads] * len(words)))}


def _may_be_several(word: Word, group: Group, heads: Heads) -> bool:
    """`North South` over two columns heads one each where each half is set as its column is."""
    spaces = [at for at, character in enumerate(word.text) if character == " "]
    cuts = islice(combinations(spaces, len(group) - 1), _MOST_WAYS) if len(group) > 1 else []
    return any(set_alike(_pieces(word, cut), [heads.top(at) for at in group]) for cut in cuts)


def _pieces(word: Word, cut: Sequence[int]) -> list[Word]:
    places = pairwise([-1, *cut, len(word.text)])
    return [Word(word.text[a + 1 : b], word.start + a + 1, word.start + b) for a, b in places]


def _centred(words: Sequence[Word], heads: Heads) -> set[_Spread]:
    """By their middles: over all columns that have a heading beneath, or over those alone that they stand over."""
    covered = tuple(tuple(under(word, heads.columns)) for word in words)
    ways = islice(product(*(_with_its_middle(word, heads) for word in words)), _MOST_WAYS)
    whole = {way for way in ways if sorted(at for group in way for at in group) == heads.headed}
    return whole | ({covered} if all(map(_is_centred, words, covered, [heads] * len(words))) else set())


def _with_its_middle(word: Word, heads: Heads) -> list[Group]:
    figures = heads.headed if len(heads.headed) <= _MOST_COLUMNS else []
    groups = [tuple(figures[a:b]) for a in range(len(figures)) for b in range(a + 1, len(figures) + 1)]
    return [group for group in groups if _is_centred(word, group, heads)]


def _is_centred(word: Word, group: Group, heads: Heads) -> bool:
    reach = heads.reach(group)
    if len(group) == 1 and group[0] not in heads.own:
        return under(word, heads.columns) == [group[0]]  # nothing else heads that column
    if len(group) == 1:
        return sits(word, group[0], heads)
    return abs(word.start + word.end - reach.start - reach.end) <= 2 * _NEAR
