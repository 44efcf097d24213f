"""The one style sheet, made of tokens. Sizes that hold text grow with ``em``; hairlines and radii do not."""

from __future__ import annotations

from app.ui import assets
from app.ui.tokens import TONES, Tokens

RADIUS = 10  # of cards
SMALL_RADIUS = 8  # of controls
CAPTION, SMALL, SECTION, FIGURE, TITLE = 0.92, 0.85, 1.0, 1.5, 1.85  # text sizes as parts of the body


def sheet(colours: Tokens, points: int, em: float) -> str:
    """The style sheet for these colours, a body text of ``points`` and ``em`` pixels."""
    return "\n".join(
        (
            _text(colours, points),
            _buttons(colours, points, em),
            _fields(colours, em),
            _choices(colours, em),
            _lists(colours, points, em),
            _containers(colours, em),
            _cards(colours, points, em),
        )
    )


def _text(t: Tokens, points: int) -> str:
    roles = (
        ("caption", CAPTION, 400, t.muted),
        ("small", SMALL, 400, t.muted),
        ("muted", 1.0, 400, t.muted),
        ("strong", 1.0, 600, t.text),
        ("section", SECTION, 600, t.text),
        ("figure", FIGURE, 600, t.text),
        ("title", TITLE, 600, t.text),
        ("offer", 1.1, 600, t.text),
        ("digit", 1.25, 600, t.accent),
    )
    rules = [
        f'QLabel[role="{role}"] {{ font-size: {points * scale:.2f}pt; font-weight: {weight}; color: {colour}; }}'
        for role, scale, weight, colour in roles
    ]
    rules += [f'QLabel[tone="{tone}"] {{ color: {t.ink(tone)}; }}' for tone in TONES]
    rules.append(f"QLabel:disabled {{ color: {t.border}; }}")
    rules.append(
        f"QToolTip {{ background: {t.base}; color: {t.text}; border: 1px solid {t.border}; padding: 4px; }}"
    )
    return "\n".join(rules)


def _buttons(t: Tokens, points: int, em: float) -> str:
    high, wide = round(em * 0.4), round(em * 0.9)
    return f"""
QPushButton, QToolButton[kind="button"] {{
  background: {t.base}; color: {t.text}; border: 1px solid {t.border}; border-radius: {SMALL_RADIUS}px;
  padding: {high}px {wide}px; }}
QPushButton:hover, QToolButton[kind="button"]:hover {{ background: {t.raised}; border-color: {t.accent}; }}
QPushButton:pressed {{ background: {t.track}; }}
QPushButton:focus, QToolButton[kind="button"]:focus {{
  border: 2px solid {t.accent}; padding: {high - 1}px {wide - 1}px; }}
QPushButton:disabled {{ color: {t.border}; border-color: {t.hairline}; background: {t.window}; }}
QPushButton[kind="primary"] {{
  background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: {t.accent_hover}; border-color: {t.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {t.text}; }}
QPushButton[kind="primary"]:disabled {{ background: {t.track}; color: {t.muted}; border-color: {t.track}; }}
QPushButton[kind="danger"] {{ color: {t.danger}; border-color: {t.danger}; }}
QPushButton[kind="danger"]:disabled {{ color: {t.border}; border-color: {t.hairline}; }}
QPushButton[kind="link"] {{
  background: transparent; border: 2px solid transparent; color: {t.accent}; padding: 0 {round(em * 0.2)}px; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {t.accent}; border-radius: 4px; }}
QToolButton {{
  background: transparent; color: {t.text}; border: 2px solid transparent; border-radius: {SMALL_RADIUS}px;
  padding: {round(em * 0.2)}px; }}
QToolButton:hover {{ background: {t.track}; }}
QToolButton:checked {{ background: {t.tint_accent}; color: {t.accent}; }}
QToolButton:focus {{ border-color: {t.accent}; }}
QToolButton[role="rail"] {{
  font-size: {points * SMALL:.2f}pt; padding: {round(em * 0.4)}px {round(em * 0.2)}px;
  min-width: {round(em * 3.6)}px; }}
QToolButton[role="rail"]:checked {{ font-weight: 600; }}
QToolButton::menu-indicator {{ image: none; }}
"""


