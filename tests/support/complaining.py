"""A complaint without a page."""

from peerhub.core.hub import Hub
from peerhub.moderation import heard
from peerhub.moderation.complaints import ComplaintKind
from peerhub.moderation.service.complain import complain
from peerhub.moderation.store.complaints import find_by_reference


async def make_complaint(
    hub: Hub, kind: ComplaintKind = ComplaintKind.SCREENING, words: str = "It is wrong."
) -> dict[str, str]:
    """A stranger's: its id, and the address at which they read how it stands."""
    async with hub.transaction() as tx:
        reference = await complain(
            tx, None, kind=kind, words=words, barred=(), client_id=f"complaint-{kind}"
        )
        found = await find_by_reference(tx.db, reference)
    assert found
    path = heard.complaint_path(hub.keys, reference)
    return {"complaint": found.complaint_id, "complaint_path": path}
