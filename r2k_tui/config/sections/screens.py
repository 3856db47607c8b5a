"""Saved screens of the members: a name, an expression, and a key of the list that `F` opens."""

from __future__ import annotations

from typing import Annotated

import msgspec

from r2k_tui.config.section import Section
from r2k_tui.model.alerts.rule import SCREEN, RuleSettings
from r2k_tui.model.screens.parser import parse
from r2k_tui.model.screens.syntax import ScreenFault
from r2k_tui.model.settings_fault import SettingsFault

SCREEN_NAME, SCREEN_KEY = r"^[a-z][a-z0-9_]{0,31}$", r"^[a-z0-9]?$"
PATTERNS = {
    SCREEN_NAME: "a short name of lowercase letters, digits and underscores",
    SCREEN_KEY: "one lowercase letter or digit",
}


class ScreenSettings(Section, frozen=True):
    """A saved screen of the members."""

    name: Annotated[str, msgspec.Meta(pattern=SCREEN_NAME)]
    """Unique short name; an alert watches it as `screen.NAME`."""
    expr: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    """Expression over the columns of the members."""
    key: Annotated[str, msgspec.Meta(pattern=SCREEN_KEY)] = ""
    """Key in the list that `F` opens in view 7; its number in the list if absent."""


SavedScreens = Annotated[tuple[ScreenSettings, ...], msgspec.Meta(max_length=50, extra={"reload": "engine"})]


def screens_fault(screens: SavedScreens, rules: tuple[RuleSettings, ...]) -> SettingsFault | None:
    """The first fault of the screens, of their names and keys together, or of an alert about one of them."""
    names, keys = set[str](), set[str]()
    for place, screen in enumerate(screens):
        at = ("screens", f"[{place}]")
        try:
            parse(screen.expr)
        except ScreenFault as fault:
            word = screen.expr[fault.start : fault.stop] or "the end"
            return SettingsFault((*at, "expr"), f"at {word!r}: {fault.message}")
        if screen.name in names:
            return SettingsFault((*at, "name"), f"two screens are named {screen.name!r}")
        if screen.key and screen.key in keys:
            return SettingsFault((*at, "key"), f"two screens have the key {screen.key!r}")
        names.add(screen.name)
        keys.add(screen.key)
    for place, rule in enumerate(rules):
        if rule.field.startswith(SCREEN) and rule.field.removeprefix(SCREEN) not in names:
            known = f" (there are {', '.join(sorted(names))})" if names else "; [[screens]] has none"
            return SettingsFault(("alerts", f"[{place}]", "field"), f"no screen {rule.field[len(SCREEN) :]!r}{known}")
    return None
