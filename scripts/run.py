"""Starts the portal: prepares the database, then the web server and the task worker, until one ends.

Usage: python scripts/run.py   (run by `make run`; HOST, PORT and WEB_WORKERS of the environment are honoured)
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def main() -> int:
    """Prepare, start both processes, and stop both when either ends or a signal comes."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    environment = os.environ | {
        "PORTAL_BASE_URL": os.environ.get("PORTAL_BASE_URL", f"http://localhost:{port}")
    }
    prepared = subprocess.run(
        [BIN / "python", "manage.py", "prepare"], cwd=ROOT, env=environment, check=False
    )
    if prepared.returncode:
        return prepared.returncode
    web: list[str | Path] = [
        BIN / "gunicorn",
        "ita_portal.wsgi",
        "--bind",
        f"{host}:{port}",
        "--workers",
        os.environ.get("WEB_WORKERS", "2"),
    ]
    worker: list[str | Path] = [
        BIN / "python",
        "manage.py",
        "db_worker",
        "--queue-name",
        "*",
        "--no-startup-delay",
    ]
    processes = [
        subprocess.Popen([*web, "--timeout", "120", "--log-level", "warning"], cwd=ROOT, env=environment),
        subprocess.Popen(worker, cwd=ROOT, env=environment),
    ]
    print(f"\nITA Portal: http://localhost:{port}/\n", flush=True)
    return wait(processes)


def wait(processes: list[subprocess.Popen[bytes]]) -> int:
    """Wait until a process ends or a signal comes; then stop the others. Return the exit code."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        return next(process.returncode for process in processes if process.poll() is not None)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
