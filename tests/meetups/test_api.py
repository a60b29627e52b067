"""Programs find meetups, answer them, and see who comes to their person's own."""

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.meetups.conftest import DOOR, LINK, TEA, Organising
from tests.support.factories import make_token


async def test_a_program_finds_answers_and_lists(
    organising: Organising, hub: Hub, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina, kind="training", step_free="yes")
    meetup_id = path.rpartition("/")[2]
    token = await make_token(hub, bo, "read", "write")
    writer = {"Authorization": f"Bearer {token}"}
    program = organising.visitors()
    page = await program.ask("GET", "/api/v1/meetups?mode=online", headers=writer)
    (item,) = page.json()["items"]
    assert (item["id"], item["title"], item["modes"]) == (meetup_id, TEA, ["in_person", "online"])
    assert (
        item["access"] == {"step_free": "yes"} and DOOR not in page.text and LINK not in page.text
    )
    replies = f"/api/v1/meetups/{meetup_id}/replies"
    answer = await program.ask("POST", replies, headers=writer, json={"choice": "online"})
    assert answer.json() == {"choice": "online", "seat": "coming"}
    assert (await program.ask("GET", replies, headers=writer)).status == 404
    organiser = {"Authorization": f"Bearer {await make_token(hub, amina)}"}
    (reply,) = (await program.ask("GET", replies, headers=organiser)).json()["items"]
    assert (reply["handle"], reply["choice"], reply["seat"]) == ("bo", "online", "coming")


async def test_what_it_cannot_ask_is_said_in_one_sentence(
    organising: Organising, hub: Hub, amina: Person
) -> None:
    path = await organising.both_ways(amina, modes=["online"])
    token = await make_token(hub, amina, "read", "write")
    headers = {"Authorization": f"Bearer {token}"}
    program = organising.visitors()
    replies = f"/api/v1{path}/replies"
    for method, where, said in (
        ("GET", "/api/v1/meetups?kind=party", None),
        ("GET", "/api/v1/meetups?cursor=nonsense", None),
        ("POST", replies, {"choice": "maybe"}),
        ("POST", replies, {"choice": "in_person"}),
        ("POST", replies, {"choice": "online", "for": "somebody"}),
    ):
        page = await program.ask(method, where, headers=headers, json=said)
        assert page.status in (400, 422) and page.json()["detail"], (where, page.text)
