"""What the containers run: the broker with its packaged configuration, and the engine with the image's own command."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.broker import Broker

ROOT = Path(__file__).resolve().parents[2]
_RECIPE = (ROOT / "Containerfile").read_text("utf-8")
_PASSWORDS = {"ENGINE_PASSWORD": "e-secret", "TERMINAL_PASSWORD": "t-secret"}
pytestmark = pytest.mark.slow


def instruction(name: str, stage: str) -> list[str]:
    """The list of an instruction of a stage, such as ENTRYPOINT."""
    body = re.split(rf"^FROM .* AS {stage}$", _RECIPE, flags=re.MULTILINE)[1].partition("\nFROM ")[0]
    (found,) = re.findall(rf"^{name} (\[.*\])$", body, flags=re.MULTILINE)
    return list(json.loads(found))


@pytest.fixture
def broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Broker:
    """A broker with the image's configuration but for its address and its folder."""
    for name, value in _PASSWORDS.items():
        monkeypatch.setenv(name, value)
    configuration = (ROOT / "docs/containers/nats.conf").read_text("utf-8")
    rights = configuration[configuration.index("authorization {") :]
    assert 'jetstream { store_dir: "/data" }' in configuration
    return Broker(tmp_path, rights)


def test_an_engine_publishes_and_a_terminal_reads_with_the_accounts_of_the_images(
    broker: Broker, tmp_path: Path
) -> None:
    said = [*instruction("ENTRYPOINT", "engine"), *instruction("CMD", "engine")]
    here = [part.replace("/data", str(tmp_path)).replace("nats://hub:4222", broker.url) for part in said]
    assert here[0] == "r2k" and broker.url in here
    command = [sys.executable, "-m", "r2k_tui", *here[1:], "--demo"]
    account = {"R2K_HUB_USER": "engine", "R2K_HUB_PASSWORD": _PASSWORDS["ENGINE_PASSWORD"]}
    try:
        with subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **account}, stderr=subprocess.PIPE, text=True
        ) as engine:
            try:
                assert engine.stderr is not None
                assert any("leading" in line for line in engine.stderr), "it ended without leading"
                assert "SIMULATED" in _seen_by_a_terminal(broker.url)
                engine.send_signal(signal.SIGTERM)
                engine.stderr.read()
                assert engine.wait(20) == 0
            finally:
                engine.kill()
    finally:
        broker.kill()


def _seen_by_a_terminal(url: str) -> str:
    terminal = {"R2K_HUB_USER": "terminal", "R2K_HUB_PASSWORD": _PASSWORDS["TERMINAL_PASSWORD"]}
    looked = subprocess.run(
        [sys.executable, "-m", "r2k_tui", "snapshot", "IWM", "--attach", url],
        cwd=ROOT,
        env={**os.environ, **terminal},
        timeout=60,
        check=False,
        capture_output=True,
        text=True,
    )
    assert looked.returncode in (0, 1), looked.stderr
    return looked.stdout


def test_the_instructions_are_those_of_a_container_file() -> None:
    known = {"FROM", "COPY", "RUN", "USER", "ENV", "VOLUME", "STOPSIGNAL", "ENTRYPOINT", "CMD", "EXPOSE"}
    lines = [line for line in _RECIPE.splitlines() if line and not line.startswith("#")]
    assert {line.split()[0] for line in lines} <= known
    for source in re.findall(r"^COPY (?!--from)(\S+) ", _RECIPE, flags=re.MULTILINE):
        assert (ROOT / source).exists(), source
