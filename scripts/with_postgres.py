"""Runs a command against a throw-away PostgreSQL cluster: made for it, gone after it.

Usage: python scripts/with_postgres.py COMMAND [ARGUMENT …]

The command finds the cluster in DATABASE_URL. Run as root, the server runs as the user `postgres`,
since it refuses to be root. The exit code is the command's.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Nothing of this cluster outlives the run: safety against power cuts only costs time.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "120"}


def binary(name: str) -> Path:
    """Return a server program of the newest installed PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if not found:
        sys.exit(f"{name} was not found: sudo apt-get install postgresql")
    return found[-1]


def free_port() -> int:
    """Return a port on the loopback interface that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster in a temporary folder; give its address; stop and delete it."""
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="portal-postgres-"))
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", free_port()
    control: list[str | Path] = [binary("pg_ctl"), "-D", data, "-w", "-s"]
    settings = " ".join(f"-c {name}={value}" for name, value in FAST.items())
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} {settings}"
    initdb: list[str | Path] = [
        binary("initdb"),
        "-D",
        data,
        "-U",
        "portal",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    try:
        subprocess.run(initdb, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
        start: list[str | Path] = [*control, "-l", folder / "log", "-o", options, "start"]
        subprocess.run(start, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
        try:
            yield f"postgres://portal@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=False, user=user, cwd=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run the command with DATABASE_URL pointing to the cluster."""
    with cluster() as address:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
