"""Row A12 of the threats: without accounts nothing but this machine is served, and a busy port is told plainly."""

import socket

import pytest

from api.serving import bound_socket, check_host
from chainmap.errors import UsageError


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.com", ""])  # noqa: S104 - refused
def test_another_address_than_this_machine_is_refused(host: str) -> None:
    with pytest.raises(UsageError, match="账号") as refused:
        check_host(host)
    assert refused.value.exit_status == 2


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_served(host: str) -> None:
    check_host(host)


def test_a_busy_port_says_which_one_to_try() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UsageError, match=f"端口 {port}.*--port {port + 1}"):
            bound_socket("127.0.0.1", port)


def test_a_port_that_cannot_be_is_refused() -> None:
    with pytest.raises(UsageError, match="端口 70000"):
        bound_socket("127.0.0.1", 70_000)


def test_a_free_port_is_taken() -> None:
    with bound_socket("localhost", 0) as sock:
        assert sock.getsockname()[0] == "127.0.0.1"
