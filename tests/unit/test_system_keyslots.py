"""Key slots: every way in, every wrong secret, every kind of damage and forgery."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.domain.errors import AppError, CredentialProblem, StorageProblem
from app.system import keyslots, passphrases
from app.system.keyslots import (
    PRACTICE_PASSPHRASE,
    NewStoreKeys,
    add_slot,
    change_passphrase,
    new_entry_key,
    new_practice_keys,
    new_store_keys,
    open_with_keyring,
    open_with_passphrase,
    open_with_recovery,
    remove_slot,
    renew_recovery_code,
)
from app.system.passphrases import passphrase_strength
from app.system.slotfile import Argon2Terms, SlotFile, Way, read_slots, write_slots

STORE = UUID("0192f0c1-7b2a-7123-8123-123456789012")
OTHER = UUID("0192f0c1-7b2a-7123-8123-999999999999")
PASSPHRASE = "纸船 四只 renkouchu 91"


@pytest.fixture(scope="module")
def real() -> NewStoreKeys:
    """Made once: each passphrase costs what it should."""
    return new_store_keys(PASSPHRASE, db_uuid=STORE)


@pytest.fixture
def practice() -> tuple[SlotFile, bytes]:
    return new_practice_keys(db_uuid=STORE)


def code_of(error: pytest.ExceptionInfo[AppError]) -> str:
    return error.value.code


def written(path: Path, data: dict[str, Any]) -> Path:
    """A slot file as a forger writes it: any content, with a check that fits."""
    content = {name: value for name, value in data.items() if name != "check"}
    line = json.dumps(content, separators=(",", ":"))
    content["check"] = hashlib.sha256(line.encode()).hexdigest()
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n")
    return path


def as_json(slots: SlotFile) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(slots.to_bytes())
    return found


# Ways in


def test_each_way_opens_the_same_key(real: NewStoreKeys, tmp_path: Path) -> None:
    entry_key = new_entry_key()
    slots = add_slot(real.slots, real.data_key, Way.KEYRING, entry_key)
    write_slots(tmp_path / "keyslots.json", slots)
    found = read_slots(tmp_path / "keyslots.json", db_uuid=STORE)
    assert found == slots
    assert found.ways == {Way.PASSPHRASE, Way.RECOVERY, Way.KEYRING}
    assert len(real.data_key) == 32
    assert open_with_passphrase(found, PASSPHRASE) == real.data_key
    assert open_with_recovery(found, real.recovery_code.lower().replace("-", " ")) == real.data_key
    assert open_with_keyring(found, entry_key) == real.data_key


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_slot_file_is_private_small_and_tells_nothing(real: NewStoreKeys, tmp_path: Path) -> None:
    path = tmp_path / "keyslots.json"
    write_slots(path, real.slots)
    content = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(content) < 1200
    assert PASSPHRASE.encode() not in content
    assert real.data_key.hex().encode() not in content
    assert real.recovery_code[:5].encode() not in content
    assert set(json.loads(content)) == {"v", "db_uuid", "practice", "slots", "seal", "check"}


def test_real_store_pays_for_its_passphrase(real: NewStoreKeys) -> None:
    slot = real.slots.slot(Way.PASSPHRASE)
    assert slot is not None
    assert isinstance(slot.terms, Argon2Terms)
    assert (slot.terms.memory_kib, slot.terms.passes, slot.terms.lanes) == (65536, 3, 4)
    start = time.perf_counter()
    open_with_passphrase(real.slots, PASSPHRASE)
    assert time.perf_counter() - start >= 0.03


def test_keys_salts_and_codes_are_never_repeated(real: NewStoreKeys) -> None:
    slots, code = renew_recovery_code(real.slots, real.data_key)
    assert code != real.recovery_code
    assert open_with_recovery(slots, code) == real.data_key
    with pytest.raises(CredentialProblem) as caught:
        open_with_recovery(slots, real.recovery_code)
    assert code_of(caught) == "recovery_wrong"
    assert new_practice_keys(db_uuid=STORE)[1] != new_practice_keys(db_uuid=STORE)[1]


def test_full_width_typing_opens(real: NewStoreKeys) -> None:
    full_width = PASSPHRASE.replace("91", "９１").replace(" ", "\u3000")
    assert full_width != PASSPHRASE
    assert open_with_passphrase(real.slots, full_width) == real.data_key


@pytest.mark.parametrize("typed", ["", PASSPHRASE + " ", PASSPHRASE.upper(), "\udcff"])
def test_wrong_passphrase(real: NewStoreKeys, typed: str) -> None:
    with pytest.raises(CredentialProblem) as caught:
        open_with_passphrase(real.slots, typed)
    assert code_of(caught) == "passphrase_wrong"


def test_wrong_recovery_code_and_keyring_entry(real: NewStoreKeys, practice: tuple[SlotFile, bytes]) -> None:
    slots = add_slot(real.slots, real.data_key, Way.KEYRING, new_entry_key())
    with pytest.raises(CredentialProblem) as caught:
        open_with_keyring(slots, new_entry_key())
    assert code_of(caught) == "keyring_wrong"
    with pytest.raises(CredentialProblem) as caught:
        open_with_recovery(slots, real.recovery_code[:-1])
    assert code_of(caught) == "recovery_length"
    with pytest.raises(CredentialProblem) as caught:
        open_with_recovery(practice[0], real.recovery_code)
    assert (code_of(caught), caught.value.params) == ("way_absent", {"way": "recovery"})


def test_change_passphrase(real: NewStoreKeys) -> None:
    changed = change_passphrase(real.slots, PASSPHRASE, "another 91 paper-boat 晚")
    assert open_with_passphrase(changed, "another 91 paper-boat 晚") == real.data_key
    assert open_with_recovery(changed, real.recovery_code) == real.data_key
    with pytest.raises(CredentialProblem) as caught:
        open_with_passphrase(changed, PASSPHRASE)
    assert code_of(caught) == "passphrase_wrong"
    with pytest.raises(CredentialProblem) as caught:
        change_passphrase(real.slots, "wrong", "another 91 paper-boat 晚")
    assert code_of(caught) == "passphrase_wrong"


def test_real_store_keeps_two_ways_in(real: NewStoreKeys) -> None:
    for way in (Way.PASSPHRASE, Way.RECOVERY):
        with pytest.raises(CredentialProblem) as caught:
            remove_slot(real.slots, real.data_key, way)
        assert (code_of(caught), caught.value.params) == ("last_ways_in", {"least": 2})
    with pytest.raises(CredentialProblem) as caught:
        remove_slot(real.slots, real.data_key, Way.KEYRING)
    assert code_of(caught) == "way_absent"
    more = add_slot(real.slots, real.data_key, Way.KEYRING, new_entry_key())
    fewer = remove_slot(more, real.data_key, Way.KEYRING)
    assert fewer.ways == real.slots.ways
    assert open_with_recovery(fewer, real.recovery_code) == real.data_key


def test_adding_needs_the_right_key_and_a_fit_secret(real: NewStoreKeys) -> None:
    with pytest.raises(StorageProblem) as altered:
        add_slot(real.slots, bytes(32), Way.KEYRING, new_entry_key())
    assert code_of(altered) == "slots_altered"
    with pytest.raises(StorageProblem):
        remove_slot(real.slots, bytes(32), Way.RECOVERY)
    with pytest.raises(CredentialProblem) as weak:
        add_slot(real.slots, real.data_key, Way.PASSPHRASE, "催收2026!")
    assert code_of(weak) == "passphrase_weak"
    with pytest.raises(ValueError, match="32 bytes"):
        add_slot(real.slots, real.data_key, Way.KEYRING, b"short")
    with pytest.raises(TypeError):
        add_slot(real.slots, real.data_key, Way.PASSPHRASE, b"bytes")


def test_adding_a_known_recovery_code_as_text(practice: tuple[SlotFile, bytes], real: NewStoreKeys) -> None:
    slots, data_key = practice
    assert (
        open_with_recovery(add_slot(slots, data_key, Way.RECOVERY, real.recovery_code), real.recovery_code)
        == data_key
    )


# Strength


@pytest.mark.parametrize(
    ("text", "score", "warning"),
    [
        ("", 0, "short"),
        ("催收2026!", 2, "short"),
        ("password", 0, "common"),
        ("qwertyuiop[]", 1, ""),
        ("aaaaaaaaaaaaaaaaaaaaaaaa" * 10, 0, "repeats"),
        (PASSPHRASE, 4, ""),
    ],
)
def test_strength(text: str, score: int, warning: str) -> None:
    found = passphrase_strength(text)
    assert found.score == score
    if warning:
        assert found.warning_code == warning
    assert found.is_enough == (score >= 3)


def test_words_an_acquaintance_would_try_weaken() -> None:
    assert (
        passphrase_strength("wangjing02171990").score
        > passphrase_strength("wangjing02171990", ["wangjing", "0217", "1990"]).score
    )


def test_every_warning_of_the_library_has_a_code() -> None:
    from zxcvbn import zxcvbn

    for text in (
        "qwerty",
        "zxcvbn",
        "aaa",
        "abcabcabc",
        "abcdef",
        "1997",
        "13.5.1997",
        "123456",
        "monkey",
        "p4ssword",
    ):
        warning = zxcvbn(text)["feedback"]["warning"]
        assert not warning or warning in passphrases._WARNINGS


def test_weak_passphrase_makes_no_store() -> None:
    with pytest.raises(CredentialProblem) as caught:
        new_store_keys("催收2026!", db_uuid=STORE)
    assert code_of(caught) == "passphrase_weak"
    assert caught.value.params["score"] == 2
    assert caught.value.params["least"] == 3


def test_slow_judge_is_not_imported_with_the_slots() -> None:
    script = "import sys, app.system.keyslots, app.system.credentials; print({'zxcvbn','keyring'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


# Practice


def test_practice_store_opens_with_the_published_passphrase(
    practice: tuple[SlotFile, bytes], tmp_path: Path
) -> None:
    slots, data_key = practice
    write_slots(tmp_path / "s", slots)
    found = read_slots(tmp_path / "s")
    assert found.practice
    assert open_with_passphrase(found, PRACTICE_PASSPHRASE) == data_key


def test_practice_passphrase_is_fixed(practice: tuple[SlotFile, bytes]) -> None:
    slots, data_key = practice
    with pytest.raises(CredentialProblem) as caught:
        change_passphrase(slots, PRACTICE_PASSPHRASE, PASSPHRASE)
    assert code_of(caught) == "practice_fixed"
    with pytest.raises(CredentialProblem) as caught:
        add_slot(slots, data_key, Way.PASSPHRASE, PASSPHRASE)
    assert code_of(caught) == "practice_fixed"
    with pytest.raises(CredentialProblem) as caught:
        remove_slot(slots, data_key, Way.PASSPHRASE)
    assert code_of(caught) == "last_ways_in"


def test_practice_never_becomes_real(practice: tuple[SlotFile, bytes], tmp_path: Path) -> None:
    slots, data_key = practice
    # The flag alone: the light kdf gives it away before anything is asked.
    data = {**as_json(slots), "practice": False}
    with pytest.raises(StorageProblem) as caught:
        read_slots(written(tmp_path / "s", data))
    assert code_of(caught) == "slots_downgraded"
    # The flag and the kdf: the slot is bound to both.
    data["slots"][0]["kdf"].update(memory_kib=65536, passes=3, lanes=4)
    forged = read_slots(written(tmp_path / "s", data))
    with pytest.raises(CredentialProblem) as wrong:
        open_with_passphrase(forged, PRACTICE_PASSPHRASE)
    assert code_of(wrong) == "passphrase_wrong"
    # A slot that does not depend on the light kdf is bound to the flag as well.
    entry_key = new_entry_key()
    data = as_json(add_slot(slots, data_key, Way.KEYRING, entry_key))
    data.update(practice=False, slots=[data["slots"][1]])
    with pytest.raises(CredentialProblem) as wrong:
        open_with_keyring(read_slots(written(tmp_path / "s", data)), entry_key)
    assert code_of(wrong) == "keyring_wrong"


# Damage and forgery


def test_every_byte_of_the_file_counts(practice: tuple[SlotFile, bytes], tmp_path: Path) -> None:
    slots, data_key = practice
    content = add_slot(slots, data_key, Way.KEYRING, new_entry_key()).to_bytes()
    path = tmp_path / "keyslots.json"
    for place in range(len(content)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(StorageProblem) as caught:
            read_slots(path)
        assert code_of(caught) == "slots_damaged", place


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\x00" * 400,
        b"{" * 50_000,
        b"[" * 3_000_000,
        b"\xff\xfe",
        b'{"v":1}\n',
        b"9" * 9000,
    ],
)
def test_what_is_no_slot_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "s").write_bytes(content)
    with pytest.raises(StorageProblem) as caught:
        read_slots(tmp_path / "s")
    assert code_of(caught) == "slots_damaged"


def test_truncated_and_doubled(practice: tuple[SlotFile, bytes], tmp_path: Path) -> None:
    content = practice[0].to_bytes()
    for wrong in (
        content[:-1],
        content[: len(content) // 2],
        content * 2,
        content + b"\n",
        b"\xef\xbb\xbf" + content,
    ):
        (tmp_path / "s").write_bytes(wrong)
        with pytest.raises(StorageProblem) as caught:
            read_slots(tmp_path / "s")
        assert code_of(caught) == "slots_damaged"


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["slots"].clear(),
        lambda d: d["slots"].append(d["slots"][0]),
        lambda d: d["slots"][0].update(type="pin"),
        lambda d: d["slots"][0].update(wrapped="AAAA"),
        lambda d: d["slots"][0]["kdf"].update(salt="AAAA"),
        lambda d: d["slots"][0]["kdf"].update(name="hkdf-sha256"),
        lambda d: d["slots"][0]["kdf"].update(memory_kib=64 * 1024 * 1024),
        lambda d: d["slots"][0]["kdf"].update(passes=10**9),
        lambda d: d["slots"][0]["kdf"].update(passes=True),
        lambda d: d["slots"][0]["kdf"].update(lanes=0),
        lambda d: d["slots"][0]["kdf"].update(more=1),
        lambda d: d.update(practice=1),
        lambda d: d.update(v=True),
        lambda d: d.update(v="2"),
        lambda d: d.update(db_uuid=5),
        lambda d: d.update(more=1),
        lambda d: d.update(seal=""),
        lambda d: d.update(seal=None),
    ],
)
def test_forged_content_with_a_fitting_check(
    practice: tuple[SlotFile, bytes], tmp_path: Path, change: Any
) -> None:
    data = as_json(practice[0])
    change(data)
    with pytest.raises(StorageProblem) as caught:
        read_slots(written(tmp_path / "s", data))
    assert code_of(caught) == "slots_damaged"


@pytest.mark.parametrize(
    "weaker", [{"memory_kib": 65535}, {"passes": 2}, {"lanes": 3}, {"memory_kib": 1024, "passes": 1}]
)
def test_downgrade_is_refused_before_a_secret_is_asked(
    real: NewStoreKeys, tmp_path: Path, weaker: dict[str, int]
) -> None:
    data = as_json(real.slots)
    data["slots"][0]["kdf"].update(weaker)
    with pytest.raises(StorageProblem) as caught:
        read_slots(written(tmp_path / "s", data))
    assert code_of(caught) == "slots_downgraded"


def test_terms_are_bound_to_their_slot(real: NewStoreKeys, tmp_path: Path) -> None:
    """Stronger terms, too: whatever is edited, the slot no longer opens."""
    data = as_json(real.slots)
    data["slots"][0]["kdf"].update(passes=4)
    with pytest.raises(CredentialProblem) as caught:
        open_with_passphrase(read_slots(written(tmp_path / "s", data)), PASSPHRASE)
    assert code_of(caught) == "passphrase_wrong"


def test_what_a_slot_is_bound_to() -> None:
    terms = Argon2Terms(bytes(16))
    store = SlotFile(STORE, False, ())
    bound = {
        store.bound_to(Way.PASSPHRASE, terms),
        store.bound_to(Way.RECOVERY, terms),
        store.bound_to(Way.PASSPHRASE, replace(terms, salt=bytes([1] * 16))),
        store.bound_to(Way.PASSPHRASE, replace(terms, passes=4)),
        replace(store, practice=True).bound_to(Way.PASSPHRASE, terms),
        replace(store, db_uuid=OTHER).bound_to(Way.PASSPHRASE, terms),
    }
    assert len(bound) == 6


def test_slots_of_another_store(real: NewStoreKeys, practice: tuple[SlotFile, bytes], tmp_path: Path) -> None:
    write_slots(tmp_path / "s", real.slots)
    with pytest.raises(StorageProblem) as caught:
        read_slots(tmp_path / "s", db_uuid=OTHER)
    assert code_of(caught) == "slots_of_other_store"
    renamed = read_slots(
        written(tmp_path / "s", {**as_json(real.slots), "db_uuid": str(OTHER)}), db_uuid=OTHER
    )
    with pytest.raises(CredentialProblem) as wrong:
        open_with_recovery(renamed, real.recovery_code)
    assert code_of(wrong) == "recovery_wrong"


def test_a_slot_put_in_from_another_store_or_taken_out_is_told(real: NewStoreKeys) -> None:
    stripped = replace(real.slots, slots=real.slots.slots[1:])
    with pytest.raises(StorageProblem) as caught:
        open_with_recovery(stripped, real.recovery_code)
    assert code_of(caught) == "slots_altered"
    foreign, foreign_key = new_practice_keys(db_uuid=STORE)
    foreign_slot = add_slot(foreign, foreign_key, Way.KEYRING, new_entry_key()).slots[1]
    mixed = replace(real.slots, slots=(*real.slots.slots, foreign_slot))
    with pytest.raises(StorageProblem) as caught:
        open_with_recovery(mixed, real.recovery_code)
    assert code_of(caught) == "slots_altered"
    reversed_order = replace(real.slots, slots=real.slots.slots[::-1])
    with pytest.raises(StorageProblem):
        open_with_recovery(reversed_order, real.recovery_code)


def test_missing_newer_and_unreadable(practice: tuple[SlotFile, bytes], tmp_path: Path) -> None:
    with pytest.raises(StorageProblem) as caught:
        read_slots(tmp_path / "none")
    assert code_of(caught) == "slots_missing"
    with pytest.raises(StorageProblem) as caught:
        read_slots(written(tmp_path / "s", {"v": 3, "something": "else"}))
    assert code_of(caught) == "slots_newer"
    assert (caught.value.params["found"], caught.value.params["known"]) == (3, 2)
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageProblem) as caught:
        read_slots(tmp_path / "folder")
    assert code_of(caught) in {"file_failed", "folder_read_only"}


def test_too_little_memory_is_no_wrong_passphrase(
    real: NewStoreKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Starved:
        def __init__(self, **terms: object) -> None:
            pass

        def derive(self, secret: bytes) -> bytes:
            raise MemoryError

    monkeypatch.setattr(keyslots, "Argon2id", Starved)
    with pytest.raises(CredentialProblem) as caught:
        open_with_passphrase(real.slots, PASSPHRASE)
    assert (code_of(caught), caught.value.params) == ("memory_short", {"needed_mib": 64})


def test_secrets_do_not_show_in_reprs_or_errors(real: NewStoreKeys) -> None:
    assert real.recovery_code not in repr(real)
    assert real.data_key.hex() not in repr(real)
    with pytest.raises(CredentialProblem) as caught:
        open_with_passphrase(real.slots, "a-canary-secret")
    assert "canary" not in f"{caught.value!r} {caught.value} {caught.value.params}"
