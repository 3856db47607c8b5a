"""One portfolio replaced in the text of a settings file; everything else stays as it is written."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from r2k_tui.config.sections.watchlist import Holding, NamedPortfolio

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Array

_NEW_FILE = "# R2K: your settings; `r2k config default` prints every default.\n"
_FIRST, _OTHERS = "portfolio", "portfolios"


def with_portfolio(text: str, wanted: NamedPortfolio, *, first: bool, cash: bool) -> str:
    """The text with a portfolio of this name: `[portfolio]` where it is the `first`, else one of `[[portfolios]]`.

    Its other keys stay, and so does its cash without `cash`. Raises ValueError where the text is not TOML, or the
    result would not read back as written.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import AbstractTable

    try:
        document = tomlkit.parse(text or _NEW_FILE)
        fields = _fields(wanted, cash=cash)
        if first:
            table = document.setdefault(_FIRST, tomlkit.table())
            if not isinstance(table, AbstractTable):
                raise ValueError("portfolio is not a table")
            _fill(table, fields)
            edited = tomlkit.dumps(document)
        elif _put(document, wanted.name, fields):
            edited = tomlkit.dumps(document)
        else:
            edited = _appended(text or _NEW_FILE, {"name": wanted.name, **fields})
        edited = _with_line_ends(edited, text)
        found = tomllib.loads(edited)
    except (TOMLKitError, tomllib.TOMLDecodeError, TypeError) as error:
        raise ValueError(f"the portfolio cannot be written: {error}") from None
    written = found[_FIRST] if first else next(one for one in found[_OTHERS] if _same(one.get("name"), wanted.name))
    if any(written.get(key) != value for key, value in fields.items()) or _others(found) != _others(_parsed(text)):
        raise ValueError("the portfolio cannot be written: the file would not read back as written")
    return edited


def _parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


def _others(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Every other table."""
    return {name: table for name, table in settings.items() if name not in (_FIRST, _OTHERS)}


def _with_line_ends(edited: str, text: str) -> str:
    """The edited text with the line ends of the file."""
    plain = edited.replace("\r\n", "\n")
    return plain.replace("\n", "\r\n") if "\r\n" in text else plain


def _fields(wanted: NamedPortfolio, *, cash: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"account": wanted.account} if wanted.account else {}
    if cash:
        told["cash"] = wanted.cash
    return {**told, "holdings": [_lot(holding) for holding in wanted.holdings]}


def _lot(holding: Holding) -> dict[str, Any]:
    fields = {name: getattr(holding, name) for name in ("symbol", "shares", "cost", "opened")}
    return {name: _short(value) for name, value in fields.items() if value is not None}


def _short(value: object) -> object:
    """A whole number without its decimals."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _put(document: TOMLDocument, name: str, fields: dict[str, Any]) -> bool:
    """Fill the named entry of the list, or add it to an inline list; False where it needs a table of its own."""
    import tomlkit
    from tomlkit.items import AoT, Array

    listed = document.get(_OTHERS)
    for item in listed if isinstance(listed, AoT | Array) else ():
        if _same(item.get("name"), name):
            _fill(item, fields)
            return True
    if isinstance(listed, Array):
        inline = tomlkit.inline_table()
        inline.update({"name": name, **fields})
        listed.append(inline)
        return True
    return False


def _appended(text: str, fields: dict[str, Any]) -> str:
    """The text with one more table behind it, and not one other character changed."""
    import tomlkit

    table = tomlkit.table()
    _fill(table, fields)
    return f"{text.rstrip()}\n\n[[{_OTHERS}]]\n{table.as_string()}"


def _same(one: object, other: str) -> bool:
    return isinstance(one, str) and one.casefold() == other.casefold()


def _fill(table: Any, fields: dict[str, Any]) -> None:
    """Set the fields; holdings written as tables of their own stay such tables."""
    import tomlkit
    from tomlkit.items import AoT, InlineTable

    for name, value in fields.items():
        if name != "holdings":
            table[name] = value
        elif isinstance(table.get(name), AoT):
            fresh = tomlkit.aot()
            for lot in value:
                item = tomlkit.table()
                item.update(lot)
                fresh.append(item)
            table[name] = fresh
        else:
            table[name] = _array(value, lines=not isinstance(table, InlineTable))


def _array(lots: list[dict[str, Any]], *, lines: bool) -> Array:
    import tomlkit

    found = tomlkit.array()
    for lot in lots:
        item = tomlkit.inline_table()
        item.update(lot)
        found.append(item)
    return found.multiline(lines)
