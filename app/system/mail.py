"""One e-mail by SMTP: TLS always and verified, nothing sent in the clear, every failure told by its true cause.

Source: RFC 3207 (STARTTLS), RFC 8314 (implicit TLS), RFC 5321 (SMTP), RFC 5322 (messages).
"""

from __future__ import annotations

import base64
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from pathlib import Path
from typing import Literal

from app.domain.errors import MailProblem

Security = Literal["starttls", "tls"]
TIMEOUT_S = 20.0
_GO_ON, _LOGGED_IN = 334, 235
_NOT_YOU = frozenset({530, 534, 535})
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over. ``ca_file``: the house's own authority where the server's is no public one."""

    host: str
    port: int
    security: Security
    user: str
    ca_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    content: bytes
    media_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Mail:
    """One message to one person. ``message_id`` without brackets: the same message sent again has the same one."""

    sender: str
    sender_name: str
    to: str
    subject: str
    text: str
    at: datetime
    message_id: str
    attachments: Sequence[Attachment] = ()


def is_address(text: str) -> bool:
    """Whether a text is one plain e-mail address: no name, no list, nothing a header would read otherwise."""
    return text.isascii() and _ADDRESS.fullmatch(text) is not None


def message_bytes(mail: Mail) -> bytes:
    """The message as it goes over the wire: CRLF lines, words in UTF-8, the same bytes for the same mail."""
    for address in (mail.sender, mail.to):
        if not is_address(address):
            raise MailProblem("mail_address", address=address)
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr((mail.sender_name, mail.sender), "utf-8")
    message["To"] = mail.to
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = f"<{mail.message_id}>"
    message.set_content(mail.text, charset="utf-8", cte="base64")
    for place, attachment in enumerate(mail.attachments):
        kind, _, subtype = attachment.media_type.partition("/")
        message.add_attachment(
            attachment.content, maintype=kind, subtype=subtype, filename=attachment.name, cid=None
        )
        if place == 0:
            message.set_boundary(f"=_{mail.message_id.partition('@')[0]}")
    return message.as_bytes()


def send(server: MailServer, password: str, mail: Mail) -> bytes:
    """Send one message and answer its bytes. Blocks up to 20 s a step.

    Raises MailProblem and nothing was taken over: ``mail_address``, ``mail_unreachable`` (host, port), ``mail_no_tls``,
    ``mail_certificate`` (host, reason), ``mail_password``, ``mail_recipient`` (address, reply), ``mail_refused``
    (reply), ``mail_dropped``, ``mail_ca_file``.
    """
    content = message_bytes(mail)
    with _told(server), _connected(server) as client:
        _log_in(client, server, password)
        try:
            client.sendmail(mail.sender, [mail.to], content)
        except smtplib.SMTPRecipientsRefused as error:
            reply = next(iter(error.recipients.values()), (0, b""))[0]
            raise MailProblem("mail_recipient", address=mail.to, reply=str(reply)) from None
    return content


def check(server: MailServer, password: str) -> None:
    """Whether the server takes this password; nothing is sent. Raises as ``send``."""
    with _told(server), _connected(server) as client:
        _log_in(client, server, password)


def _log_in(client: smtplib.SMTP, server: MailServer, password: str) -> None:
    """AUTH PLAIN or LOGIN with UTF-8 words (RFC 4616): the library's own login knows ASCII alone."""
    offered = client.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered:
        code, _ = client.docmd("AUTH", f"PLAIN {_coded(f'{chr(0)}{server.user}{chr(0)}{password}')}")
    elif "LOGIN" in offered:
        code, _ = client.docmd("AUTH", "LOGIN")
        for words in (server.user, password):
            if code == _GO_ON:
                code, _ = client.docmd(_coded(words))
    else:
        raise MailProblem("mail_no_login", host=server.host)
    if code != _LOGGED_IN:
        if code in _NOT_YOU:
            raise MailProblem("mail_password", user=server.user)
        raise MailProblem("mail_refused", host=server.host, reply=str(code))


def _coded(words: str) -> str:
    return base64.b64encode(words.encode()).decode("ascii")


def _trusted(server: MailServer) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=str(server.ca_file) if server.ca_file else None)
    except (OSError, ssl.SSLError):
        raise MailProblem("mail_ca_file", path=str(server.ca_file)) from None


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A connection whose other end proved who it is."""
    trusted = _trusted(server)
    client: smtplib.SMTP
    if server.security == "tls":
        client = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=trusted)
    else:
        client = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    try:
        if server.security == "starttls":
            client.ehlo()
            if not client.has_extn("starttls"):
                raise MailProblem("mail_no_tls", host=server.host)
            client.starttls(context=trusted)
        client.ehlo()
        yield client
    finally:
        _goodbye(client)


def _goodbye(client: smtplib.SMTP) -> None:
    """End politely; what the server does after it took the message over changes nothing any more."""
    quit_: Callable[[], object] = client.quit
    with suppress(smtplib.SMTPException, OSError):
        quit_()
    client.close()


@contextmanager
def _told(server: MailServer) -> Iterator[None]:
    """Errors of the network and the server by their true cause; their texts are not kept, they may quote people."""
    try:
        yield
    except MailProblem:
        raise
    except ssl.SSLCertVerificationError as error:
        raise MailProblem("mail_certificate", host=server.host, reason=error.verify_message) from None
    except ssl.SSLError:
        raise MailProblem("mail_no_tls", host=server.host) from None
    except smtplib.SMTPServerDisconnected:
        raise MailProblem("mail_dropped", host=server.host) from None
    except smtplib.SMTPResponseException as error:
        raise MailProblem("mail_refused", host=server.host, reply=str(error.smtp_code)) from None
    except (TimeoutError, ConnectionResetError, BrokenPipeError):
        raise MailProblem("mail_dropped", host=server.host) from None
    except (OSError, smtplib.SMTPException):
        raise MailProblem("mail_unreachable", host=server.host, port=str(server.port)) from None
