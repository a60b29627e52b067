"""Links in letters: made with the letter, kept as hashes, good once and for half an hour."""

from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.core.keys import hash_token
from peerhub.core.tables import duties
from peerhub.people.models import Person
from peerhub.people.tables import links
from tests.support.clock import SettableClock
from tests.support.factories import PASSWORD, make_person
from tests.support.letters import Letters
from tests.support.visitor import Visitor, Visitors

AMINA = "amina@example.org"
NEW = "seven loud red tables"


async def ask(browser: Visitor, page: str = "/sign-in/link", email: str = AMINA) -> None:
    await browser.get(page)
    await browser.submit(email=email)


async def newest_path(mail: Letters, email: str = AMINA) -> str:
    link = (await mail.to(email))[-1].links[0]
    return "/" + link.split("/", 3)[3]


async def test_a_link_signs_in_without_a_password(
    visitor: Visitors, mail: Letters, amina: Person
) -> None:
    browser = visitor()
    await ask(browser)
    await browser.get(await newest_path(mail))
    page = await browser.submit()
    assert "Good to see you, Amina." in page.text


async def test_the_sign_in_page_itself_offers_a_link(
    visitor: Visitors, mail: Letters, amina: Person
) -> None:
    browser = visitor()
    await browser.get("/sign-in")
    buttons = [b.get("formaction") for b in browser.page.tree.iter("button")]
    assert "/sign-in/link" in buttons
    fields = {"email": AMINA, "password": "", "shared": "yes", "next": "/"}
    page = await browser.post("/sign-in/link", fields)
    assert page.status == 200 and "a letter with a link is on its way" in page.words
    assert await newest_path(mail)


async def test_looking_at_a_link_uses_nothing_up(
    visitor: Visitors, mail: Letters, amina: Person
) -> None:
    await ask(visitor())
    path = await newest_path(mail)
    for _ in range(3):
        scanner = visitor()
        page = await scanner.get(path)
        assert page.status == 200
        assert (await scanner.get("/api/v1/me")).status == 401
    browser = visitor()
    await browser.get(path)
    assert "Good to see you" in (await browser.submit()).text


async def test_a_link_works_once(visitor: Visitors, mail: Letters, amina: Person) -> None:
    await ask(visitor())
    path = await newest_path(mail)
    one, other = visitor(), visitor()
    await one.get(path)
    await other.get(path)
    await one.submit()
    assert "no longer works" in (await other.submit()).words
    assert (await other.get("/api/v1/me")).status == 401


async def test_a_link_is_dead_after_half_an_hour(
    visitor: Visitors, mail: Letters, amina: Person, clock: SettableClock
) -> None:
    browser = visitor()
    await ask(browser)
    path = await newest_path(mail)
    clock.move(minutes=29)
    assert "One press" in (await browser.get(path)).words
    clock.move(minutes=1)
    assert "no longer works" in (await browser.submit()).words


async def test_the_half_hour_begins_when_the_letter_is_made(
    visitor: Visitors, mail: Letters, amina: Person, clock: SettableClock
) -> None:
    browser = visitor()
    await ask(browser)
    clock.move(hours=2)  # a slow outbox
    await browser.get(await newest_path(mail))
    assert "Good to see you" in (await browser.submit()).text


async def test_no_secret_rests_in_the_database(
    hub: Hub, visitor: Visitors, mail: Letters, amina: Person
) -> None:
    await ask(visitor())
    secret = (await newest_path(mail)).rpartition("/")[2]
    async with hub.reading() as db:
        kept = (await db.execute(select(links))).all()
        written = (await db.execute(select(duties))).all()
    assert [row.link_hash for row in kept] == [hash_token(secret)]
    assert secret not in repr(kept) + repr(written)


async def test_the_subject_tells_nothing(visitor: Visitors, mail: Letters, amina: Person) -> None:
    await ask(visitor())
    await ask(visitor(), "/reset")
    subjects = {
        letter.subject for letter in await mail.to(AMINA)
    }  # two of one moment: in any order
    assert subjects == {"Fairer Test Hub: sign in", "Fairer Test Hub: a new password"}


async def test_a_link_on_a_shared_device_keeps_nothing(
    visitor: Visitors, mail: Letters, amina: Person
) -> None:
    browser = visitor()
    await ask(browser)
    await browser.get(await newest_path(mail))
    page = await browser.submit(follow=False, shared="yes")
    (line,) = page.headers.get_list("set-cookie")
    assert "Max-Age" not in line


async def test_a_reset_link_opens_no_door_but_its_own(
    visitor: Visitors, mail: Letters, amina: Person
) -> None:
    await ask(visitor(), "/reset")
    secret = (await newest_path(mail)).rpartition("/")[2]
    browser = visitor()
    page = await browser.post(f"/sign-in/link/{secret}")
    assert "no longer works" in page.words
    await ask(visitor())
    secret = (await newest_path(mail)).rpartition("/")[2]
    page = await browser.post(f"/reset/{secret}", {"password": NEW})
    assert "no longer works" in page.words


async def test_a_reset_ends_every_other_device(
    visitor: Visitors, mail: Letters, amina: Person
) -> None:
    lost = await visitor.of(amina)
    browser = visitor()
    await ask(browser, "/reset")
    await browser.get(await newest_path(mail))
    page = await browser.submit(password=NEW)
    assert "Good to see you, Amina." in page.text
    assert (await lost.get("/api/v1/me")).status == 401
    assert (await visitor().sign_in(amina, PASSWORD)).status == 422
    assert (await visitor().sign_in(amina, NEW)).status == 200


async def test_a_weak_password_does_not_use_the_reset_link_up(
    visitor: Visitors, mail: Letters, amina: Person
) -> None:
    browser = visitor()
    await ask(browser, "/reset")
    await browser.get(await newest_path(mail))
    for weak, said in [
        ("short", "at least 10"),
        ("password123", "Many people use"),
        ("amina@example.org", "your own name"),
        ("aaaaaaaaaaaaaaa", "Many people use"),
    ]:
        page = await browser.submit(password=weak)
        assert page.status == 422 and said in page.words
    assert "Good to see you" in (await browser.submit(password=NEW)).text


async def test_one_link_used_voids_what_a_reset_left_open(
    visitor: Visitors, mail: Letters, amina: Person
) -> None:
    await ask(visitor())
    earlier = await newest_path(mail)
    browser = visitor()
    await ask(browser, "/reset")
    await browser.get(await newest_path(mail))
    await browser.submit(password=NEW)
    assert "no longer works" in (await visitor().get(earlier)).words


async def test_five_letters_an_hour_and_no_more(
    visitor: Visitors, mail: Letters, amina: Person
) -> None:
    browser = visitor()
    for _ in range(7):
        await ask(browser)
    assert browser.page.status == 429 and "Too many tries" in browser.page.words
    assert len(await mail.to(AMINA)) == 5


async def test_somebody_without_a_password_comes_in_by_link_alone(
    hub: Hub, visitor: Visitors, mail: Letters
) -> None:
    await make_person(hub, "Gina", password=None)
    assert (await visitor().sign_in("gina@example.org", "")).status == 422
    assert (await visitor().sign_in("gina@example.org", "None")).status == 422
    browser = visitor()
    await ask(browser, email="gina@example.org")
    await browser.get(await newest_path(mail, "gina@example.org"))
    assert "Good to see you, Gina." in (await browser.submit()).text
