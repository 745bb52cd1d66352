"""What stands before the page: only known paths, bounded bodies, no foreign pages, and headers that bind the browser.

Gradio opens some sixty routes; the page needs a dozen. So this is a list of what may pass, not of what may not: file relay, deep links,
icons by size, monitoring, the API of functions and whatever the next release brings are not there. Written against ASGI itself, because
the answer to a question is a stream that must not be held up.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.parse.limits import limits

UPLOAD = "/gradio_api/upload"
PASS = (
    ("GET", re.compile(r"/|/config/?|/theme\.css|/favicon\.ico|/manifest\.json|/robots\.txt")),
    ("GET", re.compile(r"/(?:assets|static)/[\w./@+-]+")),
    ("GET", re.compile(r"/app-static/[a-z.]+")),
    ("GET", re.compile(r"/export/[\w-]{20,40}\.(?:md|json|txt)")),
    ("GET", re.compile(r"/gradio_api/(?:info/?|startup-events|app_id/?|queue/data|upload_progress|heartbeat/[\w-]+)")),
    ("POST", re.compile(r"/gradio_api/(?:queue/join/?|reset/?|cancel|upload)")),
)
LARGEST = 64_000
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'; form-action 'self'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def is_loopback(host: str) -> bool:
    """Whether an address is this machine alone: its name, or any address of the loopback network."""
    try:
        return host in LOOPBACK or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class TooLarge(Exception):
    """A body that goes on after its limit."""


class Guard:
    """The outermost layer. ``hosts`` are the names under which the page may be called; None where a proxy stands before it and decides."""

    def __init__(self, app: ASGIApp, origins: Iterable[str] = (), hosts: frozenset[str] | None = None) -> None:
        self.app, self.origins, self.hosts = app, set(origins), hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass, or answer in place of the page."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        started = False

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _bind(message, scope["path"])
            await send(message)

        refusal = self._refusal(scope, headers)
        if refusal:
            await PlainTextResponse(refusal[1], refusal[0])(scope, receive, answer)
            return
        try:
            await self.app(scope, _bounded(receive, _limit(scope["path"])), answer)
        except TooLarge:
            if not started:
                await PlainTextResponse("Too large.", 413)(scope, receive, answer)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """Status and words of a refusal; None to pass."""
        if self.hosts is not None and _host(headers.get("host", "")) not in self.hosts:
            return 400, "Unknown host."
        method, path = ("GET" if scope["method"] == "HEAD" else scope["method"]), scope["path"]
        known = any(method == allowed and pattern.fullmatch(path) for allowed, pattern in PASS)
        if ".." in path or (not known and method != "OPTIONS"):
            return 404, "Not found."
        if method == "POST" and not self._own(headers):
            return 403, "Another page may not do this."
        size = headers.get("content-length", "0")
        if not size.isdigit() or int(size) > _limit(path):
            return 413, "Too large."
        return None

    def _own(self, headers: Headers) -> bool:
        """Whether a request comes from this page (or an origin that the configuration names), not from a page elsewhere."""
        origin = headers.get("origin")
        return origin is None or origin in self.origins or urlsplit(origin).netloc == headers.get("host")


def _host(value: str) -> str:
    try:
        return urlsplit(f"//{value}").hostname or ""
    except ValueError:
        return ""


def _limit(path: str) -> int:
    return limits().request_bytes if path == UPLOAD else LARGEST


def _bounded(receive: Receive, limit: int) -> Receive:
    """The same body, that stops at the limit whatever length was announced."""
    seen = 0

    async def bounded() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise TooLarge
        return message

    return bounded


def _bind(message: Message, path: str) -> None:
    headers = MutableHeaders(raw=message["headers"])
    for name, value in HEADERS.items():
        headers[name] = value
    if not path.startswith(("/assets/", "/static/")):
        headers["cache-control"] = "no-cache" if path.startswith("/app-static/") else "no-store"
