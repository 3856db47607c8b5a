"""Answers of a server, as the client passes them on."""

from __future__ import annotations

import json
from typing import Any

from r2k_tui.sources.yahoo.http.responses import (
    QUOTE_PATH,
    HttpResponse,
)

CHART = "/v8/finance/chart/IWM"
NOW = 1_000_000.0


def answer(
    body: Any = b"", status: int = 200, path: str = QUOTE_PATH, headers: dict[str, str] | None = None
) -> HttpResponse:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return HttpResponse(path, status, headers or {}, raw)
