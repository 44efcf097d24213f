"""Paper: pages as they were issued, drawn on a printer to its edges."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRect
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.services.letters.pictures import Picture


def new_printer() -> QPrinter:
    """A printer for A4 without margins: a letter brings its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
    )
    printer.setFullPage(True)
    return printer


def print_pages(printer: QPrinter, pages: Sequence[Picture]) -> bool:
    """Draw the pages; whether the printer took them."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for at, page in enumerate(pages):
        if at and not printer.newPage():
            painter.end()
            return False
        image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
        painter.drawImage(QRect(0, 0, printer.width(), printer.height()), image)
    return painter.end()
