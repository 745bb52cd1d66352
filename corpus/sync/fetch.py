"""Fetching one text politely and within bounds.

Redirects are followed by hand, so that each step is held against the list of publishers; sizes and times are counted while the text comes
in, so that neither a flood nor a drip can hold the program; what the publisher asks for with 429 or 503 is honoured, within bounds.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType

import httpx

from corpus.base.settings import SyncSettings
from corpus.sync.faults import LATER, LOOK, SyncFault
from corpus.sync.network import REDIRECTS, Address, Gate
from corpus.sync.policy import SyncPolicy
from corpus.sync.robots import Robots

# What the server may do better in a moment.
PASSING = (429, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the copy that is there: the publisher's own marks of it."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came. ``data`` is None where the publisher says that nothing has changed."""

    data: bytes | None
    content_type: str
    url: str
    etag: str | None = None
    last_modified: str | None = None


class Fetcher:
    """An HTTP client under the policy's rules. Use it as a context."""

    def __init__(
        self,
        policy: SyncPolicy,
        settings: SyncSettings,
        robots_folder: Path | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._policy, self._limits, self._sleep = policy, policy.limits, sleep
        self._gate = Gate(policy, settings)
        self._asked: dict[str, float] = {}
        self._pause: dict[str, float] = {}
        timeout = httpx.Timeout(self._limits.read_seconds, connect=self._limits.connect_seconds)
        # Proxies of the environment are not taken by themselves: the check of internal addresses would be void without anyone knowing.
        self._client = httpx.Client(
            timeout=timeout,
            follow_redirects=False,
            trust_env=False,
            verify=httpx.create_ssl_context(trust_env=True),
            proxy=settings.proxy,
            headers={"User-Agent": policy.user_agent},
        )
        self._robots = Robots(self._read_robots, policy.program, robots_folder, self._limits.robots_hours)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def allowed(self, url: str) -> None:
        """Raises ``SyncFault`` where list or robots forbid the address. Asks for robots.txt and nothing else."""
        self._robots.check(self._gate.address(url).asked)

    def fetch(self, url: str, language: str, accept: str | None = None, known: Known | None = None) -> Fetched:
        """The text at an address, in a language. Raises ``SyncFault``."""
        headers = {"Accept": accept or "*/*", "Accept-Language": self._policy.accept_language(self._gate.address(url).host, language)}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        return self._patiently(lambda: self._follow(self._gate.address(url), headers, self._limits.bytes, obey=True))

    def _patiently(self, attempt: Callable[[], Fetched]) -> Fetched:
        for number in range(1, self._limits.attempts + 1):
            try:
                return attempt()
            except SyncFault as fault:
                if not fault.again or number == self._limits.attempts:
                    raise
                pause = self._limits.backoff_seconds * 2 ** (number - 1) if fault.wait is None else fault.wait
                if pause > self._limits.retry_after_seconds:
                    raise SyncFault(fault.kind, fault.message, f"The publisher asks for a pause of {pause:.0f} seconds. {LATER}") from fault
                self._sleep(pause)
        raise AssertionError("the loop returns or raises")

    def _read_robots(self, url: str) -> tuple[int, str]:
        address = Address(url, url, httpx.URL(url).host)
        try:
            got = self._patiently(lambda: self._follow(address, {"Accept": "text/plain"}, self._limits.robots_bytes, obey=False))
            return 200, (got.data or b"").decode("utf-8", "replace")
        except SyncFault as fault:
            return (404, "") if fault.kind in ("missing", "refused", "redirect", "status") else (0, "")

    def _follow(self, address: Address, headers: dict[str, str], limit: int, obey: bool) -> Fetched:
        begun, seen = time.monotonic(), {address.asked}
        for _ in range(self._limits.redirects + 1):
            answer = self._once(address, headers, limit, begun, obey)
            if isinstance(answer, Fetched):
                return answer
            address = self._gate.redirected(address, answer)
            if address.asked in seen:
                raise SyncFault("redirect", f"{address.said} redirects in a circle.", LOOK)
            seen.add(address.asked)
        raise SyncFault("redirect", f"More than {self._limits.redirects} redirects.", LOOK)

    def _once(self, address: Address, headers: dict[str, str], limit: int, begun: float, obey: bool) -> Fetched | str:
        """One request: what came, or where it redirects to."""
        self._gate.resolve(address)
        if obey:
            asked_for = self._robots.check(address.asked)
            if asked_for is not None:
                self._pause[address.host] = min(asked_for, self._limits.retry_after_seconds)
        self._wait_turn(address.host)
        try:
            with self._client.stream("GET", address.asked, headers=headers) as response:
                self._gate.check_peer(address, _peer(address, response))
                if response.status_code in REDIRECTS and "location" in response.headers:
                    return str(response.headers["location"])
                return self._take(address, response, limit, begun)
        except httpx.TimeoutException as error:
            raise SyncFault("slow", f"{address.host} did not answer in time.", LATER, again=True) from error
        except httpx.RemoteProtocolError as error:
            raise SyncFault("truncated", f"{address.host} broke off in the middle.", LATER, again=True) from error
        except httpx.DecodingError as error:
            raise SyncFault("unreadable", f"{address.host} sent something that cannot be unpacked.", LATER) from error
        except httpx.HTTPError as error:
            raise SyncFault("connection", f"The connection to {address.host} failed.", LATER, again=True) from error

    def _wait_turn(self, host: str) -> None:
        known = self._policy.hosts.get(host)
        interval = max(known.interval if known else 1.0, self._pause.get(host, 0.0))
        wait = self._asked.get(host, -interval) + interval - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        self._asked[host] = time.monotonic()

    def _take(self, address: Address, response: httpx.Response, limit: int, begun: float) -> Fetched:
        _check_status(address, response)
        etag, modified = response.headers.get("etag"), response.headers.get("last-modified")
        kind = response.headers.get("content-type", "")
        if response.status_code == 304:
            return Fetched(None, kind, str(response.url), etag, modified)
        said = response.headers.get("content-length", "")
        if said.isdigit() and int(said) > limit:
            raise SyncFault("size", f"{address.said} is larger than {limit // 2**20} MB.", LOOK)
        pieces, size = [], 0
        for piece in response.iter_bytes():
            size += len(piece)
            if size > limit:
                raise SyncFault("size", f"{address.said} is larger than {limit // 2**20} MB.", LOOK)
            if time.monotonic() - begun > self._limits.total_seconds:
                raise SyncFault("slow", f"{address.host} took longer than {self._limits.total_seconds:.0f} seconds.", LATER)
            pieces.append(piece)
        return Fetched(b"".join(pieces), kind, str(response.url), etag, modified)


def _peer(address: Address, response: httpx.Response) -> object:
    """The machine at the other end of the connection. Raises ``SyncFault`` where it has gone already."""
    stream = response.extensions.get("network_stream")
    try:
        return stream.get_extra_info("server_addr") if stream else None
    except OSError as error:
        raise SyncFault("truncated", f"{address.host} broke off in the middle.", LATER, again=True) from error


def _check_status(address: Address, response: httpx.Response) -> None:
    """Raises ``SyncFault`` for every status that brings no text."""
    status, said = response.status_code, address.said
    if status in (200, 304):
        return
    if status in PASSING:
        told = "asks for a pause (429)" if status == 429 else f"is not available now ({status})"
        raise SyncFault("busy", f"{address.host} {told}.", LATER, again=True, wait=_retry_after(response.headers.get("retry-after")))
    if status in (404, 410):
        raise SyncFault("missing", f"There is nothing at {said} ({status}).", LOOK)
    if status in (401, 403, 407, 451):
        raise SyncFault(
            "refused", f"{address.host} refuses access to {said} ({status}).", "Save the text in a browser and give it: --from FILE."
        )
    if status in (202, 300):
        told = "puts a check for browsers before it" if status == 202 else "has several files under this address"
        raise SyncFault("refused", f"{address.host} {told} ({status}): {said}.", "Save the text in a browser and give it: --from FILE.")
    if status >= 500:
        raise SyncFault("server", f"{address.host} failed ({status}).", LATER)
    raise SyncFault("status", f"{address.host} answered {status} at {said}.", LOOK)


def _retry_after(value: str | None) -> float | None:
    """Seconds that a Retry-After asks for, given as seconds or as a date; None where it says nothing that can be read."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - dt.datetime.now(dt.UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
