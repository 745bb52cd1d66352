"""Where evidence stands: from a span of the official text to provisions and lines.

Evidence is written as words of the official text, so it says nothing of how the corpus cuts provisions and holds when the cutting
changes. Everything that needs a place (which provisions are relevant, which translated lines hold the same thing) is derived here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.load import Corpus
from corpus.model import Provision
from corpus.text.normal import squeeze
from evals.questions import Group


def holds(text: str | None, group: Group) -> bool:
    """Whether ``text`` contains one of the alternatives, white space apart."""
    plain = squeeze(text or "")
    return any(squeeze(span) in plain for span in group.any)


@dataclass(frozen=True)
class Place:
    """An occurrence of a span: the provision, and the numbers of the official lines that it touches."""

    provision: Provision
    lines: tuple[int, ...]


class OfficialText:
    """The official text of a corpus, to look spans up in."""

    def __init__(self, corpus: Corpus) -> None:
        provisions = (p for document in corpus.documents.values() for p in document.provisions.values())
        self._texts = [(p, official) for p in provisions if (official := p.official())]
        self._known: dict[str, tuple[Place, ...]] = {}

    def places(self, span: str) -> tuple[Place, ...]:
        """Every place of the span, in reading order; none where it is not in the official text."""
        plain = squeeze(span)
        if plain not in self._known:
            self._known[plain] = tuple(self._find(plain))
        return self._known[plain]

    def _find(self, plain: str) -> Iterable[Place]:
        for provision, official in self._texts:
            start = official.text.find(plain)
            while start >= 0:
                end = start + len(plain)
                yield Place(provision, tuple(n for n, (a, b) in enumerate(official.spans, 1) if a < end and start < b))
                start = official.text.find(plain, start + 1)

    def group_places(self, group: Group) -> list[Place]:
        """The places of all alternatives."""
        return [place for span in group.any for place in self.places(span)]

    def relevant(self, evidence: Iterable[Group]) -> list[set[str]]:
        """For each group the ids of the provisions whose official text holds an alternative."""
        return [{place.provision.id for place in self.group_places(group)} for group in evidence]
