"""`make bench`: run the jobs and print a table. BENCH=quick for a small one, BENCH=fanout,storm for some.

RECORD=1 puts the table into docs/performance.md.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from bench import machine, pump
from bench.jobs import FULL, JOBS, QUICK
from bench.table import make_table, put_in

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


def main() -> None:
    machine.allow_many_files()
    machine.pin(machine.CLIENT_CPU)
    asked = os.environ.get("BENCH", "")
    size = QUICK if asked == "quick" else FULL
    names = [name for name in asked.split(",") if name in JOBS] or list(JOBS)
    began, rows = time.monotonic(), []
    for name in names:
        for row in JOBS[name](size):
            rows.append(row)
            print(f"{row.job:52} {row.what:42} {row.value:10.2f} {row.verdict}", flush=True)
    took = (time.monotonic() - began) / 60
    told = (
        f"Taken on {machine.about()}; server on one processor, load and yardstick's reader on "
        f"{'another' if len(machine.CPUS) > 1 else 'the same'}; loops of the load in "
        f"{pump.LANGUAGE}; {size.runs} runs of {size.seconds:g} s; {took:.1f} minutes in all."
    )
    found = f"{told}\n\n{make_table(rows)}"
    print(f"\n{found}")
    if os.environ.get("RECORD"):
        PAGE.write_text(put_in(PAGE.read_text(), found))
    sys.exit(0)


if __name__ == "__main__":
    main()
