"""Pages of the mailing lists: for strangers, for a member who is on one, and for an administrator."""

from tests.browser.example import Example, wrong

MAILINGS = [
    Example("mailings:lists", "/lists"),
    Example("mailings:lists", "/lists", "amina", "on one"),
    wrong("mailings:ask", "/lists", "", email="kit"),
    Example("mailings:confirm", "{list_ask}"),
    Example("mailings:show_leave", "{list_leave}"),
    Example("mailings:desk", "/admin/lists", "fay"),
    wrong("mailings:create_list", "/admin/lists", "fay", "/admin/lists", slug="Not a word"),
    wrong("mailings:proof", "/admin/lists", "fay", "/admin/lists/proof", email="kit"),
    Example("mailings:list", "/admin/lists/monthly-letter", "fay"),
    wrong("mailings:update_list", "/admin/lists/monthly-letter", "fay", title=""),
]
