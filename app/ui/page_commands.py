"""The commands that lead to the pages and into them, wherever in the window they are called."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication

from app.ui.actions import Command, PageCommand
from app.ui.desktop import Desktop
from app.ui.page_stack import PageStack
from app.ui.permitted import refused
from app.ui.rail_pages import PAGES
from app.ui.view_keys import MOST, view_key


def page_commands(desktop: Desktop, stack: PageStack) -> Iterator[Command]:
    """To each page, what each page offers, and to each saved view."""
    for page in PAGES:
        yield Command(f"page_{page.name}", "pages", page.text, page.keys, partial(stack.show_page, page.name))
    for page in PAGES:
        for command in page.commands:
            yield _from_everywhere(desktop, stack, page.name, command)
    for number in range(1, MOST + 1):
        text, run = partial(_view_text, desktop, number), partial(stack.choose_view, number)
        yield Command(f"saved_view_{number}", "pages", text, f"Alt+{view_key(number)}", run)


def _view_text(desktop: Desktop, number: int) -> str:
    names = desktop.saved_views
    if number > len(names):
        return ""
    return QCoreApplication.translate("MainWindow", "View: {name}").format(name=names[number - 1])


def _from_everywhere(desktop: Desktop, stack: PageStack, page: str, command: PageCommand) -> Command:
    """The command of a page as one that can be run from everywhere."""

    def run() -> None:
        if refused(desktop, command.deed):
            return
        shown = stack.page(page)
        if not command.stays and stack.currentWidget() is not shown:
            stack.show_page(page)
        command.run(shown)

    return Command(command.name, page, command.text, command.keys, run, command.deed)
