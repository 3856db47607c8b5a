"""Assumptions of the simulation in the settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.errors import ConfigError
from r2k_tui.config.load import load
from r2k_tui.config.sections.allocation.simulation import SimulationSettings, simulation_fault
from tests.cases import cases

NAMES = ("equal", "own")


@cases(
    ("settings", "key", "words"),
    [
        (SimulationSettings(withdrawal=1, withdrawal_percent=1), "withdrawal_percent", "exclude each other"),
        (SimulationSettings(withdrawal=1, linked=True), "linked", "needs `inflation`"),
        (SimulationSettings(glide_to="bonds"), "glide_to", "no portfolio bonds; there are equal, own"),
    ],
)
def test_contradictions(settings: SimulationSettings, key: str, words: str) -> None:
    found = simulation_fault(settings, NAMES)
    assert found is not None
    assert found.key_path[-1] == key and words in found.message


def test_what_goes_together() -> None:
    assert simulation_fault(SimulationSettings(), NAMES) is None
    assert (
        simulation_fault(SimulationSettings(withdrawal=1, linked=True, inflation=0.02, glide_to="own"), NAMES) is None
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("years = -3", "a whole number >= 1, found -3"),
        ("withdrawal_percent = 120", "<= 100"),
        ("inflation = -1", "> -1"),
        ('glide_to = "nothing"', "no portfolio nothing"),
        ("mean = 6", "<= 1"),
    ],
)
def test_a_bad_number_is_named_with_its_line(tmp_path: Path, line: str, words: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(f"[allocation.simulation]\npaths = 500\n{line}\n")
    with pytest.raises(ConfigError) as caught:
        load(file)
    assert (caught.value.line, caught.value.key) == (3, f"allocation.simulation.{line.split()[0]}")
    assert words in caught.value.message
