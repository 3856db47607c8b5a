"""Words of the user's own files for completion: symbols, portfolios, alerts, screens. Quick, never an error."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from r2k_tui.config.paths import find, packaged_path

_MOST = 2000
_NAMED = {"alert": "alerts", "screen": "screens"}


def own_words(kind: str, config: str = "") -> list[str]:
    """Words of a kind, each once, from the settings (`config`, else those in use) and from the store."""
    settings = _settings(config)
    if kind == "symbol":
        return list(dict.fromkeys((*_listed(settings), *_stored(settings))))[:_MOST]
    if kind == "portfolio":
        return ["all", *dict.fromkeys(one["name"] for one in _portfolios(settings) if "name" in one)]
    if kind == "mix":
        return [str(one["name"]) for one in settings.get("allocation", {}).get("portfolios", ()) if "name" in one]
    return [str(one["name"]) for one in settings.get(_NAMED[kind], ()) if "name" in one]


def _settings(config: str) -> dict[str, Any]:
    """The user's tables over the packaged ones."""
    found = _parsed(packaged_path())
    own = find(Path(config).expanduser() if config else None)
    for name, table in (_parsed(own) if own != packaged_path() else {}).items():
        both = isinstance(table, dict) and isinstance(found.get(name), dict)
        found[name] = {**found[name], **table} if both else table
    return found


def _parsed(path: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        return tomllib.loads(path.read_text("utf-8"))
    return {}


def _portfolios(settings: dict[str, Any]) -> list[dict[str, Any]]:
    return [settings.get("portfolio", {}), *settings.get("portfolios", ())]


def _listed(settings: dict[str, Any]) -> Iterator[str]:
    watchlist = settings.get("watchlist", {})
    yield from watchlist.get("symbols", ())
    for group in watchlist.get("groups", ()):
        yield from group.get("symbols", ())
    for portfolio in _portfolios(settings):
        yield from (holding["symbol"] for holding in portfolio.get("holdings", ()) if "symbol" in holding)


def _stored(settings: dict[str, Any]) -> list[str]:
    """Symbols that the store has quotes of."""
    import sqlite3

    store = settings.get("store", {})
    if not store.get("enabled", True):
        return []
    path = Path(store["path"]).expanduser() if store.get("path") else _default_store()
    with suppress(sqlite3.Error, OSError):
        if path.is_file():
            connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=0.05)
            try:
                rows = connection.execute("SELECT DISTINCT symbol FROM quotes ORDER BY symbol LIMIT ?", (_MOST,))
                return [str(symbol) for (symbol,) in rows]
            finally:
                connection.close()
    return []


def _default_store() -> Path:
    from platformdirs import user_data_path

    return user_data_path("r2k-tui", appauthor=False) / "r2k.sqlite3"
