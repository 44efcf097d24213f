"""The 60 cases to practise on: real clients picked so that every tier and every bucket has something to show."""

from __future__ import annotations

from random import Random

from app.services.sample.cases import Wish
from app.services.sample.clients import Client, real_clients
from app.services.sample.plots import PLOTS, Plot

PRACTICE_CASES = sum(plot.practised for plot in PLOTS.values())

_MONTHS = (2, 1, 3, 2, 4, 1, 2, 5, 3, 2, 1, 4, 2, 8, 1, 3, 2, 6, 2, 7)
"""Months overdue in turn. The source has mostly one and two; a desk also works what is older."""

_LEAST_MINOR, _MOST_MINOR = 80_000, 30_000_000
_LONG_AGE = 15
"""A plot that needs so many days of history cannot be told of a client one month overdue."""


def practice(seed: int) -> list[Wish]:
    """The wishes of the practice portfolio, the same for a seed."""
    shuffle = Random(seed).shuffle  # noqa: S311  # repeatable on purpose
    plots = [plot for plot in PLOTS.values() for _ in range(plot.practised)]
    positions = list(range(len(real_clients())))
    shuffle(plots)
    shuffle(positions)
    wishes = []
    for index, plot in enumerate(plots):
        position = _suited(positions, plot, _MONTHS[index % len(_MONTHS)])
        positions.remove(position)
        wishes.append(Wish(index, position, plot.name))
    return wishes


def _suited(positions: list[int], plot: Plot, months: int) -> int:
    """The first of the clients nearest to so many months of whom the plot can be told."""
    clients = real_clients()
    least = 2 if plot.least_age >= _LONG_AGE else 1
    wanted = max(months, least)
    suited = (at for at in positions if clients[at].months >= least and _suits(clients[at], plot))
    return min(suited, key=lambda at: abs(clients[at].months - wanted))


def _suits(client: Client, plot: Plot) -> bool:
    """Whether the client's figures are neither trifling nor broken off, and fit the plot."""
    is_telling = _LEAST_MINOR <= client.bills[0] <= _MOST_MINOR and min(client.bills[1:4]) > 0
    return is_telling and plot.fits(client)
