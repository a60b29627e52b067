"""A page as a screen reader has it: the browser's own tree for assistive technology, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import CDPSession, Page

SPOKEN = {
    "StaticText",
    "image",
    "heading",
    "link",
    "button",
    "radio",
    "checkbox",
    "textbox",
    "combobox",
}
NAMED_BY_THEIR_TEXT = {"heading", "link", "button"}


@dataclass(frozen=True)
class Node:
    """One thing that is read out: "heading", "Reported post in Questions"."""

    role: str
    name: str
    description: str
    states: dict[str, Any]
    handle: int  # of the element in the document


@dataclass
class ScreenReader:
    """Reads in the tree's order, jumps to the next thing of a kind, acts on what it stands on."""

    page: Page
    session: CDPSession
    nodes: list[Node] = field(default_factory=list)
    at: int = -1
    heard: int = 0  # words

    @classmethod
    async def beside(cls, page: Page) -> ScreenReader:
        session = await page.context.new_cdp_session(page)
        await session.send("Accessibility.enable")
        return cls(page, session)

    async def look(self) -> None:
        """The tree as it is now; reading goes on where the focus is, else from the top."""
        answer = await self.session.send("Accessibility.getFullAXTree")
        rows = {one["nodeId"]: one for one in answer["nodes"]}
        root = next(one for one in answer["nodes"] if not one.get("parentId"))
        self.nodes = list(_in_order(rows, root["nodeId"]))
        focused = [n for n, one in enumerate(self.nodes) if one.states.get("focused")]
        self.at = focused[-1] if focused else 0

    @property
    def here(self) -> Node:
        return self.nodes[self.at]

    def jump(self, role: str, name: str = "") -> Node:
        """To the next of this role whose name begins so, as with a reader's quick keys."""
        for n in range(self.at + 1, len(self.nodes)):
            one = self.nodes[n]
            if one.role == role and one.name.startswith(name):
                self.at = n
                self.heard += len(f"{one.name} {one.description}".split())
                return one
        known = [(one.role, one.name) for one in self.nodes[self.at :] if one.role in SPOKEN]
        raise AssertionError(f"no {role} “{name}” further on: {known}")

    def read_until(self, role: str) -> list[str]:
        """What is heard from here to the next of this role."""
        said = []
        for n in range(self.at, len(self.nodes)):
            one = self.nodes[n]
            if one.role == role and n > self.at:
                break
            if one.name and one.role in SPOKEN - NAMED_BY_THEIR_TEXT:
                said.append(one.name)
            self.at = n
        self.heard += sum(len(words.split()) for words in said)
        return said

    def told(self) -> str:
        """What its live regions say by themselves."""
        said = [n for n, one in enumerate(self.nodes) if one.role in ("status", "alert")]
        heard = []
        for n in said:
            for one in self.nodes[n + 1 :]:
                if one.role != "StaticText":
                    break
                heard.append(one.name)
        return " ".join(heard)

    async def act(self, words: str = "") -> None:
        """What Enter or Space does on it; `words` are typed into it."""
        found = await self.session.send("DOM.resolveNode", {"backendNodeId": self.here.handle})
        does = "function () { this.focus(); this.click() }"
        await self.session.send(
            "Runtime.callFunctionOn",
            {"objectId": found["object"]["objectId"], "functionDeclaration": does},
        )
        if words:
            await self.page.keyboard.type(words)


def _in_order(rows: dict[str, Any], node_id: str) -> Any:
    row = rows[node_id]
    if not row.get("ignored"):
        yield Node(
            row["role"]["value"],
            str(row.get("name", {}).get("value", "")),
            str(row.get("description", {}).get("value", "")),
            {one["name"]: one["value"].get("value") for one in row.get("properties", [])},
            row.get("backendDOMNodeId", 0),
        )
    for child in row.get("childIds", []):
        if child in rows:
            yield from _in_order(rows, child)
