"""Failed connections as typed errors."""

from __future__ import annotations

from r2k_tui.sources.base import BadData, SourceError, Unavailable
from r2k_tui.sources.http.transport import transport_error
from tests.cases import cases


class CurlFailure(OSError):
    def __init__(self, code: int, words: str = "curl") -> None:
        super().__init__(words)
        self.code = code


@cases(
    ("error", "kind", "words"),
    [
        (CurlFailure(28), Unavailable, "Cboe did not answer within 5 s."),
        (TimeoutError(), Unavailable, "Cboe did not answer within 5 s."),
        (CurlFailure(18), BadData, "Cboe's response is corrupt."),
        (CurlFailure(61), BadData, "Cboe's response is corrupt."),
        (CurlFailure(6), Unavailable, "The address of Cboe cannot be found."),
        (CurlFailure(7, "Failed to connect to cboe.com:443"), Unavailable, "No connection to Cboe."),
        (CurlFailure(60), Unavailable, "Cboe's certificate is invalid."),
        (CurlFailure(35), Unavailable, "No secure connection to Cboe."),
        (CurlFailure(5), Unavailable, "The address of the proxy cannot be found."),
        (
            CurlFailure(7, "Failed to connect to cboe.com:443 over proxy 10.0.0.1"),
            Unavailable,
            "No connection to the proxy.",
        ),
        (CurlFailure(56, "CONNECT tunnel failed, response 407"), Unavailable, "The proxy denies access to Cboe."),
        (CurlFailure(97), Unavailable, "The proxy denies access to Cboe."),
        (ConnectionResetError(), Unavailable, "No connection to Cboe."),
    ],
)
def test_each_failure_has_its_type_and_names_the_service(error: OSError, kind: type[SourceError], words: str) -> None:
    found = transport_error(error, "Cboe", 5.0)
    assert (type(found), str(found)) == (kind, words)
