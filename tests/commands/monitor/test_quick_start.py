"""The quick way to the monitor: the same words and statuses as the full command line, and none of its libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from r2k_tui.commands.monitor.arguments import MonitorArguments
from r2k_tui.commands.monitor.quick_start import options_of
from r2k_tui.commands.shared.options import Options, ViewOptions
from tests.cases import cases

ROOT = Path(__file__).parents[3]
QUICK = """
import sys
sys.argv = ["r2k", *sys.argv[1:]]
from r2k_tui.__main__ import main
try:
    main()
finally:
    loaded = {name.partition(".")[0] for name in sys.modules} & {"typer", "click", "shellingham"}
    print(*sorted(loaded))
"""


@cases(
    ("arguments", "words"),
    [
        (("--demo",), "needs a terminal"),
        (("--demo", "--source", "csv"), "exclude each other"),
        (("--source=yaho",), "no source 'yaho'"),
        (("--config", "/no/such/file"), "cannot read"),
        (("--symbols", "A/B"), "nobody quotes"),
    ],
)
def test_usage_errors_come_without_the_full_command_line(arguments: tuple[str, ...], words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", QUICK, *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (2, ""), "neither Typer nor Click is loaded"
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_paths_are_paths() -> None:
    given = MonitorArguments({"config": "a.toml", "speed": 2.0, "demo": True}, {"view": "risk", "symbols": ""})
    given.own.update(ascii_only=False, no_mouse=True, low_bandwidth=False, kiosk=False, plain=False)
    options, view = options_of(given)
    assert options == Options(config=Path("a.toml"), speed=2.0, demo=True)
    assert view == ViewOptions("risk", "", False, True, False, False, False)
