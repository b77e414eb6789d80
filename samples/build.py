"""Builds every sample: `python samples/build.py [NAME ...] [--out DIR]`. Needs reportlab and python-docx."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from kit import markup, pdf, text, word  # noqa: E402 - the kit stands beside this script, not in a package


def build(content: Path, out: Path) -> list[Path]:
    """Writes the PDF of one report into `out`, its other forms into `out/forms`, and returns their paths."""
    report = markup.load(content)
    forms = out / "forms"
    forms.mkdir(parents=True, exist_ok=True)
    made = [out / f"{report.name}.pdf", forms / f"{report.name}.docx", forms / f"{report.name}.txt"]
    pdf.write(report, made[0])
    word.write(report, made[1])
    made[2].write_text(text.write(report), encoding="utf-8", newline="\n")
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="reports to build, all where none is named")
    parser.add_argument("--out", type=Path, default=HERE)
    arguments = parser.parse_args()
    for content in sorted((HERE / "content").glob("*.md")):
        if not arguments.names or content.stem in arguments.names:
            for path in build(content, arguments.out):
                print(path)


if __name__ == "__main__":
    main()
