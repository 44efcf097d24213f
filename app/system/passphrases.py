"""How hard a passphrase is to guess, by zxcvbn (Wheeler, USENIX Security 2016)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.errors import CredentialProblem

LEAST_SCORE = 3
"""Of 0–4. At 64 MiB Argon2id a score of 2 falls in days on one machine; 催收2026! scores 2."""

_JUDGED_LENGTH = 72  # zxcvbn refuses more, and its time grows with the square of the length
_OUR_WORDS = ("fairdue", "有还", "催收", "催记", "youhuan", "cuishou")
_WARNINGS = {
    "Straight rows of keys are easy to guess.": "keyboard",
    "Short keyboard patterns are easy to guess.": "keyboard",
    'Repeats like "aaa" are easy to guess.': "repeats",
    'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': "repeats",
    'Sequences like "abc" or "6543" are easy to guess.': "sequence",
    "Recent years are easy to guess.": "date",
    "Dates are often easy to guess.": "date",
    "This is a top-10 common password.": "common",
    "This is a top-100 common password.": "common",
    "This is a very common password.": "common",
    "This is similar to a commonly used password.": "common",
    "A word by itself is easy to guess.": "word",
    "Names and surnames by themselves are easy to guess.": "name",
    "Common names and surnames are easy to guess.": "name",
}


@dataclass(frozen=True)
class Strength:
    """``score`` 0 (guessed at once) to 4; ``warning_code`` says why it is weak: keyboard, repeats, sequence,
    date, common, word, name, short, or empty when there is nothing to say."""

    score: int
    warning_code: str

    @property
    def is_enough(self) -> bool:
        return self.score >= LEAST_SCORE


def normal_passphrase(text: str) -> str:
    """``text`` as it becomes key bytes: NFKC, so that full-width typing under a Chinese input method opens as well."""
    return unicodedata.normalize("NFKC", text)


def passphrase_strength(text: str, user_inputs: Iterable[str] = ()) -> Strength:
    """Judge ``text``; ``user_inputs`` are words an acquaintance would try: name, employee number, firm."""
    from zxcvbn import zxcvbn

    judged = normal_passphrase(text)[:_JUDGED_LENGTH]
    if not judged:
        return Strength(0, "short")
    known = [word for word in (*_OUR_WORDS, *user_inputs) if word]
    found = zxcvbn(judged, user_inputs=known)
    score = int(found["score"])
    warning = _WARNINGS.get(found["feedback"]["warning"], "")
    return Strength(score, warning or ("short" if score < LEAST_SCORE else ""))


def require_strong(text: str, user_inputs: Iterable[str] = ()) -> None:
    """Raises CredentialProblem ``passphrase_weak`` (score, least, warning) below the least score."""
    strength = passphrase_strength(text, user_inputs)
    if not strength.is_enough:
        raise CredentialProblem(
            "passphrase_weak", score=strength.score, least=LEAST_SCORE, warning=strength.warning_code
        )
