"""Where evidence stands: from what a question's writer saw to provisions and lines.

Evidence says nothing of how the corpus cuts provisions, and holds when the cutting changes. For a text that the corpus carries it is a
verbatim span of the official words. For one that it only digests it is the address of the page that the writer read and key words of what
is said there: a provision holds it where its document rests on that address (``document.yaml`` or ``facts.yaml``) and its English edition
has most of the key words. Everything that needs a place (which provisions are relevant, which lines answer) is derived here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.base.yamlfile import read_yaml
from corpus.load import ROOT, Corpus
from corpus.model import Document, EditionText, Provision
from corpus.text.language import function_words
from corpus.text.normal import squeeze, words
from evals.questions import Group, Told

# Share of the key words, each told by its first letters, that a provision must have; fixed before any digest was written.
SHARE, STEM = 0.6, 5
LONG = 40


def holds(text: str | None, group: Group) -> bool:
    """Whether ``text`` contains one of the verbatim alternatives, white space apart."""
    plain = squeeze(text or "")
    return any(squeeze(span) in plain for span in group.any if isinstance(span, str))


def stems(text: str) -> set[str]:
    """The content words of an English text by their first letters; numbers whole."""
    ignore = function_words("en")
    return {word if word.isdigit() else word[:STEM] for word in words(text) if word not in ignore}


def says(text: str, key: str) -> bool:
    """Whether an English text has most of the key words."""
    wanted = stems(key)
    return bool(wanted) and len(wanted & stems(text)) >= SHARE * len(wanted)


def address(url: str) -> str:
    """Host and path of an address, so that two ways to write it are one."""
    plain = re.sub(r"^https?://(www\.)?", "", url.strip().casefold())
    return re.sub(r"^www\.", "", plain).rstrip("/")


@dataclass(frozen=True)
class Place:
    """An occurrence of evidence: the provision, and the numbers of the lines that hold it."""

    provision: Provision
    lines: tuple[int, ...]


class OfficialText:
    """The evidence that a corpus holds, to look alternatives up in."""

    def __init__(self, corpus: Corpus, root: Path = ROOT) -> None:
        provisions = (p for document in corpus.documents.values() for p in document.provisions.values())
        self._texts = [(p, official) for p in provisions if (official := p.official())]
        self._by_address: dict[str, list[Document]] = {}
        for document in corpus.documents.values():
            for where in _addresses(document, root / "documents" / document.id / "facts.yaml"):
                self._by_address.setdefault(where, []).append(document)
        self._provisions = {p.id: p for d in corpus.documents.values() for p in d.provisions.values()}
        self._known: dict[str | Told, tuple[Place, ...]] = {}

    def places(self, alternative: str | Told) -> tuple[Place, ...]:
        """Every place of an alternative, in reading order; none where the corpus does not hold it."""
        known = alternative if isinstance(alternative, Told) else squeeze(alternative)
        if known not in self._known:
            found = self._told(known) if isinstance(known, Told) else self._find(known)
            self._known[known] = tuple(found)
        return self._known[known]

    def _find(self, plain: str) -> Iterable[Place]:
        for provision, official in self._texts:
            start = official.text.find(plain)
            while start >= 0:
                end = start + len(plain)
                yield Place(provision, tuple(n for n, (a, b) in enumerate(official.spans, 1) if a < end and start < b))
                start = official.text.find(plain, start + 1)

    def _resting_on(self, url: str) -> list[Document]:
        """The documents that rest on an address; a long one that was noted without its end stands for those that begin with it."""
        wanted = address(url)
        if wanted in self._by_address or len(wanted) < LONG:
            return self._by_address.get(wanted, [])
        return list({d.id: d for known, documents in self._by_address.items() if known.startswith(wanted) for d in documents}.values())

    def _told(self, told: Told) -> Iterator[Place]:
        for document in self._resting_on(told.url):
            for provision in document.provisions.values():
                english = provision.edition("en")
                if says(english.text, told.key):
                    yield Place(provision, _shortest([line.text for line in english.lines], told.key))

    def edition(self, provision_id: str, language: str) -> EditionText | None:
        """A provision's edition; None where the corpus has no such provision."""
        provision = self._provisions.get(provision_id)
        return provision.editions.get(language) if provision else None

    def group_places(self, group: Group) -> list[Place]:
        """The places of all alternatives."""
        return [place for alternative in group.any for place in self.places(alternative)]

    def relevant(self, evidence: Iterable[Group]) -> list[set[str]]:
        """For each group the ids of the provisions that hold an alternative."""
        return [{place.provision.id for place in self.group_places(group)} for group in evidence]

    def told_in(self, group: Group, provision_id: str, lines: Iterable[int] | None = None) -> bool:
        """Whether a provision (or only those lines of it) holds one of the group's statements of pages."""
        told = [alternative for alternative in group.any if isinstance(alternative, Told)]
        if not told or provision_id not in self._provisions:
            return False
        english = self._provisions[provision_id].edition("en")
        text = english.text if lines is None else " ".join(english.lines[n - 1].text for n in lines if n <= len(english.lines))
        here = [one for one in told if any(place.provision.id == provision_id for place in self.places(one))]
        return any(says(text, one.key) for one in here)


def _addresses(document: Document, facts: Path) -> set[str]:
    # A note names the address of the same page in another language, which the question's writer may have read.
    noted = re.findall(r"[\w.-]+\.[a-z]{2,}/[\w./?=&%-]*[\w/]", document.meta.url_note or "")
    found = {document.meta.url, *noted, *(p.meta.url for p in document.provisions.values())}
    if facts.exists():
        found |= {fact["url"] for fact in (read_yaml(facts) or {}).get("facts") or [] if fact.get("url")}
    return {address(url) for url in found if url}


def _shortest(lines: list[str], key: str) -> tuple[int, ...]:
    """The shortest run of lines that has most of the key words, as numbers from 1."""
    for length in range(1, len(lines) + 1):
        for first in range(len(lines) - length + 1):
            if says(" ".join(lines[first : first + length]), key):
                return tuple(range(first + 1, first + length + 1))
    return tuple(range(1, len(lines) + 1))
