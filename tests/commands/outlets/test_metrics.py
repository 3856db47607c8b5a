"""`r2k serve --metrics` in a process of its own, scraped as Prometheus does."""

from __future__ import annotations

import subprocess
import urllib.request

import pytest
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.outlets import metrics
from r2k_tui.commands.outlets.metrics import Listening, listening_at
from r2k_tui.commands.shared.options import Options
from tests.cases import cases
from tests.commands.outlets.conftest import Start
from tests.fakes.broker import Broker, free_port
from tests.fakes.program import ROOT, r2k


def scraped(port: int) -> dict[str, Metric]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60) as response:
        assert response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        return {family.name: family for family in text_string_to_metric_families(response.read().decode())}


def has_score(port: int) -> bool:
    return bool(scraped(port)["r2k_momentum_score"].samples)


def test_an_engine_is_scraped(start: Start) -> None:
    port = free_port()
    program = start("serve", "--metrics", f"127.0.0.1:{port}", "--demo")
    program.wait_for(lambda it: any(f"metrics at http://127.0.0.1:{port}/metrics" in line for line in it.errors))
    program.until(lambda: has_score(port))
    found = scraped(port)
    (build,) = found["r2k_build_info"].samples
    assert (build.labels["source"], build.labels["simulated"]) == ("demo", "true")
    assert any(sample.labels["symbol"] == "IWM" and sample.value > 0 for sample in found["r2k_quote_price"].samples)
    assert program.end() == 0
    assert program.lines == []


@pytest.mark.slow
def test_one_that_publishes_serves_a_hub_and_its_metrics(start: Start, broker: Broker) -> None:
    port = free_port()
    program = start("serve", "--metrics", f"127.0.0.1:{port}", "--publish", broker.url, "--demo")
    program.wait_for(lambda it: any("metrics at" in line for line in it.errors))
    program.until(lambda: has_score(port))
    attached = free_port()
    reader = start("serve", "--metrics", f"127.0.0.1:{attached}", "--attach", broker.url)
    reader.wait_for(lambda it: any("metrics at" in line for line in it.errors))
    reader.until(lambda: has_score(attached))
    assert reader.end() == 0
    assert program.end() == 0


def test_a_port_in_use_is_said(start: Start) -> None:
    port = free_port()
    first = start("serve", "--metrics", f"127.0.0.1:{port}", "--demo")
    first.wait_for(lambda it: any("metrics at" in line for line in it.errors))
    second = start("serve", "--metrics", f"127.0.0.1:{port}", "--demo")
    assert second.ended() == 2
    assert f"r2k: port {port} is in use by another program; choose another with --metrics" in second.errors


def test_beyond_this_machine_it_must_be_said() -> None:
    done = subprocess.run(
        r2k("serve", "--metrics", "0.0.0.0:9464", "--demo"), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "--anyone-on-the-network-may-read-it" in done.stderr


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r'pip install "r2k-tui\[metrics\]"'):
        metrics.run(Options(demo=True), "127.0.0.1:9464", "", False, False)


def test_a_hub_is_read_or_served() -> None:
    with pytest.raises(UsageError, match="choose one of them"):
        metrics.run(Options(attach="nats://h:1"), "9464", "nats://h:1", False, False)


@cases(
    ("text", "where"),
    [
        ("127.0.0.1:9464", Listening("127.0.0.1", 9464)),
        ("9464", Listening("127.0.0.1", 9464)),
        ("[::1]:80", Listening("::1", 80)),
        ("desk.example:1", Listening("desk.example", 1)),
    ],
)
def test_an_address_is_a_host_and_a_port(text: str, where: Listening) -> None:
    assert listening_at(text) == where


@cases("text", ["", "x", "127.0.0.1", ":", ":9464", "h:0", "h:65536", "http://h:1/x", "h:²"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="expected HOST:PORT"):
        listening_at(text)


def test_a_server_of_this_machine_answers_to_its_own_names() -> None:
    assert set(Listening("127.0.0.1", 9464).names) == {"127.0.0.1:9464", "localhost:9464", "[::1]:9464"}
    assert "localhost" in Listening("::1", 80).names
    assert Listening("0.0.0.0", 9464).names == ()
