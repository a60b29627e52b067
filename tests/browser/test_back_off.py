"""R13: pages whose server was away do not all come back in the same second."""

import re

from tests.house.source import ROOT
from tests.support.browser import IN_A_BROWSER, ContextFactory

pytestmark = IN_A_BROWSER

SCRIPT = ROOT / "peerhub/web/static/js/hub-socket.js"
PAGES, AWAY, MOST = 1_000, 30_000, 0.15
SIMULATION = """
({ constants, wait, pages, away }) => {
  const back = new Function("attempts", constants + wait + "return wait()");
  const seconds = {};
  for (let page = 0; page < pages; page += 1) {
    let at = 0;
    for (let attempts = 1; at < away; attempts += 1) at += back(attempts);
    const second = Math.floor((at - away) / 1000);
    seconds[second] = (seconds[second] || 0) + 1;
  }
  return seconds;
}
"""


def back_off() -> dict[str, str]:
    """The page's own constants and function, as they stand in its script."""
    text = SCRIPT.read_text()
    constants = re.findall(r"^const [A-Z_]+ = \d+;", text, re.MULTILINE)
    wait = re.search(r"^function wait\(\) \{.*?^\}", text, re.MULTILINE | re.DOTALL)
    assert wait and len(constants) >= 2
    return {"constants": "\n".join(constants), "wait": wait.group()}


async def test_no_second_holds_many_returns(context_factory: ContextFactory) -> None:
    page = await (await context_factory()).new_page()
    told = {**back_off(), "pages": PAGES, "away": AWAY}
    seconds: dict[str, int] = await page.evaluate(SIMULATION, told)
    assert sum(seconds.values()) == PAGES
    assert max(seconds.values()) <= MOST * PAGES, seconds
