"""What is kept of a run, and what counts as broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import history
from tests.bench.row import Row, row


def rows(scale: float) -> list[Row]:
    return [
        row("bytes", 300.0 * scale, "B/s", "DataTable", 13_000.0, 900.0, never=0.045),
        row("lag", 10.0 * scale, "ms", "", None, 20.0),
        row("told", 1.0, "", "", None, None),
    ]


def test_ratios_and_shares_of_budgets_by_commit(tmp_path: Path) -> None:
    kept = tmp_path / "kept" / "history.jsonl"
    for scale in (1.0, 2.0):
        history.append(kept, {"processors": "2"}, rows(scale))
    found = history.series(history.read(kept))
    assert [value for _, value in found["bytes"]] == pytest.approx([300 / 13_000, 600 / 13_000])
    assert [value for _, value in found["lag"]] == [0.5, 1.0]
    assert "told" not in found, "neither a reference nor a budget"


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    kept = tmp_path / "history.jsonl"
    kept.write_text('{"rows": []}\n{"ro')
    with pytest.raises(ValueError, match="line 2"):
        history.read(kept)


def test_only_what_cannot_be_noise_is_broken() -> None:
    assert [found.broken for found in rows(1.0)] == [False, False, False]
    assert [found.broken for found in rows(2.0)] == [True, False, False], "bytes have doubled"
    assert row("idle", 1.0, "B", "still table", 0.0, 0.0, never=0.0).broken
    assert not row("idle", 0.0, "B", "still table", 0.0, 0.0, never=0.0).broken
