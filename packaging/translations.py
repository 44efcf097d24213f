"""Strings of the window: collect, translate, compile, check. ``python packaging/translations.py --help``.

Without an option it collects and compiles. ``--update`` collects the strings of the code into the ``.ts`` files,
``--list`` prints what is not translated yet as a table, ``--fill TABLE`` takes that table back with a third column,
``--compile`` makes the ``.qm`` files that the program loads. Those are committed, so that a fresh clone speaks
Chinese; ``--check`` fails when any file is out of step, a string is untranslated, or its placeholders differ.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as Xml

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "i18n"
# English needs only its plurals: without them "%n case(s)" would show as it stands.
TARGETS = {"zh_CN": [], "en": ["-pluralonly"]}
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%n|%L?\d")


@dataclass(frozen=True)
class Message:
    """One string: where it is used, what it says, what it says in the other language ("" if nothing yet)."""

    context: str
    source: str
    forms: tuple[str, ...]
    is_finished: bool


def main(arguments: list[str] | None = None) -> int:
    """Do what was asked; 1 if the check found something."""
    parser = argparse.ArgumentParser(description=__doc__)
    task = parser.add_mutually_exclusive_group()
    task.add_argument("--update", action="store_true", help="collect the strings of the code")
    task.add_argument("--list", action="store_true", help="print what is untranslated: context, source")
    task.add_argument(
        "--fill", type=Path, metavar="TABLE", help="take over translations: context, source, text"
    )
    task.add_argument("--compile", action="store_true", help="make the files the program loads")
    task.add_argument("--check", action="store_true", help="fail if anything is missing or out of step")
    chosen = parser.parse_args(arguments)
    if chosen.update:
        update(FOLDER)
    elif chosen.list:
        for message in unfinished(FOLDER / "fairdue_zh_CN.ts"):
            print(message.context, escape(message.source), sep="\t")
    elif chosen.fill:
        fill(FOLDER / "fairdue_zh_CN.ts", chosen.fill)
    elif chosen.compile:
        compile_all(FOLDER, FOLDER)
    elif chosen.check:
        problems = list(check(FOLDER))
        print(*problems, sep="\n")
        return 1 if problems else 0
    else:
        update(FOLDER)
        compile_all(FOLDER, FOLDER)
    return 0


def sources() -> list[Path]:
    """The files that speak to the user through Qt."""
    return [
        path
        for path in [*sorted((ROOT / "app" / "ui").rglob("*.py")), ROOT / "app" / "main.py"]
        if path.exists()
    ]


def update(folder: Path) -> None:
    """Bring the ``.ts`` files of a folder into step with the code; strings that are gone are dropped."""
    for language, more in TARGETS.items():
        target = folder / f"fairdue_{language}.ts"
        options = [
            "-no-obsolete",
            "-locations",
            "none",
            "-source-language",
            "en",
            "-target-language",
            language,
        ]
        run_tool("lupdate", *options, *more, *map(str, sources()), "-ts", str(target))


def compile_all(folder: Path, target: Path) -> None:
    """Make a ``.qm`` in ``target`` of each ``.ts`` in ``folder``."""
    for language in TARGETS:
        ts, qm = folder / f"fairdue_{language}.ts", target / f"fairdue_{language}.qm"
        made = qm.with_suffix(".new")
        run_tool("lrelease", "-silent", "-nounfinished", str(ts), "-qm", str(made))
        made.replace(qm)  # a window that runs has the old file mapped and must keep it whole


def fill(ts: Path, table: Path) -> None:
    """Put the third column of a table into a ``.ts`` file. A line that fits no string is an error."""
    tree = Xml.parse(ts)  # noqa: S314  our own file
    places = {
        (context.findtext("name"), message.findtext("source")): message
        for context in tree.iter("context")
        for message in context.iter("message")
    }
    for line in table.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        context, source, text = line.split("\t")
        message = places.get((context, unescape(source)))
        if message is None:
            raise SystemExit(f"no such string: {context}: {source}")
        _translate(message, unescape(text))
    tree.write(ts, encoding="utf-8", xml_declaration=True)
    update(ts.parent)


def _translate(message: Xml.Element, text: str) -> None:
    translation = message.find("translation")
    if translation is None:
        translation = Xml.SubElement(message, "translation")
    translation.attrib.pop("type", None)
    forms = translation.findall("numerusform")
    if message.get("numerus") == "yes" and not forms:
        forms = [Xml.SubElement(translation, "numerusform")]
    for form in forms:
        form.text = text
    if not forms:
        translation.text = text


def check(folder: Path) -> Iterator[str]:
    """What is wrong, one line each."""
    with tempfile.TemporaryDirectory() as temporary:
        fresh = Path(temporary)
        for language in TARGETS:
            name = f"fairdue_{language}.ts"
            if not (folder / name).exists():
                yield f"{name} is missing"
                return
            shutil.copy(folder / name, fresh / name)
        update(fresh)
        for language in TARGETS:
            yield from _check_language(folder, fresh, language)


def _check_language(folder: Path, fresh: Path, language: str) -> Iterator[str]:
    name = f"fairdue_{language}"
    before = {(message.context, message.source) for message in read(folder / f"{name}.ts")}
    after = {(message.context, message.source) for message in read(fresh / f"{name}.ts")}
    for context, source in sorted(after - before):
        yield f"{name}.ts: not collected: {context}: {escape(source)}"
    for context, source in sorted(before - after):
        yield f"{name}.ts: no longer in the code: {context}: {escape(source)}"
    for message in read(folder / f"{name}.ts"):
        where = f"{name}.ts: {message.context}: {escape(message.source)}"
        if not message.is_finished:
            yield f"{where}: not translated"
        elif any(placeholders(form) != placeholders(message.source) for form in message.forms):
            yield f"{where}: other placeholders"
    compile_all(folder, fresh)
    made, kept = fresh / f"{name}.qm", folder / f"{name}.qm"
    if not kept.exists() or kept.read_bytes() != made.read_bytes():
        yield f"{name}.qm: out of step, run --compile"


def read(ts: Path) -> list[Message]:
    """The strings of a ``.ts`` file."""
    return [
        _message(context.findtext("name") or "", message)
        for context in Xml.parse(ts).iter("context")  # noqa: S314  our own file
        for message in context.iter("message")
    ]


def _message(context: str, message: Xml.Element) -> Message:
    translation = message.find("translation")
    if translation is None:
        return Message(context, message.findtext("source") or "", (), is_finished=False)
    numerus = translation.findall("numerusform")
    forms = tuple(form.text or "" for form in numerus) if numerus else (translation.text or "",)
    finished = translation.get("type") is None and all(form.strip() for form in forms)
    return Message(context, message.findtext("source") or "", forms, finished)


def unfinished(ts: Path) -> list[Message]:
    """The strings without a translation."""
    return [message for message in read(ts) if not message.is_finished]


def placeholders(text: str) -> list[str]:
    """What stands for data in a string, in sorted order."""
    return sorted(PLACEHOLDER.findall(text))


def escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def unescape(text: str) -> str:
    return re.sub(r"\\([nt\\])", lambda match: {"n": "\n", "t": "\t", "\\": "\\"}[match[1]], text)


def run_tool(name: str, *arguments: str) -> None:
    """Run one of Qt's translation tools, which come with PySide6."""
    tool = shutil.which(f"pyside6-{name}", path=str(Path(sys.executable).parent)) or shutil.which(
        f"pyside6-{name}"
    )
    if tool is None:
        raise SystemExit(f"pyside6-{name} is missing: install PySide6-Essentials")
    done = subprocess.run([tool, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
