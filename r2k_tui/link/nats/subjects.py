"""The subjects of one hub."""

from __future__ import annotations

from typing import NamedTuple


class Subjects(NamedTuple):
    """Names under the name of a hub; a reader is `user.nonce`, so that rights can be given by user."""

    name: str

    @property
    def frames(self) -> str:
        """Where the leader tells everybody what changed."""
        return f"{self.name}.frames"

    @property
    def asks(self) -> str:
        """Everything that terminals ask."""
        return f"{self.name}.ask.*.*"

    @property
    def presence(self) -> str:
        """Terminals that say that they are here."""
        return f"{self.name}.here.*.*"

    @property
    def farewells(self) -> str:
        """Terminals that go."""
        return f"{self.name}.gone.*.*"

    @property
    def bucket(self) -> str:
        """The bucket that holds the lease."""
        return f"{self.name}-lease"

    def ask(self, reader: str) -> str:
        """Where one terminal asks."""
        return f"{self.name}.ask.{reader}"

    def reply(self, reader: str) -> str:
        """Where one terminal hears its answers."""
        return f"{self.name}.reply.{reader}"

    def here(self, reader: str) -> str:
        """Where one terminal says that it is here."""
        return f"{self.name}.here.{reader}"

    def gone(self, reader: str) -> str:
        """Where one terminal takes its leave."""
        return f"{self.name}.gone.{reader}"

    def reader_of(self, subject: str) -> str:
        """Who sent what came on the subject of one terminal."""
        return ".".join(subject.split(".")[-2:])
