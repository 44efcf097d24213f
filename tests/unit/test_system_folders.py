"""Where a store may lie: mount tables and folder names as they are found on desks."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.domain.errors import StorageProblem
from app.system.folders import (
    SPARE_BYTES,
    file_system_type,
    free_bytes,
    is_unc,
    network_kind,
    read_mounts,
    require_safe_folder,
    require_space,
    require_writable,
    space_wanted,
    sync_service,
)

LINUX = """\
proc /proc proc rw,relatime 0 0
/dev/sda2 / ext4 rw,relatime 0 0
/dev/sdb1 /data xfs rw 0 0
server:/export /data/team nfs4 rw,vers=4.2 0 0
//nas/cases /mnt/nas\\040of\\040the\\040firm cifs rw 0 0
me@host:/ /home/a/remote fuse.sshfs rw 0 0
/dev/sdc1 /media/usb fuseblk rw 0 0
portal /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
drvfs /mnt/c 9p rw 0 0
overlay /cover overlay rw 0 0
server:/x /cover nfs rw 0 0
"""
MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//me@nas/cases on /Volumes/cases (old) (smbfs, nodev, nosuid, mounted by me)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""

posix_paths = pytest.mark.skipif(os.name != "posix", reason="the tables name POSIX paths")


@posix_paths
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/a/.local/share/FairDue", ""),
        ("/data/store", ""),
        ("/data/teams", ""),
        ("/data/team", "nfs4"),
        ("/data/team/store", "nfs4"),
        ("/mnt/nas of the firm/x", "cifs"),
        ("/home/a/remote/x", "fuse.sshfs"),
        ("/media/usb/store", ""),
        ("/run/user/1000/gvfs/smb-share", "fuse.gvfsd-fuse"),
        ("/mnt/c/Users/a", "9p"),
        ("/cover/x", "nfs"),
    ],
)
def test_network_mounts_of_linux(path: str, kind: str) -> None:
    assert network_kind(Path(path), LINUX) == kind


@posix_paths
def test_network_mounts_of_macos() -> None:
    assert file_system_type(Path("/Users/a/store"), MACOS) == "apfs"
    assert network_kind(Path("/Volumes/cases (old)/store"), MACOS) == "smbfs"
    assert network_kind(Path("/Users/a/store"), MACOS) == ""


def test_unreadable_table_tells_nothing() -> None:
    assert file_system_type(Path("/anywhere").absolute(), "") == ""
    assert file_system_type(Path("/anywhere").absolute(), "nonsense\n\nmore nonsense") == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="this machine's own table")
def test_own_table_is_read() -> None:
    assert file_system_type(Path("/proc/self"), read_mounts()) == "proc"


@pytest.mark.parametrize(
    ("path", "network"),
    [
        (r"\\nas\cases\store", True),
        (r"\\?\UNC\nas\cases\store", True),
        ("//nas/cases/store", True),
        (r"C:\Users\a", False),
        (r"\\?\C:\Users\a", False),
        ("C:/Users/a", False),
        ("/home/a", False),
        (r"\Users", False),
    ],
)
def test_windows_network_paths(path: str, network: bool) -> None:
    path = path.replace("/", "\\") if path.startswith("//") else path
    assert is_unc(path) is network


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - 恒信资产", "OneDrive"),
        ("onedrive - Personal", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("iCloudDrive", "iCloud"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("我的坚果云", "坚果云"),
        ("坚果云", "坚果云"),
        ("Nutstore Files", "坚果云"),
        ("百度网盘", "百度网盘"),
        ("BaiduSyncdisk", "百度网盘"),
        ("WPS云盘", "WPS云盘"),
        ("WPSDrive", "WPS云盘"),
        ("Google Drive", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-me@example.org", "CloudStorage"),
        ("Nextcloud", "Nextcloud"),
        ("My Documents", ""),
        ("dropboxes", ""),
        ("催收 OneDriven", ""),
        ("box", ""),
    ],
)
def test_synced_folders_by_name(tmp_path: Path, folder: str, service: str) -> None:
    assert sync_service(tmp_path / folder / "FairDue", {}) == service


def test_synced_folders_by_variable_and_marker(tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    assert sync_service(moved / "FairDue", {"OneDriveCommercial": str(moved)}) == "OneDrive"
    assert sync_service(tmp_path / "other", {"OneDriveCommercial": str(moved), "OneDrive": ""}) == ""
    (moved / ".stfolder").mkdir(parents=True)
    assert sync_service(moved / "deep" / "FairDue", {}) == "Syncthing"


def test_refusals_name_folder_and_cause(tmp_path: Path) -> None:
    require_safe_folder(tmp_path / "store", mounts="", environ={})
    with pytest.raises(StorageProblem) as caught:
        require_safe_folder(tmp_path / "Dropbox" / "store", mounts="", environ={})
    assert caught.value.code == "folder_synced"
    assert caught.value.params == {"path": str(tmp_path / "Dropbox" / "store"), "service": "Dropbox"}


@posix_paths
def test_a_link_hides_neither_side(tmp_path: Path) -> None:
    table = f"server:/x {tmp_path / 'share'} nfs rw 0 0\n"
    (tmp_path / "share").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "share")
    with pytest.raises(StorageProblem) as caught:
        require_safe_folder(tmp_path / "link" / "store", mounts=table, environ={})
    assert caught.value.code == "folder_network"
    assert caught.value.params["kind"] == "nfs"
    (tmp_path / "Dropbox").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StorageProblem) as caught:
        require_safe_folder(tmp_path / "Dropbox" / "store", mounts="", environ={})
    assert caught.value.code == "folder_synced"


def test_this_machine_may_hold_a_store(tmp_path: Path) -> None:
    require_safe_folder(tmp_path / "store")


def test_writable_folder_is_left_as_it_was(tmp_path: Path) -> None:
    require_writable(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="a folder that even root may not write")
def test_folder_that_nobody_may_write() -> None:
    with pytest.raises(StorageProblem) as caught:
        require_writable(Path("/sys/kernel"))
    assert caught.value.code == "folder_read_only"


def test_space(tmp_path: Path) -> None:
    free = free_bytes(tmp_path / "not" / "yet" / "there")
    assert free == pytest.approx(free_bytes(tmp_path), rel=0.2)
    require_space(tmp_path, 1)
    with pytest.raises(StorageProblem) as caught:
        require_space(tmp_path, 2**62)
    assert caught.value.code == "disk_low"
    assert caught.value.params["needed"] == 2**62
    assert caught.value.params["free"] == pytest.approx(free, rel=0.2)
    database = tmp_path / "fairdue.db"
    assert space_wanted(database) == SPARE_BYTES == 209_715_200
    database.write_bytes(b"x" * 1000)
    assert space_wanted(database) == SPARE_BYTES + 2000
