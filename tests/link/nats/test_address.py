"""Where a hub is and who we are to it: read rightly, and never told."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.sections.hub import HubSettings, without_secrets
from r2k_tui.link.nats.address import BadAddress, address_of
from tests.cases import cases


def test_a_plain_address() -> None:
    address = address_of("nats://hub.example", HubSettings(), {})
    assert (address.servers, address.name, address.reader) == (("nats://hub.example:4222",), "r2k", "terminal")
    assert not address.encrypted


def test_several_servers_without_scheme_or_port() -> None:
    address = address_of("a, b:4333,tls://[::1]:1", HubSettings(name="desk"), {})
    assert address.servers == ("nats://a:4222", "nats://b:4333", "tls://[::1]:1")
    assert address.encrypted


@cases("url", ["", " , ", "http://hub:1", "nats://", "nats://hub:x", "nats://hub/path", "nats://h?a=b"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(BadAddress):
        address_of(url, HubSettings(), {})


def test_an_address_that_cannot_be_read_is_not_repeated() -> None:
    with pytest.raises(BadAddress) as caught:
        address_of("ftp://joe:hunter2@hub", HubSettings(), {})
    assert "hunter2" not in str(caught.value)


def test_the_address_counts_more_than_the_environment_and_that_more_than_the_settings() -> None:
    settings, environment = HubSettings(user="a", password="1"), {"R2K_HUB_USER": "b", "R2K_HUB_PASSWORD": "2"}
    assert address_of("nats://h", settings, {}).user == "a"
    assert address_of("nats://h", settings, environment).user == "b"
    address = address_of("nats://c:p%40ss@h", settings, environment)
    assert (address.user, address.password.text, address.servers) == ("c", "p@ss", ("nats://h:4222",))


def test_a_user_alone_is_a_token() -> None:
    address = address_of("nats://s3cret@h", HubSettings(), {})
    assert (address.user, address.token.text) == ("", "s3cret")


def test_a_secret_shows_itself_to_nobody() -> None:
    address = address_of("nats://joe:hunter2@h", HubSettings(token="t0ken"), {})
    for text in (repr(address), str(address), address.shown, repr(without_secrets(HubSettings(password="hunter2")))):
        assert "hunter2" not in text
        assert "t0ken" not in text


def test_a_user_in_a_subject() -> None:
    assert address_of("nats://o'brien.*>@h", HubSettings(user=""), {}).reader == "terminal"
    assert address_of("nats://o'brien.*:x@h", HubSettings(), {}).reader == "o_brien__"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadAddress, match=r"creds of the hub: .* is not a file"):
        address_of("nats://h", HubSettings(creds=str(tmp_path / "none")), {})
