"""What `r2k web` starts for each page, by who can reach it."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from r2k_tui.commands.serve import web
from r2k_tui.commands.serve import web_server as server
from r2k_tui.commands.shared.options import Options


class _Served:
    """Stands for the server, and keeps what it was made with."""

    made: ClassVar[dict[str, Any]] = {}

    def __init__(self, command: str, host: str, port: int, **more: Any) -> None:
        type(self).made = {"command": command.split(), "host": host, **more}

    def serve(self) -> None:
        """Nobody is served."""


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> type[_Served]:
    monkeypatch.setattr(server, "BrowserServer", _Served)
    monkeypatch.setattr(web, "_check_free", lambda host, port: None)
    return _Served


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "desk.example", "8.8.8.8"])
def test_beyond_this_machine_every_page_is_a_kiosk(served: type[_Served], host: str) -> None:
    assert web.run(Options(demo=True), host, 8000, True, 3) == 0
    assert "--kiosk" in served.made["command"]
    assert (served.made["outside"], served.made["most_pages"]) == (True, 3)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.9.10"])
def test_on_this_machine_it_is_the_whole_monitor(served: type[_Served], host: str) -> None:
    assert web.run(Options(demo=True), host, 8000, False, 8) == 0
    assert "--kiosk" not in served.made["command"]
    assert served.made["outside"] is False
