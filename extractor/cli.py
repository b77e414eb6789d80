"""The command line: finds the commands, which are modules under `commands`, and turns errors into exit codes."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from typing import NoReturn

from extractor import __version__
from extractor.errors import ExtractorError, UsageError
from extractor.printable import say

COMMANDS = (
    "convert",
    "withdraw",
    "flag",
    "tables",
    "profile",
    "check",
    "compare",
    "series",
    "measures",
    "site",
    "show",
    "serve",
    "doctor",
)
OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
_ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT")


class Ended(KeyboardInterrupt):
    """A signal that asks the program to end, which first puts away what it has written in part."""

    def __init__(self, number: int) -> None:
        self.number, self.name = number, signal.Signals(number).name
        super().__init__(self.name)


@contextlib.contextmanager
def _signals_raise() -> Iterator[None]:
    """Let signals that ask for the end raise `Ended`, where this is the main thread and they are not ignored."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in (getattr(signal, name) for name in _ENDING if hasattr(signal, name)):
            if signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, _end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, frame: object) -> NoReturn:
    raise Ended(number)


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{self.prog}: {message}; see {self.prog} --help\n")


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = _Parser(prog="extractor", description="Police performance reports to one tidy dataset.")
    parser.add_argument("--version", action="version", version=f"extractor {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    for name in COMMANDS:
        module = importlib.import_module(f"extractor.commands.{name}")
        command = subparsers.add_parser(name, help=module.HELP, description=module.__doc__)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 for success, 1 where a file could not be read or written, 2 for wrong usage."""
    args = build_parser().parse_args(argv)
    with _signals_raise():
        return _carried_out(args)


def _carried_out(args: argparse.Namespace) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that lacks a character must not end the command
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except UsageError as error:
        return _told(str(error), USAGE)
    except ExtractorError as error:
        return _told(str(error), FAILED)
    except BrokenPipeError:
        # Whoever read our output has had enough. Keep the interpreter from flushing into the closed pipe.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Ended as ended:
        return _told(f"ended by {ended.name}; what was there before is as it was", 128 + ended.number)
    except KeyboardInterrupt:
        return _told("interrupted; what was there before is as it was, and the same command goes on", INTERRUPTED)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return _told(f"{place}{error.strerror or error}; nothing was changed", FAILED)
    except MemoryError:
        return _told("needs more memory than it may take; convert fewer files at once; nothing was changed", FAILED)
    except Exception as error:
        if os.environ.get("EXTRACTOR_DEBUG"):
            traceback.print_exc()
        return _told(f"internal error ({type(error).__name__}: {error}); please report it", FAILED)


def _told(message: str, code: int) -> int:
    """Print one line on stderr, prefixed as the errors of the parser are."""
    line = " ".join(message.split())
    say(f"extractor: {line}")
    return code
