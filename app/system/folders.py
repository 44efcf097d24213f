"""Whether a folder may hold a store: local, not synced, writable, with room.

SQLite's write-ahead log needs memory shared between processes, which network file systems do not give
(sqlite.org/useovernet.html); a sync client copies the database while it is being written.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath

from app.domain.errors import StorageProblem

SPARE_BYTES = 200 * 1024 * 1024
"""What must stay free beside twice the database: backup, write-ahead log, letters."""

_NETWORK_TYPES = re.compile(
    r"(?:fuse\.)?(?:nfs\d?|cifs|smb\d?|smbfs|smbnetfs|sshfs|afp|afpfs|afs|9p|ncpfs|webdav|davfs2?|ceph|glusterfs|lustre"
    r"|gpfs|beegfs|ocfs2|gfs2|gvfsd-fuse|rclone|s3fs|goofys|gcsfuse|onedriver|google-drive-ocamlfuse"
    r"|prl_fs|vboxsf|vmhgfs(?:-fuse)?)",
    re.IGNORECASE,
)

_SYNCED_NAMES: Mapping[str, tuple[str, ...]] = {
    "OneDrive": ("onedrive", "skydrive"),
    "Dropbox": ("dropbox",),
    "iCloud": ("iclouddrive", "icloud drive", "mobile documents", "com~apple~clouddocs"),
    "Google Drive": ("google drive", "googledrive", "my drive", "我的云端硬盘"),
    "坚果云": ("坚果云", "我的坚果云", "nutstore", "nutstore files"),
    "百度网盘": ("百度网盘", "百度网盘同步空间", "baidunetdisk", "baidusyncdisk", "baidunetdiskworkspace"),
    "WPS云盘": ("wps云盘", "wps网盘", "wpsdrive", "wps cloud files", "wps 云盘", "kingsoftcloud"),
    "阿里云盘": ("阿里云盘", "adrive", "alipan"),
    "腾讯微云": ("微云", "腾讯微云", "weiyun"),
    "Nextcloud": ("nextcloud", "owncloud"),
    "Syncthing": ("syncthing",),
    "MEGA": ("megasync",),
    "Synology Drive": ("synologydrive", "synology drive"),
    "CloudStorage": ("cloudstorage",),  # macOS keeps the newer clients' folders under ~/Library/CloudStorage
}
_NAMED_VARIANT = re.compile(r"^(onedrive|dropbox|googledrive|google drive|坚果云|nutstore)\s*[-_(（].*$")
_SYNC_MARKERS = {".dropbox": "Dropbox", ".stfolder": "Syncthing", ".tmp.drivedownload": "Google Drive"}
_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")

_DRIVE_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW


def require_safe_folder(
    folder: Path, *, mounts: str | None = None, environ: Mapping[str, str] = os.environ
) -> None:
    """Refuse a folder (it need not exist yet) in which a store would not survive.

    ``mounts`` stands for the system's mount table (the text of ``/proc/self/mounts`` or of ``mount``).
    Raises StorageProblem ``folder_network`` (kind) or ``folder_synced`` (service).
    """
    table = read_mounts() if mounts is None else mounts
    # A link hides neither its place nor its target.
    for path in (_lexical(folder), folder.resolve()):
        kind = network_kind(path, table)
        if kind:
            raise StorageProblem("folder_network", path=str(folder), kind=kind)
        service = sync_service(path, environ)
        if service:
            raise StorageProblem("folder_synced", path=str(folder), service=service)


def network_kind(path: Path, mounts: str) -> str:
    """The kind of network file system ``path`` lies on ("nfs4", "network drive", …), empty when it is local."""
    if is_unc(str(path)) or _is_remote_drive(path):
        return "network drive"
    kind = file_system_type(path, mounts)
    return kind if _NETWORK_TYPES.fullmatch(kind) else ""


def is_unc(path: str) -> bool:
    r"""Whether ``path`` is a Windows network path (``\\server\share``), also in its long form ``\\?\UNC\…``."""
    drive = PureWindowsPath(path).drive
    if drive.startswith(("\\\\?\\", "\\\\.\\")):
        return drive[4:].upper().startswith("UNC\\")
    return path.startswith("\\\\") and drive.startswith("\\\\")


def file_system_type(path: Path, mounts: str) -> str:
    """The type of the mount that holds the absolute ``path``; of two on one point the later, which covers the other.

    Empty when the table does not tell.
    """
    found, length = "", 0
    for point, kind in _mount_points(mounts):
        if path.is_relative_to(point) and len(point.parts) >= length:
            found, length = kind, len(point.parts)
    return found


def sync_service(path: Path, environ: Mapping[str, str] = os.environ) -> str:
    """The sync client whose folder holds ``path``, empty if none is known by name, variable or marker file."""
    for part in path.parts:
        name = part.casefold().strip()
        variant = _NAMED_VARIANT.match(name)
        for service, names in _SYNCED_NAMES.items():
            if name in names or (variant and variant[1] in names):
                return service
    for variable in _ONEDRIVE_VARIABLES:
        if environ.get(variable) and path.is_relative_to(environ[variable]):
            return "OneDrive"
    for folder in (path, *path.parents):
        for marker, service in _SYNC_MARKERS.items():
            if _exists(folder / marker):
                return service
    return ""


def require_writable(folder: Path) -> None:
    """Make and remove an empty file in the existing ``folder``. Raises StorageProblem ``folder_read_only`` or other."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise StorageProblem.of(error, folder) from error


def free_bytes(folder: Path) -> int:
    """Bytes free to this user where ``folder`` is, or will be."""
    existing = next(place for place in (folder, *folder.absolute().parents) if _exists(place))
    return shutil.disk_usage(existing).free


def space_wanted(database: Path) -> int:
    """Below this many free bytes the user is warned, and no import starts: twice the database and 200 MiB."""
    size = database.stat().st_size if database.exists() else 0
    return 2 * size + SPARE_BYTES


def require_space(folder: Path, needed: int) -> None:
    """Raises StorageProblem ``disk_low`` (free, needed: bytes) when fewer than ``needed`` are free."""
    free = free_bytes(folder)
    if free < needed:
        raise StorageProblem("disk_low", path=str(folder), free=free, needed=needed)


def read_mounts() -> str:
    """The system's mount table as text; empty on Windows, where drives are asked instead."""
    if sys.platform == "darwin":
        import subprocess

        return subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
    try:
        return Path("/proc/self/mounts").read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


_LINUX_LINE = re.compile(r"^\S+ (?P<point>/\S*) (?P<kind>\S+) \S+ \d+ \d+$")
_MACOS_LINE = re.compile(r"^.+? on (?P<point>/.*) \((?P<kind>[^,)]+)[^()]*\)$")


def _mount_points(mounts: str) -> list[tuple[Path, str]]:
    points = []
    for line in mounts.splitlines():
        match = _LINUX_LINE.match(line) or _MACOS_LINE.match(line)
        if match:
            points.append((Path(_unescaped(match["point"])), match["kind"]))
    return points


def _unescaped(point: str) -> str:
    r"""Linux writes a space in a mount point as ``\040``."""
    return re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), point)


def _is_remote_drive(path: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _DRIVE_REMOTE)


def _lexical(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow the link


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
