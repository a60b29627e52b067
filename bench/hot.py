"""Builds hot.c with the machine's own compiler, once; None where there is none."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SOURCE = Path(__file__).with_name("hot.c")
BUILT = Path(__file__).parents[1] / "build" / "bench-hot.so"


def _build() -> ctypes.CDLL | None:
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or os.environ.get("BENCH_PYTHON"):
        return None
    if not BUILT.exists() or BUILT.stat().st_mtime < SOURCE.stat().st_mtime:
        BUILT.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=BUILT.parent) as folder:
            made = Path(folder) / "hot.so"
            command = [compiler, "-O2", "-shared", "-fPIC", "-o", str(made), str(SOURCE)]
            if subprocess.run(command, check=False).returncode:
                return None
            made.replace(BUILT)
    library = ctypes.CDLL(str(BUILT))
    library.write_room.restype = ctypes.c_int64
    return library


HOT = _build()
