"""Cycles are swept up in the GUI thread, and nowhere else."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from app.ui.sweeping import Sweeper, settled


class Knot(QObject):
    """A Qt object that only the collector of cycles can free, and that notes in which thread it was."""

    def __init__(self, freed_in: list[int]) -> None:
        super().__init__()
        self.myself = self
        weakref.finalize(self, lambda: freed_in.append(threading.get_ident()))


@pytest.fixture
def sweeper(qapp) -> Iterator[Sweeper]:
    sweeper = Sweeper(qapp)
    gc.collect()
    yield sweeper
    sweeper.setParent(None)
    gc.enable()


def _litter() -> None:
    for _ in range(50):
        heap = [[number] for number in range(2_000)]
        for item in heap:
            item.append(item)


def test_knot_is_freed_by_the_gui_thread(sweeper: Sweeper) -> None:
    freed: list[int] = []
    Knot(freed)
    worker = threading.Thread(target=_litter)
    worker.start()
    worker.join()
    assert freed == []
    sweeper.sweep()
    assert freed == [threading.get_ident()]


def test_without_it_any_thread_may_free_it(sweeper: Sweeper) -> None:
    """The premise: should Python ever change, the sweeper can go."""
    gc.enable()
    freed: list[int] = []
    Knot(freed)
    worker = threading.Thread(target=_litter)
    worker.start()
    worker.join()
    assert freed
    assert freed != [threading.get_ident()]


def test_what_stood_when_work_began_is_left_alone_until_it_ends(sweeper: Sweeper) -> None:
    freed: list[int] = []
    old = Knot(freed)
    with settled():
        del old
        Knot(freed)
        _litter()
        sweeper.sweep()
        assert len(freed) == 1, "what came later is swept up as ever"
        assert gc.get_freeze_count() > 10_000
    assert gc.get_freeze_count() == 0
    gc.collect()
    assert len(freed) == 2
