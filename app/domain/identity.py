"""Identity numbers, cards and phones: checks, normal forms and masks.

Error parameters never carry the number itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from operator import mul

from app.domain.errors import RuleViolation
from app.domain.halfwidth import half_width

# GB 11643-1999 / ISO 7064 MOD 11-2.
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK_DIGITS = "10X98765432"
_ID_SHAPE = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A resident identity number as read. ``is_old_form``: 15 digits, without a check digit (until 2013)."""

    number: str
    region: str
    birth_on: date
    is_male: bool
    is_old_form: bool


def id_check_digit(first_17: str) -> str:
    """The 18th character of an identity number (GB 11643-1999)."""
    if len(first_17) != len(_ID_WEIGHTS):
        raise ValueError("first_17")
    total = sum(map(mul, map(int, first_17), _ID_WEIGHTS))
    return _ID_CHECK_DIGITS[total % 11]


def read_id_number(text: str, *, field: str = "id_number") -> IdNumber:
    """Check and read a Chinese identity number (18 characters, or 15 of the old form).

    Raises ``RuleViolation``: ``id_empty``, ``id_shape``, ``id_rounded`` (a spreadsheet kept 15 digits or wrote
    1.1E+17), ``id_birth_date``, ``id_check_digit``.
    """
    typed = half_width(text).replace(" ", "").upper()
    if not typed:
        raise RuleViolation("id_empty", field)
    if re.fullmatch(r"[0-9](\.[0-9]+)?E\+?1[47]", typed):
        raise RuleViolation("id_rounded", field)
    if not _ID_SHAPE.fullmatch(typed):
        raise RuleViolation("id_shape", field, length=len(typed))
    is_old_form = len(typed) == 15
    is_checked = is_old_form or id_check_digit(typed[:17]) == typed[17]
    if not is_checked and typed.endswith("000"):
        raise RuleViolation("id_rounded", field)
    born = "19" + typed[6:12] if is_old_form else typed[6:14]
    try:
        birth_on = date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        raise RuleViolation("id_birth_date", field) from None
    if not is_checked:
        raise RuleViolation("id_check_digit", field)
    sequence = int(typed[14] if is_old_form else typed[16])
    return IdNumber(typed, typed[:6], birth_on, sequence % 2 == 1, is_old_form)


def luhn_digit(digits: str) -> str:
    """The check digit to append to ``digits`` (ISO/IEC 7812-1 annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


_EXTENSION = re.compile(r"(?:转|分机|ext\.?|[x#,;*]).*$", re.IGNORECASE)
_HYPHEN_EXTENSION = re.compile(r"(0[0-9]{2,3}[- ][0-9]{7,8})-[0-9]{1,6}")
_PUNCTUATION = re.compile(r"[\s()./·-]")
_COUNTRY = re.compile(r"^(?:\+|00)86|^86(?=1[3-9][0-9]{9}$)")
_MOBILE = re.compile(r"0?(1[3-9][0-9]{9})")
_LANDLINE = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}")
_SERVICE = re.compile(r"[48]00[0-9]{7}|9[56][0-9]{3,4}|1[02][0-9]{3,4}")
_LONGEST_PHONE = 60


def normalise_phone(text: str) -> str | None:
    """A Chinese number as bare digits, or None where it is none: what equal numbers are compared by.

    Takes away +86/0086, blanks, hyphens, brackets, full-width forms and an extension (``-801``, ``转801``).
    Mobile: 11 digits; landline: with its area code and 0; 400/800 and short service numbers (95588) as they are.
    """
    if len(text) > _LONGEST_PHONE:
        return None
    typed = _EXTENSION.sub("", half_width(text))
    typed = _HYPHEN_EXTENSION.sub(r"\1", typed)
    bare = _PUNCTUATION.sub("", typed)
    national = _COUNTRY.sub("", bare)
    is_abroad_form = national != bare
    mobile = _MOBILE.fullmatch(national)
    if mobile:
        return mobile[1]
    # +86 571 … leaves out the trunk 0 of the area code.
    landline = "0" + national.removeprefix("0") if is_abroad_form else national
    if _LANDLINE.fullmatch(landline):
        return landline
    return national if _SERVICE.fullmatch(national) else None


def mask_id(number: str) -> str:
    """``110***********0011``: first 3 and last 4 of an identity number; of a shorter document 1 and 2."""
    if len(number) >= 15:
        return _masked(number, 3, 4)
    return _masked(number, 1, 2)


def mask_phone(number: str) -> str:
    """``138****8000``, ``0571-****4321``, ``0310-****321``; of anything else the last 4, if that is less than half."""
    digits = normalise_phone(number)
    if digits is not None and _MOBILE.fullmatch(digits):
        return _masked(digits, 3, 4)
    if digits is not None and _LANDLINE.fullmatch(digits):
        area = digits[:3] if digits[1] in "12" else digits[:4]
        local = digits[len(area) :]
        return f"{area}-{_masked(local, 0, 4 if len(local) > 7 else 3)}"
    return _masked(number, 0, 4)


def mask_card(number: str) -> str:
    """``6222 **** **** 3445``: first 4 and last 4, in a form that does not tell the length."""
    digits = number.replace(" ", "")
    if len(digits) < 12:
        return _masked(digits, 0, 4)
    return f"{digits[:4]} **** **** {digits[-4:]}"


def mask_name(name: str) -> str:
    """``张*``: the first character alone, whatever the length."""
    return name.strip()[:1] + "*" if name.strip() else ""


def _masked(text: str, head: int, tail: int) -> str:
    """Stars in the middle; nothing but stars where head and tail would be more than two thirds of the text."""
    if 3 * (head + tail) > 2 * len(text):
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]
