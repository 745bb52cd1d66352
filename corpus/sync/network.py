"""Which addresses may be asked: the publishers of the allow-list, by https, and never a machine of an internal network.

A publisher's address is what the manifest says and what is recorded; where a mirror is configured for its host, the mirror is what is
asked.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from corpus.base.settings import SyncSettings
from corpus.sync.faults import LOOK, SyncFault
from corpus.sync.policy import SyncPolicy

REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Address:
    """``said`` is the publisher's address, ``asked`` where the request goes; ``host`` is the publisher's, whose rules hold."""

    said: str
    asked: str
    host: str


def is_internal(ip: str) -> bool:
    """Whether an address is on this machine, an internal network or otherwise no place of the public internet."""
    found = ipaddress.ip_address(ip.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    found = mapped or found
    return not found.is_global or found.is_multicast


class Gate:
    """Lets addresses through, or says why not."""

    def __init__(self, policy: SyncPolicy, settings: SyncSettings) -> None:
        self._policy, self._settings = policy, settings
        self._mirrors = {host: base.rstrip("/") for host, base in settings.mirrors.items()}
        self._by_origin = {urlsplit(base).netloc: host for host, base in self._mirrors.items()}

    def address(self, url: str) -> Address:
        """The address of a manifest. Raises ``SyncFault`` for a host that is not on the list, or no https."""
        parts = urlsplit(url)
        host = (parts.hostname or "").casefold()
        known = self._policy.hosts.get(host)
        if known is None or parts.port not in (None, 80, 443):
            raise SyncFault("host", f"{host or url} is not on the list of publishers.", "Add it to corpus/sync/policy.yaml if it is one.")
        if parts.username or parts.password:
            raise SyncFault("host", f"The address on {host} carries a name or password.", "Take it out of the address.")
        if parts.scheme == "http" and not known.http_start:
            raise SyncFault("scheme", f"{host} would be asked without encryption.", "Write the address with https.")
        if parts.scheme not in ("http", "https"):
            raise SyncFault("scheme", f"{url} is no web address.", "Write an address that begins with https.")
        # An identifier written with http is asked by https from the start: nothing travels in the clear.
        path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        mirror = self._mirrors.get(host)
        if mirror is None:
            return Address(url, f"https://{host}{path}", host)
        if urlsplit(mirror).scheme != "https" and not self._settings.allow_private:
            raise SyncFault("scheme", f"The mirror of {host} would be asked without encryption.", "Write the mirror with https.")
        return Address(url, mirror + path, host)

    def redirected(self, before: Address, location: str) -> Address:
        """Where a redirect leads. Raises ``SyncFault`` for one that leaves the list."""
        target = urlsplit(urljoin(before.asked, location))
        host = self._by_origin.get(target.netloc)
        if host is not None:
            if target.scheme != urlsplit(self._mirrors[host]).scheme:
                raise SyncFault("redirect", f"{before.said} redirects to {target.scheme} on the mirror.", LOOK)
            return Address(before.said, target.geturl(), host)
        try:
            return self.address(target.geturl())
        except SyncFault as fault:
            raise SyncFault(
                "redirect", f"{before.said} redirects to {target.scheme}://{target.netloc}, which is not allowed.", LOOK
            ) from fault

    def resolve(self, address: Address) -> None:
        """Look the host up and refuse internal addresses. Raises ``SyncFault``. With a proxy the look-up is the proxy's."""
        if self._settings.allow_private or self._settings.proxy:
            return
        host = urlsplit(address.asked).hostname or ""
        try:
            found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
        except OSError as error:
            raise SyncFault("connection", f"{host} was not found.", "Look at the network connection and try again.", again=True) from error
        if any(is_internal(str(entry[4][0])) for entry in found):
            raise SyncFault("address", f"{host} leads to an internal address.", "Look at the machine's name service; nothing was asked.")

    def check_peer(self, address: Address, peer: object) -> None:
        """The machine that was really reached: a name that changes between look-up and connection does not get through."""
        if self._settings.allow_private or self._settings.proxy or not isinstance(peer, tuple):
            return
        if is_internal(str(peer[0])):
            raise SyncFault("address", f"{address.host} was answered from an internal address.", "Look at the machine's name service.")