def _fields(t: Tokens, em: float) -> str:
    high, wide = round(em * 0.4), round(em * 0.65)
    fields = "QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox"
    picture = _pictures(t)
    focused = ", ".join(f"{name}:focus" for name in fields.split(", "))
    return f"""
{fields} {{
  background: {t.base}; color: {t.text}; border: 1px solid {t.border}; border-radius: {SMALL_RADIUS}px;
  padding: {high}px {wide}px; selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
{focused} {{ border: 2px solid {t.accent}; padding: {high - 1}px {wide - 1}px; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{ border-color: {t.danger}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{
  color: {t.muted}; background: {t.window}; border-color: {t.hairline}; }}
QLineEdit:read-only {{ background: {t.raised}; }}
QComboBox {{ padding-right: {round(em * 1.8)}px; }}
QComboBox:focus {{ padding-right: {round(em * 1.8) - 1}px; }}
QComboBox::drop-down {{ border: none; width: {round(em * 1.8)}px; }}
QComboBox::down-arrow {{ image: url("{picture}/down.svg"); width: {round(em)}px; height: {round(em)}px; }}
QComboBox QAbstractItemView {{
  background: {t.base}; border: 1px solid {t.border}; outline: none;
  selection-background-color: {t.tint_accent}; selection-color: {t.text}; }}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{ background: transparent; border: none; padding: 0; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: {round(em * 1.4)}px; }}
QAbstractSpinBox::up-arrow {{ image: url("{picture}/up.svg"); width: {round(em * 0.8)}px; }}
QAbstractSpinBox::down-arrow {{ image: url("{picture}/down.svg"); width: {round(em * 0.8)}px; }}
"""


def _choices(t: Tokens, em: float) -> str:
    side, picture = round(em * 1.1), _pictures(t)
    return f"""
QCheckBox, QRadioButton {{ spacing: {round(em * 0.5)}px; padding: 2px; border: 2px solid transparent; }}
QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {t.accent}; border-radius: 4px; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.border}; }}
QCheckBox::indicator, QRadioButton::indicator {{
  width: {side}px; height: {side}px; border: 1px solid {t.border}; background: {t.base}; }}
QCheckBox::indicator {{ border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: {side // 2 + 1}px; }}
QCheckBox::indicator:checked, QCheckBox::indicator:indeterminate, QRadioButton::indicator:checked {{
  background: {t.accent}; border-color: {t.accent}; }}
QCheckBox::indicator:checked {{ image: url("{picture}/check.svg"); }}
QCheckBox::indicator:indeterminate {{ image: url("{picture}/dash.svg"); }}
QRadioButton::indicator:checked {{ image: url("{picture}/dot.svg"); }}
"""


def _lists(t: Tokens, points: int, em: float) -> str:
    return f"""
QAbstractItemView {{
  background: {t.base}; alternate-background-color: {t.base}; color: {t.text}; border: none; outline: none;
  selection-background-color: {t.tint_accent}; selection-color: {t.text}; gridline-color: {t.hairline}; }}
QTableView::item {{ border-bottom: 1px solid {t.hairline}; padding: 0 {round(em * 0.5)}px; }}
QTableView::item:selected {{ background: {t.tint_accent}; color: {t.text}; }}
QTableView:focus, QListView:focus, QTreeView:focus {{ border: 2px solid {t.accent}; }}
QTableView, QListView, QTreeView {{ border: 2px solid transparent; }}
QListView[role="queue"], QListView[role="queue"]:focus {{ border: none; }}
QHeaderView {{ background: {t.base}; }}
QHeaderView::section {{
  background: {t.base}; color: {t.muted}; border: none; border-bottom: 1px solid {t.hairline};
  padding: {round(em * 0.35)}px {round(em * 0.5) + 3}px; font-size: {points * CAPTION:.2f}pt; }}
QHeaderView::up-arrow {{ image: url("{_pictures(t)}/up.svg"); width: {round(em * 0.8)}px; }}
QHeaderView::down-arrow {{ image: url("{_pictures(t)}/down.svg"); width: {round(em * 0.8)}px; }}
QTableCornerButton::section {{ background: {t.base}; border: none; }}
QMenu {{ background: {t.base}; color: {t.text}; border: 1px solid {t.border}; padding: 4px; }}
QMenu::item {{ padding: {round(em * 0.35)}px {round(em * 1.2)}px; border-radius: 6px; }}
QMenu::item:selected {{ background: {t.tint_accent}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.border}; }}
QMenu::separator {{ height: 1px; background: {t.hairline}; margin: 4px 8px; }}
"""


