"""`extractor serve`: a dataset in Datasette, and its pages, in a browser on this machine alone."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket
    from collections.abc import Awaitable, Callable

HELP = "open a dataset in Datasette, on this machine alone"
_LOOPBACK = "127.0.0.1"
_PORT = 8001
_PAGES = "pages"  # where the site stands beside the database
# A facet of the view of 265,000 figures takes a fifth of a second, several of them longer than Datasette gives them.
_SETTINGS = {"sql_time_limit_ms": 5000, "facet_time_limit_ms": 1500, "default_facet_size": 20, "default_page_size": 50}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `serve`."""
    add = parser.add_argument
    add("directory", type=Path, metavar="DIR", help="a dataset that convert wrote")
    add(
        "--site",
        type=Path,
        metavar="SITE",
        help=f"the pages that site wrote, shown under /{_PAGES}/ (default: DIR/site)",
    )
    add("--port", type=_port, default=_PORT, metavar="N", help=f"0 for any that is free (default: {_PORT})")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a whole number from 0 to 65535")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Serve until it is interrupted, then 0.

    Raises `UsageError` where Datasette is not installed, the port is taken, the folder holds no site or the dataset has
    no SQLite file; `ExtractorError` where there is no dataset.
    """
    from extractor.errors import UsageError
    from extractor.printable import say
    from extractor.publish.files import hold

    site = _site(args.directory, args.site)
    try:
        import uvicorn
        from datasette.app import Datasette
    except ImportError:
        raise UsageError("serve needs Datasette: pip install datasette") from None
    folder, handle = hold(args.directory)  # this version stays while it is served, whatever is converted meanwhile
    try:
        database, metadata = _opened(args.directory, folder)
        with _bound(args.port) as listening:
            port = listening.getsockname()[1]
            if site:
                metadata |= {"about": "every figure where it was printed", "about_url": f"/{_PAGES}/index.html"}
            served = Datasette(
                [],
                immutables=[str(database)],
                metadata=metadata,
                static_mounts=[(_PAGES, str(site))] if site else [],
                settings=_SETTINGS,
            )
            config = uvicorn.Config(_local(served.app()), log_level="warning", lifespan="on")
            say(f"http://{_LOOPBACK}:{port}/ shows {args.directory}; Ctrl-C ends it")
            if site:
                say(f"http://{_LOOPBACK}:{port}/{_PAGES}/index.html shows {site}")
            with contextlib.suppress(KeyboardInterrupt):  # which is how serving ends
                uvicorn.Server(config).run(sockets=[listening])
    finally:
        if handle is not None:
            os.close(handle)
    return 0


def _site(directory: Path, given: Path | None) -> Path | None:
    """The folder of the pages: the one that is named, else that in the dataset, if any."""
    from extractor.errors import UsageError
    from extractor.site.writing import MARKER

    folder = given or directory / "site"
    if (folder / MARKER).is_file() and (folder / "index.html").is_file():
        return folder
    if given is not None:
        raise UsageError(f"{given}: holds no site; write it with: extractor site {directory} --out {given}")
    return None


def _opened(directory: Path, folder: Path) -> tuple[Path, dict[str, Any]]:
    """The SQLite file of a dataset and the metadata for Datasette."""
    import sqlite3

    from extractor.errors import ExtractorError, UsageError
    from extractor.publish import package
    from extractor.publish.files import refuse_links

    if not package.files_of(folder):
        raise UsageError(f"{directory}: holds no dataset; give the folder that convert wrote into")
    names = (package.SQLITE, package.DATASETTE)
    refuse_links(folder, names)
    path, about = (folder / name for name in names)
    if not path.is_file():
        raise UsageError(
            f"{directory}: has no {package.SQLITE}, which large datasets lack; convert a report into it with --sqlite"
        )
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        metadata = json.loads(about.read_text(encoding="utf-8")) if about.is_file() else {}
    except (sqlite3.Error, OSError, ValueError):
        raise ExtractorError(f"{directory}: {package.SQLITE} cannot be read; convert the reports again") from None
    return path, metadata if isinstance(metadata, dict) else {}


def _bound(port: int) -> socket.socket:
    """A socket on the loopback interface, which no other machine reaches."""
    import socket

    from extractor.errors import UsageError

    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name != "nt":  # where it would let two programs share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((_LOOPBACK, port))
        listening.listen()  # whoever opens the address at once waits for the server instead of being refused
    except OSError as error:
        listening.close()
        raise UsageError(f"port {port} cannot be used ({error.strerror}); name another with --port") from None
    return listening


def _local(app: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """The same for requests that name this machine: a page elsewhere could lead its own name here and read along."""

    async def guarded(scope: dict[str, Any], receive: Any, send: Any) -> None:
        host = dict(scope.get("headers", ())).get(b"host", b"").rpartition(b":")[0]
        if scope["type"] == "http" and host not in (_LOOPBACK.encode(), b"localhost"):
            await send({"type": "http.response.start", "status": 421, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": f"Open this as http://{_LOOPBACK}.\n".encode()})
            return
        await app(scope, receive, send)

    return guarded
