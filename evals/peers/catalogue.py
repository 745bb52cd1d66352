"""Which peers there are, what a reader calls them, and which of them need more than a plain installation.

The light ones run anywhere. The others need the extra ``peers``; a run asks for them before it begins, so that nothing is found missing
after minutes of work.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import Literal

from corpus.base.errors import MendSetup
from corpus.load import Corpus
from evals.peers.base import Peer
from index.encoders.base import Encoder

Which = Literal["none", "light", "all"]
CHOICES: tuple[Which, ...] = ("none", "light", "all")
Make = Callable[[str, Corpus, Encoder], Peer]


@dataclass(frozen=True)
class Entry:
    """A peer: its name in the results, what a reader calls it, how it is made; modules of the extra that it needs, packages told of it."""

    name: str
    title: str
    make: Make
    needs: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()


def _llamaindex(size: int, top: int, official: bool = False) -> Make:
    def make(name: str, corpus: Corpus, encoder: Encoder) -> Peer:
        from evals.peers.llamaindex import LlamaIndexPeer

        return LlamaIndexPeer(name, corpus, encoder, size, 20, top, official_language(corpus) if official else None)

    return make


def _fusion(name: str, corpus: Corpus, encoder: Encoder) -> Peer:
    from evals.peers.llamaindex import LlamaIndexFusion

    return LlamaIndexFusion(name, corpus, encoder)


def _haystack(split_by: str, length: int) -> Make:
    def make(name: str, corpus: Corpus, encoder: Encoder) -> Peer:
        from evals.peers.haystack import HaystackPeer

        return HaystackPeer(name, corpus, encoder, split_by, length)

    return make


def _txtai(name: str, corpus: Corpus, encoder: Encoder) -> Peer:
    from evals.peers.txtai import TxtaiPeer

    return TxtaiPeer(name, corpus, encoder)


def _lexical(name: str, corpus: Corpus, encoder: Encoder) -> Peer:
    from evals.peers.plain import LexicalPeer

    return LexicalPeer(name, corpus, encoder)


def _dense(name: str, corpus: Corpus, encoder: Encoder) -> Peer:
    from evals.peers.plain import DensePeer

    return DensePeer(name, corpus, encoder)


ENTRIES = (
    Entry("llamaindex_default", "LlamaIndex 1024/20, top 2", _llamaindex(1024, 2), packages=("llama-index-core",)),
    Entry("llamaindex_best", "LlamaIndex 128/20, top 8", _llamaindex(128, 8), packages=("llama-index-core",)),
    Entry("llamaindex_default_official", "LlamaIndex 1024/20, Swedish edition only", _llamaindex(1024, 2, True)),
    Entry("llamaindex_best_official", "LlamaIndex 128/20, Swedish edition only", _llamaindex(128, 8, True)),
    Entry(
        "llamaindex_hybrid", "LlamaIndex hybrid fusion 128/20, top 8", _fusion,
        ("llama_index.retrievers.bm25", "Stemmer"), ("llama-index-retrievers-bm25",),
    ),
    Entry("haystack_default", "Haystack hybrid, 200 words", _haystack("word", 200), ("haystack",), ("haystack-ai",)),
    Entry("haystack_best", "Haystack hybrid, a paragraph each", _haystack("passage", 1), ("haystack",), ("haystack-ai",)),
    Entry("txtai_hybrid", "txtai hybrid, paragraphs", _txtai, ("txtai",), ("txtai", "faiss-cpu")),
    Entry("bm25", "our BM25 alone", _lexical, packages=("bm25s",)),
    Entry("dense", "the encoder alone", _dense),
)  # fmt: skip
TITLES = {entry.name: entry.title for entry in ENTRIES}


def official_language(corpus: Corpus) -> str:
    """The language of most of the official text that the corpus carries; Swedish where it carries none."""
    counted: dict[str, int] = {}
    for document in corpus.documents.values():
        if document.meta.official_language:
            counted[document.meta.official_language] = counted.get(document.meta.official_language, 0) + len(document.provisions)
    return max(counted, key=lambda language: counted[language]) if counted else "sv"


def missing(entry: Entry) -> list[str]:
    """The modules that a peer needs and this machine lacks."""
    return [module for module in entry.needs if not _installed(module)]


def _installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # of a package around it
        return False


def chosen(which: Which) -> tuple[Entry, ...]:
    """The peers of a run. Raises ``MendSetup`` where one needs what is not installed."""
    if which == "none":
        return ()
    entries = tuple(entry for entry in ENTRIES if which == "all" or not entry.needs)
    lacking = sorted({module for entry in entries for module in missing(entry)})
    if lacking:
        raise MendSetup(
            f"The peers of other libraries are not installed ({', '.join(lacking)}).",
            "Run: pip install 'ri-assistant[peers]' (it brings torch), or evaluate with --peers light",
        )
    return entries


def versions(entries: tuple[Entry, ...]) -> dict[str, str]:
    """The version of every package that the peers are made of."""
    return {package: metadata.version(package) for entry in entries for package in entry.packages}


def open_peers(entries: tuple[Entry, ...], corpus: Corpus, encoder: Encoder) -> Iterator[Peer]:
    """Every peer, one at a time: each is let go before the next is made."""
    for entry in entries:
        yield entry.make(entry.name, corpus, encoder)
