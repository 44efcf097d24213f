"""Every widget once, to be looked at. ``python tests/ui/gallery.py FOLDER`` writes its pictures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import AppError, RuleViolation
from app.ui.widgets.bars import Part, ProportionBar
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.cards import Card, KeyButton, OptionCard
from app.ui.widgets.choices import Choice, ChoiceChips, Segmented
from app.ui.widgets.fields import DateEdit, MoneyEdit, Reading, SearchBox
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Chip, Figure, KeyCap, PlainLabel, SectionTitle
from app.ui.widgets.strips import EmptyState, Strip, Toast

OUTCOMES = (
    ("1", "未接通", "→ 今晚 19:30"),
    ("2", "接通即挂", "→ 2 小时后"),
    ("3", "号码无效", "停用此号"),
    ("4", "第三人接听", "隐藏债务信息"),
    ("5", "承诺还款", "金额、日期"),
    ("6", "称已还", "查账，暂停 2 天"),
    ("7", "协商分期", "打开计划"),
    ("8", "争议 / 投诉", "停催并核实"),
    ("9", "拒绝还款", "→ 3 天后"),
    ("0", "约定回拨", "时间"),
)
REASONS = ("收入下降", "失业", "疾病", "多头共债", "忘记", "争议", "更多…")


def parse_amount(text: str) -> Reading[int]:
    try:
        minor = int(Decimal(text.replace(",", "")) * 100)
    except InvalidOperation:
        raise RuleViolation("not_a_number", "amount") from None
    if minor > 8_362_021:
        raise RuleViolation("above_debt", "amount")
    return Reading(minor, f"¥{minor / 100:,.2f}")


def parse_day(text: str) -> Reading[date]:
    if not text.startswith("w"):
        raise RuleViolation("not_a_day", "day")
    return Reading(date(2026, 11, 27), "2026-11-27 周五", "原 11-28 周六，提前")


def explain(error: AppError) -> str:
    return {"above_debt": "金额超过欠款 83,620.21", "not_a_number": "请输入金额"}.get(
        str(error), "看不懂这个日期"
    )


class Gallery(QWidget):
    """Three columns, as on the desk."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addLayout(self._case(), 5)
        row.addLayout(self._assistant(), 3)
        row.addLayout(self._forms(), 3)

    def _case(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        head = QWidget()
        line = FlowLayout(head)
        for widget in (
            Figure("张芳琪", "女 · 34 岁 · 330***********0042 · 示例银行信用卡", "title"),
            Chip("M4", "danger"),
            Chip("2 个账户"),
            Chip("身份：姓名 ✓ 证件 —", "warn"),
        ):
            line.addWidget(widget)
        column.addWidget(head)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        owed = Card("欠款（截至昨日 18:00，1 天前）")
        owed.body.addWidget(PlainLabel("¥83,620.21", "figure", selectable=True, name="owed"))
        bar = ProportionBar("本金 79,120.35，利息 3,537.84，费用 962.02")
        bar.show_parts([Part(7912035, "accent"), Part(353784, "warn"), Part(96202)])
        owed.body.addWidget(bar)
        owed.body.addWidget(PlainLabel("本金 79,120.35 利息 3,537.84 费用 962.02", "caption", wrap=True))
        promise = Card("承诺")
        promise.body.addWidget(Figure("¥1,500", "昨日到期", tone="danger"))
        promise.body.addWidget(PlainLabel("历次：平均晚 4 天，兑现 38%", "caption", wrap=True))
        promise.body.addStretch()
        cards.addWidget(owed, 3)
        cards.addWidget(promise, 2)
        column.addLayout(cards)
        news = Strip(name="news")
        news.say(
            "自上次查看：承诺 1,500 元昨日到期未到账 · 短信已送达 · 新增号码 1 个（紧急联系人提供）",
            tone="warn",
        )
        column.addWidget(news)
        column.addWidget(self._phones())
        points = QWidget()
        line = FlowLayout(points)
        line.addWidget(PlainLabel("为何排第 11：", "muted"))
        for text in ("承诺违约 +30", "金额 +18", "M4 +12", "3 天未联系 +9", "两次违约 −6"):
            word, _, figure = text.rpartition(" ")
            line.addWidget(Chip(word, figure=figure))
        column.addWidget(points)
        tabs = QTabBar()
        tabs.setAccessibleName("案件")
        tabs.setObjectName("tabs")
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        for text in ("时间线 23", "账户与流水", "还款计划 1", "函件 2"):
            tabs.addTab(text)
        column.addWidget(tabs)
        empty = EmptyState("circle-check", "今天的案件都处理完了；明天有 31 件。", name="done")
        empty.add_action(Button("导入 Excel", name="import", kind="primary"))
        empty.add_action(Button("用示例数据练习", name="practice"))
        column.addWidget(empty, 1)
        toast = Toast()
        toast.pop("已生成 31 封函件", "1 封缺地址", "ok", action="打开")
        column.addWidget(toast)
        return column

    def _phones(self) -> QWidget:
        phones = QWidget()
        flow = FlowLayout(phones, cell=180, columns=3)
        for number, (text, hint) in enumerate(
            (
                ("138****0042  本人", "19 点后接通 3/4"),
                ("139****8817  本人", "11-12 无人接听"),
                ("0571-****4321  父亲", "仅失联时可联系"),
            )
        ):
            card = OptionCard(text, hint, key=f"F{5 + number}", name=f"phone_{number}")
            card.setChecked(number == 0)
            card.setEnabled(number < 2)
            flow.addWidget(card)
        return phones

    def _assistant(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        for tone, headline, detail in (
            ("ok", "可以致电本人", "今日接通 0/3 · 此号未接 0/6 · 至 22:00"),
            ("danger", "现在不可致电", "今日已接通 3 次，明日 08:00 起"),
            ("accent", "演示数据", "离开演示"),
        ):
            gate = Strip(name=f"gate_{tone}", bold=True)
            gate.say(headline, detail, tone)
            column.addWidget(gate)
        card = Card("逾期原因")
        chips = ChoiceChips(
            "逾期原因", [Choice(n, t, str(n + 1)) for n, t in enumerate(REASONS)], name="reason"
        )
        chips.set_value(0)
        card.body.addWidget(chips)
        levels = QWidget()
        scale = FlowLayout(levels, gap=10)
        for name, value in (("意愿", 3), ("能力", 2)):
            scale.addWidget(PlainLabel(name, "caption"))
            segmented = Segmented(name, name=f"scale_{value}")
            segmented.set_value(value)
            scale.addWidget(segmented)
        card.body.addWidget(levels)
        column.addWidget(card)
        offers = QWidget()
        flow = FlowLayout(offers, cell=110, columns=3)
        for number, (lead, headline, detail) in enumerate(
            (
                ("起步最轻", "3,000 + 1,800 × 45", "至 2030-08 · 占结余 62%"),
                ("最短", "2,900 × 29", "至 2029-04 · 占结余 100%"),
                ("总额最低", "1 万 + 2,790.73 × 26", "减免利息 30%，待批"),
            )
        ):
            offer = OptionCard(headline, detail, lead=lead, figure=True, name=f"offer_{number}")
            offer.setChecked(number == 0)
            flow.addWidget(offer)
        column.addWidget(offers)
        pad = QWidget()
        flow = FlowLayout(pad, cell=150, columns=2)
        for key, title, consequence in OUTCOMES:
            flow.addWidget(KeyButton(key, title, consequence, name=f"outcome_{key}"))
        column.addWidget(pad)
        column.addStretch()
        return column

    def _forms(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(SearchBox("姓名、拼音、电话、尾号…", name="search"))
        amount = MoneyEdit("金额", parse_amount, explain, name="amount")
        amount.set_text("1500")
        wrong = MoneyEdit("金额", parse_amount, explain, name="wrong")
        wrong.set_text("99999999")
        wrong.accept()
        day = DateEdit("日期", parse_day, explain, name="day")
        day.set_text("w5")
        for field in (amount, wrong, day):
            column.addWidget(field)
        box = QComboBox()
        box.setAccessibleName("视图")
        box.setObjectName("view")
        box.addItems(["今日待办 47", "承诺到期"])
        column.addWidget(box)
        actions = QWidget()
        line = FlowLayout(actions)
        for button in (
            Button("打印差异", name="print", icon="printer"),
            Button("存为草案", name="draft", keys="Enter"),
            Button("双方同意", name="agree", kind="primary", keys="Ctrl+Enter"),
            Button("删除", name="delete", kind="danger"),
            Button("撤销 Ctrl+Z", name="undo", kind="link"),
            IconButton("settings", "设置", name="settings"),
        ):
            line.addWidget(button)
        off = Button("不可用", name="off")
        off.setEnabled(False)
        line.addWidget(off)
        line.addWidget(KeyCap("F5"))
        column.addWidget(actions)
        grid = QGridLayout()
        for number, kind in enumerate((QCheckBox, QRadioButton)):
            for place, text in enumerate(("核对姓名", "核对证件")):
                box = kind(text)
                box.setObjectName(f"box_{number}{place}")
                box.setChecked(place == 0)
                grid.addWidget(box, number, place)
        column.addLayout(grid)
        column.addWidget(SectionTitle("收支表"))
        column.addStretch()
        return column


def main() -> None:
    import sys
    from pathlib import Path

    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from app.ui import theme

    application = QApplication([])
    qInstallMessageHandler(lambda *_: None)
    for mode in ("light", "dark"):
        for points, size in ((10, (1500, 900)), (20, (2600, 1900))):
            theme.install(application, mode, points)
            gallery = Gallery()
            gallery.resize(*size)
            gallery.show()
            application.processEvents()
            gallery.grab().save(str(Path(sys.argv[1]) / f"gallery-{mode}-{points}.png"))
            gallery.close()


if __name__ == "__main__":
    main()
