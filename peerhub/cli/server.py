"""Our uvicorn: its settings, its orderly end, one process or several."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import SpawnProcess

import uvicorn
import uvloop

from peerhub.app import build_hub, create_app
from peerhub.core.config import Config
from peerhub.core.hub import Hub
from peerhub.core.logs import set_up_logs
from peerhub.web.protocols import OurHttpProtocol, OurSocketProtocol

GRACE_SECONDS = 8


class OurServer(uvicorn.Server):
    """Ends in order: nothing new, answers for what is stored, 1012 for everybody, then uvicorn's end."""

    hub: Hub

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """SIGTERM and Ctrl+C ask for the end. Not raised again afterwards, as uvicorn would: that
        kills the process before the database is closed.
        """
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(sign, self.handle_exit, sign, None)
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for engine in self.hub.engines.values():
            await engine.stop()
        await super().shutdown(sockets)


def server_config(config: Config, app: object) -> uvicorn.Config:
    proxies = [p.strip() for p in config.trusted_proxies.split(",") if p.strip()]
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        http=OurHttpProtocol,
        ws=OurSocketProtocol,
        ws_max_size=1 << 16,
        ws_per_message_deflate=False,
        ws_ping_interval=25,
        ws_ping_timeout=50,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or None,
        server_header=False,
        date_header=True,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=15,
        workers=config.workers,
        lifespan="on",
    )


class Worker:
    """One worker process: builds its own hub after the fork, so that no connection is shared."""

    def __init__(self, config: Config) -> None:
        self.config = config

    def __call__(self, sockets: list[socket.socket] | None = None) -> None:
        set_up_logs()
        uvloop.run(self.serve(sockets))

    async def serve(self, sockets: list[socket.socket] | None) -> None:
        hub = build_hub(self.config)
        server = OurServer(server_config(self.config, create_app(hub)))
        server.hub = hub
        try:
            await server.serve(sockets)
        finally:
            await hub.close()


def run_server(config: Config, listening: socket.socket) -> None:
    """Serve until told to stop: in this process, or in several that are started anew if they die."""
    listening.listen(2048)
    if config.workers == 1:
        Worker(config)([listening])
        return
    spawn = multiprocessing.get_context("spawn")
    stopping = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopping.set())

    def start() -> SpawnProcess:
        process = spawn.Process(target=Worker(config), args=([listening],))
        process.start()
        return process

    working = [start() for _ in range(config.workers)]
    while not stopping.wait(0.5):
        working = [process if process.is_alive() else start() for process in working]
    for process in working:
        process.terminate()
    for process in working:
        process.join(GRACE_SECONDS + 2)
        process.kill()
