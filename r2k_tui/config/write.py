"""Writes settings into the user's file: keeps comments and layout, and replaces the file atomically."""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tomlkit.items import AbstractTable, Array

_NEW_FILE = "# R2K: your settings; `r2k config default` prints every default.\n\n"


def save_settings(path: Path, settings: Mapping[tuple[str, str], object]) -> None:
    """Set each `(table, key)` in `path`, created if absent.

    Raises OSError if it cannot be written, ValueError if it is not valid TOML or has another structure.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import AbstractTable

    target = path.resolve()
    # Read bytes: text mode would convert the line endings.
    text = target.read_bytes().decode("utf-8") if target.exists() else _NEW_FILE
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise ValueError(f"{path} is not valid TOML: {error}") from None
    for (name, key), value in settings.items():
        table = document.setdefault(name, tomlkit.table())
        if not isinstance(table, AbstractTable):
            raise ValueError(f"{path}: {name} is not a table")
        table[key] = _edited(table, key, value)
    write_whole(target, tomlkit.dumps(document))


def append_table(path: Path, name: str, fields: Mapping[str, object]) -> None:
    """Append a `[[name]]` table to `path`, created if absent; an inline list gets an inline table.

    Raises OSError and ValueError as `save_settings` does.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import Array

    target = path.resolve()
    text = target.read_bytes().decode("utf-8") if target.exists() else _NEW_FILE
    table = tomlkit.table()
    table.update(fields)
    try:
        document = tomlkit.parse(text)
        before = [dict(item) for item in document.unwrap().get(name, [])]
        if isinstance(listed := document.get(name), Array):
            item = tomlkit.inline_table()
            item.update(fields)
            listed.append(item)
            text = tomlkit.dumps(document)
        else:
            end = "\r\n" if "\r\n" in text else "\n"
            block = f"[[{name}]]\n{table.as_string()}".replace("\n", end)
            text = f"{text.rstrip()}{end}{end}{block}" if text.strip() else block
        written = tomllib.loads(text).get(name)
    except (TOMLKitError, tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise ValueError(f"cannot add {name} to {path}: {error}") from None
    if written != [*before, dict(fields)]:
        raise ValueError(f"cannot add {name} to {path}: the file would not read back as written")
    write_whole(target, text)


def _edited(table: AbstractTable, key: str, value: object) -> object:
    """The new value of a setting; entries that stay in a list keep their place."""
    if not isinstance(value, list | tuple):
        return value
    if value and isinstance(value[0], Mapping):
        return _tables_like(table, key, value)
    return _list_like(table.get(key), value)


def _tables_like(table: AbstractTable, key: str, wanted: Sequence[Mapping[str, Any]]) -> object:
    """The tables of a list, edited in place if their names are the same, else new ones."""
    import tomlkit
    from tomlkit.items import AoT, Array, InlineTable

    old = table.get(key)
    if isinstance(old, AoT | Array) and [_name(item) for item in old] == [_name(item) for item in wanted]:
        for item, new in zip(old, wanted, strict=True):
            for field, value in new.items():
                item[field] = _list_like(item.get(field), value) if isinstance(value, list | tuple) else value
        return old
    if isinstance(old, Array) or isinstance(table, InlineTable):
        return _inline(wanted)
    fresh = tomlkit.aot()
    for new in wanted:
        item = tomlkit.table()
        item.update(new)
        fresh.append(item)
    return fresh


def _name(item: object) -> object:
    return item.get("name") if isinstance(item, Mapping) else None


def _inline(wanted: Sequence[Mapping[str, Any]]) -> Array:
    """A list of inline tables."""
    import tomlkit

    fresh = tomlkit.array()
    for new in wanted:
        item = tomlkit.inline_table()
        item.update(new)
        fresh.append(item)
    return fresh


def _list_like(old: object, symbols: Sequence[str]) -> object:
    """The list, edited in place so that comments stay with their entries."""
    import tomlkit
    from tomlkit.items import Array

    fresh = tomlkit.array()
    fresh.extend(symbols)
    if not isinstance(old, Array):
        return fresh
    for index in range(len(old) - 1, -1, -1):
        if str(old[index]) not in symbols:
            del old[index]
    for index, symbol in enumerate(symbols):
        if index >= len(old) or str(old[index]) != symbol:
            old.insert(index, symbol)
    while len(old) > len(symbols):
        del old[-1]
    return old if _reads_as(old, symbols) else fresh


def _reads_as(array: Array, symbols: Sequence[str]) -> bool:
    """Whether the edited array reads back as `symbols`: a misplaced comment can swallow an entry."""
    try:
        return bool(tomllib.loads(f"a = {array.as_string()}")["a"] == list(symbols))
    except tomllib.TOMLDecodeError:
        return False


def write_whole(path: Path, text: str) -> None:
    """Replace a file atomically: a reader sees the old text or the new text. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
