"""Prepares this checkout: system packages, virtual environment, page assets, document fonts.

Usage: python3 scripts/setup.py [--dev]

Uses the standard library only, since it runs before anything is installed. Every step keeps a stamp of
what it was made from, so that a second run does nothing. Where packages of the system cannot be
installed from here, it says exactly what to install.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"
OLDEST_PYTHON = (3, 11)

# Package of Debian → a file that shows it is there.
SYSTEM = {
    "libpangoft2-1.0-0": "usr/lib/*/libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "usr/lib/*/libharfbuzz-subset.so.0",
    "fonts-tlwg-laksaman-ttf": "usr/share/fonts/truetype/tlwg/Laksaman.ttf",
}
SYSTEM_DEV = {
    "chromium": "usr/bin/chromium",
    "libatomic1": "usr/lib/*/libatomic.so.1",
    "poppler-utils": "usr/bin/pdftotext",
    "qpdf": "usr/bin/qpdf",
    "postgresql": "usr/lib/postgresql/*/bin/initdb",
}


def say(text: str) -> None:
    """Tell the person what happens."""
    print(f"setup: {text}", flush=True)


def run(*command: str | Path, **options: object) -> None:
    """Run a command in the checkout; stop with its exit code when it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False, **options)  # type: ignore[call-overload]
    if done.returncode:
        sys.exit(done.returncode)


def digest(paths: Sequence[Path]) -> str:
    """Return a hash over the files' contents and this Python."""
    found = hashlib.sha256(sys.version.encode())
    for path in paths:
        found.update(path.read_bytes() if path.exists() else b"")
    return found.hexdigest()


def step(name: str, inputs: Sequence[Path], outputs: Sequence[Path], work: Callable[[], None]) -> None:
    """Do the work unless it was done for the same inputs and its outputs are still there."""
    stamp = STAMPS / name
    wanted = digest(inputs)
    if stamp.exists() and stamp.read_text() == wanted and all(path.exists() for path in outputs):
        return
    say(name)
    work()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)


def missing_packages(wanted: dict[str, str]) -> list[str]:
    """Return the system packages whose file is not there."""
    return [name for name, pattern in wanted.items() if not any(Path("/").glob(pattern))]


def system_packages(wanted: dict[str, str], *, needed: bool) -> None:
    """Install missing system packages with apt-get where that is allowed, else say what to install."""
    missing = missing_packages(wanted)
    if not missing:
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        say(f"system packages: {' '.join(missing)}")
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        run("apt-get", "update", "-qq", env=environment, stdout=subprocess.DEVNULL)
        install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing)
        run(*install, env=environment, stdout=subprocess.DEVNULL)
    missing = missing_packages(wanted)
    if missing:
        say(f"please install these system packages: sudo apt-get install {' '.join(missing)}")
        if needed:
            sys.exit(1)
        say("until then the portal runs, but cannot make PDF documents")


def make_venv() -> None:
    """Make the virtual environment."""
    run(sys.executable, "-m", "venv", "--clear", VENV)  # over another Python's it would be a mixture


def pip_install(requirements: str) -> Callable[[], None]:
    """Return the work of installing one requirements file."""
    return lambda: run(VENV / "bin" / "pip", "install", "--quiet", "-r", requirements)


def npm_install() -> None:
    """Install the page assets with the npm of the virtual environment and pick the files in use."""
    environment = os.environ | {"PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    npm = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
    run(VENV / "bin" / "npm", *npm, env=environment)
    run(VENV / "bin" / "python", "scripts/vendor_assets.py")


def build_fonts() -> None:
    """Build the document fonts."""
    run(VENV / "bin" / "python", "-m", "reports.fonts.build")


def main(dev: bool) -> None:
    """Do every step that is not done yet."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"setup: Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed")
    system_packages(SYSTEM, needed=False)
    if dev:
        system_packages(SYSTEM_DEV, needed=True)
    constraints = ROOT / "constraints.txt"
    step("virtual environment", [], [VENV / "bin" / "python"], make_venv)
    for name in ("requirements.txt", "requirements-build.txt", *(["requirements-dev.txt"] if dev else [])):
        step(name, [ROOT / name, constraints], [], pip_install(name))
    assets = [ROOT / "package-lock.json", ROOT / "scripts" / "vendor_assets.py"]
    step("page assets", assets, [ROOT / "node_modules", ROOT / "var" / "vendor"], npm_install)
    sources = [
        *sorted((ROOT / "reports" / "fonts").glob("*.py")),
        *Path("/").glob(SYSTEM["fonts-tlwg-laksaman-ttf"]),
    ]
    step("document fonts", sources, [ROOT / "var" / "fonts"], build_fonts)


if __name__ == "__main__":
    main("--dev" in sys.argv[1:])
