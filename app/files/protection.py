"""Shutting a file up behind a password before it leaves: PDF by its own encryption, everything else in a zip.

Both are AES-256: ISO 32000-2 §7.6 (revision 6) for PDF, WinZip's AE-2 for zip. The names of files in a zip stay
readable, so what is put in gets a name that says nothing. All functions raise StorageProblem.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.domain.errors import StorageProblem

ZIP = ".zip"
_AES_BITS = 256


def protect_pdf(path: Path, password: str) -> None:
    """Encrypt a PDF where it lies: nothing of it is shown without the password, and all may be done with it."""
    from pypdf import PdfReader, PdfWriter

    try:
        with PdfReader(path) as reader:
            writer = PdfWriter(clone_from=reader)
        writer.encrypt(password, algorithm="AES-256")
        with path.open("wb") as file:
            writer.write(file)
    except OSError as error:
        raise StorageProblem.of(error, path) from error


def pack(files: Sequence[Path], target: Path, password: str) -> None:
    """Put files into one encrypted zip, named by their number and kind alone: ``1.xlsx``, ``2.csv``."""
    import pyzipper  # type: ignore[import-untyped]

    try:
        with pyzipper.AESZipFile(
            target, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
        ) as archive:
            archive.setpassword(password.encode())
            archive.setencryption(pyzipper.WZ_AES, nbits=_AES_BITS)
            for number, file in enumerate(files, 1):
                archive.write(file, f"{number}{file.suffix}")
    except OSError as error:
        raise StorageProblem.of(error, target) from error
