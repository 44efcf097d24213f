from __future__ import annotations

import pytest
from gallery import explain, parse_amount, parse_day
from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QInputMethodEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QStyleOptionComboBox, QWidget

from app.ui.i18n import Translations
from app.ui.tasks import Step
from app.ui.theme import Theme
from app.ui.widgets import announcer
from app.ui.widgets.bars import Part, ProportionBar
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.cards import KeyButton, OptionCard
from app.ui.widgets.choices import Choice, ChoiceChips, Pill, Segmented
from app.ui.widgets.combo import Combo
from app.ui.widgets.fields import DateEdit, Line, MoneyEdit, SearchBox
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Chip, Figure, PlainLabel, plain_tip
from app.ui.widgets.strips import EmptyState, ProgressBanner, Strip, Toast

EVIL = '<img src="file:///etc/hostname">张三'


def shown(qtbot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    return widget


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    """What an input method sends while a Chinese word is being spelled."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QCoreApplication.sendEvent(widget, event)


def spoken(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


class TestLabels:
    def test_a_name_is_never_html(self, qtbot) -> None:
        label = shown(qtbot, PlainLabel(EVIL))
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.text() == EVIL
        assert label.sizeHint().width() > PlainLabel("张三").sizeHint().width() * 3, (
            "the tag is text, not a picture"
        )

    def test_tooltip_of_a_name_is_text(self) -> None:
        document = QTextDocument()
        document.setHtml(plain_tip(EVIL))
        assert document.toPlainText() == EVIL
        assert plain_tip("") == ""

    def test_elided_label_tells_the_whole_in_its_tooltip(self, qtbot) -> None:
        label = shown(qtbot, PlainLabel("恒信资产管理有限公司杭州分公司", elide=True))
        label.resize(60, 20)
        assert "杭州分公司" in label.toolTip()
        label.resize(600, 20)
        assert label.toolTip() == ""
        assert label.minimumSizeHint().width() < 60

    def test_selectable_label_is_named_by_its_text(self, qtbot) -> None:
        label = shown(qtbot, PlainLabel("83,620.21", selectable=True))
        label.setText("83,000.00")
        assert spoken(label) == "83,000.00"

    def test_chip_and_figure_read_as_one_text(self, qtbot) -> None:
        chip, figure = shown(qtbot, Chip("金额", figure="+18")), shown(qtbot, Figure("91 天", "今起先还本金"))
        assert (chip.text(), figure.text()) == ("金额 +18", "91 天 今起先还本金")
        chip.show_state("违约 2 次", "danger")
        figure.say("92 天")
        assert (chip.text(), figure.text()) == ("违约 2 次", "92 天")
        assert figure.minimumSizeHint().width() == figure.sizeHint().width()

    @pytest.mark.parametrize("role", ["figure", "title", "section"])
    @pytest.mark.parametrize("name", ["周晓东", "Anna Miller", "12,345.67", "Wm. O'Neil"])
    def test_figure_of_its_own_width_is_drawn_whole(self, qtbot, name: str, role: str) -> None:
        figure = shown(qtbot, Figure(name, role=role))
        fitting = figure.sizeHint()
        figure.resize(fitting.width() + 50, fitting.height())
        whole = figure.grab(QRect(0, 0, fitting.width(), fitting.height())).toImage()
        figure.resize(fitting)
        assert figure.toolTip() == ""
        assert figure.grab().toImage() == whole

    def test_name_cut_for_want_of_room_is_told_whole(self, qtbot) -> None:
        figure = shown(qtbot, Figure("阿卜杜拉·买买提江", role="title"))
        figure.resize(figure.minimumSizeHint())
        assert "买买提江" in figure.toolTip()
        figure.say("周晓东")
        figure.resize(figure.sizeHint())
        assert figure.toolTip() == ""


def test_long_link_goes_on_in_the_next_line_and_keeps_no_page_wide(qtbot) -> None:
    box = QWidget()
    flow = FlowLayout(box)
    link = Button(
        "Send the text message that reminds of what is overdue", name="l", kind="link", keys="G", wraps=True
    )
    flow.addWidget(link)
    shown(qtbot, box)
    whole = link.sizeHint()
    assert flow.heightForWidth(whole.width()) == whole.height()
    assert flow.minimumSize().width() < whole.width()
    box.resize(whole.width() // 2, 200)
    lines = link.fontMetrics().height()
    assert link.width() == whole.width() // 2
    assert link.height() >= whole.height() + lines


class TestFlow:
    def test_wraps_and_asks_for_the_height(self, qtbot) -> None:
        box = QWidget()
        flow = FlowLayout(box, gap=10)
        chips = [Chip("收入下降") for _ in range(5)]
        for chip in chips:
            flow.addWidget(chip)
        one = chips[0].sizeHint()
        box.resize(one.width() * 2 + 10, 400)
        shown(qtbot, box)
        assert [chip.y() for chip in chips][:4] == [0, 0, chips[2].y(), chips[2].y()]
        assert flow.heightForWidth(box.width()) == one.height() * 3 + 20
        assert flow.heightForWidth(10_000) == one.height()

    def test_equal_cells_fill_the_line(self, qtbot) -> None:
        box = QWidget()
        flow = FlowLayout(box, gap=10, cell=100, columns=2)
        keys = [KeyButton(str(n), "承诺", name=f"k{n}") for n in range(4)]
        for key in keys:
            flow.addWidget(key)
        box.resize(410, 300)
        shown(qtbot, box)
        assert {key.width() for key in keys} == {200}
        assert keys[1].x() == 210
        box.resize(150, 300)
        assert {key.width() for key in keys} == {150}

    def test_hidden_items_take_no_room(self, qtbot) -> None:
        box = QWidget()
        flow = FlowLayout(box)
        chips = [Chip("一"), Chip("二"), Chip("三")]
        for chip in chips:
            flow.addWidget(chip)
        shown(qtbot, box)
        second = chips[1].x()
        chips[1].hide()
        box.layout().activate()
        assert chips[2].x() == second


class TestButtons:
    def test_key_stands_beside_the_text(self, qtbot, look: Theme) -> None:
        plain, keyed = Button("存为草案", name="a"), Button("存为草案", name="b", keys="Enter")
        assert keyed.sizeHint().width() > plain.sizeHint().width() + look.em
        assert spoken(shown(qtbot, keyed)) == "存为草案"

    def test_icon_alone_has_a_name(self, qtbot) -> None:
        button = shown(qtbot, IconButton("x", "关闭", name="close"))
        assert spoken(button) == "关闭"
        before = button.icon().pixmap(20, 20).toImage()
        button.set_icon("check")
        assert button.icon().pixmap(20, 20).toImage() != before

    def test_icon_takes_the_colour_of_a_new_theme(self, qtbot, look: Theme) -> None:
        button = shown(qtbot, IconButton("x", "关闭", name="close"))
        before = button.icon().pixmap(20, 20).toImage()
        look.set_mode("dark")
        assert button.icon().pixmap(20, 20).toImage() != before

    @pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
    def test_outcome_is_pressed_by_key(self, qtbot, key: Qt.Key) -> None:
        button = shown(qtbot, KeyButton("1", "未接通", "→ 今晚 19:30", name="outcome_1"))
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, key)

    def test_outcome_says_its_consequence(self, qtbot) -> None:
        button = shown(qtbot, KeyButton("1", "未接通", name="outcome_1"))
        button.set_consequence("→ 今晚 19:30")
        interface = QAccessible.queryAccessibleInterface(button)
        assert spoken(button) == "1 未接通"
        assert interface.text(QAccessible.Text.Description) == "→ 今晚 19:30"

    def test_focus_ring_is_two_pixels_of_accent(self, qtbot, look: Theme) -> None:
        box = QWidget()
        row = QHBoxLayout(box)
        cards = [OptionCard("2,900 × 29", name=f"offer_{number}") for number in range(2)]
        for card in cards:
            row.addWidget(card)
        shown(qtbot, box).activateWindow()
        qtbot.waitUntil(box.isActiveWindow)
        cards[1].setFocus()
        for card, edge in zip(cards, (look.tokens.hairline, look.tokens.accent), strict=True):
            picture = card.grab().toImage()
            seen = [picture.pixelColor(x, picture.height() // 2).name().upper() for x in range(3)]
            inside = look.tokens.base
            assert seen == [edge, edge if card.hasFocus() else inside, inside]


class TestStrips:
    def test_strip_says_state_in_words_and_icon(self, qtbot, look: Theme) -> None:
        strip = Strip(name="gate", bold=True)
        qtbot.addWidget(strip)
        assert not strip.isVisibleTo(None)
        strip.say("现在不可致电", "明日 08:00 起", "danger")
        assert strip.isVisible()
        assert spoken(strip) == "现在不可致电 明日 08:00 起"
        assert not strip.icon.pixmap().isNull()
        picture = strip.grab().toImage()
        assert picture.pixelColor(strip.width() // 2, 3).name().upper() == look.tokens.tint_danger
        strip.say("")
        assert not strip.isVisible()

    def test_good_news_leaves_and_bad_news_stays(self, qtbot) -> None:
        toast = Toast()
        qtbot.addWidget(toast)
        toast._timer.setInterval(10)
        for passing in ("ok", "accent", "warn"):
            toast.pop("已生成 31 封", tone=passing)
            qtbot.waitUntil(lambda: not toast.isVisible())
        toast.pop("备份失败", tone="danger")
        qtbot.wait(40)
        assert toast.isVisible()

    def test_toast_acts_once(self, qtbot) -> None:
        toast, done = Toast(), []
        qtbot.addWidget(toast)
        toast.pop("已生成", action="打开", act=lambda: done.append(1))
        qtbot.mouseClick(toast.action, Qt.MouseButton.LeftButton)
        assert done == [1]
        assert not toast.isVisible()
        toast.pop("已备份")
        assert not toast.action.isVisible()

    def test_empty_state_offers_its_action(self, qtbot) -> None:
        empty = EmptyState("list", "没有案件", name="empty")
        button = empty.add_action(Button("导入 Excel", name="import"))
        shown(qtbot, empty)
        empty.say("没有符合条件的案件")
        assert empty.sentence.text() == "没有符合条件的案件"
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, Qt.Key.Key_Space)

    def test_banner_follows_a_job_and_cancels_it(self, qtbot) -> None:
        job = FakeJob("生成函件")
        banner = ProgressBanner()
        qtbot.addWidget(banner)
        banner.follow(job)
        job.progress.step = Step(31, 200, "张三")
        banner._show_step()
        assert banner.isVisible()
        assert (banner.bar.value(), banner.bar.maximum()) == (31, 200)
        assert "31" in banner.step.text()
        assert "张三" in banner.step.text()
        qtbot.mouseClick(banner.cancel, Qt.MouseButton.LeftButton)
        assert job.is_cancelled
        assert not banner.cancel.isEnabled()
        job.is_running = False
        qtbot.waitUntil(lambda: not banner.isVisible())


class FakeJob:
    """A job whose steps the test takes itself."""

    def __init__(self, title: str) -> None:
        self.title, self.is_running, self.is_cancelled = title, True, False
        self.progress = self
        self.step = Step()

    def cancel(self) -> None:
        self.is_cancelled = True


class TestChoices:
    @pytest.fixture
    def chips(self, qtbot) -> ChoiceChips:
        choices = [Choice("income", "收入下降", "1"), Choice("illness", "疾病", "2"), Choice("other", "其他")]
        return shown(qtbot, ChoiceChips("逾期原因", choices, name="reason"))

    @pytest.fixture
    def scale(self, qtbot) -> Segmented:
        return shown(qtbot, Segmented("意愿", name="willing"))

    def test_digit_chooses_one(self, chips: ChoiceChips, qtbot) -> None:
        assert chips.value is None
        for key, value in ((Qt.Key.Key_2, "illness"), (Qt.Key.Key_1, "income")):
            with qtbot.waitSignal(chips.chosen) as seen:
                qtbot.keyClick(chips.focusProxy(), key)
            assert seen.args == [value]
            assert chips.value == value

    def test_foreign_key_is_not_taken(self, chips: ChoiceChips, qtbot) -> None:
        with qtbot.assertNotEmitted(chips.chosen):
            assert not chips.press("7")
            assert not chips.press("")
            qtbot.keyClick(chips.focusProxy(), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        assert chips.press("2")

    def test_one_tab_stop_and_arrows_inside(self, scale: Segmented, qtbot) -> None:
        def stops() -> list[str]:
            buttons = [scale.findChild(QWidget, f"willing_{n}") for n in range(1, 6)]
            return [b.objectName() for b in buttons if b.focusPolicy() == Qt.FocusPolicy.StrongFocus]

        assert stops() == ["willing_1"]
        scale.press("3")
        assert stops() == ["willing_3"]
        scale.window().activateWindow()
        qtbot.keyClick(scale.focusProxy(), Qt.Key.Key_Right)
        qtbot.waitUntil(lambda: scale.value == 4)
        assert stops() == ["willing_4"]

    def test_value_is_taken_back(self, scale: Segmented, qtbot) -> None:
        scale.press("5")
        with qtbot.waitSignal(scale.chosen) as seen:
            qtbot.keyClick(scale.focusProxy(), Qt.Key.Key_Backspace)
        assert seen.args == [None]
        assert scale.value is None

    def test_set_value_is_silent_and_exclusive(self, scale: Segmented, qtbot) -> None:
        with qtbot.assertNotEmitted(scale.chosen):
            scale.set_value(2)
            scale.set_value(4)
        assert scale.value == 4
        scale.set_value(None)
        assert scale.value is None

    def test_each_step_is_named_with_its_scale(self, scale: Segmented) -> None:
        scale.set_label("能力")
        assert spoken(scale.findChild(QWidget, "willing_2")) == "能力 2"
        role = QAccessible.queryAccessibleInterface(scale.findChild(QWidget, "willing_2")).role()
        assert role is QAccessible.Role.RadioButton

    def test_new_choices_keep_what_is_chosen(self, chips: ChoiceChips) -> None:
        chips.set_value("other")
        chips.set_choices([Choice("other", "其他", "1"), Choice("forgot", "忘记", "2")])
        assert chips.value == "other"
        chips.set_choices([Choice("forgot", "忘记", "1")])
        assert chips.value is None

    def test_chips_before_the_first_new_one_are_not_made_again(self, chips: ChoiceChips, qtbot) -> None:
        before = chips.findChildren(Pill)
        first, second = Choice("one", "一", "1"), Choice("two", "二", "2")
        chips.set_choices([first, second, Choice("more", "更多", "0")])
        kept = [pill for pill in chips.findChildren(Pill) if pill not in before][:2]
        chips.set_choices([first, second, Choice("three", "三", "3"), Choice("more", "更多", "0")])
        shown_now = [pill for pill in chips.findChildren(Pill) if not pill.isHidden()]
        assert [pill.choice.value for pill in shown_now] == ["one", "two", "three", "more"]
        assert shown_now[:2] == kept
        told: list[object] = []
        chips.chosen.connect(told.append)
        chips.press("3")
        chips.press("1")
        assert told == ["three", "one"]


class TestBar:
    def test_parts_are_drawn_by_their_share(self, qtbot, look: Theme) -> None:
        bar = shown(qtbot, ProportionBar("本金与利息"))
        bar.resize(200, 6)
        bar.show_parts([Part(75, "accent"), Part(25, "warn")])
        picture = bar.grab().toImage()
        assert picture.pixelColor(140, 3).name().upper() == look.tokens.accent
        assert picture.pixelColor(160, 3).name().upper() == look.tokens.warn
        bar.show_parts([Part(40, "accent")], total=100, label="已打 40%")
        picture = bar.grab().toImage()
        assert picture.pixelColor(100, 3).name().upper() == look.tokens.track
        assert spoken(bar) == "已打 40%"

    def test_no_parts_is_an_empty_bar(self, qtbot, look: Theme) -> None:
        bar = shown(qtbot, ProportionBar("空"))
        bar.show_parts([])
        assert bar.grab().toImage().pixelColor(bar.width() // 2, 3).name().upper() == look.tokens.track


class TestFields:
    @pytest.fixture
    def amount(self, qtbot) -> MoneyEdit:
        return shown(qtbot, MoneyEdit("金额", parse_amount, explain, name="amount"))

    def test_reads_while_typing(self, amount: MoneyEdit, qtbot) -> None:
        qtbot.keyClicks(amount.line, "1500")
        assert amount.value == 150_000
        assert amount.reading.text() == "¥1,500.00"

    def test_full_width_becomes_half_width(self, amount: MoneyEdit, qtbot) -> None:
        compose(amount.line, "", "１，５００。５")
        assert amount.text() == "1,500.5"
        assert amount.value == 150_050

    def test_cursor_stays_where_one_types(self, amount: MoneyEdit, qtbot) -> None:
        qtbot.keyClicks(amount.line, "15")
        amount.line.setCursorPosition(1)
        compose(amount.line, "", "２")
        assert (amount.text(), amount.line.cursorPosition()) == ("125", 2)

    def test_enter_tells_a_readable_amount_only(self, amount: MoneyEdit, qtbot) -> None:
        with qtbot.assertNotEmitted(amount.accepted):
            qtbot.keyClick(amount.line, Qt.Key.Key_Return)
        assert amount.problem.text() == "请输入金额", "an empty field complains too"
        qtbot.keyClicks(amount.line, "20")
        assert not amount.problem.isVisible()
        with qtbot.waitSignal(amount.accepted):
            qtbot.keyClick(amount.line, Qt.Key.Key_Return)

    def test_complaint_waits_until_one_leaves(self, amount: MoneyEdit, qtbot) -> None:
        qtbot.keyClicks(amount.line, "99999999")
        assert amount.is_wrong
        assert not amount.problem.isVisible()
        amount.line.editingFinished.emit()
        assert amount.problem.isVisible()
        assert amount.line.property("wrong") is True
        interface = QAccessible.queryAccessibleInterface(amount.line)
        assert interface.text(QAccessible.Text.Description) == "金额超过欠款 83,620.21"

    def test_refusal_of_a_service_shows_at_the_field_until_the_text_changes(
        self, amount: MoneyEdit, qtbot
    ) -> None:
        qtbot.keyClicks(amount.line, "10")
        amount.show_error("该案件已结清")
        assert amount.problem.text() == "该案件已结清"
        qtbot.keyClicks(amount.line, "0")
        assert not amount.is_wrong
        assert amount.value == 10_000

    def test_huge_paste_is_cut_to_the_field(self, amount: MoneyEdit) -> None:
        amount.line.insert("9" * 100_000)
        assert len(amount.text()) == 200
        assert amount.is_wrong

    def test_day_shows_the_full_date_and_a_note(self, qtbot) -> None:
        day = shown(qtbot, DateEdit("日期", parse_day, explain, name="day"))
        qtbot.keyClicks(day.line, "w5")
        assert day.value.isoformat() == "2026-11-27"
        assert day.reading.text() == "2026-11-27 周五 · 原 11-28 周六，提前"
        assert day.reading.property("tone") == "warn"

    def test_read_again_after_the_calendar_changed(self, qtbot) -> None:
        rate = {"value": 1}
        field = shown(
            qtbot,
            MoneyEdit("金额", lambda text: parse_amount(str(int(text) * rate["value"])), explain, name="a"),
        )
        qtbot.keyClicks(field.line, "5")
        rate["value"] = 2
        field.read_again()
        assert field.value == 1000


class TestInputMethod:
    """desk.md §2.5: a composing input method keeps its keys."""

    @pytest.fixture
    def amount(self, qtbot) -> MoneyEdit:
        return shown(qtbot, MoneyEdit("金额", parse_amount, explain, name="amount"))

    def test_number_fields_ask_for_latin(self, amount: MoneyEdit) -> None:
        assert amount.line.inputMethodHints() & Qt.InputMethodHint.ImhPreferLatin

    def test_enter_during_composition_does_not_save(self, amount: MoneyEdit, qtbot) -> None:
        qtbot.keyClicks(amount.line, "15")
        compose(amount.line, "ling")
        with qtbot.assertNotEmitted(amount.accepted):
            qtbot.keyClick(amount.line, Qt.Key.Key_Return)
            amount.accept()
        compose(amount.line, "", "0")
        with qtbot.waitSignal(amount.accepted):
            qtbot.keyClick(amount.line, Qt.Key.Key_Return)
        assert amount.value == 15_000

    def test_enter_ends_the_composition_of_any_line(self, qtbot) -> None:
        line = shown(qtbot, Line())
        compose(line, "ni")
        with qtbot.assertNotEmitted(line.returnPressed):
            qtbot.keyClick(line, Qt.Key.Key_Return)
        compose(line, "", "你")
        with qtbot.waitSignal(line.returnPressed):
            qtbot.keyClick(line, Qt.Key.Key_Return)

    def test_search_ignores_escape_and_enter_during_composition(self, qtbot) -> None:
        box = shown(qtbot, SearchBox("搜索", name="search"))
        qtbot.keyClicks(box, "zh")
        compose(box, "ang")
        with qtbot.assertNotEmitted(box.searched), qtbot.assertNotEmitted(box.left):
            qtbot.keyClick(box, Qt.Key.Key_Escape)
            qtbot.keyClick(box, Qt.Key.Key_Return)
        assert box.text() == "zh"


class TestSearchBox:
    @pytest.fixture
    def box(self, qtbot) -> SearchBox:
        return shown(qtbot, SearchBox("姓名、拼音、电话…", name="search"))

    def test_asks_once_after_a_pause(self, box: SearchBox, qtbot) -> None:
        asked: list[str] = []
        box.searched.connect(asked.append)
        qtbot.keyClicks(box, "zfq ")
        assert asked == []
        qtbot.waitUntil(lambda: bool(asked))
        assert asked == ["zfq"]

    def test_enter_asks_at_once(self, box: SearchBox, qtbot) -> None:
        qtbot.keyClicks(box, "zfq")
        with qtbot.waitSignal(box.searched, timeout=50):
            qtbot.keyClick(box, Qt.Key.Key_Return)

    def test_escape_clears_then_leaves(self, box: SearchBox, qtbot) -> None:
        qtbot.keyClicks(box, "zfq")
        qtbot.keyClick(box, Qt.Key.Key_Return)
        with qtbot.waitSignal(box.searched) as seen:
            qtbot.keyClick(box, Qt.Key.Key_Escape)
        assert seen.args == [""]
        with qtbot.waitSignal(box.left):
            qtbot.keyClick(box, Qt.Key.Key_Escape)


def test_words_change_with_the_language(qtbot, qapp) -> None:
    banner = ProgressBanner()
    qtbot.addWidget(banner)
    banner.cancel.setText("")
    QCoreApplication.sendEvent(banner, QEvent(QEvent.Type.LanguageChange))
    assert banner.cancel.text() == "Cancel"


def test_what_is_counted_is_said_in_the_language(qtbot, translations: Translations) -> None:
    banner = ProgressBanner()
    qtbot.addWidget(banner)
    translations.speak("zh_CN")
    assert [banner._counted(step) for step in ("letters", "张三")] == ["信函", "张三"]


class Listener:
    """A screen reader, as far as Qt tells it anything."""

    active = True
    heard: list[str]

    def isActive(self) -> bool:  # noqa: N802
        return self.active

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802
        self.heard.append(event.message())


def test_result_is_spoken_if_anyone_listens(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    listener = Listener()
    listener.heard = []
    monkeypatch.setattr(announcer, "QAccessible", listener)
    toast = Toast()
    qtbot.addWidget(toast)
    toast.pop("已记录：未接通", "→ 今晚 19:30")
    listener.active = False
    toast.pop("没有人听")
    assert listener.heard == ["已记录：未接通 → 今晚 19:30"]


def test_a_box_ends_in_dots_what_it_has_no_room_for(qtbot) -> None:
    box = Combo(name="place", least=4)
    qtbot.addWidget(box)
    box.offer([("短", 1), ("洛阳市晴川区砚池街41号青禾苑9幢801室", 2)])
    box.resize(box.sizeHint())
    option = QStyleOptionComboBox()
    for value, shown in ((1, "短"), (2, "…")):
        box.choose(value)
        box.initStyleOption(option)
        assert option.currentText.endswith(shown)
        assert option.currentText[0] == box.currentText()[0]
