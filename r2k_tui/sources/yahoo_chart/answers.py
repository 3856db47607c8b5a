"""Answers of spark and chart about one symbol, whichever of Yahoo's shapes they came in. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from r2k_tui.model.text import clean, clean_symbol
from r2k_tui.sources.base import BadData


class ChartAnswer(NamedTuple):
    """Answer about one symbol. `name`: symbol by its own account. `flat`: it has no `meta` but what stands beside."""

    name: str
    meta: Mapping[str, Any]
    stamps: list[Any]
    columns: Mapping[str, list[Any]]
    adjusted: list[Any]
    flat: bool = False

    def text(self, name: str) -> str:
        """Short text in `meta`; "" without it."""
        return clean(self.meta.get(name), 40)

    @property
    def closes(self) -> list[tuple[float, Any]]:
        """Time and close of each bar that has both."""
        pairs = zip(self.stamps, self.columns.get("close", []), strict=False)
        return [(stamp, close) for stamp, close in pairs if _is_number(stamp) and _is_number(close)]


def from_chart(data: Any) -> ChartAnswer:
    """Answer of a parsed chart response. Raises BadData for any other shape."""
    found = _one(_part(data, "chart").get("result"))
    if not found:
        raise BadData("Yahoo answered without a chart.")
    return _from_result(found)


def from_spark(data: Any) -> tuple[dict[str, ChartAnswer], bool]:
    """Answers of a parsed spark response by symbol in upper case, and whether they are flat.

    Accepts both shapes, as Yahoo gives either at each of its two addresses: a list at `spark.result`, and an object of
    symbols. Raises BadData for any other.
    """
    if not isinstance(data, dict):
        raise BadData("Yahoo answered without prices.")
    if "spark" in data:
        result = _part(data, "spark").get("result")
        if not isinstance(result, list):
            raise BadData("Yahoo answered without prices.")
        return {answer.name: answer for answer in _listed(result)}, False
    if data and not any(_is_flat(entry) for entry in data.values()):
        raise BadData("Yahoo answered without prices.")
    return {answer.name: answer for answer in _flat(data)}, True


def _listed(result: list[Any]) -> Iterator[ChartAnswer]:
    for entry in result:
        name = clean_symbol(_part(entry).get("symbol"))
        found = _one(_part(entry).get("response"))
        if not found:
            continue
        answer = _from_result(found)
        # Two names that differ belong to two securities: which of them the prices are of, nobody knows.
        if name and answer.name in ("", name):
            yield answer._replace(name=name)


def _flat(data: Mapping[str, Any]) -> Iterator[ChartAnswer]:
    for key, entry in data.items():
        if not _is_flat(entry):
            continue
        name = clean_symbol(key)
        if name and clean_symbol(entry.get("symbol")) in ("", name):
            yield ChartAnswer(
                name, entry, _list(entry.get("timestamp")), {"close": _list(entry.get("close"))}, [], True
            )


def _is_flat(entry: Any) -> bool:
    return isinstance(entry, dict) and not entry.keys().isdisjoint(("close", "timestamp"))


def _from_result(result: Mapping[str, Any]) -> ChartAnswer:
    meta, indicators = _part(result, "meta"), _part(result, "indicators")
    quote = _one(indicators.get("quote"))
    columns = {name: _list(quote.get(name)) for name in ("open", "high", "low", "close", "volume")}
    adjusted = _list(_one(indicators.get("adjclose")).get("adjclose"))
    return ChartAnswer(clean_symbol(meta.get("symbol")), meta, _list(result.get("timestamp")), columns, adjusted)


def _one(value: Any) -> dict[str, Any]:
    """First object of a list; empty without one."""
    return _part(value[0]) if isinstance(value, list) and value else {}


def _part(value: Any, name: str = "") -> dict[str, Any]:
    """Object, or the nested object `name`; empty without one."""
    found = value.get(name) if name and isinstance(value, dict) else value
    return found if isinstance(found, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
