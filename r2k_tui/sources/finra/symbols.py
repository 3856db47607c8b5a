"""Symbols of FINRA's files in the spelling of quote providers. Pure."""

from __future__ import annotations

import re

_CLASS = re.compile(r"([A-Z0-9]{1,8})[/.]([A-Z]{1,3})")
_PREFERRED = re.compile(r"([A-Z]{1,8})p([A-Z]?)")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+/$-]{0,13}")


def symbol_of(text: str) -> str:
    """Symbol of a file as quote providers spell it: `BRK/B` is BRK-B, `ABRpD` is ABR-PD; "" for no symbol at all.

    Other marks in lower case, such as those of warrants, stay as they are: no member has one.
    """
    if found := _CLASS.fullmatch(text):
        return f"{found[1]}-{found[2]}"
    if found := _PREFERRED.fullmatch(text):
        return f"{found[1]}-P{found[2]}"
    return text if _PLAIN.fullmatch(text) else ""
