"""A person at a browser: follows redirects, keeps cookies, fills in the forms that the page really has."""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import httpx2
from starlette.applications import Starlette

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from peerhub.web.tokens import cookie_name
from tests.support.factories import PASSWORD, make_session

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Page:
    """What came back: `status`, `headers`, `text`, the parsed `tree`, and the address it stands at."""

    def __init__(self, response: httpx2.Response) -> None:
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        self.text = response.text
        self.path = response.url.raw_path.decode()

    @property
    def tree(self) -> Element:
        return html5lib.parse(self.text, namespaceHTMLElements=False)

    @property
    def words(self) -> str:
        """What a reader sees in <main>, else in the whole page, with single spaces."""
        tree = self.tree
        main = tree.find(".//main")
        return " ".join("".join((tree if main is None else main).itertext()).split())

    def json(self) -> Any:
        return self.response.json()

    def links(self) -> list[str]:
        return [a.get("href", "") for a in self.tree.iter("a")]

    def forms(self) -> list[Element]:
        return list(self.tree.iter("form"))

    def form(self, action: str = "", *, holding: str = "") -> Element:
        """The one form with this action, or with this text or field value in it, or in <main>."""
        inside = self.tree.find(".//main")
        found = [f for f in self.forms() if not action or f.get("action") == action]
        if not action and inside is not None:
            found = list(inside.iter("form"))
        if holding:
            found = [f for f in found if holding in _said(f)]
        if len(found) != 1:
            shown = [f.get("action") or self.path for f in self.forms()]
            raise AssertionError(f"{len(found)} forms fit on {self.path} ({self.status}): {shown}")
        return found[0]


def _said(form: Element) -> str:
    values = [i.get("value") or "" for i in form.iter("input")]
    return "\n".join(["".join(form.itertext()), *values])


def fields_of(form: Element) -> dict[str, list[str]]:
    """What a browser would send if nothing were touched."""
    fields: dict[str, list[str]] = {}
    for control in form.iter():
        name = control.get("name")
        if not name or control.get("disabled") is not None:
            continue
        kind = control.get("type", "text")
        if control.tag == "textarea":
            fields.setdefault(name, []).append("".join(control.itertext()))
        elif control.tag == "select":
            fields.setdefault(name, []).append(_chosen(control))
        elif control.tag == "input" and kind in ("checkbox", "radio"):
            if control.get("checked") is not None:
                fields.setdefault(name, []).append(control.get("value", "on"))
        elif control.tag == "input" and kind not in ("submit", "button", "file"):
            fields.setdefault(name, []).append(control.get("value", ""))
    return fields


def _chosen(select: Element) -> str:
    options = list(select.iter("option"))
    picked = [o for o in options if o.get("selected") is not None] or options[:1]
    return picked[0].get("value", "") if picked else ""


def names_of(form: Element) -> set[str]:
    return {c.get("name", "") for c in form.iter() if c.get("name")}


class Visitor:
    """One browser. `status` and `text` of the last page are in `page`."""

    def __init__(
        self,
        app: Starlette,
        *,
        address: tuple[str, int] = ("127.0.0.1", 50_000),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.hub: Hub = app.state.hub
        self.client = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=app, client=address),
            base_url=self.hub.config.address,
            headers={"User-Agent": FIREFOX, "Sec-Fetch-Site": "same-origin", **(headers or {})},
        )
        self.page: Page

    async def close(self) -> None:
        await self.client.aclose()

    @property
    def cookie(self) -> str:
        """The session cookie, or ''."""
        return self.client.cookies.get(cookie_name(self.hub.config)) or ""

    async def ask(self, method: str, path: str, *, follow: bool = True, **more: Any) -> Page:
        """Any request; `follow=False` shows a redirect itself."""
        response = await self.client.request(method, path, **more)
        hops = 0
        while follow and response.is_redirect and hops < 5:
            response = await self.client.get(response.headers["location"])
            hops += 1
        self.page = Page(response)
        return self.page

    async def get(self, path: str, **more: Any) -> Page:
        return await self.ask("GET", path, **more)

    async def post(self, path: str, fields: Mapping[str, Any] | None = None, **more: Any) -> Page:
        """Bare fields, as a program sends them; `submit` is what a person does."""
        return await self.ask("POST", path, data=dict(fields or {}), **more)

    async def submit(
        self,
        action: str = "",
        *,
        holding: str = "",
        follow: bool = True,
        button: tuple[str, str] | None = None,
        **fields: str | list[str] | None,
    ) -> Page:
        """Fill in a form of the page that is open and send it; None unticks a box.

        Without `action` and `holding`: the only form in <main>. AssertionError for a field that
        the form has not: a test must not send what no person could.
        """
        form = self.page.form(action, holding=holding)
        sent = fields_of(form)
        unknown = fields.keys() - names_of(form)
        assert not unknown, f"the form on {self.page.path} has no {sorted(unknown)}"
        for name, value in fields.items():
            if value is None:
                sent.pop(name, None)
            else:
                sent[name] = value if isinstance(value, list) else [value]
        if button:
            sent[button[0]] = [button[1]]
        target = form.get("action") or self.page.path
        return await self.ask("POST", target, data=sent, follow=follow)

    async def sign_in(self, person: Person | str, password: str = PASSWORD) -> Page:
        """Through the real form; by person or by address."""
        email = person if isinstance(person, str) else await _email_of(self.hub, person)
        await self.get("/sign-in")
        return await self.submit("/sign-in", email=email, password=password)


async def _email_of(hub: Hub, person: Person) -> str:
    from peerhub.people.access import address_for_mail

    async with hub.reading() as db:
        return await address_for_mail(db, person.person_id) or ""


class Visitors:
    """`visitor()` is a stranger; `await visitor.of(amina)` is signed in already (no password hashed)."""

    def __init__(self, app: Starlette) -> None:
        self.app = app
        self.opened: list[Visitor] = []

    def __call__(self, **more: Any) -> Visitor:
        self.opened.append(Visitor(self.app, **more))
        return self.opened[-1]

    async def of(self, person: Person, *, shared: bool = False, **more: Any) -> Visitor:
        visitor = self(**more)
        cookie = await make_session(visitor.hub, person, shared=shared)
        host = re.sub(r":\d+$", "", visitor.client.base_url.host)
        visitor.client.cookies.set(cookie_name(visitor.hub.config), cookie, domain=host)
        return visitor

    async def close(self) -> None:
        for visitor in self.opened:
            await visitor.close()
