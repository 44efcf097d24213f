"""What the states of a promise are called, wherever they are shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.promises import PromiseState


def promise_word(state: PromiseState) -> str:
    """What a promise's state is called."""
    return {
        PromiseState.OPEN: QCoreApplication.translate("Promise", "open"),
        PromiseState.KEPT: QCoreApplication.translate("Promise", "kept"),
        PromiseState.PARTLY_KEPT: QCoreApplication.translate("Promise", "partly kept"),
        PromiseState.BROKEN: QCoreApplication.translate("Promise", "broken"),
        PromiseState.CANCELLED: QCoreApplication.translate("Promise", "cancelled"),
        PromiseState.REPLACED: QCoreApplication.translate("Promise", "replaced"),
    }[state]
