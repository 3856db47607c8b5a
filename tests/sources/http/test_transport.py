"""Failed connections as typed errors."""

from __future__ import annotations

import pytest

from r2k_tui.sources.base import BadData, SourceError, Unavailable
from r2k_tui.sources.http.transport import transport_error


class CurlFailure(OSError):
    def __init__(self, code: int) -> None:
        super().__init__("curl")
        self.code = code


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (CurlFailure(28), Unavailable, "Cboe did not answer within 5 s."),
        (TimeoutError(), Unavailable, "Cboe did not answer within 5 s."),
        (CurlFailure(18), BadData, "Cboe's response is corrupt."),
        (CurlFailure(61), BadData, "Cboe's response is corrupt."),
        (ConnectionResetError(), Unavailable, "No connection to Cboe."),
    ],
)
def test_each_failure_has_its_type_and_names_the_service(error: OSError, kind: type[SourceError], words: str) -> None:
    found = transport_error(error, "Cboe", 5.0)
    assert (type(found), str(found)) == (kind, words)
