"""Identities: version 7, ascending, and the clock they are given."""

from __future__ import annotations

import random
import threading
import time
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from app.system.clock import fixed_clock, system_clock
from app.system.ids import IdSource, new_id, uuid_text

NOON = datetime(2026, 11, 21, 4, 0, 0, 123_000, tzinfo=UTC)


def test_layout_is_version_seven_with_the_moment_in_front() -> None:
    identity = UUID(bytes=IdSource().new(NOON))
    assert (identity.version, identity.variant) == (7, "specified in RFC 4122")
    assert identity.int >> 80 == 1_795_233_600_123
    assert uuid_text(identity.bytes) == str(identity)


def test_ascending_while_the_clock_stands_runs_and_goes_back() -> None:
    source = IdSource()
    moments = (
        [NOON] * 2000
        + [NOON - timedelta(hours=1)] * 50
        + [NOON + timedelta(milliseconds=i) for i in range(50)]
    )
    made = [source.new(moment) for moment in moments]
    assert made == sorted(set(made))
    assert all(UUID(bytes=one).version == 7 for one in made)


def test_two_sources_in_the_same_millisecond_differ() -> None:
    assert len({IdSource().new(NOON) for _ in range(500)}) == 500


def test_random_end_of_the_range_keeps_version_and_order() -> None:
    source = IdSource(entropy=lambda count: b"\xff" * count)
    made = [UUID(bytes=source.new(NOON)) for _ in range(3)]
    assert made == sorted(made)
    assert {(one.version, one.int >> 80) for one in made} == {(7, 1_795_233_600_123)}


def test_seeded_entropy_repeats() -> None:
    first, second = (IdSource(random.Random(7).randbytes) for _ in range(2))
    assert [first.new(NOON) for _ in range(5)] == [second.new(NOON) for _ in range(5)]


def test_threads_never_share_one() -> None:
    made: list[bytes] = []

    def work() -> None:
        made.extend([new_id(NOON) for _ in range(2000)])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8000


def test_restart_forgets_the_last_one_so_a_fork_does_not_repeat_it() -> None:
    source = IdSource()
    before = source.new(NOON)
    source.restart()
    after = source.new(NOON)
    assert int.from_bytes(after) != int.from_bytes(before) + 1


def test_uuid_text_refuses_other_lengths() -> None:
    with pytest.raises(ValueError, match="16"):
        uuid_text(b"short")


def test_clocks() -> None:
    assert system_clock().utcoffset() == timedelta(0)
    assert abs(system_clock().timestamp() - time.time()) < 5
    shanghai = datetime(2026, 11, 21, 12, 0, tzinfo=timezone(timedelta(hours=8)))
    clock = fixed_clock(shanghai)
    assert clock() == clock() == shanghai
    assert clock().utcoffset() == timedelta(0)
    with pytest.raises(ValueError, match="aware"):
        fixed_clock(datetime(2026, 11, 21, 12, 0))  # noqa: DTZ001  # that is what is refused
