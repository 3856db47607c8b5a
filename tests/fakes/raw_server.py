"""Server on this machine that sends bytes of the test's choice, whatever it is asked.

with RawServer(lambda: iter([b"HTTP/1.1 200 OK\\r\\n\\r\\n"])) as raw:    # the pieces of each answer
    raw.url                                                              # the gateway that the settings take
    raw.wait(0.05)                                                       # in the pieces: pause, at most to the end
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import TracebackType


class RawServer:
    """Listens on 127.0.0.1; each connection gets one answer and is closed."""

    def __init__(self, pieces: Callable[[], Iterator[bytes]]) -> None:
        self._pieces, self._end = pieces, threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def wait(self, seconds: float) -> None:
        """Pause between two pieces."""
        self._end.wait(seconds)

    def _serve(self) -> None:
        while not self._end.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.recv(65_536)
            for piece in self._pieces():
                if self._end.is_set():
                    return
                connection.sendall(piece)

    def __enter__(self) -> RawServer:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._end.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()
