"""Drafts: what is typed survives a crash and a change of case, whatever was typed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from portfolio import Portfolio

from app.services import drafts
from app.services.store import opened
from app.system.paths import Home


def test_kept_by_case_and_form(portfolio: Portfolio) -> None:
    context = portfolio.context
    drafts.keep(context, portfolio.case, "call_note", "工资要到二十号")
    drafts.keep(context, portfolio.case, "plan", '{"periods": 12}')
    drafts.keep(context, portfolio.neighbour, "call_note", "别的案件")
    assert drafts.load(context, portfolio.case, "call_note") == "工资要到二十号"
    assert drafts.load(context, portfolio.case, "plan") == '{"periods": 12}'
    drafts.keep(context, portfolio.case, "call_note", "改了")
    assert drafts.load(context, portfolio.case, "call_note") == "改了"
    drafts.clear(context, portfolio.case, "call_note")
    assert drafts.load(context, portfolio.case, "call_note") is None
    assert [(one.case_id, one.form) for one in drafts.kept(context)] == [
        (portfolio.case, "plan"),
        (portfolio.neighbour, "call_note"),
    ]


def test_empty_text_forgets(portfolio: Portfolio) -> None:
    drafts.keep(portfolio.context, portfolio.case, "call_note", "x")
    drafts.keep(portfolio.context, portfolio.case, "call_note", "")
    assert drafts.load(portfolio.context, portfolio.case, "call_note") is None


@pytest.mark.parametrize("text", ["长" * 100_000, "a\u202eb", "\x00\x07", "  two\nlines  ", "👨‍👩‍👧"])
def test_nothing_typed_is_lost(portfolio: Portfolio, text: str) -> None:
    drafts.keep(portfolio.context, portfolio.case, "call_note", text)
    assert drafts.load(portfolio.context, portfolio.case, "call_note") == text


def test_half_a_character_does_not_lose_the_rest(portfolio: Portfolio) -> None:
    drafts.keep(portfolio.context, portfolio.case, "call_note", "好\ud83d好")
    assert drafts.load(portfolio.context, portfolio.case, "call_note") == "好?好"


def test_draft_is_no_fact(portfolio: Portfolio) -> None:
    before = portfolio.chain()
    drafts.keep(portfolio.context, portfolio.case, "call_note", "x")
    assert portfolio.chain() == before


_DIES = """
import os, sys
from pathlib import Path
from app.services import drafts
from app.services.store import opened
from app.system.paths import Home

with opened(Home(Path(sys.argv[1])), None, program="test") as context:
    drafts.keep(context, bytes.fromhex(sys.argv[2]), "call_note", "打到一半")
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is POSIX; Windows has no such death")
def test_survives_kill_9(closed_store: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    folder, ids = closed_store
    home = tmp_path / "home"
    shutil.copytree(folder, home)
    dead = subprocess.run([sys.executable, "-c", _DIES, str(home), ids["case"].hex()], check=False)
    assert dead.returncode == -9
    with opened(Home(home), None, program="test") as context:
        assert drafts.load(context, ids["case"], "call_note") == "打到一半"
