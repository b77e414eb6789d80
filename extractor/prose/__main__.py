"""`python -m extractor.prose FILE ...`: each sentence with a figure, how the rules read it, or why they do not."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from extractor.codelists import vocabulary
from extractor.errors import UnreadableFile
from extractor.layouts.lexicon import Lexicon
from extractor.layouts.recognise import recognise
from extractor.normalise.observations import Source
from extractor.normalise.resolve import Reference
from extractor.prose.explain import explain
from extractor.prose.passages import passages, sentences
from extractor.prose.subjects import Subjects


def main(paths: Sequence[str]) -> int:
    """Print the sentences of each file; 1 where one cannot be read, 2 where none is named."""
    if not paths:
        print("usage: python -m extractor.prose FILE ...", file=sys.stderr)
        return 2
    failed = 0
    for path in paths:
        try:
            _show(path)
        except UnreadableFile as error:
            print(error, file=sys.stderr)
            failed = 1
    return failed


def _show(path: str) -> None:
    from extractor.read import read
    from extractor.tables import recover

    book = vocabulary()
    document = recover(read(path))
    known = recognise(document, book)
    source = Source("", known.force, Reference(known.period_end), document.reader, "", document.sha256)
    subjects = Subjects(Lexicon(book, known.force.id if known.force else ""), book, source)
    for passage in passages(document.body, subjects.says):
        for _, sentence in sentences(passage.text):
            if any(character.isdigit() for character in sentence):
                print(explain(sentence, subjects.places), end="\n\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