def _containers(t: Tokens, em: float) -> str:
    bar, picture = round(em * 0.75), _pictures(t)
    return f"""
QMainWindow, QDialog {{ background: {t.window}; }}
QScrollArea, QStackedWidget {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget[role="page"] {{ background: transparent; }}
QSplitter::handle {{ background: {t.hairline}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QWidget[role="panel"] {{ background: {t.base}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {t.hairline}; }}
QTabWidget::tab-bar {{ left: 0; }}
QTabBar {{ background: transparent; outline: none; }}
QTabBar::tab {{
  background: transparent; color: {t.muted}; border: 2px solid transparent; border-bottom: 2px solid transparent;
  padding: {round(em * 0.4)}px {round(em * 0.2)}px; margin-right: {round(em * 0.9)}px; }}
QTabBar::tab:selected {{ color: {t.accent}; font-weight: 600; border-bottom-color: {t.accent}; }}
QTabBar::tab:hover:!selected {{ color: {t.text}; }}
QTabBar::tab:focus {{ border-color: {t.accent}; border-radius: 4px; }}
QTabBar::tear {{ width: 0; border: none; }}
QTabBar::scroller {{ width: {round(em * 2)}px; }}
QTabBar QToolButton {{ background: {t.window}; border: none; padding: 0; }}
QTabBar QToolButton::left-arrow {{ image: url("{picture}/left.svg"); width: {round(em)}px; height: {round(em)}px; }}
QTabBar QToolButton::right-arrow {{ image: url("{picture}/right.svg"); width: {round(em)}px; height: {round(em)}px; }}
QTabBar QToolButton::left-arrow:disabled, QTabBar QToolButton::right-arrow:disabled {{ image: none; }}
QProgressBar {{
  background: {t.hairline}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; color: transparent; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
QScrollBar:vertical {{ background: transparent; width: {bar}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {bar}px; margin: 0; }}
QScrollBar::handle {{ background: {t.border}; border-radius: {max(bar // 2 - 2, 2)}px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: {round(em * 2)}px; }}
QScrollBar::handle:horizontal {{ min-width: {round(em * 2)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _cards(t: Tokens, points: int, em: float) -> str:
    rules = [
        f"""
QFrame[role="card"] {{ background: {t.base}; border: 1px solid {t.hairline}; border-radius: {RADIUS}px; }}
QFrame[role="active"] {{ background: {t.base}; border: 2px solid {t.accent}; border-radius: {RADIUS}px; }}
QFrame[role="strip"] {{ background: {t.track}; border: none; border-radius: {SMALL_RADIUS}px; }}
QLabel[role="keycap"] {{
  color: {t.muted}; font-size: {points * SMALL:.2f}pt; border: 1px solid {t.hairline}; border-bottom-width: 2px;
  border-radius: 4px; padding: 0 {round(em * 0.3)}px; }}
"""
    ]
    for tone in TONES:
        rules.append(f'QFrame[role="strip"][tone="{tone}"] {{ background: {t.tint(tone)}; }}')
    return "\n".join(rules)


def _pictures(t: Tokens) -> str:
    return (assets.folder("themes") / t.name).as_posix()
