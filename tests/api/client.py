"""Asks the application without a socket, one request after the other."""

import asyncio
from collections.abc import Mapping, Sequence

import httpx

from api.app import create_app
from chainmap.ports import Reader

Headers = Mapping[str, str] | Sequence[tuple[str, str]]


class Client:
    """A small synchronous face of httpx over ASGI; nothing is followed, nothing is raised."""

    def __init__(self, reader: Reader) -> None:
        self.app = create_app(lambda: reader)

    def request(
        self,
        method: str,
        address: str,
        headers: Headers | None = None,
        *,
        json: object = None,
        content: bytes | None = None,
    ) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
                return await client.request(method, address, headers=headers, json=json, content=content)

        return asyncio.run(send())

    def get(self, address: str, headers: Headers | None = None) -> httpx.Response:
        return self.request("GET", address, headers)

    def post(self, address: str, body: object) -> httpx.Response:
        return self.request("POST", address, json=body)

    def head(self, address: str) -> httpx.Response:
        return self.request("HEAD", address)
