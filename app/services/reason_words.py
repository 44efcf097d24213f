"""What an overdue reason suggests, in words: the offer, the proof that may be asked for, the hold."""

from __future__ import annotations

from app.domain.reasons import Offer, Reason
from app.services.words import Words

OFFERS: dict[Offer, tuple[str, str]] = {
    Offer.SMALL_START: ("instalments from a small start", "分期，从小额开始"),
    Offer.LATER_DATE: ("a later date", "延后日期"),
    Offer.EXPLAIN: ("explain and itemise", "逐项说明"),
    Offer.COLLECT_PROOF: ("collect proof, ask for nothing yet", "先收集凭证，暂不催收"),
    Offer.PAY_DAY: ("a promise for the next pay day", "约定下一个发薪日"),
    Offer.NONE: ("no offer", "不谈还款"),
}
"""What each offer is called, in English and Chinese."""


def steering(reason: Reason, words: Words) -> str:
    """One line for who is on the phone."""
    parts = [OFFERS[reason.offer][words.is_chinese]]
    if reason.proof is not None:
        proof = reason.proof.text(words.language)
        parts.append(f"可索取：{proof}" if words.is_chinese else f"may ask for: {proof}")
    if reason.hold is not None:
        hold = words.rules.vocabulary.holds[reason.hold].words.text(words.language)
        parts.append(f"建议停催：{hold}" if words.is_chinese else f"suggests a hold: {hold}")
    return " · ".join(parts)
