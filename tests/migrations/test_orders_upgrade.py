"""Revision 0019 on a store of 0001: the orders of all cases no longer hold the tier, those of one tier do."""

from __future__ import annotations

from pathlib import Path

from old_store import KEY, make, open_raw

from app.models import upgrade

ORDERS = {
    "name_order": ["name_order", "due_order", "collector_no"],
    "balance_minor": ["balance_minor", "due_order", "collector_no"],
    "last_contact_at": ["last_contact_at", "due_order", "collector_no"],
    "due_order": ["due_order", "collector_no"],
}


def test_a_change_of_tier_touches_one_index_of_each_order(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    make(path)
    raw = open_raw(path)
    cases = raw.execute("SELECT * FROM case_file").fetchall()
    raw.close()
    assert upgrade.upgrade(path, KEY, lambda: None) is True
    raw = open_raw(path)
    over = {
        name: [column for _, _, column in raw.execute(f"PRAGMA index_info('{name}')")]
        for _, name, *_ in raw.execute("PRAGMA index_list('case_state')")
    }
    for order, columns in ORDERS.items():
        assert over[f"ix_case_state_{order}"] == columns
        assert over[f"ix_case_state_tier_{order}"] == ["tier", *columns]
    assert raw.execute("SELECT * FROM case_file").fetchall() == cases
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()
