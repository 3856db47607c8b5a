"""Two hundred engines, each killed at a random moment of its work: the store is sound after each and lost nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
_AT_ONCE, _EACH = 2, 100
ROOT = Path(__file__).parents[2]


@pytest.mark.slow(seconds=20)
def test_a_killed_engine_leaves_a_sound_store(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.engine.killed", str(tmp_path), str(_EACH)]
    running = [
        subprocess.Popen([*command, str(seed)], stdout=subprocess.PIPE, text=True, cwd=ROOT) for seed in range(_AT_ONCE)
    ]
    told = [process.communicate(timeout=180)[0] for process in running]
    assert [process.returncode for process in running] == [0] * _AT_ONCE, told
    assert all("3 quotes and 3 series kept" in words for words in told), "they came to write"
