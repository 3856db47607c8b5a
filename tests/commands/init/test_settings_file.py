"""The settings file that the set-up writes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from r2k_tui.commands.init.answers import Answers
from r2k_tui.commands.init.settings_file import Settings, backup_of, new_text, on_desktop, settings_of, toml
from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.watchlist import Holding

HELD = (Holding("IWM", 100.0, 210.5), Holding("^RUT", -1.0, 2.0, date(2025, 4, 8)), Holding("SPY", 1.0))


@pytest.fixture
def packaged() -> Config:
    return load(packaged_path())


def answers_of(settings: Config) -> Answers:
    held = settings.portfolio
    return Answers(settings.watchlist.symbols, held.holdings, held.base, settings.display.theme, on_desktop(settings))


def changed(answers: Answers, before: Config) -> Settings:
    return settings_of(answers, msgspec.structs.replace(before.portfolio, holdings=answers.holdings), before)


def test_answers_that_are_the_defaults_write_nothing_in_force(packaged: Config, tmp_path: Path) -> None:
    settings = changed(answers_of(packaged), packaged)
    assert settings == {}
    text = new_text(settings)
    assert all(line.startswith(("#", " ")) or not line for line in text.splitlines())


def test_a_whole_file_reads_back_as_answered_and_keeps_every_comment(packaged: Config, tmp_path: Path) -> None:
    wanted = Answers(("IWM", "^RUT", 'A"B'), HELD, "EUR", "r2k-light", desktop=False)
    text = new_text(changed(wanted, packaged))
    (tmp_path / "own.toml").write_text(text)
    read = load(tmp_path / "own.toml")
    assert answers_of(read) == wanted
    assert read.delivery.channels == ("toast", "mark", "bell", "apprise", "command")
    assert (
        msgspec.structs.replace(
            read,
            watchlist=packaged.watchlist,
            portfolio=packaged.portfolio,
            display=packaged.display,
            delivery=packaged.delivery,
        )
        == packaged
    ), "nothing else is in force"
    assert '"^RUT", shares = -1.0, cost = 2.0, opened = 2025-04-08 }' in text and '"SPY", shares = 1.0 }' in text
    assert "# [yahoo]" in text and "# theme = " not in text


def test_alerts_come_to_the_desktop_again(packaged: Config) -> None:
    quiet = msgspec.structs.replace(packaged.delivery, channels=("toast", "apprise"))
    before = msgspec.structs.replace(packaged, delivery=quiet)
    settings = changed(answers_of(before)._replace(desktop=True), before)
    assert settings == {("delivery", "channels"): ["toast", "osc9", "osc777", "apprise"]}


def test_values_in_toml() -> None:
    assert [toml(value) for value in (True, 1.5, 'a"\\', ["x"], [])] == ["true", "1.5", '"a\\"\\\\"', '["x"]', "[]"]


def test_a_copy_never_replaces_another(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("one")
    names = [backup_of(tmp_path / "a.toml").name for _ in range(3)]
    assert names == ["a.toml.bak", "a.toml.2.bak", "a.toml.3.bak"]
    assert (tmp_path / "a.toml.bak").read_text() == "one"
