"""Starting the service on this machine: refuses to be open to others while there are no accounts."""

import os
import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from api.app import LOCAL
from chainmap.errors import UsageError

STANDARD_PORT = 8000


def check_host(host: str) -> None:
    """Without accounts only this machine may ask; raises UsageError (exit status 2) for any other address."""
    if host not in LOCAL:
        raise UsageError(
            f"不能监听 {host[:60]}:还没有账号功能,对外开放等于任何人都能看。请去掉 --host,只在本机用 127.0.0.1。"
        )


def bound_socket(host: str, port: int) -> socket.socket:
    """The listening socket; raises UsageError when the port is taken or not allowed, and says the way out."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere this would let two programs share a port
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind(("127.0.0.1" if host == "localhost" else host, port))
    except OverflowError as error:
        sock.close()
        raise UsageError(f"端口 {port} 不存在:请用 1024–65535 之间的数,如 --port {STANDARD_PORT}。") from error
    except OSError as error:
        sock.close()
        other = port + 1 if port < 65_535 else STANDARD_PORT
        raise UsageError(
            f"端口 {port} 用不了(已被占用或不允许):请关掉占用它的程序,或换一个端口,如 --port {other}。"
        ) from error
    return sock


def run(
    app: FastAPI, host: str = "127.0.0.1", port: int = STANDARD_PORT, *, ready: Callable[[], None] = lambda: None
) -> None:
    """Serves until interrupted; `ready` is called once the port is ours. No proxy headers are believed."""
    check_host(host)
    sock = bound_socket(host, port)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, timeout_keep_alive=20
    )
    try:
        ready()
        uvicorn.Server(config).run(sockets=[sock])
    finally:
        sock.close()
