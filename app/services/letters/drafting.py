"""Drafting: what a letter would say of a case now, and everything that stands against sending it.

Nothing is written. The same code drafts for the preview, for the list before a run, and inside the transaction that
issues; so what was refused on the screen is refused there, and what changed in between is noticed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from app.domain import letters as rules_of
from app.domain import phrases
from app.domain.facts import Id
from app.domain.gate import Decision
from app.domain.letters import Arrival, LetterCheck, Need, Refusal
from app.domain.plain_text import LONGEST_LINE, plain_text
from app.domain.rulepack import Authority, Rule, RulePack
from app.domain.situation import Preparation
from app.domain.terms import Channel, Purpose
from app.models import casebook, creditors
from app.models import letters as store
from app.models.letters import Addressee
from app.reports import letter as paper
from app.reports.letter_data import LetterData, Recipient
from app.services import acts, phrase_book
from app.services.context import Context
from app.services.letters import figures, proposals, templates
from app.services.letters.addresses import address_for
from app.services.letters.fields import own_names, words_of
from app.services.letters.letterhead import pay_channel, sender_of
from app.services.letters.proposals import Known
from app.services.plan_approvals import standing_of
from app.services.rulebook import shipped_packs
from app.services.situations import Desk

UNNUMBERED = "—"
"""The number of a letter that was not issued."""

_CONTENTS: Mapping[str, tuple[str, ...]] = {
    "name_and_balance": ("recipient.name",),
    "how_to_check_pay_object_prove": ("pay.name", "sender.complaints"),
    "contact": ("sender.name", "sender.phone"),
}
"""What each content that a rule pack asks of a letter needs; the rest is the template's own words."""


@dataclass(frozen=True, slots=True)
class DraftLetter:
    """Which letter. Without a language it is the debtor's; without a point the best address the case has.

    ``leaves_out_disputed``: an account under dispute is left out, and the letter says nothing of it. ``fields`` fill
    the template's own ``fields.…``; ``plan_version`` chooses one version of the plan, by the uid of its fact.
    """

    case_id: Id
    template: str
    language: str | None = None
    point_id: Id | None = None
    leaves_out_disputed: bool = True
    fields: Mapping[str, str] = field(default_factory=dict)
    plan_version: Id | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person agreed to: when the letter was drafted, the amount it named, the version of its template."""

    at: datetime
    owed_minor: int
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as it would go out. ``refusals`` forbid it, ``warnings`` do not. ``owed_minor`` is the ledger's.

    ``can_override``: soft rules of the gate alone stand, or stood, against it; a reason opens them.
    """

    given: DraftLetter
    case_no: int
    name: str
    title: str
    version: int
    channel: Channel
    purpose: Purpose
    data: LetterData
    paragraphs: tuple[str, ...]
    point_id: Id | None
    address: str
    left_out: tuple[str, ...]
    owed_minor: int
    currency: str
    drafted_at: datetime
    refusals: tuple[Refusal, ...]
    warnings: tuple[Refusal, ...]
    can_override: bool
    plan_version: Id | None = None

    @property
    def seen(self) -> Seen:
        """What whoever issues it agrees to."""
        return Seen(self.drafted_at, self.owed_minor, self.version)

    @property
    def is_allowed(self) -> bool:
        """Whether it may be issued."""
        return not self.refusals


def draft(context: Context, given: DraftLetter) -> Draft:
    """Draft a letter or message.

    Raises NotFound: ``case_missing``, ``template_missing``, ``template_language``, ``point_missing``,
    ``plan_version_missing``; RuleViolation ``text_…`` at a field.
    """
    with context.db.read() as connection:
        return drafted(connection, context, given)


def drafted(
    connection: Connection,
    context: Context,
    given: DraftLetter,
    letter_no: str = UNNUMBERED,
    seen: Seen | None = None,
    *,
    is_overridden: bool = False,
) -> Draft:
    """As ``draft``, inside a transaction. ``seen`` is what a person agreed to: money that came since stands
    against it. ``is_overridden``: soft rules of the gate were set aside with a reason."""
    desk = acts.desk(connection, context, given.case_id)
    return _Drafting(connection, context, desk, given).made(letter_no, seen, is_overridden=is_overridden)


