"""The recipe of docs/ssh.md with the real OpenSSH: its lines are taken from the page."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.conftest import ROOT
from tests.fakes.broker import Broker
from tests.pty.session import Session
from tests.pty.size import HOME

_SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(_SSHD is None or shutil.which("ssh") is None, reason="no OpenSSH server and client here"),
]
_PAGE = (ROOT / "docs" / "ssh.md").read_text()
_SOON_S = 60.0


def forced_block(command: str) -> str:
    """The block of sshd_config on the page, for the user of this test and with its command."""
    found = re.search(r"```\n(Match User .*?)```", _PAGE, re.DOTALL)
    assert found is not None
    return re.sub(
        r"ForceCommand .*", f"ForceCommand {command}", found[1].replace("User r2k", f"User {getpass.getuser()}")
    )


def key_line(command: str, key: str) -> str:
    """The line of authorized_keys on the page, with this command and key."""
    found = re.search(r"```\n(restrict,pty,command=.*?)\n```", _PAGE)
    assert found is not None
    return re.sub(r'command=".*?" .*', lambda _: f'command="{command}" {key}', found[1])


class Server:
    """sshd on a free port of loopback, with keys made up here."""

    def __init__(self, folder: Path, block: str, key_options: str) -> None:
        self.folder = folder
        for name in ("host", "person"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
        key = (folder / "person.pub").read_text().strip()
        (folder / "keys").write_text(key_line(key_options, key) if key_options else key)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        lines = [
            *(f"Port {self.port}", "ListenAddress 127.0.0.1", f"HostKey {folder / 'host'}", "PidFile none"),
            *(f"AuthorizedKeysFile {folder / 'keys'}", "StrictModes no", "UsePAM no"),
            block,
        ]
        (folder / "sshd_config").write_text("\n".join(lines))
        Path("/run/sshd").mkdir(exist_ok=True) if os.getuid() == 0 else None
        with (folder / "sshd.log").open("wb") as log:
            command = [_SSHD or "", "-D", "-e", "-f", folder / "sshd_config"]
            self.process = subprocess.Popen(command, stderr=log, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + _SOON_S
        while "listening" not in (told := (folder / "sshd.log").read_text()):
            assert self.process.poll() is None and time.monotonic() < deadline, told
            time.sleep(0.02)

    def connect(self, *asked: str) -> Session:
        """A person's terminal."""
        options = ("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "IdentitiesOnly=yes", "LogLevel=ERROR")
        flags = [word for option in options for word in ("-o", option)]
        where = ["-p", str(self.port), "-i", str(self.folder / "person"), f"{getpass.getuser()}@127.0.0.1"]
        return Session(["ssh", "-t", "-F", "none", *flags, *where, *asked], HOME, {}, ROOT)


@pytest.fixture(params=["ForceCommand", "authorized_keys"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A broker, an engine, and the monitor behind a forced command."""
    broker = Broker(tmp_path)
    environment = {**os.environ, "HOME": str(tmp_path)}
    run = f"cd {ROOT} && exec {sys.executable} -m r2k_tui"
    with (tmp_path / "engine.log").open("wb") as log:
        command = [sys.executable, "-m", "r2k_tui", "engine", "--demo", "--publish", broker.url]
        engine = subprocess.Popen(command, stderr=log, cwd=ROOT, env=environment)
    monitor = f"{run} --kiosk --attach {broker.url}"
    (tmp_path / "ssh").mkdir()
    server = Server(
        tmp_path / "ssh", *((forced_block(monitor), "") if request.param == "ForceCommand" else ("", monitor))
    )
    yield server
    server.process.terminate()
    server.process.wait(10)
    engine.send_signal(signal.SIGTERM)
    assert engine.wait(10) == 0
    broker.kill()


def test_a_person_gets_the_monitor_and_nothing_else(server: Server) -> None:
    with server.connect("rm", "-rf", "/") as session:
        session.wait_text("LIVE", "IWM", "SIMULATED", within=_SOON_S)
        session.press("e")
        session.wait_text("no export in kiosk mode", within=_SOON_S)
        session.press("q")
        assert session.wait_end(_SOON_S) == 0


def test_nothing_is_left_when_the_line_drops(server: Server) -> None:
    with server.connect() as session:
        session.wait_text("LIVE", within=_SOON_S)
        left = _monitors()
        assert left
        os.kill(session.pid, signal.SIGKILL)
        deadline = time.monotonic() + _SOON_S
        while left & _monitors():
            assert time.monotonic() < deadline, "the monitor is still there"
            time.sleep(0.05)


def _monitors() -> set[int]:
    """Processes of the monitor behind any SSH server."""
    found = set[int]()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
                behind = b"SSH_CONNECTION=" in (folder / "environ").read_bytes()
            except OSError:
                continue
            if behind and b"--kiosk" in words:
                found.add(int(folder.name))
    return found
