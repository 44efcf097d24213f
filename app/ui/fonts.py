"""The shipped typeface: a bare desk may have no Chinese font at all."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFontDatabase

from app.ui import assets

FAMILY = "Noto Sans SC"
# What Bold lacks is drawn with Regular. Qt looks for it by family only, so Regular answers to a second name of
# the same length, which stands behind the first in every list of families.
REST_FAMILY = "Noto Rest SC"
FAMILIES = [FAMILY, REST_FAMILY]


@cache
def load() -> None:
    """Make both faces known to Qt. Needs a ``QGuiApplication``; about 5 ms. Call it before the first widget."""
    for face in ("Regular", "Bold"):
        path = assets.folder("fonts") / f"NotoSansSC-{face}.ttf"
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path.name)


@cache
def load_rest() -> None:
    """Make the rare bold characters drawable where the system has no Chinese font. 40 ms: after the first paint."""
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    if any(family not in FAMILIES for family in chinese):
        return
    data = (assets.folder("fonts") / "NotoSansSC-Regular.ttf").read_bytes()
    renamed = data.replace(FAMILY.encode("utf-16-be"), REST_FAMILY.encode("utf-16-be"))
    QFontDatabase.addApplicationFontFromData(QByteArray(renamed))
