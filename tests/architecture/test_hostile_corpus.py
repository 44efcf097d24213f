"""Every hazard of bad input that the security design lists has its tests, and what we never do is not done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_goal_table import TESTS, functions

APP = TESTS.parent / "app"
HAZARDS: dict[str, tuple[str, ...]] = {
    "encoding": (
        "unit/test_files_tables.py::test_encodings_and_delimiters_give_the_same_rows",
        "unit/test_files_tables.py::test_utf16_of_chinese_alone_is_still_found",
        "unit/test_files_tables.py::test_a_late_character_decides_the_encoding_of_the_whole_file",
        "unit/test_files_tables.py::test_the_user_overrules_the_encoding",
        "unit/test_files_refused.py::test_a_chosen_encoding_that_does_not_fit_names_the_row",
    ),
    "identity number as a number": (
        "unit/test_files_cells.py::test_what_is_not_digits",
        "unit/test_files_cells.py::test_the_tail_that_a_spreadsheet_leaves",
        "services/test_imports_refused.py::test_numbers_that_a_spreadsheet_rounded_are_refused",
        "services/test_imports_refused.py::test_a_column_of_rounded_numbers_is_refused_though_each_could_be_right",
    ),
    "digits": (
        "unit/test_files_cells.py::test_digits",
        "unit/test_files_cells.py::test_what_is_no_amount",
        "unit/test_files_cells.py::test_any_text_is_an_amount_or_a_cell_error",
    ),
    "CSV": (
        "unit/test_files_tables.py::test_a_broken_quote_costs_one_row_and_no_other",
        "unit/test_files_tables.py::test_a_quote_that_is_closed_rows_later_swallows_nothing",
        "unit/test_files_tables.py::test_uneven_rows_are_refused_and_named_while_the_others_come",
        "unit/test_files_tables.py::test_a_cell_beyond_the_limit_is_refused_alone",
        "unit/test_files_refused.py::test_a_file_that_is_no_table_says_why",
    ),
    "packed bombs and XML entities": (
        "unit/test_files_refused.py::test_a_file_that_is_no_table_says_why",
        "unit/test_files_refused.py::test_changed_bytes_end_in_a_refusal_or_in_text_and_never_in_a_crash",
        "unit/test_files_refused.py::test_the_caps_on_rows_and_columns",
    ),
    "the corpus against every reader": (
        "services/test_hostile_readers.py::test_every_bad_file_is_refused_in_words_and_changes_nothing",
        "services/test_hostile_readers.py::test_a_manifest_that_is_json_and_lies_is_refused",
        "unit/test_files_pictures.py::test_a_hostile_file_is_refused",
    ),
    "formulas": (
        "unit/test_files_writers.py::test_no_text_of_a_csv_file_begins_as_a_formula",
        "unit/test_files_writers.py::test_no_cell_of_a_workbook_is_a_formula_or_a_link",
        "services/test_contact_log_export.py::test_libreoffice_opens_it_with_whole_numbers_and_no_formula",
        "services/test_every_departure.py::test_a_hostile_name_stays_a_name_in_every_file",
    ),
    "markup on paper": (
        "services/test_hostile_letters.py::test_a_name_is_text_on_paper",
        "unit/test_reports_templates.py::test_a_debtors_data_is_never_markup",
        "unit/test_reports_templates.py::test_template_can_do_nothing_but_fields_and_conditions",
        "architecture/test_lock.py::test_what_reads_strange_files_is_new_enough",
        "architecture/test_hostile_corpus.py::test_nothing_that_a_name_could_do_is_asked_of_a_library",
    ),
    "rich text in the window": (
        "architecture/test_rooms.py::test_house_keeps_rule",
        "ui/test_hostile_names.py::test_no_page_takes_a_name_for_markup",
    ),
    "file names": (
        "unit/test_files_names.py::test_a_hostile_name_becomes_a_file_in_its_folder",
        "unit/test_files_names.py::test_any_text_becomes_a_safe_name",
        "unit/test_files_names.py::test_a_link_that_leads_elsewhere_is_refused",
        "services/test_every_departure.py::test_a_hostile_name_stays_a_name_in_every_file",
    ),
    "words of the search": (
        "services/test_search_found.py::test_operators_and_oddities_are_only_text",
        "services/test_search_found.py::test_nothing_typed_ever_fails",
    ),
    "LIKE": ("architecture/test_hostile_corpus.py::test_nothing_that_a_name_could_do_is_asked_of_a_library",),
    "SQL": ("architecture/test_hostile_corpus.py::test_the_linter_looks_for_sql_made_of_text",),
}


@pytest.mark.parametrize("hazard", HAZARDS)
def test_a_hazard_has_its_tests(hazard: str) -> None:
    for named in HAZARDS[hazard]:
        file, _, name = named.partition("::")
        assert name in functions(TESTS / file), f"{hazard}: {named} is gone"


NEVER = {
    "LIKE with what was typed": re.compile(r"LIKE \?|LIKE :|LIKE '%\{"),
    "markup of reportlab": re.compile(r"reportlab\.platypus|reportlab\.lib\.(?:styles|colors)|toColor\("),
    "addresses that reportlab may fetch": re.compile(r"trustedHosts|trustedSchemes"),
    "its evaluator": re.compile(r"rl_safe_eval"),
    "pages of Qt that open links": re.compile(r"QTextBrowser|QWebEngine|setOpenExternalLinks\(True"),
    "XML of others by Python's reader": re.compile(r"xml\.etree|xml\.dom|xml\.sax"),
    "objects out of a file": re.compile(r"\bpickle\b|\bmarshal\b|yaml\.load|\beval\(|\bexec\("),
}


@pytest.mark.parametrize("what", NEVER)
def test_nothing_that_a_name_could_do_is_asked_of_a_library(what: str) -> None:
    found = [
        f"{path.relative_to(APP)}: {line.strip()}"
        for path in APP.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if NEVER[what].search(line) and ".exec(" not in line
    ]
    assert found == []


def test_the_linter_looks_for_sql_made_of_text() -> None:
    """S608; what is excused bears its reason in the line, and is made of names of our own."""
    settings = (TESTS.parent / "pyproject.toml").read_text("utf-8")
    chosen = re.search(r"^select = \[(.*?)\]", settings, re.MULTILINE | re.DOTALL)
    assert chosen is not None
    assert '"S"' in chosen[1]
    ignored = re.search(r"^ignore = \[(.*?)\]", settings, re.MULTILINE | re.DOTALL)
    assert ignored is None or "S608" not in ignored[1]


def test_the_corpus_is_made_by_a_script() -> None:
    """No file of it lies in the tree: each is made where it is needed."""
    kinds = {".xlsx", ".xls", ".ods", ".zip", ".csv"}
    assert [path for path in Path(TESTS).rglob("*") if path.suffix in kinds] == []
