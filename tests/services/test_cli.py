"""The command line as a whole: its nouns and options, exit codes, sentences, and where it speaks."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from argparse import ArgumentParser, _SubParsersAction
from pathlib import Path

import pytest
from command_line import fairdue
from portfolio import Portfolio

from app.cli import program, terminal
from app.services import queue, states
from app.system.paths import Home

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "cli.md").read_text("utf-8")
STORE_NOUNS = ("import x.csv", "queue", "case 1", "rebuild", "verify", "backup")


def parts() -> dict[str, ArgumentParser]:
    """The parser of each noun."""
    (nouns,) = (action for action in program.parser()._actions if isinstance(action, _SubParsersAction))
    return dict(nouns.choices)


def options(parser: ArgumentParser) -> set[str]:
    return {text for action in parser._actions for text in action.option_strings if text.startswith("--")} - {
        "--help"
    }


@pytest.fixture
def free_home(closed_store: tuple[Path, object], tmp_path: Path) -> Path:
    """A practice store that nobody holds."""
    return Path(shutil.copytree(closed_store[0], tmp_path / "free"))


# The page and the program.


def test_the_page_names_every_noun_and_option() -> None:
    for noun, parser in parts().items():
        section = PAGE.partition(f"### `fairdue {noun}")[2].partition("\n#")[0]
        assert section, f"docs/cli.md has no section for {noun}"
        own = options(parser) - {*COMMON}
        named = set(re.findall(r"--[a-z][a-z-]+", section))
        assert own <= named, f"{noun}: docs/cli.md does not name {sorted(own - named)}"
        assert named <= own | COMMON, f"{noun}: docs/cli.md names {sorted(named - own - COMMON)}"


COMMON = {"--home", "--practice", "--passphrase-file", "--as", "--json", "--language", "--today", "--now"}


def test_every_noun_takes_the_common_options() -> None:
    for noun, parser in parts().items():
        assert options(parser) >= COMMON, noun
    table = PAGE.partition("## What holds for every command")[2].partition("\n## ")[0]
    assert set(re.findall(r"`(--[a-z][a-z-]+)", table)) >= COMMON


def test_help_names_every_noun_and_needs_nothing_heavy() -> None:
    script = (
        "import sys; from app.__main__ import main; code = main(['--help']); "
        "heavy = {name.partition('.')[0] for name in sys.modules} & "
        "{'sqlalchemy', 'sqlcipher3', 'alembic', 'PySide6', 'cryptography', 'platformdirs', 'zxcvbn', 'pypinyin'}; "
        "print(sorted(heavy), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (0, "[]")
    assert all(noun in done.stdout for noun in parts())


def test_no_words_open_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.__main__ import main

    seen: list[list[str]] = []
    monkeypatch.setattr(program, "run", lambda words: seen.append(words) or 0)
    assert main([]) == 0
    assert seen == [["run"]]


# Used wrongly.

WRONG = [
    "nonsense", "queue --nonsense", "queue --limit -1", "queue --limit 1.5", "queue --today 2026-02-30",
    "queue --lim 1", "queue --now 2026-11-21T09:00", "queue --now yesterday",
    "queue --today 2026-11-21 --now 2026-11-21T09:00+08:00",
    "case", "import", "init --zone Moon/Base", "init --role king", "queue --language fr",
]  # fmt: skip


@pytest.mark.parametrize("line", WRONG)
def test_wrong_use_is_two(line: str, tmp_path: Path) -> None:
    ran = fairdue(*line.split(), "--home", tmp_path / "none")
    assert (ran.code, ran.out) == (2, "")
    assert "usage:" in ran.err
    assert "Traceback" not in ran.err


def test_a_naive_moment_is_told_why(tmp_path: Path) -> None:
    ran = fairdue("queue", "--now", "2026-11-21T09:00")
    assert "has no offset; write it as in 2026-11-21T09:00+08:00" in ran.err


def test_version() -> None:
    ran = fairdue("--version")
    assert (ran.code, ran.out.startswith("fairdue ")) == (0, True)


# Refused.


@pytest.mark.parametrize("line", STORE_NOUNS)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_home_without_a_store(line: str, language: str, tmp_path: Path) -> None:
    ran = fairdue(*line.split(), "--home", tmp_path / "none", "--json", language=language)
    assert str(tmp_path / "none") in ran.sentence
    assert ("没有数据" in ran.sentence) is (language == "zh_CN")
    assert ran.out == ""
    assert not (tmp_path / "none").exists()


def test_the_home_may_be_named_by_a_variable(free_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRDUE_HOME", str(free_home))
    assert len(fairdue("queue", "--json").answer) == 3
    monkeypatch.setenv("FAIRDUE_HOME", str(free_home / "elsewhere"))
    assert fairdue("queue", "--json").code == 1
    assert len(fairdue("queue", "--json", "--home", free_home).answer) == 3


def test_a_second_program_is_refused(portfolio: Portfolio) -> None:
    ran = fairdue("queue", "--home", portfolio.context.home.root)
    assert "is already open (test on" in ran.sentence
    assert str(os.getpid()) in ran.sentence


def test_another_process_is_refused_and_the_first_goes_on(free_home: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from app.services.store import opened; from app.system.paths import Home\n"
        "with opened(Home(Path(sys.argv[1])), None, program='window') as context:\n"
        "    print('ready', flush=True); sys.stdin.readline()\n"
        "    with context.db.write() as connection:\n"
        "        connection.exec_driver_sql(\"UPDATE store_info SET value = '1' WHERE name = 'derived_at'\")\n"
        "print('done', flush=True)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(free_home)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "ready\n"
        ran = fairdue("rebuild", "--home", free_home)
        assert "(window on " in ran.sentence
        assert str(holder.pid) in ran.sentence
        out, _ = holder.communicate("\n", timeout=60)
    assert out == "done\n"
    assert fairdue("rebuild", "--home", free_home).code == 0


# Broken.


def test_a_bug_is_one_sentence_and_a_log(free_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("身份证 110101199003070011")

    monkeypatch.setattr(queue, "listing", broken)
    ran = fairdue("queue", "--json", "--home", free_home)
    log = Home(free_home).logs / "fairdue.log"
    assert str(log) in ran.sentence
    assert ran.out == ""
    line = json.loads(log.read_text("utf-8").splitlines()[-1])
    assert line["error"][0]["class"] == "builtins.RuntimeError"
    assert "110101199003070011" not in log.read_text("utf-8") + ran.err


def test_a_bug_without_a_store_has_a_log_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    monkeypatch.setattr(platformdirs, "user_log_path", lambda *_, **__: tmp_path / "log")
    monkeypatch.setattr("app.services.store.make", lambda *_: 1 / 0)
    (tmp_path / "pass").write_text("纸船 四只 renkouchu 91", "utf-8")
    ran = fairdue(
        "init", "--home", tmp_path / "new", "--name", "李", "--employee-no", "7",
        "--passphrase-file", tmp_path / "pass", "--recovery-out", tmp_path / "code",
    )  # fmt: skip
    assert str(tmp_path / "log") in ran.sentence
    assert "ZeroDivisionError" in (tmp_path / "log" / "logs" / "fairdue.log").read_text("utf-8")


def test_stopping_is_told_and_leaves_nothing(free_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fairdue("queue", "--json", "--home", free_home, "--today", "2026-11-16").answer

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(states.BulkStates, "finish", stopped)
        assert "nothing half-done remains" in fairdue("rebuild", "--home", free_home).sentence
    assert fairdue("queue", "--json", "--home", free_home, "--today", "2026-11-16").answer == before


def test_progress_never_touches_the_answer(free_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "_TELL_EVERY_S", 0)
    ran = fairdue("rebuild", "--json", "--home", free_home)
    assert ran.err.splitlines() == ["states 3 / 3"]
    assert ran.answer["cases"] == 3


def test_no_handler_of_the_log_is_left_behind(free_home: Path) -> None:
    import logging

    before = list(logging.getLogger().handlers)
    fairdue("queue", "--home", free_home)
    assert logging.getLogger().handlers == before


# As a process.


def process(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "app", *map(str, words)],
        cwd=ROOT, env=os.environ | environment, capture_output=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip


def test_json_is_utf8_whatever_the_system_speaks(free_home: Path) -> None:
    done = process("queue", "--json", "--home", free_home, PYTHONIOENCODING="ascii", LC_ALL="zh_CN.GB18030")
    rows = json.loads(done.stdout.decode("utf-8"))
    assert {row["debtor"] for row in rows} == {"李明", "陈晓"}
    assert done.stderr == b""


def test_text_that_a_console_cannot_show_is_no_error(free_home: Path) -> None:
    done = process("queue", "--home", free_home, PYTHONIOENCODING="ascii", LC_ALL="en_US.UTF-8")
    assert done.returncode == 0
    assert b"??" in done.stdout


def test_a_reader_that_goes_away_is_no_bug(free_home: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-m", "app", "case", "1", "--json", "--home", str(free_home)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    error = writer.stderr.read()
    writer.stderr.close()
    assert (writer.wait(60), error) == (1, b"")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "de_DE"}, "zh_CN"),
        ({}, "en"),
    ],
)
def test_the_language_is_the_systems(environment: dict[str, str], language: str) -> None:
    assert terminal.system_language(environment) == language
