"""Recordings: what counts without settings, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.config.sections.record import RecordSettings
from tests.config.complaints import complaint


def test_what_counts_without_settings() -> None:
    assert load(packaged_path()).record == RecordSettings(path="", max_mb=50.0, continuous=False, keep=5)


@pytest.mark.parametrize(
    ("text", "key"),
    [("max_mb = 0", "record.max_mb"), ("keep = 0", "record.keep"), ('continuous = "yes"', "record.continuous")],
)
def test_what_is_refused(file: Path, text: str, key: str) -> None:
    assert complaint(file, f"[record]\n{text}").key == key
