"""Escape sequences: how they are found, and what kind each is."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Groups: pre, par, mid and fin of a control sequence, osc of an operating system command, dcs of a string.
SEQUENCE = re.compile(
    r"\x1b\[(?P<pre>[<=>?]?)(?P<par>[0-9;:]*)(?P<mid>[ -/]*)(?P<fin>[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b[P_^X](?P<dcs>[^\x1b]*)\x1b\\"
    r"|\x1b[()*+][0-9A-Za-z]|\x1b[ -/]*[0-Z\\^-~]"
)
# What is longer than this without an end is no sequence.
LONGEST = 256
_CURSOR = frozenset("HABCDEFGdf")


@dataclass(frozen=True)
class Anatomy:
    """Bytes of a stretch of output by what they are for."""

    colour: int = 0
    cursor: int = 0
    other: int = 0
    text: int = 0


def anatomy(data: bytes) -> Anatomy:
    """Count the bytes of each kind."""
    shown = data.decode("utf-8", "replace")
    count = {"colour": 0, "cursor": 0, "other": 0, "text": 0}
    end = 0
    for found in SEQUENCE.finditer(shown):
        count["text"] += len(shown[end : found.start()].encode())
        count[_kind(found)] += len(found[0].encode())
        end = found.end()
    count["text"] += len(shown[end:].encode())
    return Anatomy(**count)


def _kind(found: re.Match[str]) -> str:
    if not found["fin"] or found["pre"]:
        return "other"
    return "colour" if found["fin"] == "m" else "cursor" if found["fin"] in _CURSOR else "other"
