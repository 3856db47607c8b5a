"""Every setting with its value, comment and line; and the check of a change before it is written."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from r2k_tui.config.errors import ConfigError, choices_of, is_secret, settings_in
from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.config.schema import Config, reload_of

_LONGEST = 200
_HIDDEN = "(not shown)"
_WHO = {"screen": "at once", "engine": "with a new engine, which starts at once", "notify": "at once"}


class ListedSetting(NamedTuple):
    """One setting. `value` is written as in the file; `line` of `file` sets it; `own` tells the user's file from the
    packaged one.

    `takes_effect` says when; `changeable` whether it may be typed anew: one value of one table, and no secret.
    """

    table: str
    key: str
    value: str
    comment: str
    file: str
    line: int
    own: bool
    takes_effect: str
    changeable: bool
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Table and key."""
        return f"{self.table}.{self.key}"


def listed_settings(path: Path) -> tuple[ListedSetting, ...]:
    """All settings of the packaged file and of `path`, with the values in force. Raises ConfigError."""
    settings, packaged = msgspec.to_builtins(load(path)), packaged_path()
    places = {parts: (packaged, line) for parts, line in _places(packaged).items()}
    lines = packaged.read_text("utf-8").splitlines()
    comments = {parts: _comment(lines, line) for parts, (_, line) in places.items()}
    if path != packaged and path.is_file():
        places |= {parts: (path, line) for parts, line in _places(path).items()}
    found = (_listed(parts, *place, comments.get(parts, ""), settings, path) for parts, place in places.items())
    return tuple(setting for setting in found if setting is not None)


def check_change(path: Path, table: str, key: str, text: str) -> object:
    """The value that `text` stands for, once the settings with it are valid. Raises ValueError with what is wrong."""
    try:
        (value,) = tomllib.loads(f"value = {text}").values()
    except ValueError:  # no TOML, or more than one setting
        raise ValueError(f'not a value: {text}; write text in quotes, as in {key} = "text"') from None
    try:
        load(path, {(table, key): value})
    except ConfigError as error:
        raise ValueError(error.message) from None
    return value


def _places(path: Path) -> dict[tuple[str, ...], int]:
    """The line of each key, by its path; entries of lists of tables apart."""
    found = {tuple(parts): line for line, parts in settings_in(path)}
    return {parts: line for parts, line in found.items() if len(parts) > 1 and not any(p[:1] == "[" for p in parts)}


def _listed(
    parts: tuple[str, ...], file: Path, line: int, comment: str, settings: Mapping[str, Any], own: Path
) -> ListedSetting | None:
    value: Any = settings
    for part in parts:
        if not isinstance(value, Mapping) or part not in value:
            return None
        value = value[part]
    if isinstance(value, Mapping):
        return None
    secret, plain = is_secret(parts[-1]), isinstance(value, bool | int | float | str)
    return ListedSetting(
        ".".join(parts[:-1]),
        parts[-1],
        _HIDDEN if secret else _as_toml(value),
        comment,
        str(file),
        line,
        file == own and own != packaged_path(),
        _WHO[reload_of(parts[0])],
        plain and not secret and len(parts) == 2,
        choices_of(Config, parts),
    )


def _as_toml(value: object) -> str:
    """A value as the file spells it, cut where it is long."""
    import json

    if isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value):
        return f"{len(value)} entries"
    # Strings, numbers, booleans and lists of them are spelled alike.
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _comment(lines: Sequence[str], line: int) -> str:
    """The comment of a line (from 1), with the comment lines that continue it."""
    words = [_after_hash(lines[line - 1])]
    for more in lines[line:]:
        if not (more[:1] == " " and more.lstrip().startswith("#")):
            break
        words.append(more.strip().lstrip("# "))
    return " ".join(filter(None, words))


def _after_hash(text: str) -> str:
    quote = ""
    for at, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "#":
            return text[at + 1 :].strip()
    return ""
