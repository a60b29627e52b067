"""What mailings plug into the hub."""

from __future__ import annotations

from peerhub.core.duties import begin_chain
from peerhub.core.events import ListsAsked, ListsSwept
from peerhub.core.hub import Hub
from peerhub.core.words import _
from peerhub.mailings import reactions
from peerhub.mailings.personal import PersonalMailings
from peerhub.mailings.portable import portable
from peerhub.mailings.views import desk, lists
from peerhub.web.feature import AdminLink, Feature, form, page

ASK = "/lists/confirm/{ask_id}/{sign}"
LEAVE = "/lists/leave/{subscription_id}/{sign}"


async def start(hub: Hub) -> None:
    async with hub.transaction() as tx:
        await begin_chain(tx, ListsSwept())


feature = Feature(
    name="mailings",
    portable=portable,
    personal=PersonalMailings(),
    routes=[
        page("/lists", lists.show_lists, "mailings:lists"),
        form("/lists", lists.ask, "mailings:ask"),
        form("/lists/leave", lists.leave_own, "mailings:leave_own"),
        page(ASK, lists.show_ask, "mailings:confirm"),
        form(ASK, lists.answer_ask, "mailings:answer"),
        page(LEAVE, lists.show_leave, "mailings:show_leave"),
        form(LEAVE, lists.leave, "mailings:leave"),
        page("/admin/lists", desk.show_desk, "mailings:desk"),
        form("/admin/lists", desk.create_list, "mailings:create_list"),
        form("/admin/lists/proof", desk.show_proof, "mailings:proof"),
        page("/admin/lists/{slug}", desk.show_list, "mailings:list"),
        form("/admin/lists/{slug}", desk.update_list, "mailings:update_list"),
        form("/admin/lists/{slug}/archive", desk.archive_list, "mailings:archive_list"),
    ],
    admin=lambda: [
        AdminLink(
            _("Lists"),
            "/admin/lists",
            _("Letters that anybody can ask for, and proof that they did"),
        )
    ],
    letters={ListsAsked: [reactions.mail_asked]},
    reactions={ListsSwept: [reactions.on_swept]},
    on_start=start,
)
