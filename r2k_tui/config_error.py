"""Turns a rejected setting into words: which file and line, which key, what was expected, what was near."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any, get_args

import msgspec

from r2k_tui.model.text import clean

_AT = re.compile(r"^(?P<what>.*?)(?: - at `(?P<path>[^`]*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"^Object contains unknown field `(?P<key>.*)`$", re.DOTALL)
_TABLE = re.compile(r"^\s*\[\[?\s*(?P<name>[^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_KEY = re.compile(rf"^\s*(?P<key>{_NAME}(?:\s*\.\s*{_NAME})*)\s*=")
_TYPES = {
    "float": "a number",
    "int": "a whole number",
    "str": "a text",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
}
_PART = re.compile(_NAME)
_MOST_SHOWN = 80


class ConfigError(Exception):
    """A setting that cannot be used. `line` counts from 1; None where the file as a whole is at fault."""

    def __init__(self, file: str, line: int | None, key: str, message: str) -> None:
        self.file, self.line, self.key, self.message = file, line, key, message
        place = f"{file}:{line}" if line else file
        super().__init__(f"{place}: {key}: {message}" if key else f"{place}: {message}")


def locate(
    error: str, root: type[msgspec.Struct], data: dict[str, Any], path: Path, patterns: dict[str, str]
) -> ConfigError:
    """Say of msgspec's `error` where in the file `path` it happened and what would have been right.

    `patterns` gives the words for each regular expression that a value may have to match.
    """
    match = _AT.match(error)
    what, at = (match["what"], match["path"] or "$") if match else (error, "$")
    parts = [part for part in re.split(r"\.|(\[\d+\])", at.removeprefix("$").replace("[...]", "")) if part]
    if unknown := _UNKNOWN.match(what):
        known = _fields(root, parts)
        near = difflib.get_close_matches(unknown["key"], known, 1, 0.3)
        hint = f"; did you mean `{near[0]}`?" if near else ""
        parts.append(unknown["key"])
        message = f"unknown key{hint} (known here: {', '.join(known)})"
    else:
        message = f"{_words(what, patterns)}, found {_shown(_value(data, parts))}"
    key = clean(".".join(parts).replace(".[", "["))
    return ConfigError(str(path), _line(path, parts), key, message)


def _words(what: str, patterns: dict[str, str]) -> str:
    """The complaint in a reader's words: types as TOML calls them, expressions by what they stand for."""
    for pattern, words in patterns.items():
        what = what.replace(f"`str` matching regex {pattern!r}", words)
    for name, words in _TYPES.items():
        what = what.replace(f"`{name}`", words).replace(f"`{name} | null`", words)
    return what[:1].lower() + what[1:]


def _fields(root: type[msgspec.Struct], parts: list[str]) -> list[str]:
    """The keys that the table at `parts` may have."""
    kind: Any = root
    for part in parts:
        info = {field.name: field.type for field in msgspec.structs.fields(kind)}
        kind = info.get(part, kind)
        kind = next((a for a in (kind, *get_args(kind)) if isinstance(a, type) and issubclass(a, msgspec.Struct)), root)
    return [field.encode_name for field in msgspec.structs.fields(kind)]


def _value(data: Any, parts: list[str]) -> Any:
    for part in parts:
        if part.startswith("[") and isinstance(data, list | tuple):
            data = data[int(part[1:-1])]
        elif isinstance(data, dict):
            data = data.get(part)
    return data


def _shown(value: Any) -> str:
    """A value as a reader knows it, cut where it is long."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # a number of thousands of digits, tables a thousand deep
        text = f"a very long {type(value).__name__}"
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _line(path: Path, parts: list[str]) -> int | None:
    """The line that sets the key at `parts`, or the table nearest to it."""
    best: tuple[int, int] | None = None
    table: list[str] = []
    for number, line in enumerate(_lines(path), 1):
        if header := _TABLE.match(line):
            table = _split(header["name"])
            found = table
        elif key := _KEY.match(line):
            found = table + _split(key["key"])
        else:
            continue
        if found == parts[: len(found)] and (best is None or len(found) > best[0]):
            best = (len(found), number)
    return best[1] if best else None


def _split(name: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(name)]


def _lines(path: Path) -> list[str]:
    """The lines of the file, those inside a multi-line string blanked: they hold no keys."""
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return []
    inside = re.compile(r'("""|\'\'\')(.*?)\1', re.DOTALL)
    return inside.sub(lambda m: "\n" * m[0].count("\n"), text).split("\n")
