"""A group lists itself: who lists it looks after its page, and administrators say whose it is."""

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.directory.conftest import Street
from tests.directory.test_pages import OWL, log_of
from tests.meetups.test_held import watch
from tests.support.letters import Letters


async def test_a_member_lists_their_own_group_and_looks_after_its_page(
    street: Street, hub: Hub, amina: Person, bo: Person, mail: Letters
) -> None:
    member = await street.looks(amina)
    assert "/directory/new" in (await member.get("/directory")).links()
    page = await member.get("/directory/new")
    assert "You look after its page from then on." in page.words
    page = await member.submit(name="Owl", words="We meet **on Fridays**.")
    assert page.path == f"{OWL}/edit?f=saved"
    for person in (None, bo):
        page = await (await street.looks(person)).get(OWL)
        assert "on Fridays" in page.words and "Not verified" in page.words
        assert f"{OWL}/edit" not in page.links() and amina.name not in page.words
    [letter] = await mail.to("fay@example.org")
    assert "Owl" not in letter.subject + letter.text
    assert f"{hub.config.address}{OWL}" in letter.links
    fay = await street.looks(street.fay)
    assert "Somebody listed “Owl”" in (await fay.get("/notifications")).words
    await fay.get(OWL)
    await fay.submit(f"{OWL}/verification", button=("action", "verify"))
    assert "Verified by the hub on" in (await street.visitors().get(OWL)).words
    stranger = await street.visitors().get("/directory/new")
    assert stranger.path.startswith("/sign-in")


async def test_a_member_lists_five_in_a_day(street: Street, hub: Hub, amina: Person) -> None:
    member = await street.looks(amina)
    for n in range(6):
        await member.get("/directory/new")
        page = await member.submit(name=f"Group {n}", words="")
        assert (page.status == 429) is (n == 5), n
    assert len(await log_of(hub)) == 5


async def test_what_a_moderator_reads_first_is_no_page_before(
    street: Street, hub: Hub, amina: Person
) -> None:
    await watch(hub, street.fay, advert="bargain")
    member = await street.looks(amina)
    await member.get("/directory/new")
    page = await member.submit(name="Owl", words="A bargain on Fridays.")
    assert page.status == 422 and "A moderator would read these words first." in page.words
    assert "A bargain on Fridays." in page.text and await log_of(hub) == []
    assert (await street.visitors().get(OWL)).status == 404
