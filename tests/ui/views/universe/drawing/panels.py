"""Text of the panels of the universe."""

from __future__ import annotations

from r2k_tui.ui.drawing.lines import Line
from tests.fakes.still_universe import members, summary

SUMMARY = summary(members(now=1e9))


def text(lines: list[Line]) -> str:
    return "\n".join("".join(run for run, _ in line) for line in lines)
