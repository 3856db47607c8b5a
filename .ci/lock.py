"""Write .ci/requirements.txt: every package that the tests need, by version and hash, for the machine this runs on.

python .ci/lock.py

No name of an index stands in the file: pip uses the one that it is set up with. The locked packages are looked through
for known holes with `pip-audit --require-hashes -r .ci/requirements.txt`, by hand: it asks a service on the network.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / ".ci" / "requirements.txt"
EXTRAS = "lab,hub,notify,web,mcp,metrics,docs,release,test"
_HEAD = f"# Made by .ci/lock.py: what `pip install '.[{EXTRAS}]'` comes to, with the hash of each file.\n"


def page(report: object) -> str:
    """The text of the lock from pip's report of an installation."""
    rows = []
    for item in report["install"]:  # type: ignore[index]
        hashes = item["download_info"].get("archive_info", {}).get("hashes", {})
        if "sha256" in hashes:
            name, version = item["metadata"]["name"].lower().replace("_", "-"), item["metadata"]["version"]
            rows.append(f"{name}=={version} --hash=sha256:{hashes['sha256']}\n")
    return _HEAD + "".join(sorted(rows))


def main() -> None:
    """Ask pip what it would install, and write it down."""
    wanted = [f"{ROOT}[{EXTRAS}]", "hatchling"]
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-"]
    told = subprocess.run([*command, *wanted], check=True, capture_output=True, text=True).stdout
    LOCK.write_text(page(json.loads(told[told.index("{") :])), "utf-8")


if __name__ == "__main__":
    main()
