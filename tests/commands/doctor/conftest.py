"""`r2k doctor` run on this machine, with its findings as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import R2K


@pytest.fixture
def found(r2k: R2K, folder: Path) -> Any:
    """What the doctor finds with the folder as source, by name; `status` among it."""

    def found(*arguments: object) -> dict[str, Any]:
        outcome = r2k("doctor", "--source", "csv", "--data", folder, "--json", *arguments)
        report = outcome.report
        assert (report["schema"], report["command"], report["source"]) == ("r2k/1", "doctor", "csv")
        broken = [name for name, finding in report["data"].items() if finding["ok"] is False]
        assert [p["kind"] for p in report["problems"]] == broken
        assert outcome.status == (1 if broken else 0)
        return dict(report["data"])

    return found
