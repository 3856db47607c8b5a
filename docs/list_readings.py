"""Writes docs/readings.md from the table of readings itself: `python docs/list_readings.py`."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.engine.readings.methodology import Methodology
from r2k_tui.engine.readings.registry import READINGS
from r2k_tui.engine.readings.scores.components import PARTS, WHOLE

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

A reading says what is wrong with the data in its window (`problems` in JSON, `data` on its card): a step of more than
five sessions, across which no return is made; a one-day step of a split ratio that the adjusted close does not have;
rows on days without a session; more than one percent of the sessions missing.

| key | unit | window | definition |
| --- | --- | --- | --- |
"""


_NOTES = """
## Formulas and caveats

What the card of a reading says (Enter on a reading in the views). C is a close, P a price of either kind, r a return,
n the length of the window, t the last bar.

| keys | formula | what to bear in mind |
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
