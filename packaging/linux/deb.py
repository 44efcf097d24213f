"""Make a Debian package of the frozen application: `python packaging/linux/deb.py FROZEN DIST`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from bootstrap import QT_LIBRARIES  # noqa: E402

from app import __version__  # noqa: E402

CONTROL = """\
Package: fairdue
Version: {version}
Architecture: {architecture}
Maintainer: FairDue contributors <maintainers@fairdue.invalid>
Installed-Size: {kibibytes}
Depends: {depends}
Section: misc
Priority: optional
Description: desk for collecting overdue consumer debts within the rules
 有还 FairDue holds the cases, calls, promises and letters of a debt collector in
 one encrypted file on the collector's own computer, and shows what may be done
 next and what may not.
"""


def depends() -> str:
    """What Qt needs, and a C library no older than the one that the frozen Python was built with."""
    _, glibc = os.confstr("CS_GNU_LIBC_VERSION").split()  # type: ignore[union-attr]
    return ", ".join([f"libc6 (>= {glibc})", *QT_LIBRARIES.values()])


def lay_out(frozen: Path, tree: Path) -> None:
    """Put every file where Debian expects it, under `tree`."""
    shutil.copytree(frozen, tree / "usr/lib/fairdue", symlinks=True)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/fairdue").symlink_to("../lib/fairdue/fairdue")
    here = Path(__file__).parent
    placed = {
        here / "fairdue.desktop": "usr/share/applications/fairdue.desktop",
        here / "fairdue.svg": "usr/share/icons/hicolor/scalable/apps/fairdue.svg",
        ROOT / "LICENSE": "usr/share/doc/fairdue/copyright",
        ROOT / "THIRD_PARTY.md": "usr/share/doc/fairdue/THIRD_PARTY.md",
    }
    for source, target in placed.items():
        (tree / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, tree / target)
        (tree / target).chmod(0o644)


def main() -> int:
    frozen, dist = (Path(word) for word in sys.argv[1:])
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    with tempfile.TemporaryDirectory(dir=frozen.parent) as folder:
        tree = Path(folder)
        tree.chmod(0o755)
        lay_out(frozen, tree)
        size = sum(path.lstat().st_size for path in tree.rglob("*") if path.is_file())
        (tree / "DEBIAN").mkdir()
        (tree / "DEBIAN/control").write_text(
            CONTROL.format(
                version=__version__, architecture=architecture, kibibytes=size // 1024, depends=depends()
            ),
            "utf-8",
        )
        package = dist / f"fairdue_{__version__}_{architecture}.deb"
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, package], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
