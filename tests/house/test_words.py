"""Every sentence that the code says to people goes through gettext."""

import pytest

from tests.house.source import files, short, tell
from tests.house.words import faults


def test_every_sentence_goes_through_gettext() -> None:
    kept = files("peerhub/*.py", "peerhub/**/*.py")
    found = [fault for path in kept for fault in faults(short(path), path.read_text())]
    assert not found, tell(found)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("raise Refused('This room is closed.')", "write it through _()"),
        ("raise errors.Refused(f'{name} is closed.')", "write it through _()"),
        ("raise Refused('Wait %s seconds.' % 3, field='x')", "write it through _()"),
        ("raise Refused('Wait {} seconds.'.format(3))", "write it through _()"),
        ("raise Refused(_('Closed.') if x else 'Open.')", "write it through _()"),
        ("raise Refused(_('Closed') + ' now.')", "write it through _()"),
        ("x = _(f'Hello {name}')", "plain sentences"),
        ("x = _('Hello %s' % name)", "plain sentences"),
    ],
)
def test_a_bare_sentence_is_named(source: str, reason: str) -> None:
    assert reason in tell(faults("x.py", source))


@pytest.mark.parametrize(
    "source",
    [
        "raise Refused(_('This room is closed.'))",
        "raise Refused(_('Wait %(n)s seconds.') % {'n': 3})",
        "raise Refused(ngettext('One left.', '%(n)s left.', n) % {'n': n})",
        "raise Refused(sentence, code='empty')",
        "raise NotFound()",
        "x = _(SENTENCES[code])",
    ],
)
def test_a_wrapped_sentence_is_let_be(source: str) -> None:
    assert not list(faults("x.py", source))
