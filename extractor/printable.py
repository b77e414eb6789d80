"""Texts of documents and names of files on a terminal: nothing in them may move its cursor, or turn what stands around.

Names and texts come from whoever made the document. The dataset keeps them as they are; whatever prints makes them
harmless.
"""

from __future__ import annotations

import contextlib
import re
import sys

# Control characters but for tab and line feed, those of C1 too, which are escape sequences of one character, and
# those that change the direction of what follows.
_HARMFUL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069"
BEYOND_ASCII = "\x80\u061c\u202a\u2066"  # the first of each run of those that take more than a byte
_PATTERN = re.compile(f"[{_HARMFUL}]")
# The same for Arrow, whose expressions write characters by their numbers.
RE2 = r"[\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{61c}\x{202a}-\x{202e}\x{2066}-\x{2069}]"


def harmless(text: str) -> str:
    """The text with each of these characters written out, such as `\\x1b`."""
    return _PATTERN.sub(lambda found: repr(found[0])[1:-1], text)


def harmless_json(text: str) -> str:
    """The same for JSON that is laid out over lines, where they can stand in strings alone; it stays JSON."""
    return _PATTERN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def say(line: str) -> None:
    """Print a line for whoever watches; where nobody can read it, it is no reason to stop."""
    with contextlib.suppress(OSError, ValueError):  # closed at the other end, or at ours
        print(harmless(line), file=sys.stderr, flush=True)
