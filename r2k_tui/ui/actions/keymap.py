"""The user's key map: `[keys]` of the settings applied to the table of actions."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from r2k_tui.ui.actions.table import ACTIONS, Action

_NAMED = {key.value for key in Keys if re.fullmatch(r"[a-z0-9]+", key.value)}
_WORDS = {"esc": "escape", "return": "enter", "pgdn": "pagedown", "pgup": "pageup", "del": "delete", "ins": "insert"}
_MODIFIERS = ("ctrl", "alt", "shift", "super")


class UnusableKey(ValueError):
    """An invalid key or action in `[keys]`; `action` is the entry at fault."""

    def __init__(self, action: str, message: str) -> None:
        super().__init__(message)
        self.action = action


def spelled(key: str) -> str:
    """Textual's name of a key written as `/`, `Ctrl+F`, `F3` or `Space`. Raises ValueError."""
    key = key.strip() or key
    if len(key) == 1:
        return _of_character(key)
    *modifiers, base = key.lower().split("+") if not key.endswith("++") else [*key.lower()[:-1].split("+")[:-1], "+"]
    base = _of_character(base) if len(base) == 1 else _WORDS.get(base, base)
    if not base:
        raise ValueError(f"no key {key!r}: something must follow the last +")
    wrong = [word for word in modifiers if word not in _MODIFIERS]
    existing = base in _NAMED or _is_character(base)
    if wrong or not existing:
        near = difflib.get_close_matches(base, _NAMED, 1, 0.6)
        hint = f"; did you mean {near[0]}?" if near and not wrong else ""
        raise ValueError(f"no key {key!r}{hint} (write a character, or a name such as space, f5, ctrl+f, left)")
    return "+".join([*(word for word in _MODIFIERS if word in modifiers), base])


def _of_character(character: str) -> str:
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    if not name:
        raise ValueError("a control character is not a key; write its name, such as tab or escape")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _is_character(name: str) -> bool:
    """Whether the name is a character, or Textual's name of one."""
    if len(name) == 1:
        return True
    back = {short: whole for whole, short in KEY_NAME_REPLACEMENTS.items()}
    words = back.get(name, name).replace("_", " ")
    for candidate in (words, words.replace(" ", "-")):
        try:
            unicodedata.lookup(candidate)
        except KeyError:
            continue
        return True
    return False


def resolve(wanted: Mapping[str, str | Sequence[str]], actions: Sequence[Action] = ACTIONS) -> tuple[Action, ...]:
    """The actions with the keys of the settings in place of their defaults. Raises UnusableKey."""
    ids = [action.id for action in actions]
    new: dict[str, tuple[str, ...]] = {}
    for name, given in wanted.items():
        if name not in ids:
            near = difflib.get_close_matches(name, ids, 1, 0.3)
            hint = f"; did you mean `{near[0]}`?" if near else ""
            raise UnusableKey(name, f"no such action{hint} (there are {', '.join(ids)})")
        texts = [given] if isinstance(given, str) else list(given)
        if not texts:
            raise UnusableKey(name, "no key given; every action needs at least one")
        try:
            new[name] = tuple(dict.fromkeys(spelled(text) for text in texts))
        except ValueError as error:
            raise UnusableKey(name, str(error)) from None
    rebound = tuple(action._replace(keys=new.get(action.id, action.keys)) for action in actions)
    _check_clashes(rebound, new)
    return rebound


def _check_clashes(actions: Sequence[Action], new: Mapping[str, tuple[str, ...]]) -> None:
    owner: dict[str, str] = {}
    for action in sorted(actions, key=lambda action: action.id in new):
        for key in action.keys:
            if key in owner:
                raise UnusableKey(action.id, f"{key} is the key of `{owner[key]}`, too; give that action another key")
            owner[key] = action.id


def keymap(actions: Sequence[Action]) -> dict[str, str]:
    """Textual's key map: the actions whose keys differ from the defaults."""
    own = {action.id: action.keys for action in ACTIONS}
    return {action.id: ",".join(action.keys) for action in actions if action.keys != own.get(action.id)}
