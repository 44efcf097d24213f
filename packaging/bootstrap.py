"""Make a checkout ready to run: system libraries, `.venv`, the locked packages, compiled translations.

Runs on Python 3.11, 3.12 or 3.13 with nothing installed, on Linux, Windows and macOS:

    python packaging/bootstrap.py            what the program needs
    python packaging/bootstrap.py --testing  and the programs that the tests read our files with

A second run costs a fraction of a second: the lock file's digest is stamped into `.venv`. What is missing
from the system is installed where that needs no question (root, or sudo without a password) and otherwise
named in one line to copy.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "locked.sha256"

SUPPORTED = ((3, 11), (3, 12), (3, 13))

# What Qt loads that its wheel does not carry: shared object -> Debian package. The lines up to Kerberos are
# needed to import Qt at all, the rest to open a window on X11. The .deb asks for the same packages.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
}

# Programs of other makers that open what we write: program -> Debian package. Only tests need them.
TEST_PROGRAMS = {"soffice": "libreoffice-calc-nogui", "pdftotext": "poppler-utils", "zbarimg": "zbar-tools"}


class SetupProblem(Exception):
    """The checkout cannot be made ready; the message says what to do."""


def say(text: str) -> None:
    print(f"fairdue: {text}", file=sys.stderr, flush=True)


def venv_python(folder: Path = VENV) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages() -> list[str]:
    """Debian packages whose part is not on this machine, in a fixed order."""
    missing = [package for library, package in QT_LIBRARIES.items() if not can_load(library)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return missing


def administrator() -> list[str] | None:
    """The words before a command that needs rights: none for root, sudo where it asks nothing, else None."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def provide_system_packages() -> None:
    """Install what Qt needs from the system, or raise with the one line that installs it."""
    missing = missing_packages()
    if not missing:
        return
    install(missing)
    if still := missing_packages():
        raise SetupProblem(f"still missing after the installation: {' '.join(still)}")


def provide_test_programs() -> None:
    """Install the programs that tests read our files with. Without them those tests are skipped, and say so."""
    missing = [package for program, package in TEST_PROGRAMS.items() if not shutil.which(program)]
    if not missing:
        return
    try:
        install(missing)
    except SetupProblem as problem:
        say(f"some tests will be skipped. {problem}")


def install(packages: list[str]) -> None:
    """Install Debian packages where that needs no question, or raise with the one line that does it."""
    if not shutil.which("apt-get"):
        raise SetupProblem(f"missing on this system (Debian's names): {' '.join(packages)}")
    by_hand = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"
    rights = administrator()
    if rights is None:
        raise SetupProblem(f"system packages are missing. Install them with:\n{by_hand}")
    say(f"installing system packages: {' '.join(packages)}")
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        # Standard output stays clean: it belongs to the command that needed the set-up.
        done = subprocess.run([*apt, *command], stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
        if done.returncode:
            raise SetupProblem(f"apt-get {command[0]} failed. Once it works, run:\n{by_hand}")
    importlib.invalidate_caches()


def lock_digest() -> str:
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def is_ready() -> bool:
    """Whether `.venv` holds exactly what the lock file says, as far as the last set-up knows."""
    return venv_python().exists() and STAMP.is_file() and STAMP.read_text("ascii") == lock_digest()


def runs(python: Path) -> bool:
    """Whether an interpreter answers: a `.venv` may outlive its Python, or lack pip after a broken set-up."""
    try:
        answer = subprocess.run([python, "-c", "import pip"], capture_output=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0


def provide_environment() -> None:
    """Make `.venv` and install the locked packages, each checked against its hash."""
    if is_ready():
        return
    if not runs(venv_python()):
        say(f"creating .venv with Python {sys.version.split()[0]}")
        venv.create(VENV, clear=True, with_pip=True)
    say("installing the locked packages (about 200 MB to fetch the first time)")
    STAMP.unlink(missing_ok=True)
    pip = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    command = [*pip, "--require-hashes", "--requirement", str(LOCK)]
    if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False).returncode:
        raise SetupProblem("pip could not install the locked packages; its message is above")
    STAMP.write_text(lock_digest(), "ascii")


def compile_translations(folder: Path = ROOT / "resources" / "i18n") -> list[Path]:
    """Make the `.qm` that Qt reads from each `.ts` that changed; the compiled files are not kept in git."""
    changed = [
        source
        for source in sorted(folder.glob("*.ts"))
        if not source.with_suffix(".qm").exists()
        or source.with_suffix(".qm").stat().st_mtime < source.stat().st_mtime
    ]
    compiler = venv_python().with_name("pyside6-lrelease.exe" if os.name == "nt" else "pyside6-lrelease")
    for source in changed:
        command = [str(compiler), "-silent", str(source), "-qm", str(source.with_suffix(".qm"))]
        if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False).returncode:
            raise SetupProblem(f"{source.name} could not be compiled; the message is above")
    return changed


def main(*, is_testing: bool) -> int:
    try:
        if sys.version_info[:2] not in SUPPORTED:
            raise SetupProblem(f"Python 3.11, 3.12 or 3.13 is needed; this is {sys.version.split()[0]}")
        if sys.platform == "linux":
            provide_system_packages()
            if is_testing:
                provide_test_programs()
        provide_environment()
        compile_translations()
    except SetupProblem as problem:
        say(str(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(is_testing="--testing" in sys.argv[1:]))
