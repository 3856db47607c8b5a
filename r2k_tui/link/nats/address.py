"""Address of a hub and the credentials for it; secrets never appear in text."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import msgspec

from r2k_tui.config.sections.hub import HubSettings

_SCHEMES = ("nats", "tls", "ws", "wss")
_ENCRYPTED = ("tls", "wss")
# The address overrides the environment, which overrides the settings.
_VARIABLES = ("user", "password", "token", "nkey", "creds")
_NOT_IN_A_SUBJECT = re.compile(r"[^A-Za-z0-9_-]")
_ANYBODY = "terminal"


class BadAddress(ValueError):
    """Malformed address of a hub; the text is for people and holds no secret."""


class Secret(NamedTuple):
    """Text whose `repr` is masked."""

    text: str = ""

    def __repr__(self) -> str:
        return "********" if self.text else "''"


class Address(msgspec.Struct, frozen=True):
    """One hub: its servers as `scheme://host:port`, without credentials, and the credentials beside them."""

    servers: tuple[str, ...]
    name: str = "r2k"
    user: str = ""
    password: Secret = Secret()
    token: Secret = Secret()
    nkey: str = ""
    creds: str = ""
    ca: str = ""
    certificate: str = ""
    key: str = ""

    @property
    def shown(self) -> str:
        """Servers, for people."""
        return ",".join(self.servers)

    @property
    def encrypted(self) -> bool:
        """Whether the connection must use TLS."""
        return any(urlsplit(server).scheme in _ENCRYPTED for server in self.servers) or bool(self.ca)

    @property
    def reader(self) -> str:
        """User name in a form that is legal in a subject."""
        return _NOT_IN_A_SUBJECT.sub("_", self.user)[:32] or _ANYBODY


def address_of(url: str, hub: HubSettings, environment: Mapping[str, str] = os.environ) -> Address:
    """Hub at `url` (servers joined by commas) with credentials of settings and environment. Raises BadAddress."""
    given = {name: environment.get(f"R2K_HUB_{name.upper()}") or getattr(hub, name) for name in _VARIABLES}
    servers = []
    for part in filter(None, (part.strip() for part in url.split(","))):
        server, own = _server(part)
        servers.append(server)
        given |= own
    if not servers:
        raise BadAddress("expected the address of a hub, such as nats://127.0.0.1:4222")
    return Address(
        tuple(servers),
        hub.name,
        given["user"],
        Secret(given["password"]),
        Secret(given["token"]),
        nkey=_file("nkey", given["nkey"]),
        creds=_file("creds", given["creds"]),
        ca=_file("ca", hub.ca),
        certificate=_file("certificate", hub.certificate),
        key=_file("key", hub.key),
    )


def _server(url: str) -> tuple[str, dict[str, str]]:
    """Server without credentials, and the credentials from its URL."""
    try:
        parts = urlsplit(url if "://" in url else f"nats://{url}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in _SCHEMES or parts.path.strip("/") or parts.query:
        raise BadAddress("not the address of a hub: expected nats://host:port, or tls, ws, wss in place of nats")
    plain = f"[{host}]" if ":" in host else host
    own = {}
    if parts.username and parts.password is None:
        own["token"] = unquote(parts.username)
    elif parts.username:
        own = {"user": unquote(parts.username), "password": unquote(parts.password or "")}
    default = "" if parts.scheme in ("ws", "wss") else ":4222"
    return f"{parts.scheme}://{plain}" + (f":{port}" if port else default), own


def _file(name: str, text: str) -> str:
    if not text:
        return ""
    path = Path(text).expanduser()
    if not path.is_file():
        raise BadAddress(f"{name} of the hub: {path} is not a file")
    return str(path)
