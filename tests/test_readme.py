"""What the README prints is what the documentation prints, which a test runs."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def test_the_answers_in_the_readme_are_those_that_are_run() -> None:
    shown = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    run = BLOCK.findall((ROOT / "docs" / "comparing.md").read_text(encoding="utf-8"))
    assert len(shown) >= 5
    assert set(shown) <= set(run)