class _Drafting:
    """One letter on its way: the parts are read once."""

    def __init__(self, connection: Connection, context: Context, desk: Desk, given: DraftLetter) -> None:
        self.context, self.given = context, given
        addressees = store.addressees(connection, given.case_id)
        self.debtor = addressees[0]
        self.language = given.language or _language(self.debtor, desk)
        self.template = templates.chosen(connection, given.template, self.language)
        self.channel = Channel(self.template.channel)
        self.need = templates.need(self.template)
        self.figures = figures.of_case(
            desk,
            context.rules,
            self.language,
            is_left_out=given.leaves_out_disputed,
            need=self.need,
        )
        self.desk = desk.without_holds(self.figures.disputes, context.rules)
        about_plan = self.need is Need.PLAN or self.template.purpose is Purpose.DUE_REMINDER
        self.plan = figures.plan_of(self.desk, self.template.name, given.plan_version) if about_plan else None
        self.creditor = creditors.of_case(connection, given.case_id)
        values = casebook.point_values(connection, given.case_id)
        self.address = address_for(self.desk, values, self.channel, given.point_id)
        self.addressee = next(
            (one for one in addressees if self.address and one.party_id == self.address.party_id), self.debtor
        )

    def made(self, letter_no: str, seen: Seen | None, *, is_overridden: bool) -> Draft:
        data = self._data(letter_no)
        missing = self._missing(data)
        paragraphs = () if missing else tuple(paper.text_of(data, self.template))
        check = self._check(data, missing, paragraphs, seen)
        can_override = check.decision is not None and check.decision.overridable
        if is_overridden and can_override:
            check = replace(check, decision=replace(_decided(check), blocks=()))
        refusals = rules_of.refusals(check)
        if can_override and not is_overridden:
            # A reason opens the gate only; whatever else stands against the letter stays.
            opened = replace(check, decision=replace(_decided(check), blocks=()))
            can_override = not rules_of.refusals(opened)
        return Draft(
            self.given,
            self.debtor.case_no,
            self.debtor.name,
            self.template.title,
            self.template.version,
            self.channel,
            self.template.purpose,
            data,
            paragraphs,
            self.address.point_id if self.address else None,
            self.address.text if self.address else "",
            self.figures.left_out,
            self.figures.owed_minor,
            self.figures.currency,
            self.desk.now,
            refusals,
            rules_of.warnings(check),
            can_override and (bool(refusals) or is_overridden),
            self.plan.fact.uid if self.plan is not None and self.need is Need.PLAN else None,
        )

    def _data(self, letter_no: str) -> LetterData:
        own, found = self.creditor, self.figures
        return LetterData(
            letter_no,
            self.template.name,
            self.language,
            issued_on=found.today,
            as_of=found.as_of,
            case_reference=_reference(self.debtor),
            sender=sender_of(own, self.context.user),
            recipient=self._recipient(),
            accounts=found.accounts,
            schedule=figures.schedule_of(self.plan),
            statement=found.statement if "[statement]" in self.template.source else (),
            currency=found.currency,
            pay=pay_channel(own),
            fields=self._fields(),
        )

    def _recipient(self) -> Recipient:
        lines = self.address.lines if self.address and self.channel is Channel.LETTER else ()
        return Recipient(self.addressee.name, _salutation(self.addressee, self.language), lines)

    def _fields(self) -> dict[str, str]:
        """The template's own fields: what was typed, and proposals where nothing was."""
        typed = {name: plain_text(text, name, LONGEST_LINE) or "" for name, text in self.given.fields.items()}
        known = Known(
            self.desk,
            self.context.rules,
            self.creditor,
            self.debtor,
            self.figures,
            self.plan,
            self.language,
        )
        proposed = proposals.proposed(own_names(self.template.fields), known)
        return proposed | {name: text for name, text in typed.items() if text}

    def _missing(self, data: LetterData) -> tuple[str, ...]:
        """What the template needs, and what the rule pack asks of a letter that collects (2011 Measures art. 69)."""
        found = self.template.check(data)
        contents = self.desk.pack.letter_contents
        if contents and self.template.purpose is Purpose.COLLECTION and self.channel is Channel.LETTER:
            given = _given(data)
            asked = (name for content in contents.value for name in _CONTENTS.get(content, ()))
            found += [name for name in asked if not given[name]]
        return tuple(dict.fromkeys(found))

    def _check(
        self, data: LetterData, missing: tuple[str, ...], paragraphs: tuple[str, ...], seen: Seen | None
    ) -> LetterCheck:
        found, desk, said = self.figures, self.desk, "\n".join(paragraphs)
        is_ours = self.creditor["kind"] == "own_book"
        pack = desk.pack
        official = [self.creditor[name] or "" for name in ("pay_channel", "pay_account", "pay_url")]
        return LetterCheck(
            self.need,
            found.today,
            desk.case.zone,
            found.currency,
            sum(line.total_minor for line in data.accounts),
            found.owed_minor,
            self._decision(said),
            _authorities(self.context),
            accounts=len(data.accounts),
            drafted_at=seen.at if seen else None,
            drafted_minor=seen.owed_minor if seen else None,
            arrivals=_arrivals(desk),
            balance_as_of=None if is_ours else found.oldest_as_of,
            age_limit=_age_limit(pack),
            has_address=self.address is not None,
            returned_on=self.address.returned_on if self.address else None,
            has_plan=bool(data.schedule),
            is_plan_approved=self.plan is None or standing_of(desk, self.plan).is_open,
            missing=tuple(words_of(name) for name in missing),
            objections=phrases.objections(said, pack.id, phrase_book.phrases()),
            numbers_in_full=phrases.numbers_in_full(said, official),
            strange_amounts=phrases.strange_amounts(
                _by_hand(said, data), figures.known(data), found.currency
            ),
        )

    def _decision(self, said: str) -> Decision | None:
        if self.address is None:
            return None
        return self.desk.permit(
            self.address.point_id, self.channel, self.template.purpose, Preparation(text=said)
        )


