"""Files behind a password: the strongest kind of each format, opened by it alone, nothing told by their names."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest
import pyzipper
from reportlab.pdfgen.canvas import Canvas

from app.domain.errors import StorageProblem
from app.files.protection import pack, protect_pdf
from app.system.file_passwords import new_file_password

SECRET = "张小明 110101199003070011"


def paper(path: Path) -> Path:
    canvas = Canvas(str(path), pageCompression=0)
    canvas.drawString(72, 700, "13800000042")
    canvas.setTitle(SECRET)
    canvas.save()
    return path


def test_a_pdf_is_encrypted_as_strongly_as_the_standard_knows(tmp_path: Path) -> None:
    path, password = paper(tmp_path / "log.pdf"), new_file_password()
    assert b"13800000042" in path.read_bytes()
    protect_pdf(path, password)
    raw = path.read_bytes()
    assert re.search(rb"/R 6\b", raw)
    assert b"/AESV3" in raw
    assert b"13800000042" not in raw
    reader = pypdf.PdfReader(path)
    assert reader.is_encrypted
    assert reader.decrypt("wrong") == pypdf.PasswordType.NOT_DECRYPTED
    assert reader.decrypt(password)
    assert reader.pages[0].extract_text().strip() == "13800000042"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_another_reader_asks_for_the_same_password(tmp_path: Path) -> None:
    path, password = paper(tmp_path / "log.pdf"), new_file_password()
    protect_pdf(path, password)

    def read(*given: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["pdftotext", *given, str(path), "-"], capture_output=True, text=True, check=False
        )

    for given in ((), ("-upw", password.lower()), ("-opw", "wrong")):
        refused = read(*given)
        assert refused.returncode != 0
        assert "Incorrect password" in refused.stderr
    assert read("-upw", password).stdout.strip() == "13800000042"


def test_a_zip_says_neither_what_nor_whose_it_holds(tmp_path: Path) -> None:
    file, password = tmp_path / f"{SECRET}.csv", new_file_password()
    file.write_text(SECRET, encoding="utf-8")
    pack([file], tmp_path / "log.zip", password)
    raw = (tmp_path / "log.zip").read_bytes()
    assert SECRET.encode() not in raw
    with pyzipper.AESZipFile(io.BytesIO(raw)) as archive:
        assert archive.namelist() == ["1.csv"]
        (entry,) = archive.infolist()
        assert (entry.wz_aes_strength, entry.wz_aes_vendor_id) == (3, b"AE")  # 3: 256 bits
        with pytest.raises(RuntimeError, match="password"):
            archive.read("1.csv", pwd=b"wrong")
        with pytest.raises(RuntimeError):
            archive.read("1.csv")
        assert archive.read("1.csv", pwd=password.encode()).decode() == SECRET


def test_a_changed_zip_is_not_read(tmp_path: Path) -> None:
    file, password = tmp_path / "a.csv", new_file_password()
    file.write_bytes(bytes(range(256)) * 8)
    pack([file], tmp_path / "a.zip", password)
    raw = bytearray((tmp_path / "a.zip").read_bytes())
    raw[120] ^= 1
    with (
        pyzipper.AESZipFile(io.BytesIO(bytes(raw))) as archive,
        pytest.raises(pyzipper.BadZipFile),
    ):
        archive.read("1.csv", pwd=password.encode())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x")
    for refused in (
        lambda: pack([tmp_path / "a.csv"], tmp_path / "none" / "a.zip", "x"),
        lambda: protect_pdf(tmp_path / "none.pdf", "x"),
    ):
        with pytest.raises(StorageProblem):
            refused()


def test_passwords_are_long_readable_and_never_the_same() -> None:
    made = {new_file_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"([2-9A-HJKMNP-TV-Z]{4}-){3}[2-9A-HJKMNP-TV-Z]{4}", each) for each in made)
