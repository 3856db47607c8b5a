"""`r2k doctor`: what works here, and what a person can do about the rest."""

from __future__ import annotations

import locale
import socket
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest

from r2k_tui.commands.doctor import command
from tests.commands.conftest import R2K
from tests.fakes.raw_server import RawServer

CHECKS = ["versions", "extras", "terminal", "locale", "colors", "clock", "store", "network", "source"]


@pytest.fixture(autouse=True)
def utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "getpreferredencoding", lambda _=True: "UTF-8")


def test_all_is_well(found: Any) -> None:
    report = found()
    assert list(report) == CHECKS
    assert all(set(finding) == {"ok", "text"} and finding["text"] for finding in report.values())
    assert not [name for name, finding in report.items() if finding["ok"] is False]
    assert report["source"]["ok"] is True
    assert "csv gives ^RUT " in report["source"]["text"]
    assert "the csv source needs no network" in report["network"]["text"]


def test_in_words(r2k: R2K, folder: Path) -> None:
    outcome = r2k("doctor", "--source", "csv", "--data", folder)
    assert outcome.status == 0
    assert [line.split()[0] for line in outcome.out.splitlines()] == CHECKS
    assert "BROKEN" not in outcome.out


def test_a_source_without_the_index(r2k: R2K, tmp_path: Path) -> None:
    outcome = r2k("doctor", "--source", "csv", "--data", tmp_path, "--json")
    assert outcome.status == 1
    finding = outcome.report["data"]["source"]
    assert finding["ok"] is False
    assert "RUT" in finding["text"]


def test_a_locale_that_cannot_show_a_chart(found: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "getpreferredencoding", lambda _=True: "ANSI_X3.4-1968")
    finding = found()["locale"]
    assert finding["ok"] is False
    assert "--ascii" in finding["text"]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("NO_COLOR", "1", "NO_COLOR is set"),
        ("COLORTERM", "truecolor", "16.7 million"),
        ("COLORTERM", "", "256 or fewer"),
    ],
)
def test_colours(found: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str) -> None:
    monkeypatch.setenv(name, value)
    assert words in found()["colors"]["text"]


class TestNetwork:
    """The yahoo source, its hosts played by a socket on loopback."""

    @pytest.fixture
    def port(self) -> Iterator[int]:
        """A host that takes connections and ends them: no date of its own is waited for."""
        with RawServer(lambda: iter(())) as server:
            yield int(server.url.rpartition(":")[2])

    def network(self, r2k: R2K, tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
        monkeypatch.setattr("r2k_tui.commands.shared.one_shot.fetch_price", lambda *_, **__: 2467.7)
        own = tmp_path / "own.toml"
        own.write_text(f'[yahoo]\nendpoint = "http://127.0.0.1:{port}"\n')
        data = r2k("doctor", "--config", own, "--json").report["data"]
        assert data["source"]["text"] == "yahoo gives ^RUT 2,467.70"
        return dict(data["network"])

    def test_hosts_that_answer(self, r2k: R2K, tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
        finding = self.network(r2k, tmp_path, port, monkeypatch)
        assert finding == {"ok": True, "text": "127.0.0.1 answers"}

    def test_hosts_that_do_not(self, r2k: R2K, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        finding = self.network(r2k, tmp_path, port, monkeypatch)
        assert finding["ok"] is False
        assert "cannot be reached" in finding["text"]

    def test_behind_a_proxy_it_is_the_proxy_that_must_answer(
        self, r2k: R2K, tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("r2k_tui.commands.shared.one_shot.fetch_price", lambda *_, **__: 2467.7)
        own = tmp_path / "own.toml"
        own.write_text(f'[source]\nproxy = "http://127.0.0.1:{port}"\n[yahoo]\nendpoint = "http://127.0.0.1:1"\n')
        finding = r2k("doctor", "--config", own, "--json").report["data"]["network"]
        assert finding == {"ok": True, "text": "proxy 127.0.0.1 answers"}

    def test_the_socket_of_pushed_prices_too(
        self, r2k: R2K, tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("r2k_tui.commands.shared.one_shot.fetch_price", lambda *_, **__: 2467.7)
        own = tmp_path / "own.toml"
        gone = "ws://127.0.0.1:1/"
        own.write_text(f'[yahoo]\nendpoint = "http://127.0.0.1:{port}"\nstream = true\nstream_endpoint = "{gone}"\n')
        finding = r2k("doctor", "--config", own, "--json").report["data"]["network"]
        assert finding["ok"] is False
        assert finding["text"].startswith("127.0.0.1 answers; 127.0.0.1 cannot be reached")

    def test_a_source_that_never_answers(
        self, r2k: R2K, tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def hang(*_: object, **__: object) -> float:
            raise TimeoutError

        monkeypatch.setattr("r2k_tui.commands.shared.one_shot.fetch_price", hang)
        own = tmp_path / "own.toml"
        own.write_text(f'[yahoo]\nendpoint = "http://127.0.0.1:{port}"\n')
        outcome = r2k("doctor", "--config", own, "--json")
        assert outcome.status == 1
        assert outcome.report["data"]["source"]["text"] == "yahoo did not answer within 20 s"


def test_a_missing_extra_is_named_with_its_purpose_and_its_command(found: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def versioned(package: str) -> str:
        if package == "cvxpy":
            raise PackageNotFoundError(package)
        return "1.0"

    monkeypatch.setattr(command, "version", versioned)
    extras = found()["extras"]
    assert extras["ok"] is None, "an extra that nobody wants is no fault"
    assert 'lab is missing, for optimized portfolios: pip install "r2k-tui[lab]"' in extras["text"]
    assert "hub (nats-py 1.0)" in extras["text"]
