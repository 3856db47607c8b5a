"""An example of a request, for the contract suite of the links and for readers."""

from __future__ import annotations

from typing import NamedTuple

import msgspec


class Example(NamedTuple):
    """A request and the type of its reply.

    `failure` is the kind of the Failure that replaces the reply where an engine lacks what the request needs: a
    replay, a series of the policy rate.
    """

    request: msgspec.Struct
    reply: type[msgspec.Struct]
    failure: str = ""
