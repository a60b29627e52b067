"""Letters through a real SMTP conversation, and headers that nobody can add to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peerhub.core.clock import SystemClock
from peerhub.core.config import load_config
from peerhub.core.mailer import Mail, Mailer, open_mailer
from tests.support.far_services import Inbox, mail_server


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, int]]:
    with mail_server() as served:
        yield served


def mailer_for(port: int, tmp_path: Path) -> Mailer:
    url = f"smtp://127.0.0.1:{port}?tls=none"
    settings = {"base_url": "https://hub.example.org", "smtp_url": url, "data_dir": tmp_path}
    return open_mailer(load_config(**settings), SystemClock())


async def test_a_letter_arrives_as_it_was_written(inbox: tuple[Inbox, int], tmp_path: Path) -> None:
    handler, port = inbox
    mail = Mail("amina@example.org", "Sign in to Fairer Hub", "Hello Amina,\n\nnaïve ✓\n")
    await mailer_for(port, tmp_path).send(mail, mail_id="duty-7")
    letter = handler.letter()
    assert handler.taken[0].rcpt_tos == ["amina@example.org"]
    assert letter["Subject"] == "Sign in to Fairer Hub"
    assert letter["Message-ID"] == "<duty-7@hub.example.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().replace("\r\n", "\n") == mail.text


async def test_a_refusal_is_an_error_so_that_the_outbox_tries_again(
    inbox: tuple[Inbox, int], tmp_path: Path
) -> None:
    handler, port = inbox
    handler.answers = ["451 Not now"]
    mailer, mail = mailer_for(port, tmp_path), Mail("amina@example.org", "Hello", "Words\n")
    with pytest.raises(Exception, match="451"):
        await mailer.send(mail, mail_id="duty-8")
    await mailer.send(mail, mail_id="duty-8")
    assert handler.letter()["Message-ID"] == "<duty-8@hub.example.org>", "the same id at each try"


@pytest.mark.parametrize(
    "hostile",
    ["a\r\nBcc: eve@example.org", "a\nX: y", "a\rX: y", "a\x00b", "a\u2028X: y", "a\u0085X: y",
     "=?utf-8?q?a=0ABcc:_eve?=", "a" * 10_000],
)  # fmt: skip
async def test_no_words_become_a_header(
    hostile: str, inbox: tuple[Inbox, int], tmp_path: Path
) -> None:
    handler, port = inbox
    mail = Mail("amina@example.org", hostile, "Words\n")
    await mailer_for(port, tmp_path).send(mail, mail_id="duty-9")
    letter = handler.letter()
    assert handler.taken[0].rcpt_tos == ["amina@example.org"]
    assert set(letter.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip
