"""Every setting with its value, comment and line; and a change that is checked before it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.listing import ListedSetting, check_change, listed_settings
from r2k_tui.config.paths import packaged_path


def listed(path: Path) -> dict[str, ListedSetting]:
    return {setting.name: setting for setting in listed_settings(path)}


def test_a_setting_names_its_value_its_comment_and_the_line_that_sets_it(tmp_path: Path) -> None:
    own = tmp_path / "r2k.toml"
    own.write_text('# mine\n[display]\ntheme = "nord"   # my own words\n')
    theme, mode = listed(own)["display.theme"], listed(own)["display.range"]
    assert (theme.value, theme.file, theme.line, theme.own) == ('"nord"', str(own), 3, True)
    assert theme.comment.startswith("r2k | r2k-light"), "the packaged comment explains it"
    packaged = packaged_path().read_text("utf-8").splitlines()
    assert packaged[mode.line - 1].startswith("range =") and not mode.own and mode.file == str(packaged_path())


def test_every_line_of_the_packaged_file_that_sets_something_is_listed() -> None:
    settings = listed(packaged_path())
    assert len(settings) > 150 and {"poll.quotes.open", "universe.holdings.IWM", "hub.name"} <= set(settings)
    assert settings["watchlist.sort"].choices[:2] == ("none", "symbol")
    assert not settings["poll.quotes.open"].changeable and settings["display.ascii"].changeable
    assert not any(setting.own for setting in settings.values())


def test_a_comment_of_several_lines_is_whole() -> None:
    assert listed(packaged_path())["portfolio.base"].comment.endswith("polled with the quotes")


def test_no_secret_is_shown(tmp_path: Path) -> None:
    own = tmp_path / "r2k.toml"
    own.write_text('[hub]\npassword = "abracadabra"\n')
    setting = listed(own)["hub.password"]
    assert "abracadabra" not in repr(setting) and not setting.changeable


def test_a_change_is_read_as_the_file_would_be(tmp_path: Path) -> None:
    own = tmp_path / "absent.toml"
    assert check_change(own, "display", "ascii", "true") is True
    assert check_change(own, "display", "range", '"5Y"') == "5Y"
    assert not own.exists()


@pytest.mark.parametrize(
    ("key", "text", "message"),
    [
        ("ascii", "3", "true or false"),
        ("range", '"7D"', "1D 5D 1M"),
        ("theme", "nord", "in quotes"),
        ("ascii", "true\nx=2", "not a value"),
    ],
)
def test_a_bad_change_is_refused_with_what_is_expected(tmp_path: Path, key: str, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_change(tmp_path / "absent.toml", "display", key, text)
