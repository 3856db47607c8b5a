"""Folders with a recorded day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.recorded_day import write_recording


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_recording(tmp_path_factory.mktemp("whole") / "intraday", daily=True)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without daily files."""
    return write_recording(tmp_path_factory.mktemp("alone") / "intraday")
