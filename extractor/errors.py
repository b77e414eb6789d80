"""What stops us. Bad data is a `Finding`; an exception is for a file or a command that cannot go on."""

from __future__ import annotations


class ExtractorError(Exception):
    """An error whose text is one line that says which file, what is wrong and what to do."""


class UnreadableFile(ExtractorError):
    """A file that cannot be read: missing, empty, truncated, encrypted, or not what it claims to be."""

    def __init__(self, path: str, problem: str, remedy: str) -> None:
        super().__init__(f"{_printable(path)}: {problem}; {remedy}")
        self.path, self.problem, self.remedy = path, problem, remedy

    def __reduce__(self) -> tuple[type, tuple[str, str, str]]:
        return type(self), (self.path, self.problem, self.remedy)


class LimitExceeded(UnreadableFile):
    """A file that would cost more pages, bytes, memory or seconds than it may."""


class UsageError(ExtractorError):
    """A command or call that makes no sense as given."""


def _printable(path: str) -> str:
    """A path on one line, whatever characters its name holds."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in path)
