"""The few settings that a line needs, read without the schema of all of them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from r2k_tui.config.paths import data_folder, find, packaged_path


class LineSettings(NamedTuple):
    """Source, store and the symbols that an engine of these settings watches."""

    source: str
    store: Path
    watched: tuple[str, ...]


def read_settings(config: Path | None, source: str, store: str) -> LineSettings | None:
    """Settings of the file in use; None if it cannot be read this way, and the schema must say why."""
    try:
        packaged, own = _tables(packaged_path()), _tables(find(config))
    except (OSError, ValueError, RecursionError):
        return None
    name = source or _setting(own, packaged, "source", "name", str)
    path = store or _setting(own, packaged, "store", "path", str)
    index = _setting(own, packaged, "market", "index", str)
    symbols = _setting(own, packaged, "watchlist", "symbols", list)
    groups = _setting(own, packaged, "watchlist", "groups", list)
    if name is None or path is None or index is None or symbols is None or groups is None:
        return None
    further = [group.get("symbols", ()) for group in groups if isinstance(group, dict)]
    watched = (index, *symbols, *(symbol for group in further if isinstance(group, list) for symbol in group))
    store_path = Path(path).expanduser() if path else data_folder() / "r2k.sqlite3"
    return LineSettings(name, store_path, tuple(map(str, watched)))


def read_table(config: Path | None, name: str) -> Any:
    """One table of the file in use, over the packaged one. Raises OSError, ValueError, RecursionError."""
    packaged, own = _tables(packaged_path()).get(name, {}), _tables(find(config)).get(name, {})
    return {**packaged, **own} if isinstance(own, dict) else own


def _tables(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _setting(own: dict[str, Any], packaged: dict[str, Any], table: str, key: str, type_: type) -> Any:
    """One value, the user's before the packaged one; None if it is not of its type."""
    tables = (own.get(table, {}), packaged.get(table, {}))
    if not all(isinstance(each, dict) for each in tables):
        return None
    value = next((each[key] for each in tables if key in each), None)
    return value if isinstance(value, type_) else None
