"""Doors of the mailing lists that change something."""

from tests.web.write import Write

ADMIN = "fay"
MONTHLY = "/admin/lists/monthly"
LIST = {"title": "Monthly", "about": "Once a month.", "sentence": "I want it by email."}

MAILINGS = [
    Write("mailings:ask", "", "/lists", {"lists": "{list_tick}", "email": "kit@example.net"}),
    Write("mailings:leave_own", "amina", "/lists/leave", {"slug": "monthly"}),
    Write("mailings:answer", "", "{list_ask}", {"action": "confirm"}),
    Write("mailings:leave", "", "{list_leave}", {}),
    Write("mailings:create_list", ADMIN, "/admin/lists", {**LIST, "slug": "weekly"}),
    Write("mailings:update_list", ADMIN, MONTHLY, LIST),
    Write("mailings:archive_list", ADMIN, f"{MONTHLY}/archive", {"action": "archive"}),
    Write("mailings:proof", ADMIN, "/admin/lists/proof", {"email": "kit@example.net"}),
]
