"""Private names of yfinance that R2K uses, and the check that each exists. Imports yfinance."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple

from r2k_tui.sources.yahoo.http.client_changed import changed

_ABSENT = object()


class PrivateName(NamedTuple):
    """Name within a module of yfinance. `parameters`: those that R2K passes to it. `of`: "instance" where an object
    of the class before the last dot has it, "value" where it must not be None."""

    module: str
    path: str
    parameters: tuple[str, ...] = ()
    of: str = "class"

    @property
    def shown(self) -> str:
        """Display name."""
        return self.path if self.path[0].isupper() else f"{self.module}.{self.path}".removeprefix("yfinance.")


PRIVATE_NAMES = (
    PrivateName("yfinance", "Ticker", ("session",)),
    PrivateName("yfinance", "exceptions.YFPricesMissingError"),
    # The settings answer None to a name that they do not have.
    PrivateName("yfinance", "config.locale.lang", of="value"),
    PrivateName("yfinance", "config.locale.region", of="value"),
    PrivateName("yfinance", "config.debug.hide_exceptions", of="value"),
    PrivateName("yfinance.const", "_QUERY1_URL_"),
    PrivateName("yfinance.data", "YfData.get_raw_json", ("url", "params")),
    PrivateName("yfinance.data", "YfData.cache_get.cache_clear"),
    PrivateName("yfinance.data", "YfData._session", of="instance"),
    PrivateName("yfinance.data", "YfData._crumb", of="instance"),
    PrivateName("yfinance.data", "YfData._cookie", of="instance"),
    PrivateName("yfinance.data", "YfData._cookie_strategy", of="instance"),
    PrivateName("yfinance.cache", "set_cache_location"),
    PrivateName("yfinance.cache", "get_tz_cache"),
    PrivateName("yfinance.cache", "get_cookie_cache"),
    PrivateName("yfinance.cache", "_TzCacheManager._tz_cache"),
    PrivateName("yfinance.cache", "_CookieCacheManager._Cookie_cache"),
    PrivateName("yfinance.cache", "_ISINCacheManager._isin_cache"),
    PrivateName("yfinance.cache", "_CookieCacheDummy"),
    PrivateName("yfinance.cache", "_ISINCacheDummy"),
    PrivateName("yfinance.cache", "_TzDBManager.close_db"),
    PrivateName("yfinance.cache", "_CookieDBManager.close_db"),
    PrivateName("yfinance.cache", "_ISINDBManager.close_db"),
)


def check_private_names() -> None:
    """Raise ProviderOff, which names it, for the first name that yfinance does not have, or has changed."""
    for faults in map(_faults, PRIVATE_NAMES):
        for fault in faults:
            raise changed(fault)


def _faults(name: PrivateName) -> Iterator[str]:
    try:
        found: Any = import_module(name.module)
    except ModuleNotFoundError as error:
        # Another missing module is one that yfinance needs, and typed as such.
        if error.name != name.module:
            raise
        yield f"no longer has {name.module}"
        return
    found = _found(found, name)
    if found is _ABSENT:
        yield f"no longer has {name.shown}"
    elif missing := [parameter for parameter in name.parameters if parameter not in _parameters(found)]:
        yield f"no longer takes {missing[0]!r} in {name.shown}"


def _found(module: Any, name: PrivateName) -> Any:
    owner, *parts = (module, *name.path.split("."))
    for part in parts:
        # There is one object of each such class in the process, made with the class.
        at = owner() if name.of == "instance" and part == parts[-1] else owner
        owner = getattr(at, part, _ABSENT)
        if owner is _ABSENT:
            return _ABSENT
    return _ABSENT if name.of == "value" and owner is None else owner


def _parameters(call: Any) -> set[str]:
    return set(inspect.signature(call).parameters)
