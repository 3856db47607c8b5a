"""`[keys]`: what a person writes becomes the keys that count, and what cannot be had is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.ui.actions.keymap import UnusableKey, keymap, resolve, spelled
from r2k_tui.ui.actions.table import ACTIONS, shown_key
from tests.cases import cases


@cases(
    ("written", "name"),
    [
        ("/", "slash"),
        ("Ctrl+F", "ctrl+f"),
        ("ctrl++", "ctrl+plus"),
        ("F3", "f3"),
        ("Space", "space"),
        ("Esc", "escape"),
        ("PgDn", "pagedown"),
        ("G", "G"),
        ("[", "left_square_bracket"),
        ("shift+tab", "shift+tab"),
        ("é", "é"),
    ],
)
def test_a_key_as_a_person_writes_it(written: str, name: str) -> None:
    assert spelled(written) == name


@cases("written", ["", "fooo", "ctrl+fooo", "hyper+x", "\x1b", "ctrl+", "a b"])
def test_what_is_no_key_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="key"):
        spelled(written)


@given(st.text(max_size=12))
def test_any_text_is_a_key_or_a_complaint(text: str) -> None:
    try:
        name = spelled(text)
    except ValueError as error:
        assert str(error)
    else:
        assert spelled(name) == name


@cases("action", ACTIONS)
def test_the_keys_of_the_table_can_be_written_as_they_are_shown(action: object) -> None:
    keys = next(a.keys for a in ACTIONS if a is action)
    arrows = {"←": "left", "→": "right", "↑": "up", "↓": "down"}
    assert tuple(spelled(arrows.get(shown_key(key), shown_key(key))) for key in keys) == keys


def test_a_rebound_action_has_its_new_keys_and_no_others() -> None:
    actions = {action.id: action for action in resolve({"find": ["ctrl+f", "f3"], "filter": "/"})}
    assert actions["find"].keys == ("ctrl+f", "f3")
    assert actions["filter"].keys == ("slash",)
    assert keymap(tuple(actions.values())) == {"find": "ctrl+f,f3", "filter": "slash"}


@cases(
    ("wanted", "action", "words"),
    [
        ({"fnd": "x"}, "fnd", "did you mean `find`"),
        ({"find": "f"}, "find", "`filter`"),
        ({"find": "f5", "filter": "f5"}, "find", "`filter`"),
        ({"find": []}, "find", "at least one"),
        ({"find": "fooo"}, "find", "no key"),
    ],
)
def test_what_cannot_be_had_is_named(wanted: dict[str, str | list[str]], action: str, words: str) -> None:
    with pytest.raises(UnusableKey, match=words) as raised:
        resolve(wanted)
    assert raised.value.action == action
