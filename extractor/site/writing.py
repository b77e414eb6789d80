"""The files of a site: pages from templates, data as scripts, assets; written beside and put in place as a whole."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from extractor.errors import UsageError

HERE = Path(__file__).resolve().parent
MARKER = "site.json"  # tells a site that may be replaced from a folder with somebody's files
# Nothing is loaded but the site's own files, and no script runs that is not one of them. `file:` is what `self` means
# for browsers that take every file for an origin of its own.
POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:; "
    "base-uri 'none'; form-action 'none'"
)


class Site:
    """A folder that a site is written into."""

    def __init__(self, folder: Path) -> None:
        import jinja2

        self.folder = folder
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )  # fmt: skip
        self._templates.globals["policy"] = POLICY
        self._templates.filters["number"] = lambda n: f"{n:,}"

    def share(self, **values: object) -> None:
        """Say what every template is given."""
        self._templates.globals.update(values)

    def filter(self, name: str, function: Callable[[str], str]) -> None:
        """Give the templates a filter."""
        self._templates.filters[name] = function

    def note(self, path: str, value: Any) -> None:
        """Write a file of plain JSON."""
        self._put(path, (json.dumps(value, indent=2) + "\n").encode("utf-8"))

    def page(self, path: str, template: str, **values: object) -> None:
        """Write a page. What the template is given is text, never markup."""
        up = "../" * path.count("/")
        text = self._templates.get_template(template).render(up=up, path=path, **values)
        self._put(path, text.encode("utf-8"))

    def data(self, path: str, name: str, value: Any) -> None:
        """Write data as a script that hands it to `site.js`: pages on a disk may load scripts, but fetch nothing.

        ASCII without `<`, so that nothing in a text can end a string, a line or the script wherever it is put.
        """
        text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")
        self._put(path, f"site.given({json.dumps(name)}, {text});\n".encode("ascii"))

    def picture(self, path: str, data: bytes) -> str:
        """Write a picture, and say where it is."""
        self._put(path, data)
        return path

    def assets(self) -> None:
        """Write scripts, styles and the libraries with their licences."""
        shutil.copytree(HERE / "assets", self.folder / "assets", ignore=shutil.ignore_patterns("*.md", "__pycache__"))

    def _put(self, path: str, data: bytes) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


@contextmanager
def replacing(target: Path) -> Iterator[Site]:
    """A site that is written beside its place, and takes it once it is whole; an earlier site there is replaced.

    Raises UsageError where something stands there that is no site.
    """
    if target.is_symlink() or (target.exists() and not _is_ours(target)):
        raise UsageError(f"{target}: is not empty and holds no site; give a folder that is new, empty or a site's")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".extractor-site-") as staging:
        site = Site(Path(staging) / "site")
        site.folder.mkdir()
        yield site
        if target.exists():
            target.rename(Path(staging) / "before")
        site.folder.rename(target)


def _is_ours(target: Path) -> bool:
    return target.is_dir() and ((target / MARKER).is_file() or not any(target.iterdir()))
