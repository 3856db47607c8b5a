"""`r2k line` as a shell sees it: a store, no store, a wrong format, and both ways in."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from r2k_tui.commands.line.command import UNSTORED
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.registry import SOURCES, find
from r2k_tui.store.store import Store
from tests.fakes.program import ROOT, r2k
from tests.fakes.still_market import SCORES, quote


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store that an engine has just written."""
    path, now = tmp_path / "store.sqlite3", time.time()
    kept = Store(path, "yahoo")
    kept.save_quotes(msgspec.structs.replace(quote(symbol), received_at=now, time=now) for symbol in ("IWM", "^RUT"))
    kept.save_latest("facts", now, (("", SourceFacts("yahoo", quote_cadence_s=60.0)),))
    kept.save_latest("score", now, [(item.kind.value, msgspec.structs.replace(item, as_of="")) for item in SCORES])
    kept.close()
    return path


def run(*arguments: object, config: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **({"R2K_CONFIG": str(config)} if config else {})}
    return subprocess.run(
        r2k("line", *arguments), cwd=ROOT, capture_output=True, text=True, env=environment, timeout=60, check=False
    )


def test_the_default_line(store: Path) -> None:
    done = run("--store", store)
    assert (done.returncode, done.stdout, done.stderr) == (0, "318.42 +1.28% 31\n", "")


def test_the_command_line_of_all_commands_prints_the_same(store: Path) -> None:
    script = "import sys; sys.argv[0] = 'r2k'; from r2k_tui.cli import main; main()"
    words = [sys.executable, "-c", script, "line", "--store", str(store), "--format", "{IWM.price}"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "318.42\n", "")


def test_some_missing_is_1_and_all_missing_is_3(store: Path) -> None:
    done = run("--store", store, "--format", "{IWM.price} {SPY.price}")
    assert (done.returncode, done.stdout) == (1, "318.42 –\n")
    assert "r2k: missing: {SPY.price}; no engine has written it to" in done.stderr
    assert run("--store", store, "--format", "{SPY.price} {alerts}").returncode == 3


def test_without_a_store_the_line_is_dashes(tmp_path: Path) -> None:
    done = run("--store", tmp_path / "none", "--format", "R2K {IWM.price}")
    assert (done.returncode, done.stdout) == (3, "R2K –\n")
    assert "there is no store at" in done.stderr


def test_a_reading_that_is_not_kept_says_which_are(store: Path) -> None:
    done = run("--store", store, "--format", "{IWM.price} {IWM.rsi14}")
    assert (done.returncode, done.stdout) == (1, "318.42 –\n")
    assert "the engine keeps none of IWM; `r2k readings IWM` has them all" in done.stderr


def test_a_source_that_keeps_no_store_by_itself_says_how(tmp_path: Path) -> None:
    done = run("--demo", "--store", tmp_path / "none")
    assert done.returncode == 3 and "stored only with --store FILE" in done.stderr
    assert "a replay stores nothing" in run("--source", "replay", "--store", tmp_path / "none").stderr
    assert "stored only" not in run("--store", tmp_path / "none").stderr
    assert {name for name in SOURCES if not find(name).info.keeps_store} == {*UNSTORED}


def test_a_full_disk_is_told_in_a_line(store: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            r2k("line", "--store", store), cwd=ROOT, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert (done.returncode, done.stderr) == (1, b"r2k: cannot write to stdout: No space left on device\n")


@pytest.mark.parametrize(
    ("format_", "shown", "words"),
    [
        ("{IWM.pric}", "IWM.pric?", "did you mean price?"),
        ("{IWMM.price}", "IWMM?", "no engine watches IWMM; did you mean IWM?"),
        ("{IWM.price", "format?", "no closing brace"),
    ],
)
def test_a_wrong_format_is_short_for_the_bar_and_plain_for_people(
    store: Path, format_: str, shown: str, words: str
) -> None:
    done = run("--store", store, "--format", format_)
    assert (done.returncode, done.stdout) == (2, f"{shown}\n")
    assert words in done.stderr and done.stderr.startswith("r2k: ") and done.stderr.count("\n") == 1


def test_settings_that_are_wrong_are_explained(tmp_path: Path, store: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("[source]\nname = 3\n")
    done = run("--store", store, config=own)
    assert (done.returncode, done.stdout) == (2, "r2k: settings?\n")
    assert f"{own}:2: source.name" in done.stderr.replace(" ", "").replace(f"{own}:2:", f"{own}:2: ")


def test_what_does_not_apply_is_refused(store: Path) -> None:
    done = run("--store", store, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "No such option: --json" in done.stderr
    done = run("--store", store, "--attach", "nats://127.0.0.1:1")
    assert done.returncode == 2 and "takes neither --source nor --store" in done.stderr


def test_help_is_that_of_every_command() -> None:
    done = run("--help")
    assert done.returncode == 0 and "--format" in done.stdout and "--tmux" in done.stdout


def test_a_closed_pipe_is_no_error(store: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        r2k("line", "--store", store), cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
