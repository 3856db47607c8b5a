"""Writes docs/readings.md from the table of readings itself: `python docs/list_readings.py`."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.engine.board import READINGS

PAGE = Path(__file__).parent / "readings.md"
_HEAD = """# What each number is

Every reading carries its key, value, unit, window, n (observations), day, source and definition; `r2k readings --json`
prints them all. A reading whose window is not full is absent with a reason, never a number. `px` is the close
(split-adjusted), `tr` the adjusted close (dividends included). Fractions are fractions: 0.0231 is 2.31 %.

The months study, the zone tables and the event studies (`r2k study`) stand beside their base rates; their days and
months overlap, so n overstates what is known. Score and gauge describe a state: on the history of the index weak states
were followed by more return, not less. Neither is a forecast.

Of the VaR methods, `r2k readings` shows the rate of breaches and the tests of Kupiec and Christoffersen for each; the
filtered historical simulation (`fhsvar95`, `fhsvar99`) is the headline.

| key | unit | window | definition |
| --- | --- | --- | --- |
"""


def page() -> str:
    """The whole page."""
    rows = [
        f"| `{field.key}` | {field.unit} | {row.window} | {_plain(field.definition)} |"
        for row in READINGS
        for field in row.fields
    ]
    return _HEAD + "\n".join(rows) + "\n"


def _plain(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
