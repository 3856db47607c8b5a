"""The pages that are made from the code are the ones that the code makes now."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path

import pytest

from r2k_tui.config.schema import Config
from r2k_tui.engine.readings import registry
from r2k_tui.engine.readings.reading import Methodology, ReadingGroup, ReadingResult, ReadingSpec
from r2k_tui.ui.actions.table import ACTIONS
from tests.cases import cases

DOCS = Path(__file__).parent.parent / "docs"


def test_the_page_of_readings_lists_the_table_as_it_is() -> None:
    made = runpy.run_path(str(DOCS / "list_readings.py"))
    assert (DOCS / "readings.md").read_text("utf-8") == made["page"](), "run python docs/list_readings.py"


def test_the_units_that_alerts_know_are_those_of_the_readings() -> None:
    made = runpy.run_path(str(DOCS / "list_readings.py"))
    assert made["UNITS"].read_text("utf-8") == made["units"](), "run python docs/list_readings.py"


def test_a_reading_is_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of a family is in the page, in the units and among the keys, without another line anywhere."""
    spec = ReadingSpec("half_close", "price", "half the last close, px", Methodology("C_t / 2", "An example."))
    row = ReadingGroup((spec,), "1 session", lambda facts: (ReadingResult(float(facts.closes[-1]) / 2, 1),))
    monkeypatch.setattr(registry, "READINGS", (*registry.READINGS, row))
    made = runpy.run_path(str(DOCS / "list_readings.py"))
    assert "| `half_close` | price | 1 session | half the last close, px |" in made["page"]()
    assert "| `half_close` | C_t / 2 | An example. |" in made["page"]()
    assert re.search(r'"price": \([^)]*\bhalf_close\b', made["units"]())


@cases("name", ["keys", "settings", "commands"])
def test_a_page_of_reference_is_what_the_code_makes_now(name: str) -> None:
    made = runpy.run_path(str(DOCS / f"list_{name}.py"))
    assert made["PAGE"].read_text("utf-8") == made["page"](), f"run python docs/list_{name}.py"


def test_every_action_and_every_section_of_the_settings_is_in_the_reference() -> None:
    keys, settings = ((DOCS / "reference" / f"{name}.md").read_text("utf-8") for name in ("keys", "settings"))
    for action in ACTIONS:
        assert f"| {action.title} | `{action.id}` |" in keys
    for section in Config.__struct_fields__:
        assert f"\n## {section}\n" in settings, section


def test_the_recording_is_an_asciicast_of_the_simulated_market() -> None:
    header, *events = map(json.loads, (DOCS / "casts" / "minute.cast").read_text("utf-8").splitlines())
    assert header["version"] == 2 and 45.0 < events[-1][0] < 75.0
    assert [event[0] for event in events] == sorted(event[0] for event in events)
    assert "SIMULATED" in "".join(event[2] for event in events)
