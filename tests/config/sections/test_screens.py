"""Saved screens in the settings: what is accepted, and faults that name file, line, key and word."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.sections.universe import ScreenSettings
from tests.config.sections.test_alerts import loaded, path, refused

__all__ = ["path"]
CHEAP = '[[screens]]\nname = "cheap"\nexpr = "cap < 500e6"\nkey = "c"\n'


def alert(**fields: str) -> str:
    return "[[alerts]]\n" + "".join(f"{name} = {value}\n" for name, value in fields.items())


def test_screens_and_alerts_about_them(path: Path) -> None:
    about = alert(field='"screen.cheap"', op='"enters"') + alert(field='"screen.cheap"', op='"above"', value="10")
    found = loaded(path, CHEAP + about)
    assert found.screens == (ScreenSettings("cheap", "cap < 500e6", "c"),)
    assert [rule.title for rule in found.alerts] == ["screen.cheap enters", "screen.cheap above 10"]


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        (CHEAP.replace("cap", "kap"), "screens[0].expr", "at 'kap': no column kap; did you mean cap?"),
        (CHEAP.replace("cap < 500e6", "cap <"), "screens[0].expr", "at 'the end': something must follow"),
        (CHEAP + CHEAP, "screens[1].name", "two screens are named 'cheap'"),
        (CHEAP + CHEAP.replace('"cheap"', '"other"'), "screens[1].key", "two screens have the key 'c'"),
        (CHEAP.replace('"cheap"', '"Very Cheap"'), "screens[0].name", "a short name of lowercase letters"),
        (CHEAP.replace('"c"', '"cc"'), "screens[0].key", "one lowercase letter or digit"),
        (CHEAP + alert(field='"screen.dear"', op='"enters"'), "alerts[0].field", "no screen 'dear' (there are cheap)"),
        (alert(field='"screen.dear"', op='"enters"'), "alerts[0].field", "[[screens]] has none"),
        (CHEAP + alert(field='"price"', op='"enters"'), "alerts[0].op", "enters is about a screen"),
        (CHEAP + alert(field='"screen.cheap"', op='"becomes"'), "alerts[0].op", "enters, leaves, above and below"),
        (CHEAP + alert(field='"screen.cheap"', op='"above"'), "alerts[0].value", "needs a number of members"),
        (CHEAP + alert(field='"screen.cheap"', op='"enters"', value="5"), "alerts[0].value", "enters takes no value"),
        (CHEAP + alert(field='"screen.cheap"', op='"leaves"', symbol='"IWM"'), "alerts[0].symbol", "takes no symbol"),
        (CHEAP + alert(field='"screen.cheap"', op='"leaves"', confirm="3"), "alerts[0].confirm", "counts at once"),
    ],
)
def test_faults(path: Path, text: str, key: str, words: str) -> None:
    error = refused(path, text)
    assert error.key == key
    assert words in str(error)
