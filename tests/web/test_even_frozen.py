"""Who may read, but not write, for a while changes nothing at any door, whatever roles they hold.

What is theirs alone, taking back, leaving and telling moderators stays open: the list is below.
"""

from peerhub.people.service.suspend import freeze
from peerhub.web.visitor import frozen_words
from tests.house.test_guards import GUARDS
from tests.web.conftest import World
from tests.web.writes import WRITES

EVEN_FROZEN = {
    # what is theirs alone
    "people:sign_out",
    "people:sign_out_everywhere",
    "people:agree",
    "people:update_password",
    "people:end_device",
    "people:revoke_token",
    "people:create_block",
    "people:delete_block",
    "rooms:create_block",
    "forum:create_block",
    "rooms:answer_request",
    "rooms:update_talk_choice",
    "rooms:create_read_mark",
    "api:api_mark_read",
    "notifications:mark_all_read",
    "meetups:update_reminders",
    "directory:update_following",
    "directory:update_following_mail",
    "meetups:revoke_feed",
    "notifications:mark_read",
    "forum:update_watch",
    "forum:update_choices",
    "forum:mark_all_read",
    "forum:update_letters",
    "forum:update_proven_letters",
    "moderation:update_organisations",
    # taking back, leaving
    "mailings:leave_own",
    "directory:withdraw_claim",
    "people:leave",
    "rooms:withdraw_message",
    "api:api_withdraw_message",
    "api:api_take_reaction",
    "rooms:change_membership",
    "forum:change_membership",
    "forum:withdraw_post",
    "extracts:answer_extract",
    "extracts:end_extract",
    # telling moderators, and those who keep people safe
    "safeguarding:create_answer",
    "api:api_create_report",
}


async def test_a_frozen_person_is_refused_at_every_door_but_their_own(world: World) -> None:
    async with world.hub.transaction() as tx:
        for person in world.people.values():
            await freeze(tx, person_id=person.person_id)
    doors = [
        w for w in WRITES if w.who and GUARDS[w.name] != "public" and w.name not in EVEN_FROZEN
    ]
    before, wrong = await world.state(), []
    for write in doors:
        visitor = await world.as_(write.who)
        before = await world.state()
        status = await world.send(visitor, write)
        said = visitor.page.text if write.json else visitor.page.words
        if frozen_words() not in said and "may read but not write" not in said:
            wrong.append(f"{write.name}: {status}")
        elif await world.state() != before:
            wrong.append(f"{write.name} changed something")
    assert not wrong, "\n".join(wrong)
    assert len(doors) >= 60
