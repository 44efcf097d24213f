"""E-mail by SMTP: the server in the encrypted store, its password in the keyring alone, each mail a logged contact."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from app.domain.errors import MailProblem, NotFound, RuleViolation
from app.domain.facts import Id
from app.domain.plain_text import LONGEST_LINE, plain_text
from app.domain.terms import Channel
from app.models import settings
from app.services import acts, contacts
from app.services.changes import Changes
from app.services.contacts import Recorded
from app.services.context import Context
from app.services.letters import issuing, texts
from app.services.letters.drafting import DraftLetter
from app.system import mail
from app.system.credentials import SystemKeyring
from app.system.mail import Attachment, Mail, MailServer

SETTING = "mail"
PURPOSE = "mail"
CHANGED = Changes.of("mail_settings")


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The server of this store. ``security``: ``starttls`` or ``tls``; there is no third. ``ca_file``: the house's own
    authority, empty for the public ones. ``sender``: the address mail comes from."""

    host: str
    port: int
    security: str
    user: str
    sender: str
    sender_name: str = ""
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class SendMail:
    """Send one case's e-mail by template; ``letter`` goes with it as a PDF. The act is made by the client."""

    act: Id
    given: DraftLetter
    letter: Id | None = None


def current(context: Context) -> MailSettings | None:
    """The settings, None where no server is set up."""
    with context.db.read() as connection:
        return _settings(connection)


def save(
    context: Context,
    given: MailSettings,
    password: str | None = None,
    keyring: SystemKeyring | None = None,
) -> tuple[MailSettings, Changes]:
    """Keep the settings; a password goes to the keyring first, so that settings never stand without one.

    Raises RuleViolation at the field: ``mail_field``, ``text_…``; MailProblem ``mail_address``; CredentialProblem.
    """
    kept = _checked(given)
    if password:
        with context.db.read() as connection:
            db_uuid = _db_uuid(connection)
        (keyring or SystemKeyring()).store_password(db_uuid, PURPOSE, password)
    with context.db.write() as connection:
        settings.put(connection, SETTING, json.dumps(asdict(kept), ensure_ascii=False))
    return kept, CHANGED


def forget(context: Context, keyring: SystemKeyring | None = None) -> tuple[None, Changes]:
    """Forget server and password."""
    with context.db.read() as connection:
        db_uuid = _db_uuid(connection)
    (keyring or SystemKeyring()).delete_password(db_uuid, PURPOSE)
    with context.db.write() as connection:
        settings.drop(connection, SETTING)
    return None, CHANGED


def check(context: Context, keyring: SystemKeyring | None = None, password: str | None = None) -> None:
    """Log in to the server and send nothing. Raises MailProblem, CredentialProblem."""
    server, _, password = _ready(context, keyring, password)
    mail.check(server, password)


def send(
    context: Context, command: SendMail, keyring: SystemKeyring | None = None, password: str | None = None
) -> tuple[Recorded, Changes]:
    """Send the mail and log it with its words. A repeated act sends nothing again. ``password`` is that of this once,
    for a machine without a keyring.

    Raises RuleViolation with the first refusal of the draft, ``letter_not_text``; MailProblem; CredentialProblem.
    """
    with context.db.read() as connection:
        before = acts.saved(connection, command.act)
    message = None if before else _message(context, command)
    if message is not None:
        server, found, password = _ready(context, keyring, password)
        attachments = (_attachment(context, command.letter),) if command.letter else ()
        mail.send(
            server,
            password,
            Mail(
                found.sender,
                found.sender_name,
                message.to,
                message.subject,
                message.text,
                context.now().astimezone(context.zone),
                f"{command.act.hex()}@{found.sender.partition('@')[2]}",
                attachments,
            ),
        )
    logged = texts.logged(command.act, message) if message else _again(command)
    return contacts.record(context, logged)


def _again(command: SendMail) -> contacts.RecordContact:
    """The same act once more: what it wrote is read back, nothing of this is."""
    return contacts.RecordContact(command.act, command.given.case_id, texts.SENT_AS)


def _message(context: Context, command: SendMail) -> texts.MessageText:
    message = texts.text(context, command.given)
    if message.draft.channel is not Channel.EMAIL:
        raise RuleViolation("letter_not_text", "template")
    if message.refusals:
        texts.refuse(context, command.act, message)
        first = message.refusals[0]
        raise RuleViolation(first.code, **first.params)
    return message


def _attachment(context: Context, letter: Id) -> Attachment:
    number, content = issuing.reprint(context, letter)
    return Attachment(f"{number}.pdf", content)


def _ready(
    context: Context, keyring: SystemKeyring | None, password: str | None
) -> tuple[MailServer, MailSettings, str]:
    with context.db.read() as connection:
        found, db_uuid = _settings(connection), _db_uuid(connection)
    if found is None:
        raise MailProblem("mail_not_set")
    password = password or (keyring or SystemKeyring()).load_password(db_uuid, PURPOSE)
    ca_file = Path(found.ca_file) if found.ca_file else None
    security: mail.Security = "tls" if found.security == "tls" else "starttls"
    return MailServer(found.host, found.port, security, found.user, ca_file), found, password


def _settings(connection: Connection) -> MailSettings | None:
    kept = settings.get(connection, SETTING)
    return None if kept is None else MailSettings(**json.loads(kept))


def _db_uuid(connection: Connection) -> UUID:
    kept = settings.get(connection, "db_uuid")
    if kept is None:
        raise NotFound("store_unreadable")
    return UUID(kept)


def _checked(given: MailSettings) -> MailSettings:
    if given.security not in ("starttls", "tls"):
        raise RuleViolation("mail_field", "security", name="security")
    if not 1 <= given.port <= 65_535:
        raise RuleViolation("mail_field", "port", name="port")
    if not mail.is_address(given.sender):
        raise MailProblem("mail_address", address=given.sender)
    host, user, sender_name, ca_file = (
        plain_text(getattr(given, name), name, LONGEST_LINE) or ""
        for name in ("host", "user", "sender_name", "ca_file")
    )
    for name, text in (("host", host), ("user", user)):
        if not text:
            raise RuleViolation("mail_field", name, name=name)
    return replace(given, host=host, user=user, sender_name=sender_name, ca_file=ca_file)
