"""The locked requirements of CI: all that is needed, each by version and hash, and no word of where it comes from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LOCK = ROOT / ".ci" / "requirements.txt"
_ROW = re.compile(r"([a-z0-9.-]+)==(\S+) --hash=sha256:[0-9a-f]{64}")


def locked() -> dict[str, str]:
    """Version by name."""
    rows = [line for line in LOCK.read_text("utf-8").splitlines() if not line.startswith("#")]
    found = [_ROW.fullmatch(row) for row in rows]
    assert all(found), [row for row, match in zip(rows, found, strict=True) if not match]
    return {match[1]: match[2] for match in found if match}


def test_every_dependency_is_locked_at_a_version_that_will_do() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        # No check draws a plot.
        *(text for name, extra in project["optional-dependencies"].items() if name != "bench" for text in extra),
    ]
    versions = locked()
    for requirement in map(Requirement, wanted):
        name = requirement.name.lower().replace("_", "-")
        assert name in versions, f"run python .ci/lock.py: {name} is missing"
        assert versions[name] in requirement.specifier, f"run python .ci/lock.py: {name} {versions[name]}"


def test_it_names_no_index() -> None:
    assert "://" not in LOCK.read_text("utf-8")
