"""The offer of the set-up: once, at a first start, and never where it would be in the way."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from r2k_tui.commands.monitor.first_start import OFFER, offer_of
from r2k_tui.commands.shared.options import Options
from r2k_tui.engine.setup import EngineSetup


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("R2K_CONFIG", raising=False)
    return tmp_path


def setup_of(**options: object) -> EngineSetup:
    return Options(**options).setup()  # type: ignore[arg-type]


def test_it_is_made_once() -> None:
    assert [offer_of(Options(), setup_of(), kiosk=False) for _ in range(3)] == [OFFER, "", ""]


def test_never_in_a_kiosk_a_demo_a_hub_or_a_past_day() -> None:
    setup = setup_of()
    assert offer_of(Options(), setup, kiosk=True) == ""
    assert offer_of(Options(demo=True), setup_of(demo=True), kiosk=False) == ""
    assert offer_of(Options(), msgspec.structs.replace(setup, attach="nats://127.0.0.1"), kiosk=False) == ""
    assert offer_of(Options(), msgspec.structs.replace(setup, as_of="2025-01-02"), kiosk=False) == ""
    assert offer_of(Options(), setup, kiosk=False) == OFFER, "none of them used it up"


def test_not_with_settings_of_one_s_own(home: Path) -> None:
    (home / "own.toml").touch()
    assert offer_of(Options(config=home / "own.toml"), setup_of(), kiosk=False) == ""


def test_an_offer_that_cannot_be_remembered_is_not_made(home: Path) -> None:
    (home / "r2k-tui").touch()
    assert offer_of(Options(), setup_of(), kiosk=False) == ""
