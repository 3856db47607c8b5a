"""An SSH server on loopback that runs one command in a pty."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tests.late import Late
from tests.pty.size import Size

asyncssh = Late("asyncssh")

_ROOT = Path(__file__).resolve().parents[2]


class ForcedCommand:
    """An SSH server that runs one command in a pty for everybody, whatever they ask for, as `ForceCommand` does."""

    def __init__(self, command: list[str], home: Path, environment: Mapping[str, str] | None = None) -> None:
        self._command, self._home, self._environment = command, home, environment or {}
        self.programs: list[subprocess.Popen[bytes]] = []
        self.asked: list[str | None] = []

    async def listen(self) -> asyncssh.SSHAcceptor:
        """Listen on a free port of loopback, with keys made up here."""
        self.key = asyncssh.generate_private_key("ssh-ed25519")
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_host_keys=[asyncssh.generate_private_key("ssh-ed25519")],
            authorized_client_keys=asyncssh.import_authorized_keys(self.key.export_public_key().decode()),
            process_factory=self._serve,
            encoding=None,
        )

    async def _serve(self, process: asyncssh.SSHServerProcess[bytes]) -> None:
        master, slave = os.openpty()
        columns, rows, *_ = process.get_terminal_size()
        Size(columns, rows).give(slave)
        self.asked.append(process.command)
        environment = {**os.environ, "HOME": str(self._home), "TERM": process.get_terminal_type() or "dumb"}
        environment |= self._environment | {
            "LANG": "C.UTF-8",
            "SSH_ORIGINAL_COMMAND": process.command or "",
            "SSH_TTY": os.ttyname(slave),
        }
        program = subprocess.Popen(  # noqa: ASYNC220
            self._command, stdin=slave, stdout=slave, stderr=slave, env=environment, cwd=_ROOT, process_group=None,
            start_new_session=True, preexec_fn=_take_terminal,
        )  # fmt: skip
        self.programs.append(program)
        os.close(slave)
        os.set_blocking(master, False)
        loop = asyncio.get_running_loop()
        over = loop.create_future()

        def out() -> None:
            try:
                data = os.read(master, 65536)
            except BlockingIOError:
                return
            except OSError:
                data = b""
            if data:
                process.stdout.write(data)
            elif not over.done():
                over.set_result(None)

        loop.add_reader(master, out)
        taking = asyncio.create_task(_take_keys(process, master))
        try:
            await asyncio.wait({over, taking}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            loop.remove_reader(master)
            taking.cancel()
            over.cancel()
            os.close(master)
        with suppress(ConnectionError, asyncssh.Error):
            process.exit(await asyncio.to_thread(program.wait))


async def _take_keys(process: asyncssh.SSHServerProcess[bytes], master: int) -> None:
    """Hand on what is typed, and the size of the window; returns when the line is dropped."""
    while True:
        try:
            data = await process.stdin.read(4096)
        except asyncssh.TerminalSizeChanged as change:
            Size(change.width, change.height).give(master)
            continue
        except (asyncssh.Error, ConnectionError):
            return
        if not data:
            return
        os.write(master, data)


def _take_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
