"""Chinese input on Linux: Qt's wheels bring the ibus plugin only, and fcitx speaks ibus too.

With QT_IM_MODULE=fcitx and no fcitx plugin the keys go through as letters; fcitx5's maintainer advises ibus.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo


def prefer_known() -> None:
    """Choose the ibus plugin where the one asked for is not there. Call it before the application is made."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_IM_MODULE", "") not in ("fcitx", "fcitx5"):
        return
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    if not any("fcitx" in plugin.name for plugin in plugins.glob("*")):
        os.environ["QT_IM_MODULE"] = "ibus"
