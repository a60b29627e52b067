"""How people come to a direct conversation, through the pages that they have."""

from tests.support.visitor import Page, Visitor

WORDS = "Shall we talk? https://example.org/a *plain*"


async def ask(browser: Visitor, to: str, body: str = WORDS) -> Page:
    await browser.get(f"/messages/new?to={to}")
    return await browser.submit("/messages", body=body)


async def slug_of(browser: Visitor) -> str:
    """The address of the only conversation that this person has."""
    page = await browser.get("/messages")
    main = page.text.partition("<main")[2]
    (path,) = {p for p in page.links() if p.startswith("/rooms/") and p in main and len(p) == 23}
    return path.removeprefix("/rooms/")


async def talking(one: Visitor, other: Visitor, to: str) -> str:
    """A conversation that was asked for and accepted; its address."""
    assert (await ask(one, to)).path.startswith("/messages?f=sent")
    slug = await slug_of(one)
    await other.get(f"/messages/{slug}")
    page = await other.submit(f"/messages/{slug}", button=("action", "accept"))
    assert page.path == f"/rooms/{slug}"
    return slug
