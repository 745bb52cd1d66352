"""What is embedded: passages, sentences, expected questions, what is said after an answer and example situations.

A unit's ``target`` is what it finds: a provision, or another outcome (a reviewed answer, an absence, a referral, a class
without an answer, a term, an actor, an event). All editions and questions of a target are one candidate, not three. Ids are
ours and stable, so a citation survives a new build.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.base.settings import LANGUAGES
from corpus.knowledge_model import Entry
from corpus.load import Corpus
from corpus.model import EditionText, Provision
from index.encoders.base import Encoder

# Shorter passages carry their heading: "2. Högskolorna … främjar EU:s rekommendationer" says more under its heading.
SHORT = 160
CHUNKER = "provision-1"
# The kinds of texts that every question is held against; situations are for the checklist, the others for what is said
# after an answer: wrong conclusions (claims) and right ones, ways round the rules and honest questions in like words.
SEARCHED = ("question", "sentence", "passage")
LATER = ("claim", "borne_out", "evasion", "honest")
# What people say; it is embedded as a query, the rest as passages.
SPOKEN = ("question", "situation", *LATER)


@dataclass(frozen=True, slots=True)
class Unit:
    """One embedded text. ``key``, sixteen hex digits over what decides the vector, is what its vector is kept under."""

    id: str
    kind: str
    language: str
    text: str
    target: str
    lines: tuple[int, ...] = ()
    themes: tuple[str, ...] = ()
    key: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        decides = f"{'q' if self.kind in SPOKEN else 'p'}:{self.text}"
        # Kept, because a build asks for the key of every unit a dozen times.
        object.__setattr__(self, "key", hashlib.sha256(decides.encode()).hexdigest()[:16])


def collection(language: str, kind: str) -> str:
    """The name under which the units of a kind in a language stand together."""
    return f"{language}-{kind}"


def meant(provision: Provision, text: str) -> str:
    """The text with the official text's misprints read as they are meant, for searching only."""
    for misprint in provision.document.misprints:
        if misprint.meant:
            text = text.replace(misprint.printed, misprint.meant)
    return text


def chunks(edition: EditionText, encoder: Encoder, limit: int) -> Iterator[tuple[tuple[int, ...], str]]:
    """The passage in pieces of whole sentences, none over ``limit`` tokens of the encoder's own (a single longer sentence stays whole)."""
    whole = " ".join(line.reading for line in edition.lines)
    # A token has at least one character; counting them is what takes time.
    if len(whole) <= limit or encoder.count_tokens(whole) <= limit:
        yield tuple(range(1, len(edition.lines) + 1)), whole
        return
    piece: list[int] = []
    for number in range(1, len(edition.lines) + 1):
        trial = [*piece, number]
        if piece and encoder.count_tokens(" ".join(edition.lines[n - 1].reading for n in trial)) > limit:
            yield tuple(piece), " ".join(edition.lines[n - 1].reading for n in piece)
            trial = [number]
        piece = trial
    if piece:
        yield tuple(piece), " ".join(edition.lines[n - 1].reading for n in piece)


def provision_units(provision: Provision, encoder: Encoder) -> Iterator[Unit]:
    """Passage, sentences and expected questions of a provision in every language it has."""
    target = f"provision:{provision.id}"
    for language, edition in provision.editions.items():
        name = f"{provision.id}|{language}"
        heading = edition.headings[-1] if edition.headings else ""
        for n, (lines, text) in enumerate(chunks(edition, encoder, encoder.max_tokens - 64)):
            shown = f"{heading}: {text}" if len(text) < SHORT and heading else text
            yield Unit(f"{name}|p{n}", "passage", language, meant(provision, shown), target, lines)
        for n, line in enumerate(edition.lines, 1):
            yield Unit(f"{name}|s{n}", "sentence", language, meant(provision, line.reading), target, (n,))
    for language, fetched in provision.fetched.items():
        # Found by the official wording too; which of our sentences answers is still told by ours.
        if fetched is not provision.editions.get(language):
            everything = tuple(range(1, len(provision.edition(language).lines) + 1))
            for n, (_, piece) in enumerate(chunks(fetched, encoder, encoder.max_tokens - 64)):
                yield Unit(f"{provision.id}|{language}|o{n}", "passage", language, piece, target, everything)
    for g, group in enumerate(provision.questions):
        for language, asked in group.questions.items():
            for n, question in enumerate(asked):
                yield Unit(f"{provision.id}|{language}|q{g}.{n}", "question", language, question, target, group.lines)


def outcome_units(corpus: Corpus) -> Iterator[Unit]:
    """Expected questions and texts of what is not a provision."""
    k = corpus.knowledge
    kinds: dict[str, Sequence[Entry]] = {
        "answer": k.answers, "term": k.glossary, "actor": k.actors, "event": k.timeline,
        "absence": k.absences, "referral": k.referrals, "class": k.classes,
    }  # fmt: skip
    for kind, entries in kinds.items():
        for entry in entries:
            target = f"{kind}:{entry.id}"
            for language, asked in entry.questions.items():
                for n, question in enumerate(asked):
                    yield Unit(f"{target}|{language}|q{n}", "question", language, question, target)


def claim_units(corpus: Corpus) -> Iterator[Unit]:
    """What people conclude from an answer, wrongly and rightly, with the absence that corrects it or bears it out."""
    for absence in corpus.knowledge.absences:
        target = f"absence:{absence.id}"
        for kind, letter, concluded in (("claim", "c", absence.claims), ("borne_out", "b", absence.borne_out)):
            for language, texts in concluded.items():
                for n, text in enumerate(texts):
                    yield Unit(f"{target}|{language}|{letter}{n}", kind, language, text, target)


def way_round_units(corpus: Corpus) -> Iterator[Unit]:
    """What is said after an answer: ways round the rules, and honest questions in like words."""
    told = corpus.knowledge.ways_round
    for kind, by_language in (("evasion", told.evasion), ("honest", told.honest)):
        for language, texts in by_language.items():
            for n, text in enumerate(texts):
                yield Unit(f"way_round|{language}|{kind}{n}", kind, language, text, f"way_round:{kind}")


def situation_units(corpus: Corpus) -> Iterator[Unit]:
    """Example situations of the risk themes, with all their themes; near misses and innocuous ones teach what is not meant."""
    k = corpus.knowledge
    for theme in k.themes:
        for part, by_language in (("e", theme.examples), ("c", theme.contrast)):
            for language, rows in by_language.items():
                for n, row in enumerate(rows):
                    themes = tuple(row.themes)
                    yield Unit(f"theme:{theme.id}|{language}|{part}{n}", "situation", language, row.text, f"theme:{theme.id}", (), themes)
    for language, texts in k.innocuous.items():
        for n, text in enumerate(texts):
            yield Unit(f"theme:innocuous|{language}|{n}", "situation", language, text, "theme:innocuous")
    for language, rows in k.situations.items():
        for n, row in enumerate(rows):
            yield Unit(f"situation|{language}|{n}", "situation", language, row.text, "situation", (), tuple(row.themes))


def units(corpus: Corpus, encoder: Encoder) -> list[Unit]:
    """Everything that the index holds, in a stable order."""
    provisions = (p for d in corpus.documents.values() for p in d.provisions.values())
    found = [u for p in provisions for u in provision_units(p, encoder)]
    return [
        u
        for u in [*found, *outcome_units(corpus), *situation_units(corpus), *claim_units(corpus), *way_round_units(corpus)]
        if u.language in LANGUAGES
    ]
