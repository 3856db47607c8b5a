"""`r2k` as it is, with another engine as its child: the module that `R2K_BENCH_ENGINE` names, else the scripted one."""

from __future__ import annotations

import os

from r2k_tui.__main__ import main
from r2k_tui.bootstrap import links

ENGINE = "R2K_BENCH_ENGINE"

if __name__ == "__main__":
    links.CHILD = os.environ.get(ENGINE, "tests.bench.scripted_engine")
    main()
