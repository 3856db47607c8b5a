"""Writes docs/readings.md from the table of readings: `python docs/list_readings.py`."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.engine.readings.methodology import Methodology
from r2k_tui.engine.readings.registry import READINGS
from r2k_tui.engine.readings.scores.components import PARTS, WHOLE

PAGE = Path(__file__).parent / "readings.md"
_HEAD = """# Readings

Every reading carries its key, value, unit, window, n (observations), day, source and definition; `r2k readings --json`
prints them all. A reading whose window is incomplete is absent with a reason, never a number. `px` is the close
(split-adjusted), `tr` the adjusted close (dividends included). Fractions are fractions: 0.0231 is 2.31 %.

The months study, the zone tables and the event studies (`r2k study`) show their base rates; their days and months
overlap, so n overstates the evidence. Score and gauge describe a state: in the history of the index, weak states were
followed by higher returns, not lower. Neither is a forecast.

For every VaR method, `r2k readings` shows the breach rate and the tests of Kupiec and Christoffersen; the headline is
the filtered historical simulation (`fhsvar95`, `fhsvar99`).

A reading reports data problems in its window (`problems` in JSON, `data` in its detail): a gap of more than five
sessions, across which no return is computed; a one-day jump by a split ratio that the adjusted close does not show;
rows on days without a session; more than one percent of the sessions missing.

| key | unit | window | definition |
| --- | --- | --- | --- |
"""


_NOTES = """
## Formulas and caveats

The detail of a reading (Enter on a reading in a view). C is a close, P a price of either kind, r a return, n the length
of the window, t the last bar.

| keys | formula | caveat |
| --- | --- | --- |
"""


def page() -> str:
    """The whole page."""
    rows = [
        f"| `{field.key}` | {field.unit} | {row.window} | {_plain(field.definition)} |"
        for row in READINGS
        for field in row.fields
    ]
    return _HEAD + "\n".join(rows) + "\n" + _NOTES + "\n".join(_note_rows()) + "\n"


def _note_rows() -> list[str]:
    keys: dict[Methodology, list[str]] = {}
    for field in [field for row in READINGS for field in row.fields] + [part.field for part in PARTS.values()]:
        keys.setdefault(field.note, []).append(f"`{field.key}`")
    for key, note in WHOLE.items():
        keys[note] = [f"`{key}`"]
    return [f"| {' '.join(names)} | {_plain(note.formula)} | {_plain(note.caveat)} |" for note, names in keys.items()]


def _plain(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
