"""Letters in the window: written with the paper beside them, refused in words, issued once, run over a view."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import cut, unnamed
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from small_store import NOW, MovableClock, case_ids, open_window, small_store

from app.domain.terms import HoldKind
from app.models import people
from app.services import acts, creditors, holds, mailing, plans, states, views
from app.services.browse import View
from app.services.changes import Changes
from app.services.context import Context
from app.services.creditors import AmendCreditor
from app.services.departures import Sending
from app.services.given import HoldGiven
from app.services.holds import PlaceHold
from app.services.letters import due, issuing, templates
from app.services.letters.drafting import DraftLetter, draft
from app.services.letters.issuing import IssueLetter
from app.services.plans import SaveVersion
from app.ui.letters.printing import new_printer
from app.ui.main_window import MainWindow
from app.ui.pages.letters import LettersPage

LETTERHEAD = {
    "agency_name": "示例商务服务有限公司",
    "agency_address": "杭州市上城区示例路 8 号",
    "agency_phone": "0571-88880000",
    "complaint_lines": "消费者权益保护部 400-000-0001",
    "check_line": "400-000-0000",
    "pay_channel": "手机银行",
}


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    with small_store(tmp_path, MovableClock(NOW)) as context:
        with context.db.write() as connection:
            parties = connection.exec_driver_sql(
                "SELECT y.id FROM party AS y JOIN case_file AS c ON c.id = y.case_id "
                "WHERE y.role = 'debtor' ORDER BY c.no"
            ).scalars()
            people.add_points(
                connection,
                [
                    {
                        "id": context.new_id(), "party_id": party, "kind": "address", "value": f"示例路 {at} 号",
                        "normal": f"示例路 {at} 号", "source": "contract", "is_reserved": 1, "added_at": 0,
                    }
                    for at, party in enumerate(list(parties), start=1)
                ],
            )  # fmt: skip
        (card,) = creditors.listing(context)
        creditors.amend(context, AmendCreditor(context.new_id(), card.id, LETTERHEAD))
        views.save(context, "everybody", View())
        states.catch_up(context)
        yield context


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(context, qtbot, qapp, page="letters")
    yield window
    window.close()


@pytest.fixture
def page(window: MainWindow) -> LettersPage:
    page = window.page("letters")
    assert isinstance(page, LettersPage)
    return page


def drawn(page: LettersPage, qtbot, case: bytes) -> None:
    page.write_to(case)
    qtbot.waitUntil(lambda: page.writing.is_drawn and page.writing.given.case_id == case, timeout=10_000)
    qtbot.waitUntil(lambda: page.writing._sheet.draft.given.case_id == case, timeout=10_000)


def count(context: Context, kind: str) -> int:
    with context.db.read() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM fact_{kind}").scalar_one())


def headlines(page: LettersPage) -> list[str]:
    return [strip.headline.text() for strip in page.writing.reasons if not strip.isHidden()]


def test_a_letter_is_seen_issued_and_kept(page: LettersPage, context: Context, qtbot) -> None:
    drawn(page, qtbot, case_ids(context)[0])
    assert page.writing.view.pages >= 1
    assert headlines(page) == ["Nothing stands against this letter."]
    assert "83,620.21" in page.writing._amount.text()
    qtbot.mouseClick(page.writing.issue, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: count(context, "letter") == 1, timeout=10_000)
    page.show_issued()
    qtbot.waitUntil(lambda: page.issued.letters.rowCount() == 1, timeout=10_000)
    page.issued.table.selectRow(0)
    qtbot.waitUntil(lambda: page.issued.view.pages >= 1, timeout=10_000)


def test_a_letter_is_begun_at_the_desk(
    window: MainWindow, page: LettersPage, context: Context, qtbot
) -> None:
    case = case_ids(context)[1]
    window.desktop.signals.case_opened.emit(case)
    desk = window.page("desk")
    qtbot.waitUntil(lambda: desk.workbench._case == case, timeout=10_000)
    window.actions_list.action("letter").trigger()
    assert window.stack.currentWidget() is page
    qtbot.waitUntil(lambda: page.writing.person.text().startswith("林秀兰"), timeout=10_000)


def test_a_case_is_found_by_typing(page: LettersPage, context: Context, qtbot) -> None:
    search = page.writing.cases
    QTest.keyClicks(search.search, "wl")
    qtbot.waitUntil(lambda: search.found.isVisibleTo(page) and search.found.count() == 1, timeout=10_000)
    QTest.keyClick(search.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.writing.person.text().startswith("王磊"), timeout=10_000)


def test_what_stands_against_it_is_said_and_the_button_is_off(
    page: LettersPage, context: Context, qtbot
) -> None:
    case = case_ids(context)[0]
    holds.place(context, PlaceHold(context.new_id(), case, HoldGiven(HoldKind.COMPLAINT, why="x")))
    drawn(page, qtbot, case)
    (reason,) = headlines(page)
    assert "Lift the hold first" in reason
    assert not page.writing.issue.isEnabled()


def test_what_is_refused_at_the_last_moment_is_on_record_and_told(
    page: LettersPage, context: Context, qtbot
) -> None:
    case = case_ids(context)[0]
    drawn(page, qtbot, case)
    holds.place(context, PlaceHold(context.new_id(), case, HoldGiven(HoldKind.COMPLAINT, why="x")))
    heard: list[Changes] = []
    page.writing._desktop.events.changed.connect(heard.append)
    page.writing.issue.click()
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
    assert heard[0].touches(("attempts",), case)
    assert (count(context, "letter"), count(context, "blocked")) == (0, 1)


def test_a_soft_rule_asks_for_a_reason(page: LettersPage, context: Context, qtbot) -> None:
    case = case_ids(context)[0]
    holds.place(context, PlaceHold(context.new_id(), case, HoldGiven(HoldKind.VULNERABLE)))
    drawn(page, qtbot, case)
    assert page.writing.why.isVisibleTo(page)
    page.writing.issue.click()
    qtbot.waitUntil(lambda: page.writing.why.problem.isVisibleTo(page), timeout=10_000)
    assert count(context, "letter") == 0
    page.writing.why.set_text("asked for it in writing")
    page.writing.issue.click()
    qtbot.waitUntil(lambda: count(context, "letter") == 1, timeout=10_000)
    assert count(context, "override") == 1


def test_a_typed_field_is_on_the_paper(page: LettersPage, context: Context, qtbot, tmp_path: Path) -> None:
    drawn(page, qtbot, case_ids(context)[0])
    field = page.writing.own.fields["pay_by"]
    field.set_text("")
    field.setFocus()
    QTest.keyClicks(field.line, "2026-12-24")
    assert not page.writing.is_drawn, "what is typed is not issued before it is drawn"
    qtbot.waitUntil(lambda: "2026-12-24" in "".join(page.writing._sheet.draft.paragraphs), timeout=10_000)
    path = tmp_path / "draft.pdf"
    page.writing.save_draft(path, Sending("internal"))
    qtbot.waitUntil(path.exists, timeout=10_000)


def test_what_became_of_a_letter_is_written_down(page: LettersPage, context: Context, qtbot) -> None:
    drawn(page, qtbot, case_ids(context)[0])
    page.writing.issue.click()
    qtbot.waitUntil(lambda: count(context, "letter") == 1, timeout=10_000)
    page.show_issued()
    panel = page.issued
    qtbot.waitUntil(lambda: panel.letters.rowCount() == 1, timeout=10_000)
    panel.table.selectRow(0)
    qtbot.waitUntil(panel.void.isEnabled, timeout=10_000)
    panel.note.set_text("RA1CN")
    panel.marks[issuing.Status.SENT].click()
    qtbot.waitUntil(lambda: panel._row is not None and panel._row.status == "sent", timeout=10_000)
    panel.day.set_text("-3")
    panel.marks[issuing.Status.DELIVERED].click()
    qtbot.waitUntil(lambda: "Correct the day" in panel.day.problem.text(), timeout=10_000)
    panel.day.set_text("nonsense")
    panel.marks[issuing.Status.DELIVERED].click()
    assert panel.day.refusal
    assert count(context, "delivery") == 1
    panel.day.set_text("t")
    panel.marks[issuing.Status.DELIVERED].click()
    qtbot.waitUntil(lambda: panel._row.status == "delivered", timeout=10_000)
    assert panel.day.text() == ""
    panel.void.click()
    qtbot.waitUntil(lambda: panel.note.problem.isVisibleTo(page), timeout=10_000)
    panel.note.set_text("wrong name")
    panel.void.click()
    qtbot.waitUntil(lambda: panel._row.status == "voided", timeout=10_000)
    assert not panel.void.isEnabled()


def test_a_signed_copy_is_attached_and_shown_in_the_letters_place(
    page: LettersPage, context: Context, qtbot, tmp_path: Path
) -> None:
    case = case_ids(context)[0]
    with context.db.read() as connection:
        terms = plans.suggest(context.rules, acts.desk(connection, context, case))
    assert terms is not None
    plans.save_version(context, SaveVersion(context.new_id(), case, terms, "proposed"))
    fields = {"reason": "x", "charges": "none", "breach_days": "5"}
    made = draft(context, DraftLetter(case, "agreement", fields=fields))
    issuing.issue(context, IssueLetter.of(context.new_id(), made))
    page.show_issued()
    panel, bar = page.issued, page.issued.signed
    qtbot.waitUntil(lambda: panel.letters.rowCount() == 1, timeout=10_000)
    assert not bar.isVisibleTo(page)
    panel.table.selectRow(0)
    qtbot.waitUntil(lambda: bar.isVisibleTo(page) and panel.view.pages > 1, timeout=10_000)
    fake, scan = tmp_path / "fake.pdf", tmp_path / "signed.png"
    fake.write_bytes(b"%PDF-1.7 nothing")
    bar.attach_it(fake)
    qtbot.waitUntil(lambda: "cannot be opened" in bar.problem.text(), timeout=10_000)
    image = QImage(200, 280, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    assert image.save(str(scan))
    bar.attach_it(scan)
    qtbot.waitUntil(lambda: bar.show_copy.isVisibleTo(page), timeout=10_000)
    assert bar.state.text().startswith("signed.png")
    bar.show_copy.click()
    qtbot.waitUntil(lambda: panel.view.pages == 1, timeout=10_000)
    bar.save_it(tmp_path / "out.png", Sending("internal"))
    qtbot.waitUntil((tmp_path / "out.png").exists, timeout=10_000)
    assert (tmp_path / "out.png").read_bytes() == scan.read_bytes()
    bar.show_copy.click()
    qtbot.waitUntil(lambda: panel.view.pages > 1, timeout=10_000)


def test_many_are_listed_and_the_number_is_typed(
    page: LettersPage, context: Context, qtbot, tmp_path: Path
) -> None:
    holds.place(
        context, PlaceHold(context.new_id(), case_ids(context)[2], HoldGiven(HoldKind.COMPLAINT, why="x"))
    )
    page.tabs.setCurrentIndex(1)
    panel = page.runs
    qtbot.waitUntil(lambda: panel.view.count() >= 1 and panel.template.count() > 1, timeout=10_000)
    panel.list.click()
    qtbot.waitUntil(lambda: panel._listed is not None, timeout=10_000)
    assert panel._listed.count == 2
    for typed, is_on in (("3", False), ("", False), ("2", True)):
        panel.confirmed.set_text(typed)
        assert panel.go.isEnabled() is is_on
    panel.go.click()
    qtbot.waitUntil(lambda: count(context, "letter") == 2 and panel.write_files.isEnabled(), timeout=20_000)
    qtbot.waitUntil(lambda: not page.runs._desktop.tasks.is_busy, timeout=10_000)
    panel.write_to(tmp_path / "out", Sending("print"))
    qtbot.waitUntil((tmp_path / "out" / "register.pdf").exists, timeout=20_000)
    assert len(list((tmp_path / "out").glob("2026-*.pdf"))) == 2


def test_a_run_is_given_what_its_letter_asks_for(page: LettersPage, context: Context, qtbot) -> None:
    page.tabs.setCurrentIndex(1)
    panel = page.runs
    qtbot.waitUntil(lambda: panel.view.count() >= 1 and panel.template.count() > 1, timeout=10_000)
    panel.template.choose("formal")
    panel.template.activated.emit(panel.template.currentIndex())
    panel.list.click()
    qtbot.waitUntil(lambda: panel._listed is not None, timeout=10_000)
    assert panel._listed.count == 0
    fields = panel.fields.fields
    told = {name: field.problem.text() for name, field in fields.items() if field.problem.text()}
    assert told == dict.fromkeys(
        ("decided_on", "legal_step"), "Cases that get no letter while this is empty: 3"
    )
    assert fields["law"].isVisibleTo(panel)
    for name, text in (("decided_on", "2026-11-20"), ("legal_step", "a suit")):
        QTest.keyClicks(fields[name].line, text)
        assert fields[name].problem.text() == ""
    assert panel._listed is None
    panel.list.click()
    qtbot.waitUntil(lambda: panel._listed is not None, timeout=10_000)
    assert panel._listed.count == 3
    assert panel._listed.request.fields["legal_step"] == "a suit"
    panel.template.choose("settled")
    panel.template.activated.emit(panel.template.currentIndex())
    assert "legal_step" not in panel.request.fields


def test_what_is_due_is_offered_for_a_run(page: LettersPage, context: Context, qtbot) -> None:
    page.tabs.setCurrentIndex(1)
    panel = page.runs
    qtbot.waitUntil(lambda: panel.view.count() == 2, timeout=10_000)
    (template, number), *_ = due.counts(context).items()
    assert panel.view.itemText(1) == f"Letters due today  {sum(due.counts(context).values())}"
    panel.view.setCurrentIndex(1)
    panel.template.choose(template)
    assert f"({number} due)" in panel.template.currentText()
    panel.list.click()
    qtbot.waitUntil(lambda: panel._listed is not None, timeout=10_000)
    assert {row.case_id for row in panel._listed.rows} == set(due.cases(context, template))
    panel.template.choose("settled")
    panel.list.click()
    qtbot.waitUntil(lambda: "No case asks" in panel.summary.text(), timeout=10_000)


def test_a_changed_choice_forgets_the_list(page: LettersPage, qtbot) -> None:
    page.tabs.setCurrentIndex(1)
    panel = page.runs
    qtbot.waitUntil(lambda: panel.view.count() >= 1, timeout=10_000)
    panel.list.click()
    qtbot.waitUntil(lambda: panel._listed is not None, timeout=10_000)
    panel.confirmed.set_text("3")
    assert panel.go.isEnabled()
    panel.warned.setChecked(True)
    assert panel._listed is None
    assert not panel.go.isEnabled()


def test_a_template_is_seen_while_it_is_typed(page: LettersPage, context: Context, qtbot) -> None:
    page.show_templates()
    panel = page.templates
    qtbot.waitUntil(lambda: panel.view.pages >= 1, timeout=10_000)
    assert not panel.save.isEnabled()
    kept = panel.text.toPlainText()
    panel.text.setPlainText(kept + "\n{{ nonsense }}\n")
    qtbot.waitUntil(lambda: "nonsense" in panel.problem.text(), timeout=10_000)
    panel.text.setPlainText(kept.replace("---", "---\n坐牢\n", 1) if "坐牢" not in kept else kept)
    qtbot.waitUntil(lambda: "坐牢" in panel.problem.text(), timeout=10_000)
    assert not panel.save.isEnabled()
    panel.text.setPlainText(kept + "\nThank you.\n")
    qtbot.waitUntil(panel.save.isEnabled, timeout=10_000)
    name, language = panel.template.currentData(), panel.language.currentData()
    panel.save.click()
    qtbot.waitUntil(lambda: len(templates.versions(context, name, language)) == 1, timeout=10_000)
    qtbot.waitUntil(panel.aside.isEnabled, timeout=10_000)
    qtbot.waitUntil(lambda: panel.versions.count() == 2, timeout=10_000)
    assert panel.versions.currentText().startswith("own version 1")
    panel.versions.setCurrentIndex(1)
    panel.take_version()
    assert panel.text.toPlainText() == kept
    panel.versions.setCurrentIndex(0)
    panel.take_version()
    assert "Thank you." in panel.text.toPlainText()
    panel.aside.click()
    qtbot.waitUntil(lambda: "Thank you." not in panel.text.toPlainText(), timeout=10_000)


def test_a_letterhead_says_what_it_lacks(page: LettersPage, context: Context, qtbot) -> None:
    page.tabs.setCurrentIndex(5)
    panel = page.letterheads
    qtbot.waitUntil(lambda: panel.card is not None, timeout=10_000)
    assert "all they need" in panel.state.headline.text()
    panel.lines["pay_channel"].set_text("")
    panel.lines["pay_url"].set_text("ftp://x")
    panel.save.click()
    qtbot.waitUntil(lambda: panel.lines["pay_url"].problem.isVisibleTo(page), timeout=10_000)
    panel.lines["pay_url"].set_text("https://pay.example.com")
    panel.save.click()
    qtbot.waitUntil(lambda: "Official way to pay" in panel.state.headline.text(), timeout=10_000)
    (card,) = creditors.listing(context)
    assert card.letterhead["pay_url"] == "https://pay.example.com"


def test_a_letterhead_is_drawn_as_it_is_typed_and_bears_a_picture(
    page: LettersPage, context: Context, qtbot, tmp_path: Path
) -> None:
    page.tabs.setCurrentIndex(5)
    panel = page.letterheads
    qtbot.waitUntil(lambda: panel.view.pages > 0, timeout=10_000)
    before = panel.view.sheets._images[0].copy()
    panel.lines["agency_phone"].line.setFocus()
    qtbot.keyClicks(panel.lines["agency_phone"].line, "9")
    qtbot.waitUntil(lambda: panel.view.sheets._images[0] != before, timeout=10_000)
    fake, logo = tmp_path / "fake.png", tmp_path / "logo.png"
    fake.write_bytes(b"GIF89a")
    field = panel.pictures["logo"]
    field.chosen.emit(fake)
    qtbot.waitUntil(lambda: "neither a PNG nor a JPEG" in field.problem.text(), timeout=10_000)
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(0xFF12386B)
    assert image.save(str(logo))
    field.chosen.emit(logo)
    qtbot.waitUntil(lambda: field.remove.isVisibleTo(page), timeout=10_000)
    assert creditors.listing(context)[0].pictures == ("logo",)
    assert field.problem.text() == ""
    qtbot.waitUntil(lambda: not panel._desktop.tasks.is_busy, timeout=10_000)
    assert panel.lines["agency_phone"].text().startswith("9"), "what is being typed stays"
    field.remove.click()
    qtbot.waitUntil(lambda: creditors.listing(context)[0].pictures == (), timeout=10_000)


@pytest.mark.parametrize("at", range(6))
def test_everything_has_a_name_and_nothing_is_cut(
    page: LettersPage, window: MainWindow, qtbot, at: int
) -> None:
    window.resize(1280, 760)
    page.tabs.setCurrentIndex(at)
    qtbot.waitUntil(lambda: not page.runs._desktop.tasks.is_busy, timeout=10_000)
    assert unnamed(page) == []
    assert cut(page) == []


def test_the_kept_paper_is_what_is_shown(page: LettersPage, context: Context, qtbot, tmp_path: Path) -> None:
    drawn(page, qtbot, case_ids(context)[0])
    page.writing.issue.click()
    qtbot.waitUntil(lambda: count(context, "letter") == 1, timeout=10_000)
    page.show_issued()
    qtbot.waitUntil(lambda: page.issued.letters.rowCount() == 1, timeout=10_000)
    page.issued.table.selectRow(0)
    qtbot.waitUntil(page.issued.save.isEnabled, timeout=10_000)
    path = tmp_path / "letter.pdf"
    page.issued.save_it(path, Sending("subject"))
    qtbot.waitUntil(path.exists, timeout=10_000)
    with context.db.read() as connection:
        digest = connection.exec_driver_sql("SELECT document_digest FROM fact_letter").scalar_one()
    assert hashlib.sha256(path.read_bytes()).digest() == digest


def test_a_message_is_read_counted_and_copied(page: LettersPage, context: Context, qtbot, qapp) -> None:
    page.tabs.setCurrentIndex(3)
    panel = page.texts
    qtbot.waitUntil(lambda: panel.template.count() > 1, timeout=10_000)
    panel.write_to(case_ids(context)[0])
    qtbot.waitUntil(panel.copy.isEnabled, timeout=10_000)
    assert "83,620.21" in panel.text.toPlainText()
    assert "charged as" in panel.length.text()
    panel.copy.click()
    assert qapp.clipboard().text() == panel.text.toPlainText()
    qapp.clipboard().clear()


def test_messages_of_a_view_become_a_table(
    page: LettersPage, context: Context, qtbot, tmp_path: Path
) -> None:
    page.tabs.setCurrentIndex(3)
    panel = page.texts
    qtbot.waitUntil(lambda: panel.view.count() >= 1 and panel.many.count() >= 1, timeout=10_000)
    panel.many.setCurrentIndex(panel.many.findData("sms_reminder"))
    panel.export_to(tmp_path / "sms.xlsx", Sending("send"))
    qtbot.waitUntil(lambda: "3 messages" in panel.result.text(), timeout=20_000)
    assert (tmp_path / "sms.xlsx").exists()
    assert count(context, "contact") == 3


def test_an_email_without_a_server_is_refused_in_words(page: LettersPage, context: Context, qtbot) -> None:
    page.tabs.setCurrentIndex(3)
    panel = page.texts
    qtbot.waitUntil(lambda: panel.template.count() > 1, timeout=10_000)
    panel.template.setCurrentIndex(panel.template.findData("email_reminder"))
    panel.write_to(case_ids(context)[0])
    qtbot.waitUntil(lambda: panel.send.isVisibleTo(page), timeout=10_000)
    assert "no address" in panel.reasons[0].headline.text()
    assert not panel.send.isEnabled()


def test_the_mail_server_is_kept_in_the_store(window: MainWindow, context: Context, qtbot) -> None:
    window.show_page("settings")
    settings = window.page("settings")
    settings.tabs.setCurrentIndex(3)
    panel = settings.mail
    qtbot.waitUntil(lambda: panel.port.text() == "587", timeout=10_000)
    panel.save.click()
    qtbot.waitUntil(lambda: panel.result.isVisibleTo(settings), timeout=10_000)
    for name, text in (("host", "mail.example.com"), ("user", "c"), ("sender", "c@example.com")):
        panel.lines[name].set_text(text)
    panel.save.click()
    qtbot.waitUntil(lambda: mailing.current(context) is not None, timeout=10_000)
    qtbot.waitUntil(panel.test.isEnabled, timeout=10_000)
    panel.test.click()
    qtbot.waitUntil(lambda: "keyring" in panel.result.headline.text(), timeout=10_000)
    assert unnamed(settings) == []
    panel.forget.click()
    qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy, timeout=10_000)


def test_a_letter_is_printed_to_the_edges_of_its_paper(
    page: LettersPage, context: Context, qtbot, tmp_path: Path
) -> None:
    drawn(page, qtbot, case_ids(context)[0])
    page.writing.issue.click()
    qtbot.waitUntil(lambda: count(context, "letter") == 1, timeout=10_000)
    page.show_issued()
    qtbot.waitUntil(lambda: page.issued.letters.rowCount() == 1, timeout=10_000)
    page.issued.table.selectRow(0)
    qtbot.waitUntil(lambda: page.issued.print.isEnabled() and page.issued.view.pages > 0, timeout=10_000)
    printer = new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.issued.print_it(printer)
    qtbot.waitUntil(lambda: page.issued._printer is None, timeout=20_000)
    printed = PdfReader(tmp_path / "printed.pdf")
    assert len(printed.pages) == page.issued.view.pages
    assert [round(float(side)) for side in printed.pages[0].mediabox[2:]] == [595, 842]
