"""Every threat we answer has a test that can fail: the goal table of the security design, row by row.

What is named here must be there. Rows about a server that several people share are not in this program.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
ROWS: dict[str, tuple[str, ...]] = {
    "laptop or disk stolen": (
        "services/test_store_secrets.py::test_nothing_on_the_disk_can_be_read",
        "services/test_cli_keys.py::test_what_is_secret_is_for_the_owner_alone",
    ),
    "wrong passphrase or damage": (
        "services/test_cli_keys.py::test_a_wrong_passphrase_is_not_called_damage",
        "services/test_cli_keys.py::test_the_cause_is_told",
        "services/test_cli_keys.py::test_the_database_of_another_store",
        "services/test_cli_keys.py::test_a_damaged_file_is_found_while_reading",
    ),
    "keyring lost or locked": (
        "unit/test_system_credentials.py::test_true_cause_is_named",
        "unit/test_system_credentials.py::test_hanging_keyring_ends_at_the_limit",
        "unit/test_system_credentials.py::test_plain_text_backend_is_never_written",
        "unit/test_system_credentials.py::test_no_keyring_and_switched_off",
        "unit/test_system_credentials.py::test_only_backends_of_the_list",
        "unit/test_system_credentials.py::test_kept_read_back_and_forgotten",
        "unit/test_system_credentials.py::test_hanging_keyring_can_be_cancelled",
        "unit/test_system_keyslots.py::test_real_store_keeps_two_ways_in",
        "ui/test_first_run.py::test_a_store_is_made_once_the_code_is_typed_back",
        "ui/test_unlock.py::test_esc_stops_waiting_for_a_keyring_that_hangs",
        "ui/test_unlock.py::test_the_recovery_code_opens_it_and_sets_a_new_passphrase",
    ),
    "weak passphrase, downgrade": (
        "unit/test_system_keyslots.py::test_strength",
        "unit/test_system_keyslots.py::test_real_store_pays_for_its_passphrase",
        "unit/test_system_keyslots.py::test_downgrade_is_refused_before_a_secret_is_asked",
        "unit/test_system_keyslots.py::test_terms_are_bound_to_their_slot",
    ),
    "another user's rights": (
        "unit/test_permissions.py::test_the_table",
        "services/test_permitted.py::test_a_collector_is_refused_where_a_lead_goes_on",
        "services/test_users.py::test_a_first_passphrase_is_bound_to_its_user_and_to_being_the_first",
    ),
    "unattended desk": (
        "ui/test_left_desk.py::test_after_the_lock_nothing_is_left",
        "ui/test_clipboard.py",
        "ui/test_left_desk.py::test_a_locked_store_asks_for_the_passphrase_and_never_the_keyring",
        "ui/test_absence.py::test_a_screen_that_is_locked_is_heard_of",
        "ui/test_absence.py::test_windows_says_it_by_messages",
        "ui/test_absence.py::test_a_clock_that_jumped_shows_that_the_machine_slept",
    ),
    "program killed": (
        "services/test_store_disk.py::test_kill_9_loses_no_acknowledged_act_and_leaves_none_half",
        "services/test_contacts_record.py::test_repeated_save_adds_nothing_and_answers_the_same",
        "services/test_rekeying.py::test_killed_at_any_moment_it_leaves_a_store_that_opens",
        "ui/test_desk_drafts.py::test_kill_in_the_middle_of_typing_loses_two_seconds_at_most",
    ),
    "program killed at every step of long work": ("../torture/kills.py", "../torture/deeds.py"),
    "power cut": (
        "../torture/power.py",
        "services/test_store_kept.py::test_every_connection_is_opened_by_the_recipe",
    ),
    "disk full, read-only disk": (
        "services/test_store_disk.py::test_a_disk_of_3_megabytes_that_fills",
        "services/test_store_disk.py::test_what_may_not_be_written_is_named_and_stays",
        "../torture/full.py",
        "ui/test_desk_full_disk.py::test_what_was_typed_stays_until_it_can_be_saved",
        "services/test_backups_proven.py::test_too_little_room_is_told_before_anything_is_written",
    ),
    "two instances": (
        "unit/test_system_lock.py::test_second_program_is_told_who_holds",
        "unit/test_system_lock.py::test_killed_holder_frees_the_home",
    ),
    "network or cloud folder": (
        "unit/test_system_folders.py::test_network_mounts_of_linux",
        "unit/test_system_folders.py::test_synced_folders_by_name",
        "services/test_store_disk.py::test_a_store_that_came_into_a_synced_folder_is_not_opened",
        "services/test_second_place.py::test_who_is_refused_there_is_told_that_backups_may_lie_there",
        "services/test_second_place.py::test_the_newest_is_brought_whole_and_restores_from_there",
        "services/test_second_place.py::test_a_place_that_is_away_fails_nothing_and_is_made_up_for",
        "services/test_second_place.py::test_only_the_outlived_of_this_store_go",
    ),
    "bad migration": (
        "migrations/test_upgrade_safely.py::test_opening_an_older_store_backs_it_up_first",
        "migrations/test_schema_first.py::test_the_triggers_are_word_for_word_as_declared",
        "migrations/test_upgrade_safely.py::test_a_failed_upgrade_can_be_tried_again_and_keeps_each_backup",
    ),
    "backup that does not restore": (
        "services/test_restoring.py::test_drill_with_backup_and_recovery_code_alone",
        "services/test_backups_proven.py::test_a_copy_that_differs_is_thrown_away",
        "services/test_backups_proven.py::test_a_copy_of_the_open_file_alone_would_have_lost_it",
        "services/test_backups_due.py::test_it_is_due_after_a_day",
        "services/test_backups_due.py::test_a_real_store_is_backed_up_before_a_file_comes_in",
        "services/test_backups_due.py::test_only_the_outlived_go_and_their_anchors_stay",
        "ui/test_leaving.py::test_a_backup_is_made_when_the_window_is_closed",
    ),
    "quiet corruption": (
        "services/test_audit.py::test_a_byte_in_each_of_a_hundred_pages_is_found_each_time",
        "services/test_audit.py::test_a_damaged_page_is_named",
        "services/test_unclean_end.py::test_what_was_killed_is_read_through_once",
        "services/test_unclean_end.py::test_a_byte_in_any_page_is_found_before_and_nothing_is_changed",
        "services/test_unclean_end.py::test_a_damaged_store_keeps_what_the_killed_process_left",
        "services/test_unclean_end.py::test_the_last_proven_backup_takes_the_place_and_the_damaged_file_is_kept",
        "services/test_unclean_end.py::test_beside_the_work_damage_is_told_and_the_next_start_reads_first",
        "ui/test_damage.py::test_the_backup_takes_the_place_and_the_window_opens",
    ),
    "contact record altered": (
        "services/test_audit.py::test_triggers_refuse",
        "services/test_audit.py::test_a_change_is_found_at_its_place",
        "services/test_audit.py::test_a_fact_deleted_in_the_middle",
        "services/test_audit.py::test_two_facts_that_changed_seats",
        "services/test_audit.py::test_an_erasure_keeps_the_chain_whole",
        "services/test_audit.py::test_an_erased_fact_stands_for_nothing",
        "services/test_manifests_signed.py::test_a_tail_cut_off_is_found_by_the_backup",
        "services/test_manifests_signed.py::test_a_tail_cut_off_is_found_by_an_export_that_was_given_away",
        "services/test_manifests_signed.py::test_a_head_on_paper_is_held_against_the_store",
        "ui/test_page_settings.py::test_a_wrong_state_is_found_and_named",
    ),
    "disputed export": (
        "services/test_manifests_signed.py::test_one_changed_byte_is_found",
        "services/test_manifests_signed.py::test_the_command_line_needs_no_store",
        "services/test_every_departure.py::test_it_leaves_for_its_purpose_and_each_changed_byte_is_found",
        "services/test_every_departure.py::test_a_backup_has_one_changed_byte_found_too",
    ),
    "collector over limit": (
        "unit/test_gate.py::test_never_allowed_outside_the_hours_without_consent",
        "unit/test_gate.py::test_one_contact_more_never_opens_a_closed_gate",
    ),
    "hostile import file": (
        "unit/test_files_refused.py::test_a_file_that_is_no_table_says_why",
        "services/test_imports_refused.py::test_a_file_that_is_no_table_is_refused_whole",
        "services/test_imports_refused.py::test_all_or_none_writes_none",
        "services/test_hostile_readers.py::test_every_bad_file_is_refused_in_words_and_changes_nothing",
        "architecture/test_hostile_corpus.py::test_a_hazard_has_its_tests",
    ),
    "hostile spreadsheet export": (
        "unit/test_files_writers.py::test_no_text_of_a_csv_file_begins_as_a_formula",
        "unit/test_files_writers.py::test_no_cell_of_a_workbook_is_a_formula_or_a_link",
        "services/test_contact_log_export.py::test_libreoffice_opens_it_with_whole_numbers_and_no_formula",
        "unit/test_files_writers.py::test_cards_and_identity_numbers_keep_all_their_digits",
    ),
    "hostile name in PDF, window, path": (
        "unit/test_files_names.py::test_a_hostile_name_becomes_a_file_in_its_folder",
        "ui/test_hostile_names.py::test_no_page_takes_a_name_for_markup",
        "services/test_hostile_letters.py::test_a_name_is_text_on_paper",
        "services/test_every_departure.py::test_a_hostile_name_stays_a_name_in_every_file",
    ),
    "data in logs and crash files": (
        "unit/test_system_logs.py::test_every_canary_through_every_road",
        "services/test_canary.py::test_after_every_error_nothing_of_them_is_found",
        "services/test_canary.py::test_who_opened_a_case_names_nobody_outside_the_store",
        "services/test_every_departure.py::test_what_fails_at_its_end_leaves_nothing_anywhere",
    ),
    "a colleague looks, or lets out, unseen": (
        "ui/test_openings.py::test_cases_flicked_through_are_kept_by_themselves",
        "ui/test_openings.py::test_what_waits_is_kept_before_the_store_is_closed",
        "ui/test_desk_drafts.py::test_kill_in_the_middle_of_typing_loses_two_seconds_at_most",
        "services/test_access.py::test_kill_9_loses_no_opening_that_was_handed_over",
        "services/test_access.py::test_what_was_opened_is_not_taken_back",
        "services/test_access.py::test_a_collector_with_a_lead_is_shown_nothing_of_it",
        "services/test_every_departure.py::test_without_a_purpose_nothing_leaves",
        "services/test_every_departure.py::test_services_write_files_by_this_one_way",
        "services/test_every_departure.py::test_the_printer_is_on_record_before_it_gets_the_pages",
        "services/test_reveals.py",
    ),
    "sent file read by others": (
        "services/test_departures.py::test_a_shut_paper_is_a_pdf_of_revision_6",
        "services/test_departures.py::test_a_shut_table_is_a_zip_and_the_manifest_signs_the_zip",
        "services/test_every_departure.py::test_it_is_shut_where_that_is_asked_for",
    ),
    "kept too long": (
        "services/test_erasing.py::test_nothing_of_the_person_is_left_and_the_record_is_whole",
        "services/test_erasing.py::test_a_legal_hold_stops_every_erasure_until_it_is_lifted",
    ),
    "vulnerable dependency": (
        "architecture/test_lock.py::test_what_reads_strange_files_is_new_enough",
        "architecture/test_lock.py::test_every_locked_package_has_hashes",
    ),
}


@cache
def functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("row", ROWS)
def test_a_threat_has_its_tests(row: str) -> None:
    for named in ROWS[row]:
        file, _, name = named.partition("::")
        path = TESTS / file
        assert path.is_file(), f"{row}: {file} is gone"
        assert not name or name in functions(path), f"{row}: {named} is gone"
