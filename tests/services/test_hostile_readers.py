"""The whole corpus of bad files against everything that reads a file: each is refused in words, and nothing changes.

The corpus is made by ``hostile_files``; a reader of any kind of file that comes in belongs into ``READERS``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import hostile_files as made
import pytest
from portfolio import Portfolio
from test_signed_copies import agreement
from writing import furnish

from app.domain.errors import AppError
from app.files.manifests import SUFFIX
from app.services import (
    bank_statements,
    creditors,
    imports,
    manifest_check,
    restoring,
    rule_packs,
    score_strategy,
    treatment_strategy,
)
from app.services.bank_statements import MatchStatement
from app.services.creditors import ChoosePicture
from app.services.imports import ImportFile
from app.services.imports.known import Look, look
from app.services.letters import signed
from app.services.letters.signed import AttachSigned
from app.services.messages import SENTENCES
from app.system.paths import Home

BOMBS = frozenset({"bomb", "bomb by ratio", "bomb by repeated text", "bomb by repeated cells"})
"""What takes a second to make; the one reader of tables meets them in ``test_files_refused``."""
TOML = b"a = [[[[[[1\n" + b"x = '''\n" + '值 = "\\ud800"\n'.encode() * 50
EXTRA: dict[str, tuple[str, bytes]] = {
    "deep": ("deep.json", b"[" * 20_000 + b"]" * 20_000),
    "toml": ("a.toml", TOML),
    "long line": ("a.csv", b"a,b\r\n" + b"1," * 300_000),
    "nothing but quotes": ("q.csv", b'"' * 100_000),
}


@cache
def corpus() -> tuple[tuple[str, str, bytes], ...]:
    """(case, file name, content)."""
    listed = [(case, name, make()) for case, (name, make, *_) in made.REFUSED.items() if case not in BOMBS]
    return (*listed, *((case, *file) for case, file in EXTRA.items()))


Reader = Callable[[Portfolio, Path], object]


def _scan(desk: Portfolio, path: Path) -> object:
    return signed.attach(desk.context, AttachSigned(desk.act(), desk.ids["agreement"], path))


def _manifest(desk: Portfolio, path: Path) -> object:
    beside = path.with_name(path.name + SUFFIX)
    beside.write_bytes(path.read_bytes())
    return manifest_check.check(path, ())


def _backup(desk: Portfolio, path: Path) -> object:
    path.with_name(f"{path.stem}.keyslots.json").write_bytes(path.read_bytes())
    return restoring.restore(path, Home(path.parent / "restored"), restoring.by_passphrase("x"))


READERS: dict[str, Reader] = {
    "import": lambda desk, path: imports.run(desk.context, ImportFile(path, "东海银行")),
    "import tried out": lambda desk, path: imports.dry_run(desk.context, ImportFile(path, "东海银行")),
    "a look at a file": lambda desk, path: look(desk.context, Look(path)),
    "bank statement": lambda desk, path: bank_statements.run(desk.context, MatchStatement(path, "东海银行")),
    "scan": _scan,
    "logo": lambda desk, path: creditors.choose_picture(
        desk.context, ChoosePicture(desk.act(), desk.ids["bank"], "logo", path)
    ),
    "rule pack": lambda _desk, path: rule_packs.read_file(path),
    "points": lambda _desk, path: score_strategy.read_file(path),
    "treatment": lambda desk, path: treatment_strategy.check(
        desk.context, path.read_bytes().decode("utf-8", "replace")
    ),
    "manifest": _manifest,
    "backup": _backup,
}


@pytest.fixture
def desk(portfolio: Portfolio) -> Portfolio:
    furnish(portfolio)
    portfolio.ids["agreement"] = agreement(portfolio)[0]
    return portfolio


@pytest.mark.parametrize("reader", READERS)
def test_every_bad_file_is_refused_in_words_and_changes_nothing(
    desk: Portfolio, tmp_path: Path, reader: str
) -> None:
    folder = tmp_path / "in"
    before = (desk.chain(), desk.states())
    for number, (case, name, content) in enumerate(corpus()):
        path = folder / str(number) / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        with pytest.raises(AppError) as refused:
            READERS[reader](desk, path)
        assert refused.value.code in SENTENCES, (case, refused.value.code)
    assert (desk.chain(), desk.states()) == before
    assert len(corpus()) > 40


def test_a_manifest_that_is_json_and_lies_is_refused(desk: Portfolio, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"a")
    for lie in ([], 1, None, {"manifest": 1}, {"manifest": 1, "signed": [], "key": "", "signature": ""}):
        (tmp_path / f"a.csv{SUFFIX}").write_text(json.dumps(lie), "utf-8")
        with pytest.raises(AppError, match="manifest_unreadable"):
            manifest_check.check(file, ())
