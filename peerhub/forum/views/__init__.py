"""The forum's pages: boards, a thread, writing, and changing what one wrote."""
