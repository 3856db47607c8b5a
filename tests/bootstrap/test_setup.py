"""The day of a replay is settled in the terminal's process: that must load nothing of the engine's weight."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.recorded_day import DAY, write_recording
from tests.test_layers import HEAVY, among, loaded_by

CHOOSE = """
import sys
from r2k_tui.commands.shared.options import Options
from pathlib import Path
setup = Options(source="replay", data=Path(sys.argv[1])).setup()
assert setup.replay.day == sys.argv[2], setup.replay
"""


def test_choosing_a_day_loads_nothing_heavy(tmp_path: Path) -> None:
    folder = write_recording(tmp_path / "intraday")
    modules = loaded_by("import json, sys\n" + CHOOSE, str(folder), str(DAY))
    assert "r2k_tui.sources.replay.days" in modules
    assert among(modules, HEAVY) == set()
