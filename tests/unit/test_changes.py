from __future__ import annotations

from app.services.changes import Changes

ONE, OTHER = b"1" * 16, b"2" * 16


def test_touches_by_kind_and_case() -> None:
    changes = Changes.of("contacts", "promises", cases=[ONE])
    assert changes.touches({"promises", "plans"})
    assert changes.touches({"promises"}, ONE)
    assert not changes.touches({"promises"}, OTHER)
    assert not changes.touches({"plans"}, ONE)


def test_unnamed_case_means_any() -> None:
    assert Changes.of("placements").touches({"placements"}, OTHER)


def test_together() -> None:
    both = Changes.of("contacts", cases=[ONE]) | Changes.of("plans", cases=[OTHER])
    assert both == Changes.of("contacts", "plans", cases=[ONE, OTHER])
    assert (both | Changes.of("placements")).cases == frozenset()
    assert both | Changes() == both
    assert Changes() | both == both


def test_nothing_changed_is_false() -> None:
    assert not Changes()
    assert Changes.of("plans")
