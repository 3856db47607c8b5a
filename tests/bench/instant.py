"""From the start of the process to the stored picture, and to the live one over it."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench import peers, programs, ticking_source
from tests.bench.row import Row, row
from tests.end_to_end import picture
from tests.pty.meter import first_shown
from tests.pty.session import Session
from tests.pty.size import HOME

_ROUNDS, _QUICK_ROUNDS = 15, 5
_TIMES_FLOOR, _MOST_S, _TIMES_LIVE = 0.2, 0.06, 1.25
_WITHIN_S, _LEFT_S = 60.0, 10.0
# The notice is written last.
_STORED, _SIGN = b"loading\x1b[m", "stored "
_PRICE = "400.00"
_SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
_SCRIPT = Path(sys.executable).with_name("r2k")
_R2K: Sequence[object] = [_SCRIPT] if _SCRIPT.exists() else programs.R2K


class _Candidate(NamedTuple):
    """A program: how it is started, and what is on the screen when its first picture is."""

    title: str
    begin: Callable[[], Session]
    shown: Callable[[str], bool]


def run(quick: bool) -> list[Row]:
    """The monitor with a stored picture and without, beside other programs of the terminal."""
    rounds = _QUICK_ROUNDS if quick else _ROUNDS
    with tempfile.TemporaryDirectory(prefix="r2k-bench-") as name:
        monitor = _Monitor(Path(name))
        monitor.store()
        return [*_stored(monitor, rounds), *_over_ssh(monitor, rounds), *_live(monitor, rounds)]


class _Monitor:
    """The monitor on a full store, with one home that keeps a picture and one that has none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        symbols = ",".join(ticking_source.SYMBOLS)
        self._arguments = ("--source", ticking_source.NAME, "--symbols", symbols)
        self._path = os.pathsep.join((programs._installed(folder / "installed"), str(programs.ROOT)))

    @property
    def command(self) -> list[object]:
        """Its command line."""
        return [*_R2K, *self._arguments, "--store", self._folder / "r2k.sqlite3"]

    def variables(self, home: str = "kept") -> dict[str, str]:
        """The variables of a user with this home."""
        place = self._folder / home
        folders = {f"XDG_{name}_HOME": str(place / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
        return {"HOME": str(place), "PYTHONPATH": self._path, **folders}

    @contextmanager
    def started(self, home: str = "kept") -> Iterator[Session]:
        """Start it."""
        with programs.started(self.command, **self.variables(home)) as session:
            yield session

    def store(self) -> None:
        """Fill the store of both homes, and leave a picture in one of them."""
        for home in ("none", "kept"):
            with self.started(home) as session:
                self.wait_stored(session, home, 1)
                session.press("q")
                assert session.wait_end(_LEFT_S) == 0
        shutil.rmtree(self._pictures("none"))

    def wait_stored(self, session: Session, home: str, count: int) -> None:
        """Wait until so many pictures are stored: the first comes at a quiet moment, once all panels are there."""
        pictures = self._pictures(home)
        stored = lambda: pictures.is_dir() and len([*pictures.iterdir()]) == count  # noqa: E731
        session.wait("a stored picture", stored, within=_WITHIN_S)

    def _pictures(self, home: str) -> Path:
        return self._folder / home / "cache" / "r2k-tui" / "pictures"


def _numbers(text: str) -> bool:
    """Whether all is live: a stored header does not name the source."""
    live = picture.price(text, "SPY") is not None and all(picture.score(text, t) for t in ("Momentum", "Risk"))
    return live and ticking_source.NAME in text.partition("\n")[0]


def _stored(monitor: _Monitor, rounds: int) -> list[Row]:
    ours = _Candidate("R2K", lambda: _open(monitor.command, monitor.variables()), lambda text: _SIGN in text)
    bare = _Candidate("bare Textual app", lambda: _open(programs.floor("bare")), lambda text: "HELLO" in text)
    others = _others()
    found = _in_turn([ours, bare, *others], rounds)
    nothing = _nothing(rounds)
    budget = _TIMES_FLOOR * found[bare.title]
    name = "stored picture complete"
    return [
        row(name, found["R2K"], "s", bare.title, found[bare.title], budget, never=0.6),
        row(name, found["R2K"], "s", "Python that does nothing", nothing, _MOST_S),
        *(row(name, found["R2K"], "s", other.title, found[other.title], None) for other in others),
    ]


def _others() -> list[_Candidate]:
    """Programs beside it; those that are not to be had are named."""
    found = []
    if htop := shutil.which("htop"):
        found.append(_Candidate("htop", lambda: _open([htop]), lambda text: "Quit" in text and "PID" in text))
    else:
        print("htop: not installed", file=sys.stderr)
    for peer in peers.PEERS:
        try:
            command = peers.installed(peer)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"{peer.title}: not to be had: {error}", file=sys.stderr)
            continue
        found.append(_Candidate(peer.title, lambda command=command: _open([command]), peer.shown))  # type: ignore[misc]
    return found


def _open(command: Sequence[object], variables: Mapping[str, str] | None = None) -> Session:
    """A program in a terminal; without variables, in a home of its own that stays until the session is closed."""
    if variables is None:
        home = tempfile.mkdtemp(prefix="r2k-bench-")
        variables = {"HOME": home, **{f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("CONFIG", "CACHE")}}
    return Session([*map(str, command)], HOME, {"PYTHONPATH": str(programs.ROOT), **programs.closed(), **variables})


def _in_turn(candidates: Sequence[_Candidate], rounds: int) -> dict[str, float]:
    """Seconds from the start to the first picture: medians, a round of all after the other, the first one left out."""
    found: dict[str, list[float]] = {candidate.title: [] for candidate in candidates}
    for number in range(rounds + 1):
        for title, begin, shown in candidates:
            with begin() as session:
                session.wait("a picture", lambda s=session, t=shown: t(s.text()), within=_WITHIN_S)  # type: ignore[misc]
                at = first_shown(session.chunks, session.size, shown)
                assert at is not None
                if number:
                    found[title].append(at - session.started)
    return {title: median(seconds) for title, seconds in found.items()}


def _nothing(rounds: int) -> float:
    seconds = []
    for _ in range(rounds):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        seconds.append(time.perf_counter() - begun)
    return median(seconds)


def _live(monitor: _Monitor, rounds: int) -> list[Row]:
    """Live numbers over the stored picture, and without one, in turn."""
    found: dict[str, list[float]] = {"kept": [], "none": []}
    for number in range(rounds + 1):
        for home, seconds in found.items():
            with monitor.started(home) as session:
                session.wait("numbers", lambda s=session: _numbers(s.text()), within=_WITHIN_S)  # type: ignore[misc]
                at = first_shown(session.chunks, session.size, _numbers)
                assert at is not None
                assert (_STORED in session.raw) == (home == "kept")
                if number:
                    seconds.append(at - session.started)
    kept, none = median(found["kept"]), median(found["none"])
    name = "all live, over a stored picture"
    return [row(name, kept, "s", "R2K without a stored picture", none, _TIMES_LIVE * none, never=2.0)]


def _over_ssh(monitor: _Monitor, rounds: int) -> list[Row]:
    """The same through an SSH server on loopback, where there is one."""
    if _SSHD is None or shutil.which("ssh") is None:
        print("over SSH: no OpenSSH server and client here", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory(prefix="r2k-bench-") as name, _server(Path(name)) as connect:
        asked = _line(monitor.command, monitor.variables())
        with connect(asked) as session:
            # A picture of its own: the terminal and the variables are others than without SSH.
            monitor.wait_stored(session, "kept", 2)
            session.press("q")
            session.wait_end(_LEFT_S)
        ours = _Candidate("R2K", lambda: connect(asked), lambda text: _SIGN in text)
        bare = _Candidate("bare Textual app", lambda: connect(_line(programs.floor("bare"), {})), _hello)
        nothing = _Candidate("echo", lambda: connect("echo HELLO; sleep 1"), _hello)
        found = _in_turn([ours, bare, nothing], rounds)
    # What a connection takes is none of either program's doing.
    ours_s, bare_s = (found[title] - found["echo"] for title in ("R2K", "bare Textual app"))
    name = "stored picture complete, over SSH, beyond an echo"
    return [row(name, ours_s, "s", "bare Textual app over SSH", bare_s, _TIMES_FLOOR * bare_s)]


def _hello(text: str) -> bool:
    return "HELLO" in text


def _line(command: Sequence[object], variables: Mapping[str, str]) -> str:
    assigned = " ".join(f"{name}='{value}'" for name, value in variables.items())
    return f"cd {programs.ROOT} && exec env {assigned} " + " ".join(f"'{word}'" for word in command)


@contextmanager
def _server(folder: Path) -> Iterator[Callable[[str], Session]]:
    """sshd on a free port of loopback, with keys made up here; opens a terminal that runs a line."""
    for name in ("host", "person"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    lines = [
        *(f"Port {port}", "ListenAddress 127.0.0.1", f"HostKey {folder / 'host'}", "PidFile none"),
        *(f"AuthorizedKeysFile {folder / 'person.pub'}", "StrictModes no", "UsePAM no"),
    ]
    (folder / "sshd_config").write_text("\n".join(lines))
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    options = ("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "IdentitiesOnly=yes", "LogLevel=ERROR")
    flags = [word for option in options for word in ("-o", option)]
    where = ["-p", str(port), "-i", str(folder / "person"), f"{getpass.getuser()}@127.0.0.1"]

    def connect(line: str) -> Session:
        return Session(["ssh", "-t", "-F", "none", *flags, *where, line], HOME, {}, programs.ROOT)

    with (folder / "sshd.log").open("wb") as log:
        daemon = subprocess.Popen([str(_SSHD), "-D", "-e", "-f", folder / "sshd_config"], stderr=log)
    try:
        while "listening" not in (folder / "sshd.log").read_text():
            assert daemon.poll() is None, (folder / "sshd.log").read_text()
            time.sleep(0.02)
        yield connect
    finally:
        daemon.terminate()
        daemon.wait()
