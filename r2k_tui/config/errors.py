"""Describes an invalid setting: file, line, key, what was expected, and the nearest valid name."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from r2k_tui.model.text import clean

_AT = re.compile(r"^(?P<what>.*?)(?: - at (?:`key` in )?`(?P<path>[^`]*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"^Object contains unknown field `(?P<key>.*)`$", re.DOTALL)
_TABLE = re.compile(r"^\s*\[\[?\s*(?P<name>[^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_KEY = re.compile(rf"^\s*(?P<key>{_NAME}(?:\s*\.\s*{_NAME})*)\s*=")
_TYPES = {
    "float": "a number",
    "int": "a whole number",
    "str": "a string",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "date": "a date such as 2025-04-08",
    "datetime": "a date with a time",
    "float | str": "a number or a symbol",
}
_PHRASES = {
    "Object missing required field": "the table needs the key",
    "Invalid RFC3339 encoded date": "expected a date such as 2025-04-08",
}
_PART = re.compile(_NAME)
_NO_CHOICE = "Invalid enum value"
_MOST_SHOWN = 80
# Keys whose values are never shown.
_SECRET = ("password", "token")


class ConfigError(Exception):
    """An unusable setting. `line` counts from 1; None if the whole file is unusable."""

    def __init__(self, file: str, line: int | None, key: str, message: str) -> None:
        self.file, self.line, self.key, self.message = file, line, key, message
        place = f"{file}:{line}" if line else file
        super().__init__(f"{place}: {key}: {message}" if key else f"{place}: {message}")


def error_at(path: Path, parts: Sequence[str], message: str) -> ConfigError:
    """The error of the key at `parts` in the file `path`."""
    return ConfigError(str(path), _line(path, parts), clean(".".join(parts).replace(".[", "[")), message)


def locate(
    error: str, root: type[msgspec.Struct], data: dict[str, Any], path: Path, patterns: dict[str, str]
) -> ConfigError:
    """The error behind msgspec's message `error`, located in the file `path`.

    `patterns` maps each regular expression of the schema to a description.
    """
    match = _AT.match(error)
    what, at = (match["what"], match["path"] or "$") if match else (error, "$")
    parts = [part for part in re.split(r"\.|(\[\d+\])", at.removeprefix("$").replace("[...]", "")) if part]
    if unknown := _UNKNOWN.match(what):
        known = _fields(root, parts)
        near = difflib.get_close_matches(unknown["key"], known, 1, 0.3)
        hint = f"; did you mean `{near[0]}`?" if near else ""
        parts.append(unknown["key"])
        message = f"unknown key{hint} (valid keys: {', '.join(known)})"
    elif what.startswith(_NO_CHOICE):
        message = _no_choice(_value(data, parts), choices_of(root, parts))
    else:
        actual = "something else" if parts[-1:] and is_secret(parts[-1]) else _shown(_value(data, parts))
        message = f"{_words(what, patterns)}, found {actual}"
    key = clean(".".join(parts).replace(".[", "["))
    return ConfigError(str(path), _line(path, parts), key, message)


def _words(what: str, patterns: dict[str, str]) -> str:
    """The message for users: types by their TOML names, regular expressions by their descriptions."""
    for pattern, words in patterns.items():
        what = what.replace(f"`str` matching regex {pattern!r}", words)
    for phrase, words in _PHRASES.items():
        what = what.replace(phrase, words)
    for name, words in _TYPES.items():
        what = what.replace(f"`{name}`", words).replace(f"`{name} | null`", words)
    return what[:1].lower() + what[1:]


def _no_choice(value: object, choices: Sequence[str]) -> str:
    near = difflib.get_close_matches(str(value), choices, 1, 0.3)
    hint = f"; did you mean `{near[0]}`?" if near else ""
    return f"expected one of {', '.join(choices)}, found {_shown(value)}{hint}"


def choices_of(root: type[msgspec.Struct], parts: Sequence[str]) -> tuple[str, ...]:
    """The values that the setting at `parts` accepts, () where they are not listed."""
    return tuple(str(w) for kind in _types_at(root, parts) if get_origin(kind) is Literal for w in get_args(kind))


def is_secret(key: str) -> bool:
    """Whether the value of a key is never shown."""
    return key in _SECRET


def _fields(root: type[msgspec.Struct], parts: list[str]) -> list[str]:
    """The keys that the table at `parts` accepts."""
    tables = [kind for kind in _types_at(root, parts) if isinstance(kind, type) and issubclass(kind, msgspec.Struct)]
    return [field.encode_name for table in tables for field in msgspec.structs.fields(table)]


def _types_at(root: type[msgspec.Struct], parts: Sequence[str]) -> list[Any]:
    """The types that the setting at `parts` accepts."""
    kinds: list[Any] = [root]
    for part in parts:
        inner: list[Any] = []
        for kind in kinds:
            if part.startswith("["):
                inner += get_args(kind)[:1]
            elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
                inner += [field.type for field in msgspec.structs.fields(kind) if field.encode_name == part]
        kinds = [plain for kind in inner for plain in _plain(kind)]
    return kinds


def _plain(kind: Any) -> Iterator[Any]:
    """The members of a union, without their constraints."""
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _plain(get_args(kind)[0])
    elif origin in (Union, UnionType):
        for member in get_args(kind):
            yield from _plain(member)
    else:
        yield kind


def _value(data: Any, parts: list[str]) -> Any:
    for part in parts:
        if part.startswith("[") and isinstance(data, list | tuple):
            data = data[int(part[1:-1])]
        elif isinstance(data, dict):
            data = data.get(part)
    return data


def _shown(value: Any) -> str:
    """A value as text, cut if it is long."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # numbers of thousands of digits, tables nested a thousand deep
        text = f"a very long {type(value).__name__}"
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _line(path: Path, parts: Sequence[str]) -> int | None:
    """The line that sets the key at `parts`, or its nearest table."""
    best: tuple[int, int] | None = None
    for number, found in settings_in(path):
        if found == list(parts[: len(found)]) and (best is None or len(found) > best[0]):
            best = (len(found), number)
    return best[1] if best else None


def settings_in(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line number and key path of every table and key; the second `[[a]]` is at `a` and at `a`, `[1]`."""
    table: list[str] = []
    seen: Counter[str] = Counter()
    for number, line in enumerate(_lines(path), 1):
        if header := _TABLE.match(line):
            table = _split(header["name"])
            yield number, table
            if line.lstrip().startswith("[["):
                name = ".".join(table)
                table = [*table, f"[{seen[name]}]"]
                seen[name] += 1
                yield number, table
        elif key := _KEY.match(line):
            yield number, table + _split(key["key"])


def _split(name: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(name)]


def _lines(path: Path) -> list[str]:
    """The lines of the file, blanked inside multi-line strings, which hold no keys."""
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return []
    inside = re.compile(r'("""|\'\'\')(.*?)\1', re.DOTALL)
    return inside.sub(lambda m: "\n" * m[0].count("\n"), text).split("\n")