def _by_hand(said: str, data: LetterData) -> str:
    """The text without the rows of a statement: how a payment was applied is the ledger's own word."""
    for text in {line.text for line in data.statement}:
        said = said.replace(text, "")
    return said


def _decided(check: LetterCheck) -> Decision:
    assert check.decision is not None
    return check.decision


def _language(debtor: Addressee, desk: Desk) -> str:
    """The debtor's language, else that of the country whose rules hold."""
    if debtor.language:
        return "zh" if debtor.language.startswith("zh") else "en"
    return "zh" if desk.pack.id == "cn" else "en"


def _reference(debtor: Addressee) -> str:
    return debtor.customer_no or f"{debtor.case_no:06d}"


_SALUTATIONS = {
    ("zh", "male"): "先生",
    ("zh", "female"): "女士",
    ("en", "male"): "Mr",
    ("en", "female"): "Ms",
}


def _salutation(addressee: Addressee, language: str) -> str:
    unknown = "先生/女士" if language == "zh" else "Mr/Ms"
    return _SALUTATIONS.get((language, addressee.sex or ""), unknown)


def _given(data: LetterData) -> dict[str, Any]:
    """The values behind ``_CONTENTS``."""
    return {
        "recipient.name": data.recipient.name,
        "pay.name": data.pay and data.pay.name,
        "sender.complaints": data.sender.complaint_lines,
        "sender.name": data.sender.name,
        "sender.phone": data.sender.phone,
    }


def _age_limit(pack: RulePack) -> Rule[int] | None:
    """How old a balance may be: as the store's pack says; an older store has the rule as it comes with FairDue."""
    shipped = shipped_packs().get(pack.id) if pack.letter_balance_age_days is None else None
    return pack.letter_balance_age_days if shipped is None else shipped.letter_balance_age_days


def _authorities(context: Context) -> dict[str, Authority]:
    return {name: found for pack in context.packs.values() for name, found in pack.authorities.items()}


def _arrivals(desk: Desk) -> tuple[Arrival, ...]:
    """Money that came or was taken back, by when it was written down."""
    past = desk.state.history
    amounts = {fact.uid: fact.body.amount_minor for fact in past.payments}
    found = [Arrival(fact.body.amount_minor, fact.body.paid_on, fact.recorded_at) for fact in past.payments]
    found += [
        Arrival(-amounts.get(fact.body.payment, 0), fact.body.reversed_on, fact.recorded_at)
        for fact in past.reversed.values()
    ]
    return tuple(sorted(found, key=lambda arrival: arrival.recorded_at))
