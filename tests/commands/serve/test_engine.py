"""`r2k engine`: alone, behind a hub, and refused; in processes of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from r2k_tui.commands.serve.engine import _setup_of
from r2k_tui.commands.shared.options import Options
from tests.cases import cases
from tests.fakes.broker import Broker, free_port

ROOT = Path(__file__).resolve().parents[3]
ENDS_S = 15.0
SAYS_S = 60.0


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "r2k_tui", *map(str, arguments)]


def run(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **more}
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, cwd=ROOT, env=environment, timeout=60, check=False
    )


class Running:
    """An engine that runs; `said` waits until it has logged a word."""

    def __init__(self, *arguments: object, **more: str) -> None:
        self.program = subprocess.Popen(
            command("engine", *arguments), stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, **more}
        )
        self.lines: list[str] = []
        self._news = threading.Condition()
        self._ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.program.stderr is not None
        for line in self.program.stderr:
            with self._news:
                self.lines.append(line)
                self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()

    def said(self, word: str) -> None:
        """Wait for a line with the word, in whatever order lines come; fails where the engine ends without it."""
        with self._news:
            self._news.wait_for(lambda: self._ended or any(word in line for line in self.lines), timeout=SAYS_S)
            assert any(word in line for line in self.lines), f"it did not say {word!r}: {''.join(self.lines)}"

    def end(self, number: signal.Signals) -> int:
        self.program.send_signal(number)
        status = self.program.wait(timeout=ENDS_S)
        self._reader.join(timeout=ENDS_S)
        return status

    def kill(self) -> None:
        """End it, whatever it does."""
        self.program.kill()
        self.program.wait()
        self._reader.join()
        assert self.program.stderr is not None
        self.program.stderr.close()


Start = Callable[..., Running]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts engines, which are ended whatever the test does."""
    made: list[Running] = []

    def start(*arguments: object, **more: str) -> Running:
        made.append(Running(*arguments, **more))
        return made[-1]

    yield start
    for engine in made:
        engine.kill()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    server = Broker(tmp_path, "authorization { user: joe, password: hunter2 }")
    yield server
    server.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_alone_it_logs_to_stderr_and_ends_in_order(start: Start, number: signal.Signals) -> None:
    engine = start("--demo")
    engine.said("the demo source")
    assert engine.end(number) == 0
    assert f"{number.name}: closing" in "".join(engine.lines)


def test_behind_a_hub_and_asked_by_other_commands(start: Start, broker: Broker) -> None:
    who = {"R2K_HUB_USER": "joe", "R2K_HUB_PASSWORD": "hunter2"}
    engine = start("--demo", "--publish", broker.url, **who)
    engine.said("leading, term 1")
    looked = run("snapshot", "IWM", "--attach", broker.url, **who)
    assert looked.returncode in (0, 1), looked.stderr
    assert "SIMULATED" in looked.stdout
    assert "IWM" in looked.stdout
    refused = run("snapshot", "--attach", broker.url, R2K_HUB_USER="joe", R2K_HUB_PASSWORD="wrong-one")
    assert refused.returncode == 3
    assert "refuses this account: Authorization Violation" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert "Traceback" not in refused.stderr
    doctor = run("doctor", "--attach", broker.url, **who)
    assert "the engine of the hub answers, with the demo source" in doctor.stdout
    assert engine.end(signal.SIGTERM) == 0
    everything = "".join([*engine.lines, looked.stdout, looked.stderr, refused.stdout, refused.stderr])
    assert "hunter2" not in everything
    assert "wrong-one" not in everything


def test_a_wrong_password_is_one_line_of_the_engine(start: Start, broker: Broker) -> None:
    engine = start("--demo", "--publish", broker.url, R2K_HUB_USER="joe", R2K_HUB_PASSWORD="wrong-one")
    engine.said("refuses this account")
    # Tries that follow say nothing: the next line is that of its end.
    while (said := broker.log_text()).count("authentication error") < 3:
        assert engine.program.poll() is None, said
        time.sleep(0.05)
    assert engine.end(signal.SIGTERM) == 0
    everything = "".join(engine.lines)
    assert everything.count("refuses this account") == 1
    assert "Traceback" not in everything
    assert "wrong-one" not in everything


def test_a_broker_that_is_away_is_waited_for(start: Start) -> None:
    engine = start("--demo", "--publish", f"nats://joe:hunter2@127.0.0.1:{free_port()}")
    engine.said("cannot be reached")
    assert engine.end(signal.SIGTERM) == 0
    assert "hunter2" not in "".join(engine.lines)


def test_data_that_may_not_be_passed_on_are_refused(start: Start, tmp_path: Path) -> None:
    (tmp_path / "IWM.csv").write_text("Date,Close\n2025-01-02,200\n")
    refused = run("engine", "--source", "csv", "--data", tmp_path, "--publish", "nats://127.0.0.1:1")
    assert refused.returncode == 2
    assert "--i-have-the-right-to-redistribute" in refused.stderr
    told = ("--i-have-the-right-to-redistribute", "--publish", "nats://127.0.0.1:1")
    engine = start("--source", "csv", "--data", tmp_path, *told)
    engine.said("publishing the csv source to the hub")
    engine.said("cannot be reached")
    assert engine.end(signal.SIGTERM) == 0


@cases(
    ("arguments", "words"),
    [
        (("engine", "--demo", "--publish", "ftp://joe:hunter2@x"), "not the address of a hub"),
        (("engine", "--attach", "nats://127.0.0.1:1"), "No such option: --attach"),
        (("snapshot", "--attach", "nats://127.0.0.1:1", "--demo"), "--demo is for a local engine"),
        (("snapshot", "--attach", "nats://127.0.0.1:1", "--as-of", "2025-01-02"), "--as-of is for a local engine"),
    ],
)
def test_what_makes_no_sense(arguments: tuple[str, ...], words: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "hunter2" not in done.stderr


def test_a_hub_without_an_engine_is_no_data() -> None:
    done = run("snapshot", "--attach", f"nats://127.0.0.1:{free_port()}")
    assert done.returncode == 3
    assert "cannot be reached" in done.stderr


def test_the_settings_are_shown_without_secrets(tmp_path: Path) -> None:
    path = tmp_path / "r2k.toml"
    path.write_text('[hub]\nuser = "joe"\npassword = "hunter2"\ntoken = "t0ken"\n')
    for more in ((), ("--json",)):
        shown = run("config", "show", "--config", path, *more)
        assert shown.returncode == 0
        assert "joe" in shown.stdout
        assert "hunter2" not in shown.stdout
        assert "t0ken" not in shown.stdout
    path.write_text("[hub]\npassword = 12345678\n")
    wrong = run("config", "check", "--config", path)
    assert wrong.returncode == 2
    assert "12345678" not in wrong.stderr


@pytest.mark.parametrize("url", ["", "nats://127.0.0.1:4222"])
def test_an_engine_knows_whether_it_publishes(url: str, tmp_path: Path) -> None:
    assert _setup_of(Options(source="demo", store=tmp_path / "kept.sqlite3"), url).publishes is bool(url)
