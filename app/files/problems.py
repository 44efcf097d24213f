"""Every code this room raises and the parameters its sentence may use; the sentences stand elsewhere.

``file`` is the name of the file without its folders, ``row`` a row as a spreadsheet program counts it, ``text`` the
first 40 characters of the cell.
"""

from __future__ import annotations

# ImportProblem: the whole file is refused.
FILE_PROBLEMS: dict[str, tuple[str, ...]] = {
    "file_missing": ("file",),
    "file_is_folder": ("file",),
    "file_not_readable": ("file",),
    "file_empty": ("file",),
    "file_larger": ("file", "limit_mb"),
    "file_damaged": ("file",),
    "file_is_pdf": ("file",),
    "file_is_image": ("file",),
    "file_is_document": ("file",),
    "file_is_archive": ("file",),
    "file_is_web_page": ("file",),
    "file_is_xml": ("file",),
    "file_is_binary": ("file",),
    "encoding_unknown": ("file", "row", "encoding"),
    "encoding_wrong": ("file", "row", "encoding"),
    "encoding_not_offered": ("file", "encoding"),
    "nul_character": ("file", "row"),
    "no_table": ("file",),
    "header_missing": ("file", "row"),
    "header_duplicate": ("file", "row", "columns"),
    "row_quotes": ("file", "row", "text"),  # a broken quote above the header; below it, a row problem
    "row_cell_too_long": ("file", "row", "text"),
    "too_many_rows": ("file", "limit"),
    "too_many_columns": ("file", "row", "limit"),
    "workbook_password": ("file",),
    "workbook_too_large": ("file", "limit_mb"),
    "workbook_entities": ("file",),
    "sheet_too_large": ("file", "columns", "rows"),
    "sheet_missing": ("file", "sheet", "sheets"),
}

# CellError on a Row: the row is refused, the others come.
ROW_PROBLEMS: dict[str, tuple[str, ...]] = {
    "row_quotes": ("text",),
    "row_cell_too_long": ("text",),
    "row_too_short": ("text", "expected", "found"),
    "row_too_long": ("text", "expected", "found"),
}

# CellError of a parser in ``cells``.
CELL_PROBLEMS: dict[str, tuple[str, ...]] = {
    "amount_empty": ("text",),
    "amount_exponent": ("text",),
    "amount_groups": ("text",),
    "amount_not_a_number": ("text",),
    "amount_too_many_decimals": ("text", "decimals"),
    "amount_too_large": ("text",),
    "number_rounded": ("text",),
    "date_empty": ("text",),
    "date_impossible": ("text",),
    "date_order": ("text",),
    "date_short_year": ("text",),
    "date_serial": ("text",),
    "date_not_a_date": ("text",),
    "digits_empty": ("text",),
    "digits_exponent": ("text",),
    "digits_masked": ("text",),
    "digits_other": ("text",),
    "text_control": ("text",),
    "text_too_long": ("text", "limit", "length"),
    "rate_empty": ("text",),
    "rate_without_percent": ("text",),
    "rate_not_a_rate": ("text",),
}

# StorageProblem of ``writers`` and ``names``.
WRITE_PROBLEMS: dict[str, tuple[str, ...]] = {
    "disk_full": ("path",),
    "folder_read_only": ("path",),
    "file_failed": ("path", "reason"),
    "sheet_full": ("path", "limit"),
    "name_outside_folder": ("name",),
}
