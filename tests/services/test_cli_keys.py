"""Making a real store from the command line, and every way in which opening one can fail, each told by its cause."""

from __future__ import annotations

import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_line import PASSPHRASE, Ran, fairdue, passphrase_file

from app.cli.terminal import Terminal
from app.models.database import connect
from app.system import folders
from app.system.keyslots import open_with_passphrase, open_with_recovery
from app.system.paths import Home
from app.system.slotfile import read_slots
from tests.quick_keys import quick_keys

WHO = ("--name", "李雷", "--employee-no", "1042")


def init(folder: Path, *words: str | Path, passphrase: str = PASSPHRASE, language: str = "en") -> Ran:
    return fairdue(
        "init", "--home", folder / "home", *WHO, "--passphrase-file", passphrase_file(folder, passphrase),
        "--recovery-out", folder / "recovery.txt", "--json", *words, language=language,
    )  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def cheap() -> Iterator[None]:
    with quick_keys():
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a real store, its passphrase and its recovery code; never changed."""
    folder = tmp_path_factory.mktemp("real")
    ran = init(folder, "--now", "2026-11-21T09:00+08:00")
    assert (ran.code, ran.err) == (0, "")
    assert ran.answer == {"home": str(folder / "home")}
    return folder


@pytest.fixture
def real(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "real"))


def use(folder: Path, *words: str, passphrase: str = PASSPHRASE, language: str = "en") -> Ran:
    noun, *rest = words or ("queue",)
    file = passphrase_file(folder, passphrase)
    return fairdue(noun, *rest, "--home", folder / "home", "--passphrase-file", file, language=language)


def test_a_real_store_opens_both_ways(made: Path) -> None:
    slots = read_slots(Home(made / "home").slots)
    assert not slots.practice
    key = open_with_passphrase(slots, PASSPHRASE)
    assert open_with_recovery(slots, (made / "recovery.txt").read_text("utf-8")) == key
    raw = connect(Home(made / "home").database, key)
    info = dict(raw.execute("SELECT name, value FROM store_info").fetchall())
    user = raw.execute('SELECT name, employee_no, role FROM "user"').fetchall()
    raw.close()
    assert (info["practice"], info["zone"], info["rule_pack"]) == ("0", "Asia/Shanghai", "cn")
    assert info["made_at"] == "1795222800000"
    assert user == [("李雷", "1042", "collector")]


def test_what_is_secret_is_for_the_owner_alone(made: Path) -> None:
    if sys.platform != "win32":
        assert stat.S_IMODE((made / "recovery.txt").stat().st_mode) == 0o600
        assert stat.S_IMODE((made / "home").stat().st_mode) == 0o700
    content = (made / "home" / "fairdue.db").read_bytes()
    assert "李雷".encode() not in content
    assert b"SQLite format 3" not in content


def test_a_real_store_is_used(real: Path) -> None:
    assert use(real).code == 0
    assert use(real, "verify", "--json").answer["ok"] is True
    assert use(real, passphrase="纸船　四只　ｒｅｎｋｏｕｃｈｕ　９１").code == 0


# Refused at birth; nothing is left.


def nothing_left(folder: Path) -> bool:
    home = Home(folder / "home")
    return not home.has_store and not (folder / "recovery.txt").exists()


def test_a_weak_passphrase(tmp_path: Path) -> None:
    assert "too easy to guess" in init(tmp_path, passphrase="催收2026!").sentence
    assert nothing_left(tmp_path)


def test_an_unknown_rule_pack(tmp_path: Path) -> None:
    assert (
        "There is no rule pack xx. Choose one of: cn, in, uk, us." in init(tmp_path, "--rules", "xx").sentence
    )
    assert nothing_left(tmp_path)


def test_a_missing_name(tmp_path: Path) -> None:
    ran = init(tmp_path, "--name", " ", language="zh_CN")
    assert "请用 --name 给出" in ran.sentence
    assert nothing_left(tmp_path)


def test_nobody_to_type(tmp_path: Path) -> None:
    file = passphrase_file(tmp_path)
    ran = fairdue("init", "--home", tmp_path / "home", *WHO, "--passphrase-file", file)
    assert "--recovery-out" in ran.sentence
    ran = fairdue("init", "--home", tmp_path / "home", *WHO, "--recovery-out", tmp_path / "recovery.txt")
    assert "--passphrase-file" in ran.sentence
    assert nothing_left(tmp_path)


def test_a_failure_on_the_way_takes_the_recovery_code_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.domain.errors import StorageProblem
    from app.services import store

    def full(*_: object) -> None:
        raise StorageProblem("disk_full", path="x")

    monkeypatch.setattr(store, "write_slots", full)
    assert init(tmp_path).sentence.startswith("The disk is full.")
    assert nothing_left(tmp_path)


def test_no_store_is_made_over_another(real: Path) -> None:
    before = (real / "home" / "keyslots.json").read_bytes()
    (real / "recovery.txt").unlink()
    assert "There is a store already" in init(real).sentence
    assert (real / "home" / "keyslots.json").read_bytes() == before
    ran = fairdue("sample", "--home", real / "home")
    assert "There is a store already" in ran.sentence


def test_an_old_recovery_code_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "recovery.txt").write_text("KEEP", "utf-8")
    assert "is not overwritten" in init(tmp_path).sentence
    assert (tmp_path / "recovery.txt").read_text("utf-8") == "KEEP"


def test_a_synced_folder(tmp_path: Path) -> None:
    (tmp_path / "坚果云").mkdir()
    ran = init(tmp_path / "坚果云", language="zh_CN")
    assert "由 坚果云 同步" in ran.sentence
    assert nothing_left(tmp_path / "坚果云")


def test_a_network_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "read_mounts", lambda: f"server:/x {tmp_path} nfs4 rw 0 0\n")
    assert "network file system (nfs4)" in init(tmp_path).sentence
    assert nothing_left(tmp_path)


# At a terminal.


@pytest.fixture
def typist(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str], list[str]], list[str]]:
    """Somebody who answers: lines seen and unseen. ``CODE`` types the code back that was shown."""

    def sit(lines: list[str], secrets: list[str]) -> list[str]:
        shown: list[str] = []
        note = Terminal.note

        def ask(_: Terminal, __: str) -> str:
            line = lines.pop(0)
            code = next((text.strip() for text in shown if text.count("-") == 7), "")
            return line.replace("CODE", code)

        def keep(terminal: Terminal, text: str) -> None:
            shown.append(text)
            note(terminal, text)

        monkeypatch.setattr(Terminal, "can_ask", True)
        monkeypatch.setattr(Terminal, "ask", ask)
        monkeypatch.setattr(Terminal, "ask_secret", lambda *_: secrets.pop(0))
        monkeypatch.setattr(Terminal, "note", keep)
        return shown

    return sit


def test_everything_is_asked_for(tmp_path: Path, typist: Callable[[list[str], list[str]], list[str]]) -> None:
    shown = typist(["李雷", "1042", "CODE"], [PASSPHRASE, PASSPHRASE])
    ran = fairdue("init", "--home", tmp_path / "home", "--json", language="zh_CN")
    assert ran.answer == {"home": str(tmp_path / "home")}
    code = next(text.strip() for text in shown if text.count("-") == 7)
    assert code not in ran.out
    slots = read_slots(Home(tmp_path / "home").slots)
    assert open_with_recovery(slots, code) == open_with_passphrase(slots, PASSPHRASE)
    typist([], [PASSPHRASE])
    assert fairdue("queue", "--home", tmp_path / "home").code == 0


def test_a_typing_error_is_told_by_its_group(
    tmp_path: Path, typist: Callable[[list[str], list[str]], list[str]]
) -> None:
    shown = typist(["CODEX", "00000" + "-00000" * 7, "CODE"], [PASSPHRASE, PASSPHRASE])
    assert fairdue("init", "--home", tmp_path / "home", *WHO).code == 0
    assert any("40 characters; 41 were typed" in text for text in shown)
    assert any("typing error in group 1" in text for text in shown)


def test_three_wrong_codes_and_no_store(
    tmp_path: Path, typist: Callable[[list[str], list[str]], list[str]]
) -> None:
    shown = typist(["", "x", "y"], [PASSPHRASE, PASSPHRASE])
    assert fairdue("init", "--home", tmp_path / "home", *WHO).code == 1
    assert "no store was made" in shown[-1]
    assert nothing_left(tmp_path)


def test_two_different_passphrases(
    tmp_path: Path, typist: Callable[[list[str], list[str]], list[str]]
) -> None:
    shown = typist([], [PASSPHRASE, PASSPHRASE + "x"])
    assert fairdue("init", "--home", tmp_path / "home", *WHO).code == 1
    assert "The two passphrases differ" in shown[-1]
    assert nothing_left(tmp_path)


# Opening: the true cause.


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def swap(real: Path, other: Path, name: str) -> None:
    shutil.copy(other / "home" / name, real / "home" / name)


def halve(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 8192 * 4096)


def newer(real: Path) -> None:
    home = Home(real / "home")
    raw = connect(home.database, open_with_passphrase(read_slots(home.slots), PASSPHRASE))
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()


def precious(real: Path) -> dict[str, bytes]:
    """The files that may not change by looking at them."""
    files = [real / "home" / name for name in ("fairdue.db", "keyslots.json")]
    return {path.name: path.read_bytes() for path in files if path.exists()}


CAUSES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "damaged head": (
        lambda real: flip(real / "home" / "fairdue.db", 20),
        "the file is damaged",
        "文件已损坏",
    ),
    "half a database": (lambda real: halve(real / "home" / "fairdue.db"), "is damaged", "已损坏"),
    "no database": (
        lambda real: (real / "home" / "fairdue.db").unlink(),
        "the database file is gone",
        "数据库文件不见了",
    ),
    "damaged slots": (lambda real: flip(real / "home" / "keyslots.json", 99), "is damaged", "密钥文件"),
    "no slots": (lambda real: (real / "home" / "keyslots.json").unlink(), "is missing", "缺少密钥文件"),
    "newer store": (newer, "written by a newer FairDue (schema 9999", "请安装新版本"),
}


@pytest.mark.parametrize(("harm", "english", "chinese"), CAUSES.values(), ids=CAUSES.keys())
def test_the_cause_is_told(real: Path, harm: Callable[[Path], object], english: str, chinese: str) -> None:
    harm(real)
    before = precious(real)
    assert english in use(real).sentence
    assert chinese in use(real, language="zh_CN").sentence
    assert precious(real) == before


def test_a_wrong_passphrase_is_not_called_damage(real: Path) -> None:
    sentence = use(real, passphrase="纸船 四只 renkouchu 92").sentence
    assert sentence.startswith("This passphrase does not open the store. The file is in order")
    assert "口令不对" in use(real, passphrase="x", language="zh_CN").sentence


def test_the_database_of_another_store(real: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert init(tmp_path / "other").code == 0
    swap(real, tmp_path / "other", "fairdue.db")
    assert "belongs to another store" in use(real).sentence


def test_a_damaged_file_is_found_while_reading(real: Path) -> None:
    database = real / "home" / "fairdue.db"
    for page in range(1, database.stat().st_size // 4096):
        flip(database, page * 4096 + 50)
    damaged = database.read_bytes()
    assert "damaged" in use(real).sentence
    assert database.read_bytes() == damaged, "never repaired in place"


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "is missing"), (b"", "is empty"), (b"\n", "is empty"), (b"\xff\xfe\xff", "no UTF-8")],
)
def test_the_passphrase_file(real: Path, content: bytes | None, words: str) -> None:
    path = real / "other.txt"
    if content is not None:
        path.write_bytes(content)
    assert words in fairdue("queue", "--home", real / "home", "--passphrase-file", path).sentence


def test_a_file_with_a_mark_at_its_start_and_windows_line_ends(real: Path) -> None:
    path = real / "windows.txt"
    path.write_bytes(b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\nsecond line\r\n")
    assert fairdue("queue", "--home", real / "home", "--passphrase-file", path).code == 0


# Users, keys


def test_users_and_keys_from_the_command_line(real: Path, tmp_path: Path) -> None:
    """Added, first passphrase changed, who one is, a new code, a new key, let go: all in one store."""
    first, own = "maple drum 58 canyon silk", "velvet anchor 73 mosaic pine"
    for name, text in (("first", first), ("own", own)):
        (tmp_path / name).write_text(f"{text}\n", "utf-8")
    added = use(
        real, "users", "--add", "1043", "--name", "韩梅", "--first-passphrase-file", str(tmp_path / "first")
    )
    assert (added.code, added.err) == (0, "")
    assert "韩梅 · 1043 · collector · has not unlocked yet" in added.out
    assert "made this passphrase up" in use(real, passphrase=first).sentence
    changed = use(
        real, "keys", "--new-passphrase-file", str(tmp_path / "own"), "--as", "1043", passphrase=first
    )
    assert (changed.code, changed.err) == (0, "")
    assert use(real, "queue", "--as", "1043", passphrase=own).code == 0
    assert "passphrase does not open" in use(real, "queue", "--as", "1042", passphrase=own).sentence
    assert "9999" in use(real, "queue", "--as", "9999").sentence
    told = use(real, "keys", "--json").answer
    assert told["ways"] == ["passphrase", "recovery"]
    assert [one["employee_no"] for one in told["users"]] == ["1042", "1043"]
    assert use(real, "keys", "--new-code", "--recovery-out", str(tmp_path / "code")).code == 0
    slots = read_slots(Home(real / "home").slots)
    open_with_recovery(slots, (tmp_path / "code").read_text("utf-8"))
    done = use(real, "keys", "--rekey", "--recovery-out", str(tmp_path / "newer"), "--json")
    assert done.answer["ended"] == ["韩梅"]
    slots = read_slots(Home(real / "home").slots)
    assert open_with_recovery(slots, (tmp_path / "newer").read_text("utf-8")) == open_with_passphrase(
        slots, PASSPHRASE
    )
    assert "passphrase does not open" in use(real, passphrase=own).sentence
    assert use(real, "users", "--let-go", "1043").code == 1, "a reason is asked for"
    assert use(real, "users", "--amend", "1042", "--role", "lead", "--why", "nobody leads").code == 0
    amended = use(
        real, "users", "--amend", "1043", "--name", "韩梅梅", "--why", "typed wrong", "--json"
    ).answer
    assert [(one["name"], one["role"]) for one in amended] == [("李雷", "lead"), ("韩梅梅", "collector")]
    told = use(real, "users", "--history", "1042", language="zh_CN").out
    assert "李雷  角色：催收员 → 主管  nobody leads" in told
    gone = use(real, "users", "--let-go", "1043", "--why", "left", "--json").answer
    assert [(one["employee_no"], one["active"]) for one in gone] == [("1042", True), ("1043", False)]
    assert use(real, "users", "--let-go", "7").code == 1
