"""The source, its pace in a replay, and the store."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.sections.source import ReplayPace, SourceChoice, StoreChoice
from tests.config.complaints import complaint


def test_what_counts_without_settings() -> None:
    assert SourceChoice() == SourceChoice(name="yahoo", data="", chain=("yahoo", "yahoo_chart"), disagreement=0.005)
    assert ReplayPace().speed == 60.0
    assert StoreChoice().enabled


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ('[source]\nname = ""', "source.name", ""),
        ("[source]\nchain = []", "source.chain", "length >= 1"),
        ('[source]\nchain = ["yahoo", "nasdak"]', "source.chain[1]", "no provider 'nasdak'"),
        ('[source]\nchain = ["yahoo", "nasdak"]', "source.chain[1]", "did you mean 'nasdaq'?"),
        ('[source]\nchain = ["demo"]', "source.chain[0]", "there are yahoo, yahoo_chart, cboe, nasdaq"),
        ('[source]\nchain = ["yahoo", "cboe", "yahoo"]', "source.chain[2]", "'yahoo' is in the chain already"),
        ("[source]\ndisagreement = 0.0", "source.disagreement", "> 0"),
        ("[replay]\nspeed = 0", "replay.speed", "> 0"),
        ('[store]\nenabled = "yes"', "store.enabled", "true or false"),
    ],
)
def test_what_is_refused(file: Path, text: str, key: str, words: str) -> None:
    error = complaint(file, text)
    assert error.key == key
    assert words in error.message


def test_a_provider_of_an_installed_package_can_stand_in_the_chain(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "entry_points", lambda group: [SimpleNamespace(name="mine")])
    file.write_text('[source]\nchain = ["yahoo", "mine"]')
    assert load(file).source.chain == ("yahoo", "mine")
    assert "mine" in complaint(file, '[source]\nchain = ["minne"]').message
