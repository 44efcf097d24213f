"""Identity numbers."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "id_empty": (
        "The ID number is missing.",
        "没有证件号码。",
    ),
    "id_shape": (
        "An ID number has 18 characters, or 15 in its old form; this one has {length}. Compare it with the document.",
        "身份证号码应为 18 位（旧证 15 位），现在是 {length} 位。请与证件核对。",
    ),
    "id_rounded": (
        "A spreadsheet rounded this ID number, so its last digits are lost. Take it from the creditor again, in a "
        "column formatted as text.",
        "身份证号码被表格软件四舍五入，末几位已丢失。请向委托方重新索取，并把该列设为文本格式。",
    ),
    "id_birth_date": (
        "The birth date inside the ID number does not exist. Compare it with the document.",
        "身份证号码中的出生日期不存在。请与证件核对。",
    ),
    "id_check_digit": (
        "The last character of the ID number does not fit the others, so one of them is wrong. Compare it with the "
        "document.",
        "身份证号码的校验位不符，其中有一位不对。请与证件核对。",
    ),
}
