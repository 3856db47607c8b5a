"""What the window of a setting says."""

from __future__ import annotations

from r2k_tui.config.listing import listed_settings
from r2k_tui.config.paths import packaged_path
from r2k_tui.ui.dialogs.setting import setting_words

SETTINGS = {setting.name: setting for setting in listed_settings(packaged_path())}


def test_it_names_value_meaning_choices_line_and_effect() -> None:
    said = setting_words(SETTINGS["allocation.covariance"], changeable=True)
    line = SETTINGS["allocation.covariance"].line
    assert said.startswith('allocation.covariance = "sample"\n') and "one of: sample ledoit_wolf" in said
    assert f"config.toml:{line} (the default; your file does not set it)" in said
    assert "takes effect with a new engine" in said and "Enter writes" in said


def test_what_may_not_be_changed_here_says_where() -> None:
    for name in ("poll.quotes.open", "watchlist.symbols"):
        said = setting_words(SETTINGS[name], changeable=True)
        assert "change it in your file" in said and "Enter writes" not in said
    assert "Enter writes" not in setting_words(SETTINGS["display.ascii"], changeable=False)


def test_words_of_the_file_are_text() -> None:
    odd = SETTINGS["display.ascii"]._replace(comment="\x1b[31m[b]red[/b]")
    assert "\x1b" not in setting_words(odd, changeable=True) and "[b]red[/b]" in setting_words(odd, changeable=True)
