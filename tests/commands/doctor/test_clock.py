"""What `r2k doctor` says of this machine's clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.commands.conftest import R2K
from tests.fakes.yahoo_server import FakeYahoo, Fault


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(3600.0, "1 h 0 min ahead of"), (-7290.0, "2 h 1 min behind"), (5.0, None)],
)
def test_a_clock_that_is_wrong(
    r2k: R2K, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ahead: float, words: str | None
) -> None:
    """The service tells the time with every answer."""
    monkeypatch.setattr("r2k_tui.commands.shared.one_shot.fetch_price", lambda *_, **__: 2467.7)
    with FakeYahoo(["^RUT"]) as yahoo:
        yahoo.fail("/", Fault(headers={"Date": format_datetime(datetime.fromtimestamp(time.time() - ahead, UTC))}))
        own = tmp_path / "own.toml"
        own.write_text(f'[yahoo]\nendpoint = "{yahoo.url}"\n')
        finding = r2k("doctor", "--config", own, "--json").report["data"]["clock"]
    assert finding["ok"] is (words is None)
    assert words is None or words in finding["text"]
