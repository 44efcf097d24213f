"""Personal numbers taken out of a text before it is written to a log: identity, phone, card, e-mail.

Names cannot be found this way. So the rule stands first: log identities and codes, never the value of a field.
"""

from __future__ import annotations

import re

_FULL_WIDTH = str.maketrans("０１２３４５６７８９＋－＠．Ｘｘ\u3000", "0123456789+-@.Xx ")

# Read from the left, the first that fits wins: what is no person's number is named first and kept.
_PATTERN = re.compile(
    r"""
    (?P<keep>
        \b[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b     # a UUID
      | (?<![0-9a-z])(?=[0-9]*[a-f])[0-9a-f]{32,}(?![0-9a-z])                           # a digest
      | \d{4}-\d\d-\d\d(?:[T\ ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)  # a moment
      | _minor["']?\s?[=:]\s?-?\d{1,14}(?!\d)                                           # an amount, by its name
    )
  | (?P<mail> [\w.+%-]+@[\w-]+(?:\.[\w-]+)+ )
  | (?P<id>
        (?<!\d)[1-9]\d{5}[ -]?(?:19|20)\d{6}[ -]?\d{3}[\dX](?![\d])                          # GB 11643: 18 places
      | (?<!\d)\d{17}X
      | (?<![\d.])[1-9]\d{14}(?!\d)                                                          # the old 15 places
    )
  | (?P<phone>
        (?<!\d)(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)                 # mobile
      | (?<![\d.])\(?0[1-9]\d{1,2}[)\ -]{0,2}[2-8]\d{6,7}(?!\d)                         # landline
      | (?<![\d+])\+(?=[1-9](?:[ ()-]{0,2}\d){7,14}(?!\.?\d))[1-9][\d ()-]*\d             # abroad
    )
  | (?P<card> (?<!\d)(?:\d{4}[ -]){3}\d{4}(?:[ -]?\d{1,3})?(?!\d) | (?<!\d)\d{15,}(?!\d) )
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def redact(text: str) -> str:
    """``text`` with each personal number replaced by its kind: ``[id]``, ``[card]``, ``[phone]``, ``[mail]``.

    Moments, UUIDs, digests and amounts named ``…_minor`` stay as they are.
    """
    if not text.isascii():
        text = text.translate(_FULL_WIDTH)
    return _PATTERN.sub(_replacement, text)


def _replacement(match: re.Match[str]) -> str:
    return match[0] if match.lastgroup == "keep" else f"[{match.lastgroup}]"
