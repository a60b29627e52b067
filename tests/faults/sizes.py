"""How much of each fault: a small form in `make test`, the full one in `make soak` (before a release).

The only place that reads PEERHUB_SOAK. The numbers of both forms stand beside each other in the tests.
"""

import os

SOAK = os.environ.get("PEERHUB_SOAK") == "1"


def size(small: int, full: int) -> int:
    """`small` in `make test`, `full` in `make soak`."""
    return full if SOAK else small


# Times are promised for a machine of our own; `make test` runs on shared ones, slow at times.
SPARE = size(5, 1)
