"""A corpus of four provisions, an encoder without a model, and an assistant that says what it is told."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from assistant.record import Answer, Checklist, Citation, Statement
from corpus.knowledge_model import Knowledge
from corpus.load import Corpus, edition_text
from corpus.model import Document, DocumentMeta, Provision, QuestionGroup
from index.session import session_index

LINES = {
    "r1": {
        "sv": ["Varje högskola utser en kontaktperson.", "Kontaktpersonen rapporterar till rektor."],
        "fi": ["Jokainen korkeakoulu nimeää yhteyshenkilön.", "Yhteyshenkilö raportoi rehtorille."],
        "en": ["Every institution appoints a contact person.", "The contact person reports to the rector."],
    },
    "r2": {
        "sv": ["Utrikesministeriet ansvarar för exportkontrollen.", "Ministeriet ger råd om produkter med dubbel användning."],
        "fi": ["Ulkoministeriö vastaa vientivalvonnasta.", "Ministeriö neuvoo kaksikäyttötuotteissa."],
        "en": ["The Ministry for Foreign Affairs controls exports.", "The ministry advises on dual-use goods."],
    },
    "p1": {
        "sv": ["Gruppen höll nitton möten under sin mandatperiod."],
        "fi": ["Ryhmä kokoontui toimikautensa aikana yhdeksäntoista kertaa."],
        "en": ["The group held nineteen meetings during its term."],
    },
    "p2": {
        "sv": ["Uppföljningen görs årligen i samarbete med högskolorna."],
        "fi": ["Seuranta tehdään vuosittain yhdessä korkeakoulujen kanssa."],
        "en": ["The follow-up is made yearly together with the institutions."],
    },
}
LABELS = {"sv": "Punkt", "fi": "Kohta", "en": "Point"}
ALL = {"sv": "text", "fi": "teksti", "en": "text"}


def document_meta() -> DocumentMeta:
    kinds = {"r1": ("recommendation", "1"), "r2": ("recommendation", "2")}
    provisions = [
        {"id": local, "kind": kinds.get(local, ("paragraph", None))[0], "page": n, "number": kinds.get(local, (None, None))[1]}
        for n, local in enumerate(LINES, 1)
    ]
    return DocumentMeta(
        id="doc",
        titles=ALL,
        names=ALL,
        lead_in=ALL,
        issuer=ALL,
        date=None,
        url=None,
        authority="national_recommendation",
        jurisdiction="FI",
        layer="national",
        binding=False,
        in_force="not_applicable",
        as_of=None,
        review_by=None,
        official_language="sv",
        licence="-",
        provisions=provisions,
    )


def theme(name: str) -> dict[str, Any]:
    return {
        "id": name, "title": ALL, "level": 1, "escalate": ALL, "triggers": {}, "items": [],
        "examples": {"en": [{"text": f"An example of {name} that somebody describes", "themes": [name]}]},
    }  # fmt: skip


@pytest.fixture
def corpus() -> Corpus:
    meta = document_meta()
    provisions = {}
    for part in meta.provisions:
        editions = {
            lang: edition_text(lang, "official" if lang == "sv" else "translation", f"{LABELS[lang]} {part.id}", ("Heading",), lines, {})
            for lang, lines in LINES[part.id].items()
        }
        words = {"sv": "Vad säger punkt", "fi": "Mitä sanoo kohta", "en": "What is said by point"}
        asked = {language: (f"{begun} {part.id}?",) for language, begun in words.items()}
        provisions[part.id] = Provision(f"doc/{part.id}", part.id, meta, part, editions, (QuestionGroup((1,), asked),))
    knowledge = Knowledge.model_validate({"themes": [theme("funding"), theme("travel")]})
    return Corpus({"doc": Document(meta, provisions)}, knowledge, "0123456789ab")


class FakeEncoder:
    """Character 3-grams hashed into 96 places: alike texts have alike vectors, and nothing is downloaded."""

    id = "fake-96"
    dimension = 96
    max_tokens = 512

    def _vectors(self, texts: list[str]) -> np.ndarray:
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            plain = f" {text.casefold()} "
            for at in range(len(plain) - 2):
                out[row, zlib.crc32(plain[at : at + 3].encode()) % self.dimension] += 1
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        return out / np.where(norms == 0, 1, norms)

    def queries(self, texts: list[str]) -> np.ndarray:
        return self._vectors(list(texts))

    def passages(self, texts: list[str]) -> np.ndarray:
        return self._vectors(list(texts))

    def count_tokens(self, text: str) -> int:
        return len(text) // 4 + 1


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def cite(corpus: Corpus) -> Callable[..., Citation]:
    """A citation of one line of a provision as the assistant would make it; any field can be made wrong."""

    def make(local: str, line: int = 1, language: str = "sv", number: int = 1, **wrong: Any) -> Citation:
        provision = corpus.provision(f"doc/{local}")
        edition, official = provision.edition(language), provision.official()
        assert official is not None
        start, end = edition.span(line, line)
        a, b = official.span(line, line)
        fields = {
            "number": number,
            "document_id": "doc",
            "provision_id": provision.id,
            "title": "t",
            "issuer": "i",
            "date": None,
            "pinpoint": f"{edition.label}, p. {provision.meta.page} (9)",
            "authority": "national_recommendation",
            "jurisdiction": "FI",
            "layer": "national",
            "binding": False,
            "restates": None,
            "in_force": "not_applicable",
            "as_of": None,
            "text_kind": edition.text_kind,
            "language": language,
            "passage": edition.text,
            "quote": edition.text[start:end],
            "quote_start": start,
            "quote_end": end,
            "official_passage": official.text,
            "official_quote": official.text[a:b],
            "official_language": "sv",
            "url": None,
            "score": None,
        }
        return Citation(**{**fields, **wrong})

    return make


@pytest.fixture
def reply() -> Callable[..., Answer]:
    """An answer that says what its citations quote."""

    def make(*citations: Citation, language: str = "sv", status: str = "answered", **other: Any) -> Answer:
        kinds = {"official": "verbatim", "translation": "translation", "digest": "digest"}
        said = [Statement(text=c.quote, language=language, kind=kinds[c.text_kind], citations=[c.number]) for c in citations]
        words = {"sv": "Det här finns inte i källorna.", "fi": "Tätä ei ole lähteissä.", "en": "This is not in the sources."}
        fields = {
            "question": "q", "standalone_question": "q", "language": language, "status": status, "citations": list(citations),
            "statements": said or [Statement(text=words[language], language=language, kind="notice")],
            "corpus_version": "0123456789ab", "index_version": "fake", "timings_ms": {"total": 1.0},
        }  # fmt: skip
        return Answer(**{**fields, **other})

    return make


@dataclass
class FakeAssistant:
    """Says what it was told to say to each question, and ranks provisions as it was told."""

    corpus: Corpus
    encoder: FakeEncoder
    answers: dict[str, Answer] = field(default_factory=dict)
    checklists: dict[str, Checklist] = field(default_factory=dict)
    ranked: dict[str, list[str]] = field(default_factory=dict)
    index: Any = None

    def ask(self, question: str, *, conversation: Any = None) -> Answer:
        if conversation is not None:
            conversation.append(question)
        return self.answers[question]

    def checklist(self, situation: str) -> Checklist:
        return self.checklists[situation]

    def search(self, question: str, language: str) -> list[Any]:
        return [SimpleNamespace(kind="provision", id=name) for name in self.ranked.get(question, [])]


@pytest.fixture
def assistant(corpus: Corpus, encoder: FakeEncoder) -> FakeAssistant:
    index = SimpleNamespace(manifest=SimpleNamespace(version="fake"), languages=session_index(corpus.documents.values(), encoder))
    return FakeAssistant(corpus, encoder, index=index)
