"""What MkDocs needs beside the pages: vocabulary files, changelog and README, which stand above `docs/`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
_ABOVE = re.compile(r"\]\(\.\./(schemas/[\w.]+)\)")


def on_files(files: Files, config: Any) -> Files:
    """Publish the files of `schemas/`, and the changelog as a page."""
    for path in sorted((ROOT / "schemas").glob("*.*")):
        if path.suffix != ".md":
            files.append(File.generated(config, f"schemas/{path.name}", abs_src_path=str(path)))
    sources = (ROOT / "schemas" / "SOURCES.md").read_text(encoding="utf-8")
    files.append(File.generated(config, "schemas/SOURCES.md", content=sources))
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").replace("](docs/", "](")
    files.append(File.generated(config, "changelog.md", content=changelog))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Put in what stands elsewhere in the repository, and let links that are right there lead to what is published."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    accuracy = readme.partition("## How good it is\n")[2].partition("\n## ")[0]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8").strip()
    for mark, text in (("<!-- README.md: How good it is -->", accuracy), ("<!-- CITATION.cff -->", citation)):
        markdown = markdown.replace(mark, text)
    return _ABOVE.sub(r"](\1)", markdown).replace("](docs/", "](")
