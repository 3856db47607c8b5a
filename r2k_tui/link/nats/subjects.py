"""NATS subjects of one hub."""

from __future__ import annotations

from typing import NamedTuple


class Subjects(NamedTuple):
    """Subjects under the name of a hub; a reader is `user.nonce`, so that rights can be granted by user."""

    name: str

    @property
    def frames(self) -> str:
        """Subject of the frames that the leader broadcasts."""
        return f"{self.name}.frames"

    @property
    def asks(self) -> str:
        """Subject of the requests of all terminals."""
        return f"{self.name}.ask.*.*"

    @property
    def presence(self) -> str:
        """Subject of the presence announcements of all terminals."""
        return f"{self.name}.here.*.*"

    @property
    def farewells(self) -> str:
        """Subject of the departures of all terminals."""
        return f"{self.name}.gone.*.*"

    @property
    def bucket(self) -> str:
        """Name of the bucket that holds the lease."""
        return f"{self.name}-lease"

    def ask(self, reader: str) -> str:
        """Subject of the requests of one terminal."""
        return f"{self.name}.ask.{reader}"

    def reply(self, reader: str) -> str:
        """Subject of the replies to one terminal."""
        return f"{self.name}.reply.{reader}"

    def here(self, reader: str) -> str:
        """Subject of the presence announcements of one terminal."""
        return f"{self.name}.here.{reader}"

    def gone(self, reader: str) -> str:
        """Subject of the departure of one terminal."""
        return f"{self.name}.gone.{reader}"

    def reader_of(self, subject: str) -> str:
        """Reader that a subject of one terminal belongs to."""
        return ".".join(subject.split(".")[-2:])
