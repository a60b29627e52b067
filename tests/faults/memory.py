"""How much memory a server holds, as the kernel counts it."""

from pathlib import Path

from tests.support.server import Server


def resident(server: Server) -> int:
    """Bytes of the server's process that are in memory."""
    assert server.process is not None
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024
