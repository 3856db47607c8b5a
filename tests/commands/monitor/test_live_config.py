"""The file of settings beside a running monitor: a real file, edited as editors do it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from r2k_tui.commands.monitor.live_config import RunningSettings, needs_engine
from r2k_tui.commands.shared.options import Options, ViewOptions, long_running
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.display import Display
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.write import write_whole
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.sources.base import SourceInfo
from r2k_tui.ui.actions.table import ACTIONS

VIEW = ViewOptions("dashboard", "", ascii_only=False, no_mouse=False, low_bandwidth=False, kiosk=False)


class _Running:
    def __init__(self, file: Path, view: ViewOptions = VIEW) -> None:
        options = Options(config=file, demo=True)
        self.renewed: list[EngineSetup] = []
        setup = long_running(options.setup(), kiosk=view.kiosk)
        self.settings = RunningSettings(options, view, setup, self.renewed.append)
        self.at_start = self.settings.sections(setup, ACTIONS)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text('[display]\ntheme = "r2k"\n')
    return path


def test_a_file_that_nobody_touched_has_not_changed(file: Path) -> None:
    running = _Running(file)
    assert not running.settings.changed()


def test_an_edit_is_seen_once_and_read(file: Path) -> None:
    running = _Running(file)
    write_whole(file, '[display]\ntheme = "r2k-light"\n[keys]\nfind = "f3"\n')
    assert running.settings.changed() and not running.settings.changed()
    before, fresh = running.at_start, running.settings.read()
    assert fresh.display.theme == "r2k-light" and fresh.engine == before.engine
    assert next(action.keys for action in fresh.actions if action.id == "find") == ("f3",)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[display]\ntheme = "r2k-lihgt"\n', 2, "did you mean r2k-light"),
        ('[display]\n\nthem = "r2k"\n', 3, "unknown key"),
        ('[keys]\nfind = "f"\n', 2, "`filter`"),
        ('[keys]\n\n\nfnd = "f3"\n', 4, "did you mean `find`"),
        ("[display\n", 1, "TOML"),
    ],
)
def test_a_bad_edit_names_its_line(file: Path, text: str, line: int, words: str) -> None:
    running = _Running(file)
    write_whole(file, text)
    assert running.settings.changed()
    with pytest.raises(ValueError, match=words) as raised:
        running.settings.read()
    assert f"config.toml:{line}" in str(raised.value)
    assert running.renewed == []


def test_what_the_engine_reads_asks_for_another_engine(file: Path) -> None:
    running = _Running(file)
    write_whole(file, "[poll.quotes]\nopen = 9.0\n")
    assert running.settings.changed()
    fresh = running.settings.read()
    assert fresh.engine != running.at_start.engine
    assert running.renewed[-1].config.poll.quotes.open == 9.0
    assert running.settings.read() == fresh, "another engine is asked for once"


@pytest.mark.parametrize(
    ("text", "engine"),
    [
        ('[watchlist]\nsymbols = ["SPY"]\n', False),
        ("[portfolio]\ncash = 5.0\n", True),
        ('[[portfolios]]\nname = "IRA"\n', True),
        ('[keys]\nfind = "f3"\n', False),
        ('[[alerts]]\nfield = "price"\nop = "above"\nvalue = 1.0\n', False),
        ('[market]\nlarge_fund = "VOO"\n', True),
        ("[delivery]\ntries = 2\n", True),
        ("[store]\nenabled = false\n", True),
    ],
)
def test_a_table_says_who_takes_it_over(file: Path, text: str, engine: bool) -> None:
    running = _Running(file)
    write_whole(file, text)
    assert running.settings.changed()
    assert (running.settings.read().engine != running.at_start.engine) is engine


def test_a_new_setting_is_taken_over_as_its_section_says() -> None:
    class Wider(Display, frozen=True):
        more: int = 0

    class Market(MarketSettings, frozen=True):
        more: int = 0

    def made(**tables: Any) -> EngineSetup:
        return EngineSetup(Config(**tables), SourceInfo("demo"))

    assert not needs_engine(made(display=Wider()), made(display=Wider(more=1)))
    assert needs_engine(made(market=Market()), made(market=Market(more=1)))


def test_an_option_that_changed_needs_another_engine() -> None:
    setup = EngineSetup(Config(), SourceInfo("demo"))
    assert needs_engine(setup, EngineSetup(Config(), SourceInfo("yahoo")))
    assert not needs_engine(setup, setup)


def test_a_file_that_is_away_for_a_moment_is_no_change(file: Path) -> None:
    running = _Running(file)
    file.unlink()
    assert not running.settings.changed()
    file.write_text('[display]\ntheme = "r2k-light"\n')
    assert running.settings.changed()


def test_options_of_the_command_line_stay_above_the_file(file: Path) -> None:
    running = _Running(file, VIEW._replace(symbols="IWM", ascii_only=True))
    write_whole(file, '[display]\nascii = false\n[watchlist]\nsymbols = ["SPY"]\n')
    assert running.settings.changed()
    assert running.settings.read().display.ascii
    assert "--symbols" in running.settings.save({("watchlist", "symbols"): ("IWM",)})
    assert "saved" in running.settings.save({("display", "theme"): "r2k-light"})


def test_a_kiosk_writes_nothing(file: Path) -> None:
    before = file.read_text()
    assert "--kiosk" in _Running(file, VIEW._replace(kiosk=True)).settings.save({("display", "theme"): "ansi-dark"})
    assert file.read_text() == before


class TestThinLine:
    def test_sixteen_colours_are_the_default(self) -> None:
        thin = VIEW._replace(low_bandwidth=True)
        assert thin.over(Display()).theme == "ansi-dark"
        assert thin.over(Display(theme="r2k-light")).theme == "r2k-light"
        assert VIEW.over(Display(low_bandwidth=True)).theme == "ansi-dark"
        assert VIEW.over(Display()).theme == "r2k"

    def test_an_edit_of_something_else_keeps_them(self, file: Path) -> None:
        running = _Running(file, VIEW._replace(low_bandwidth=True))
        write_whole(file, '[display]\ntheme = "r2k"\nrange = "5D"\n')
        assert running.settings.changed() and running.settings.read().display.theme == "ansi-dark"


def test_a_typed_setting_is_written_where_the_file_has_it_once_it_is_valid(file: Path) -> None:
    running = _Running(file)
    (listed,) = [setting for setting in running.settings.listed() if setting.name == "display.theme"]
    assert (listed.file, listed.line, listed.own) == (str(file), 2, True)
    before = file.read_text()
    for text, words in (('"r2k-lihgt"', "did you mean r2k-light"), ("3", "expected a string"), ("nord", "in quotes")):
        with pytest.raises(ValueError, match=words):
            running.settings.change("display", "theme", text)
    assert file.read_text() == before
    assert running.settings.change("display", "theme", '"nord"') == f"saved in {file}"
    assert 'theme = "nord"' in file.read_text() and running.settings.read().display.theme == "nord"


def test_a_kiosk_writes_no_setting_and_a_broken_file_lists_none(file: Path) -> None:
    running = _Running(file, VIEW._replace(kiosk=True))
    before = file.read_text()
    assert running.settings.change("display", "theme", '"nord"') == "not saved: --kiosk"
    assert file.read_text() == before
    file.write_text("[display\n")
    with pytest.raises(ValueError, match="TOML"):
        running.settings.listed()


def test_an_edit_applies_once_it_is_seen(file: Path) -> None:
    running = _Running(file)
    assert running.settings.is_applied()
    write_whole(file, '[display]\ntheme = "r2k-light"\n')
    assert not running.settings.is_applied()
    assert running.settings.changed()
    assert running.settings.is_applied()
