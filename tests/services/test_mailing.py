"""Mail through a real SMTP server on loopback: byte for byte, over TLS that was verified, or not at all."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from command_line import Ran, fairdue
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from portfolio import Portfolio, open_copy
from writing import furnish, issued

from app.domain.errors import CredentialProblem, MailProblem, RuleViolation
from app.models import people
from app.services import mailing
from app.services.letters.drafting import DraftLetter
from app.services.letters.issuing import reprint
from app.services.mailing import MailSettings, SendMail
from app.services.messages import sentence
from app.system import mail
from app.system.mail import Mail, MailServer

# The server below speaks TLS from the first byte, so AUTH needs no STARTTLS there.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")

USER, PASSWORD = "collections@example.com", "纸船 correct horse"
TO = "li.ming@example.net"


@dataclass(frozen=True)
class House:
    """A house's own authority and the server's certificate by it, as files."""

    ca: Path
    chain: Path
    strange_ca: Path


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("certificates")
    ca, key = authority("House CA")
    strange, _ = authority("Stranger CA")
    server_key = ec.generate_private_key(ec.SECP256R1())
    server = signed("server", server_key, "House CA", key, is_ca=False)
    pem = serialization.Encoding.PEM
    private = server_key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    files = House(folder / "ca.pem", folder / "chain.pem", folder / "strange.pem")
    files.ca.write_bytes(ca.public_bytes(pem))
    files.strange_ca.write_bytes(strange.public_bytes(pem))
    files.chain.write_bytes(private + server.public_bytes(pem))
    return files


def authority(name: str) -> tuple[x509.Certificate, Any]:
    key = ec.generate_private_key(ec.SECP256R1())
    return signed(name, key, name, key, is_ca=True), key


def signed(name: str, key: Any, by: str, by_key: Any, *, is_ca: bool) -> x509.Certificate:
    def named(common: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])

    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(by))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by_key.public_key()), critical=False
        )
    )
    if is_ca:
        usage = x509.KeyUsage(
            digital_signature=True, key_cert_sign=True, crl_sign=True, content_commitment=False,
            key_encipherment=False, data_encipherment=False, key_agreement=False,
            encipher_only=False, decipher_only=False,
        )  # fmt: skip
        builder = builder.add_extension(usage, critical=True)
    else:
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(by_key, hashes.SHA256())


@dataclass
class Post:
    """The server's side: what arrived, and how it behaves."""

    arrived: list[Envelope] = field(default_factory=list)
    was_secure: list[bool] = field(default_factory=list)
    refuses: str = ""
    drops: bool = False

    async def handle_RCPT(  # noqa: N802  # the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address == self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.drops:
            assert server.transport is not None
            server.transport.abort()
            await asyncio.sleep(0)
            return "421 bye"
        self.arrived.append(envelope)
        self.was_secure.append(
            session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None
        )
        return "250 OK"


def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    is_right = isinstance(data, LoginPassword) and (data.login, data.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=is_right, handled=False)


@pytest.fixture
def post() -> Post:
    return Post()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def run(post: Post, house: House, security: str) -> Controller:
    trusted = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trusted.load_cert_chain(house.chain)
    options: dict[str, Any] = {"authenticator": authenticate, "auth_required": True}
    if security == "starttls":
        options |= {"tls_context": trusted, "require_starttls": True}
    elif security == "tls":
        options |= {"ssl_context": trusted, "auth_require_tls": False}
    controller = Controller(post, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    return controller


@pytest.fixture(params=["starttls", "tls"])
def server(request: pytest.FixtureRequest, post: Post, house: House) -> Iterator[MailServer]:
    controller = run(post, house, request.param)
    yield MailServer("127.0.0.1", controller.port, request.param, USER, house.ca)
    controller.stop()


@pytest.fixture
def plain(post: Post, house: House) -> Iterator[MailServer]:
    """A server that offers no TLS at all."""
    controller = run(post, house, "plain")
    yield MailServer("127.0.0.1", controller.port, "starttls", USER, house.ca)
    controller.stop()


MAIL = Mail(
    USER,
    "示例商务服务有限公司",
    TO,
    "还款提醒",
    "尊敬的李明：\n\n.第一行以点开头\n您尾号0001的账户欠款 15,800.00 元。\n𬭎",
    datetime(2026, 11, 16, 9, 0, tzinfo=UTC),
    "0123456789abcdef@example.com",
)


def test_what_arrives_is_what_was_sent_byte_for_byte(server: MailServer, post: Post) -> None:
    attached = replace(
        MAIL, attachments=(mail.Attachment("2026-7F3A-000001.pdf", b"%PDF-1.4\r\n.\n\x00\xff"),)
    )
    sent = mail.send(server, PASSWORD, attached)
    (envelope,) = post.arrived
    assert envelope.content == sent == mail.message_bytes(attached)
    assert post.was_secure == [True]
    assert (envelope.mail_from, envelope.rcpt_tos) == (USER, [TO])
    told = message_from_bytes(sent, policy=default)
    assert (told["Subject"], told["To"]) == ("还款提醒", TO)
    assert "示例商务服务有限公司" in str(told["From"])
    body = told.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n").strip() == MAIL.text
    (pdf,) = told.iter_attachments()
    assert pdf.get_content() == attached.attachments[0].content
    assert pdf.get_filename() == "2026-7F3A-000001.pdf"


def refused(server: MailServer, password: str = PASSWORD, message: Mail = MAIL) -> MailProblem:
    with pytest.raises(MailProblem) as caught:
        mail.send(server, password, message)
    for language in ("zh_CN", "en"):
        assert "…" not in sentence(caught.value, language)
    return caught.value


def test_a_server_of_a_stranger_gets_nothing(server: MailServer, post: Post, house: House) -> None:
    assert refused(replace(server, ca_file=house.strange_ca)).code == "mail_certificate"
    assert refused(replace(server, ca_file=None)).code == "mail_certificate"
    assert refused(replace(server, host="localhost")).code in ("mail_certificate", "mail_unreachable")
    assert post.arrived == []


def test_a_wrong_password(server: MailServer, post: Post) -> None:
    assert refused(server, "wrong").code == "mail_password"
    with pytest.raises(MailProblem, match="mail_password"):
        mail.check(server, "wrong")
    mail.check(server, PASSWORD)
    assert post.arrived == []


def test_a_dropped_connection(server: MailServer, post: Post) -> None:
    post.drops = True
    assert refused(server).code == "mail_dropped"
    assert post.arrived == []


def test_a_refused_recipient(server: MailServer, post: Post) -> None:
    post.refuses = TO
    problem = refused(server)
    assert (problem.code, problem.params["reply"]) == ("mail_recipient", "550")


def test_nothing_goes_in_the_clear(plain: MailServer, post: Post) -> None:
    assert refused(plain).code == "mail_no_tls"
    assert refused(replace(plain, security="tls")).code == "mail_no_tls"
    assert post.arrived == []


def test_nobody_answers(house: House) -> None:
    assert refused(MailServer("127.0.0.1", 1, "starttls", USER, house.ca)).code == "mail_unreachable"
    assert refused(MailServer("127.0.0.1", 1, "tls", USER, house.ca / "gone")).code == "mail_ca_file"


@pytest.mark.parametrize(
    "address",
    ["a@b\r\nBcc: c@d.example", "a@b.example, c@d.example", "李@b.example", "", "a", "<a@b.example>"],
)
def test_an_address_adds_no_header_and_no_second_reader(address: str) -> None:
    with pytest.raises(MailProblem, match="mail_address"):
        mail.message_bytes(replace(MAIL, to=address))


# The service: settings in the store, the password in the keyring, each mail a contact.


class Ring:
    """A keyring of this process; the real one's allow-list is tested with its own module."""

    def __init__(self) -> None:
        self.kept: dict[tuple[Any, str], str] = {}

    def store_password(self, db_uuid: Any, purpose: str, password: str) -> None:
        self.kept[(db_uuid, purpose)] = password

    def load_password(self, db_uuid: Any, purpose: str) -> str:
        if (db_uuid, purpose) not in self.kept:
            raise CredentialProblem("keyring_entry_missing")
        return self.kept[(db_uuid, purpose)]

    def delete_password(self, db_uuid: Any, purpose: str) -> None:
        self.kept.pop((db_uuid, purpose), None)


@pytest.fixture
def desk(portfolio: Portfolio) -> Portfolio:
    with_mailbox(portfolio)
    return portfolio


def with_mailbox(portfolio: Portfolio) -> None:
    furnish(portfolio)
    portfolio.ids["mailbox"] = portfolio.context.new_id()
    with portfolio.context.db.write() as connection:
        people.add_points(
            connection,
            [
                {
                    "id": portfolio.ids["mailbox"], "party_id": portfolio.ids["li_party"], "kind": "email",
                    "value": TO, "normal": TO, "source": "contract", "is_reserved": 1, "added_at": 0,
                }
            ],
        )  # fmt: skip


def settings_of(server: MailServer) -> MailSettings:
    return MailSettings(server.host, server.port, server.security, USER, USER, "示例", str(server.ca_file))


def test_a_mail_is_sent_once_and_logged_with_its_words(
    desk: Portfolio, server: MailServer, post: Post
) -> None:
    ring: Any = Ring()
    mailing.save(desk.context, settings_of(server), PASSWORD, ring)
    letter = issued(desk)
    desk.go("09:30", 16)
    command = SendMail(desk.act(), DraftLetter(desk.case, "email_reminder"), letter.letter)
    first, _ = mailing.send(desk.context, command, ring)
    again, _ = mailing.send(desk.context, command, ring)
    assert first == again
    (envelope,) = post.arrived
    assert isinstance(envelope.content, bytes)
    told = message_from_bytes(envelope.content, policy=default)
    (pdf,) = told.iter_attachments()
    assert pdf.get_content() == reprint(desk.context, letter.letter)[1]
    (contact,) = desk.facts("contact")
    assert (contact["channel"], contact["number"], contact["act"]) == ("email", TO, command.act)
    assert "15,800.00" in contact["note"]
    assert told["Message-ID"] == f"<{command.act.hex()}@example.com>"


def test_a_mail_that_is_not_sent_is_not_logged(desk: Portfolio, server: MailServer, post: Post) -> None:
    ring: Any = Ring()
    mailing.save(desk.context, settings_of(server), "wrong", ring)
    before = desk.chain()
    with pytest.raises(MailProblem, match="mail_password"):
        mailing.send(desk.context, SendMail(desk.act(), DraftLetter(desk.case, "email_reminder")), ring)
    assert desk.chain() == before
    desk.go("23:00")
    mailing.save(desk.context, settings_of(server), PASSWORD, ring)
    with pytest.raises(RuleViolation, match="letter_rule"):
        mailing.send(desk.context, SendMail(desk.act(), DraftLetter(desk.case, "email_reminder")), ring)
    (blocked,) = desk.facts("blocked")
    assert (blocked["channel"], blocked["rule"], blocked["number"]) == ("email", "hours", TO)
    assert (desk.chain()[0], post.arrived) == (before[0] + 1, [])


def test_the_password_is_in_the_keyring_alone(desk: Portfolio, server: MailServer) -> None:
    ring: Any = Ring()
    mailing.save(desk.context, settings_of(server), PASSWORD, ring)
    assert mailing.current(desk.context) == settings_of(server)
    mailing.check(desk.context, ring)
    with desk.context.db.read() as connection:
        values = connection.exec_driver_sql("SELECT value FROM store_info").scalars().all()
    assert not any(PASSWORD in value for value in values)
    mailing.forget(desk.context, ring)
    assert ring.kept == {}
    assert mailing.current(desk.context) is None
    with pytest.raises(MailProblem, match="mail_not_set"):
        mailing.check(desk.context, ring)


def test_settings_that_cannot_work_are_refused(desk: Portfolio, server: MailServer) -> None:
    good = settings_of(server)
    for wrong in (replace(good, host=" "), replace(good, port=0), replace(good, security="none")):
        with pytest.raises(RuleViolation, match="mail_field"):
            mailing.save(desk.context, wrong)
    with pytest.raises(MailProblem, match="mail_address"):
        mailing.save(desk.context, replace(good, sender="nobody"))
    assert mailing.current(desk.context) is None


# The command line.


def test_a_mail_from_the_command_line(
    closed_store: tuple[Path, dict[str, bytes]], tmp_path: Path, server: MailServer, post: Post
) -> None:
    with open_copy(*closed_store, tmp_path / "made") as portfolio:
        with_mailbox(portfolio)
        number = issued(portfolio).letter_no
    home = shutil.copytree(tmp_path / "made", tmp_path / "free")
    secret, wrong = tmp_path / "secret", tmp_path / "wrong"
    secret.write_text(f"{PASSWORD}\nnot this\n", "utf-8")
    wrong.write_text("no\n", "utf-8")

    def run(*words: str | Path) -> Ran:
        return fairdue("mail", *words, "--home", home, "--now", "2026-11-16T09:30+08:00", "--json")

    assert run().out == ""
    ran = run("--host", server.host, "--port", str(server.port), "--security", server.security, "--user", USER,
              "--sender", USER, "--ca-file", str(server.ca_file))  # fmt: skip
    assert ran.answer["port"] == server.port
    assert "password" not in ran.out
    assert run("--check", "--password-file", secret).answer == {"is_open": True}
    assert "password" in run("--check", "--password-file", wrong).sentence
    assert run("--check").code == 1, "no keyring runs here, and no file was named"
    send = ("1", "--send", "email_reminder", "--letter", number, "--act", str(UUID(int=7)))
    first, again = (run(*send, "--password-file", secret).answer for _ in range(2))
    assert first == again
    (envelope,) = post.arrived
    assert isinstance(envelope.content, bytes)
    assert f'filename="{number}.pdf"'.encode() in envelope.content
    assert run("--sender-name", "示例").answer["host"] == server.host, "what is not named stays"
    assert "--password-file" in run("--keep-password").sentence
    assert "text" in run("1", "--send", "notice", "--password-file", secret).sentence
