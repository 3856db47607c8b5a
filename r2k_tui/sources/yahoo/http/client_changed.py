"""Detection of an incompatible client library, as opposed to a bad response from Yahoo. Imports no client library."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType

from r2k_tui.model.text import clean
from r2k_tui.sources.base import ProviderOff

CLIENT = "yfinance"
_LIBRARIES = frozenset({CLIENT, "curl_cffi"})
# What Python says of a call whose parameters are not those of the function; no answer of Yahoo's causes it.
_CALL = re.compile(
    r"(?P<function>[\w.<>]+)\(\) (got an unexpected keyword argument|got multiple values|missing \d+ required|takes )"
)


def changed(what: str) -> ProviderOff:
    """Error of a client in which `what` ("no longer has YfData._crumb") differs from what R2K needs."""
    words = f"{CLIENT} {_version()} {what}, which R2K needs; the provider yahoo is switched off."
    return ProviderOff(f"{words} `r2k doctor --sources` shows what is used instead.")


def client_change(error: BaseException) -> ProviderOff | None:
    """Error of a changed client where `error` can have no other cause; else None.

    A missing attribute of the client's own objects, a call with parameters that do not exist any more, and a module
    that cannot be imported are changes. Anything else may come from an odd answer.
    """
    if isinstance(error, ImportError):
        return changed(f"cannot be loaded ({clean(str(error), 80) or 'no reason given'})")
    if isinstance(error, AttributeError) and error.name:
        owner = _owner(error.obj)
        return changed(f"no longer has {owner}.{clean(error.name, 60)}") if owner else None
    if isinstance(error, TypeError) and (call := _CALL.search(str(error))) is not None:
        return changed(f"changed {clean(call['function'], 60)}()")
    return None


def _owner(owned: object) -> str:
    """Name of the module or class of a library's object; "" for all others, such as parsed JSON."""
    if isinstance(owned, ModuleType):
        return owned.__name__ if owned.__name__.partition(".")[0] in _LIBRARIES else ""
    kind = owned if isinstance(owned, type) else type(owned)
    libraries = {ancestor.__module__.partition(".")[0] for ancestor in kind.__mro__}
    return kind.__name__ if libraries & _LIBRARIES else ""


def _version() -> str:
    try:
        return version(CLIENT)
    except PackageNotFoundError:
        return "(not installed)"
