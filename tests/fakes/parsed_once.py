"""A pure parser whose results are kept: many tests give it the same long files."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any


def parsed_once(parse: Callable[..., Any]) -> Callable[..., Any]:
    """The parser, which is called once for the same arguments; what it refuses it is asked again."""
    kept: dict[Hashable, Any] = {}

    def parsed(*given: Any, **named: Any) -> Any:
        key = tuple(_hashable(one) for one in (*given, *sorted(named.items())))
        if key not in kept:
            kept[key] = parse(*given, **named)
        return kept[key]

    return parsed


def _hashable(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return tuple(sorted(value.items()))
    if isinstance(value, tuple):
        return tuple(map(_hashable, value))
    assert isinstance(value, Hashable)
    return value
