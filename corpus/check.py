"""What must hold of the corpus. ``check`` returns findings, each naming its place; none means sound.

A ``fault`` breaks a promise of the product (a quote that is not verbatim, an entry that cites nothing). A ``look`` is for a person's eye
(a translation that may have grown stronger, two entries that wait for the same question) and does not fail the check. Alignment and
knowledge are held here; what has a subject of its own (facts, standing, force across the languages) is in ``corpus.checks``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from corpus.base.errors import MendData
from corpus.base.settings import LANGUAGES
from corpus.checks.facts import check_facts
from corpus.checks.finding import Finding
from corpus.checks.modality import check_modality
from corpus.checks.standing import check_standing
from corpus.knowledge_model import Knowledge, Said, Theme
from corpus.load import ROOT, Corpus, load_corpus, parse_edition
from corpus.model import Document, Line, Provision
from corpus.text.force import strengthened
from corpus.text.normal import fold, squeeze
from corpus.verbatim import check_verbatim

MAX_STATEMENTS, MAX_PROVISIONS, MAX_CITED = 5, 4, 2400


__all__ = ["Finding", "check", "check_competition", "check_document", "check_knowledge", "official_hash"]


def official_hash(document: Document) -> str:
    """Twelve hex digits over the words of the official (or first) edition: what absences were read against."""
    texts = [(p.official() or p.edition("sv")).text for p in document.provisions.values()]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]


_FIGURE = re.compile(r"\d+")


def _aid_words(aid: str) -> list[str]:
    return [squeeze(part) for part in re.split(r"\[[^\]]*\]|…", aid) if squeeze(part).strip(" ,;:.")]


def _check_provision(document: Document, p: Provision) -> Iterator[Finding]:
    where = p.id
    if set(p.editions) != set(LANGUAGES):
        yield Finding(where, f"editions {sorted(p.editions)}, three are wanted")
    counts = {language: len(text.lines) for language, text in p.editions.items()}
    if len(set(counts.values())) > 1:
        yield Finding(where, f"lines differ between editions: {counts}")
        return
    for number, row in enumerate(zip(*(text.lines for text in p.editions.values()), strict=True), 1):
        yield from (Finding(where, f"line {number}: {fault}") for fault in _check_line(document, row))
    official = p.official()
    for language, text in p.editions.items():
        if official and text is not official:
            for number, (ours, theirs) in enumerate(zip(text.lines, official.lines, strict=True), 1):
                if strengthened(theirs.text, official.language, ours.text, language):
                    yield Finding(where, f"line {number} ({language}) may be stronger than the official sentence", fault=False)
    for language, text in p.editions.items():
        for number, line in enumerate(text.lines, 1):
            if line.plain and strengthened(line.reading, language, line.plain, language):
                yield Finding(where, f"line {number} ({language}): its plain words speak of a must that it does not")
    yield from _check_questions(p)


def _check_line(document: Document, row: tuple[Line, ...]) -> Iterator[str]:
    """Faults of one sentence in all its editions."""
    if len({line.notes for line in row}) > 1:
        yield "note marks differ between editions"
    for line in row:
        yield from (f"there is no note {note}" for note in line.notes if document.note(note) is None)
        if line.aid and any(part not in line.text for part in _aid_words(line.aid)):
            yield "the aid has words outside brackets that the sentence has not"
    yield from _check_plain(row)


def _check_plain(row: tuple[Line, ...]) -> Iterator[str]:
    """Faults of what a sentence says in our own words: its figures are the sentence's, and it needs no brackets."""
    if len({line.plain is None for line in row}) > 1:
        yield "its plain words are not in all three languages"
    for line in row:
        if line.plain and (extra := set(_FIGURE.findall(line.plain)) - set(_FIGURE.findall(line.reading))):
            yield f"the plain words have figures that the sentence has not: {', '.join(sorted(extra))}"
        if line.plain and ("[" in line.plain or not line.plain.endswith(".")):
            yield "the plain words have brackets or no full stop"


def _check_questions(p: Provision) -> Iterator[Finding]:
    total = len(p.edition("sv").lines)
    least = 2 if p.meta.kind == "note" else 4
    for language in LANGUAGES:
        count = sum(len(group.questions.get(language, ())) for group in p.questions)
        if count < least:
            yield Finding(p.id, f"{count} expected questions in {language}, {least} are wanted")
    for group in p.questions:
        if not group.lines or not set(group.lines) <= set(range(1, total + 1)):
            yield Finding(p.id, f"questions.yaml: lines {group.lines}, the provision has {total}")


def check_document(folder: Path, document: Document) -> Iterator[Finding]:
    """Alignment, verbatim text, pages, structure of one document."""
    meta = document.meta
    known = set(document.provisions)
    for path in sorted(folder.glob("[a-z][a-z].md")):
        edition = parse_edition(path.read_text(encoding="utf-8"), path.name)
        for extra in set(edition.provisions) - known:
            yield Finding(f"{meta.id}/{path.name}", f"the provision {extra} is not in document.yaml")
        if edition.text_kind == "official" and meta.source:
            source = folder / meta.source.file
            if hashlib.sha256(source.read_bytes()).hexdigest() != meta.source.sha256:
                yield Finding(meta.id, "the source file has changed (sha256)")
            yield from (Finding(f"{meta.id}/{path.name}", fault) for fault in check_verbatim(edition, meta, source))
    for field in ("titles", "names", "lead_in", "issuer"):
        if set(getattr(meta, field)) != set(LANGUAGES):
            yield Finding(meta.id, f"{field}: three languages are wanted")
    for p in document.provisions.values():
        if p.meta.stem and p.meta.stem not in known:
            yield Finding(p.id, f"its stem {p.meta.stem} does not exist")
        yield from _check_provision(document, p)
    for misprint in meta.misprints:
        official = document.provisions[misprint.provision].official()
        if official and misprint.printed not in official.text:
            yield Finding(meta.id, f"misprint: {misprint.printed!r} does not stand in {misprint.provision}")


def _cites(corpus: Corpus, where: str, cites: list[str], needed: bool = True) -> Iterator[Finding]:
    if needed and not cites:
        yield Finding(where, "cites nothing")
    for cite in cites:
        try:
            provision, lines = corpus.cited(cite)
        except (MendData, ValueError) as error:
            yield Finding(where, f"{cite}: {error}")
            continue
        if not set(lines) <= set(range(1, len(provision.edition("sv").lines) + 1)):
            yield Finding(where, f"{cite}: no such line")


def _three(where: str, value: object, path: str = "") -> Iterator[Finding]:
    """Every mapping that speaks one of our languages speaks all three, with something in each."""
    if isinstance(value, dict):
        if set(value) & set(LANGUAGES):
            if set(value) != set(LANGUAGES) or any(v in ("", None) for v in value.values()):
                yield Finding(where, f"{path or 'text'}: three languages are wanted")
        else:
            for key, inner in value.items():
                yield from _three(where, inner, f"{path}.{key}".strip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from _three(where, inner, path)


def check_knowledge(corpus: Corpus) -> Iterator[Finding]:
    """Every entry speaks three languages and rests on provisions that exist; themes on roles and items that are supported."""
    k = corpus.knowledge
    kinds = ("glossary", "actors", "referrals", "absences", "classes", "answers", "timeline", "roles", "themes")
    for kind in kinds:
        seen: set[str] = set()
        for entry in getattr(k, kind):
            where = f"{kind}/{entry.id}"
            if entry.id in seen:
                yield Finding(where, "the id stands twice")
            seen.add(entry.id)
            yield from _three(where, entry.model_dump(exclude={"also", "short", "triggers", "examples", "contrast"}))
            if kind not in ("roles", "themes") and kind != "timeline" and not all(entry.questions.get(x) for x in LANGUAGES):
                yield Finding(where, "no expected questions in some language")
    yield from _check_cites(corpus, k)
    yield from _check_themes(corpus, k)
    for name, read in k.read_against.items():
        now = official_hash(corpus.documents[name])
        if read != now:
            yield Finding("absences", f"{name} has changed since its absences were read: read them again and write {now}")


def _check_cites(corpus: Corpus, k: Knowledge) -> Iterator[Finding]:
    for kind in ("glossary", "timeline", "absences"):
        for entry in getattr(k, kind):
            yield from _cites(corpus, f"{kind}/{entry.id}", entry.cites)
    for referral in k.referrals:
        yield from _cites(corpus, f"referrals/{referral.id}", referral.cites, needed=referral.source is None and not referral.first)
    for actor in k.actors:
        for said in [*actor.does, *actor.does_not]:
            yield from _cites(corpus, f"actors/{actor.id}", said.cites)
    for answer in k.answers:
        yield from _check_answer(corpus, f"answers/{answer.id}", answer.statements)


def _check_answer(corpus: Corpus, where: str, statements: list[Said]) -> Iterator[Finding]:
    used: dict[str, Provision] = {}
    for said in statements:
        yield from _cites(corpus, where, said.cites)
        for cite in said.cites:
            try:
                provision, _ = corpus.cited(cite)
            except (MendData, ValueError):
                continue
            used[provision.id] = provision
    if len(statements) > MAX_STATEMENTS or len(used) > MAX_PROVISIONS:
        yield Finding(where, f"{len(statements)} statements, {len(used)} provisions; {MAX_STATEMENTS} and {MAX_PROVISIONS} at most")
    for language in LANGUAGES:
        cited = sum(len(p.edition(language).text) for p in used.values())
        if cited > MAX_CITED:
            yield Finding(where, f"cites {cited} characters in {language}, {MAX_CITED} at most")


def _check_themes(corpus: Corpus, k: Knowledge) -> Iterator[Finding]:
    roles, themes = {role.id for role in k.roles}, {theme.id for theme in k.themes}
    for theme in k.themes:
        where = f"themes/{theme.id}"
        if not any(item.pending is None for item in theme.items):
            yield Finding(where, "no item is supported now")
        for item in theme.items:
            yield from _cites(corpus, f"{where}/{item.id}", item.cites, needed=item.pending is None)
            for role in set(item.responsible) - roles:
                yield Finding(f"{where}/{item.id}", f"there is no role {role}")
        labels = {label for by in (theme.examples, theme.contrast) for rows in by.values() for row in rows for label in row.themes}
        for label in (labels | set(theme.implies)) - themes:
            yield Finding(where, f"there is no theme {label}")
        yield from _check_adapt(theme, roles, set(k.cues.cues))
    yield from _check_situations(k, themes)


def _check_situations(k: Knowledge, themes: set[str]) -> Iterator[Finding]:
    """Example situations name themes that exist; the cues that the lists follow have words in every language."""
    for language, rows in k.situations.items():
        for row in rows:
            for label in {*row.themes, *row.may} - themes:
                yield Finding(f"situations/{language}", f"there is no theme {label}: {row.text[:60]!r}")
            for label in set(row.themes) & set(row.may):
                yield Finding(f"situations/{language}", f"{label} is called for and may be raised: {row.text[:60]!r}")
    for name, words in [*k.cues.stages.items(), *k.cues.cues.items()]:
        for language in LANGUAGES:
            if not words.get(language):
                yield Finding("cues", f"{name} has no words in {language}")


def _check_adapt(theme: Theme, roles: set[str], cues: set[str]) -> Iterator[Finding]:
    where, adapt = f"themes/{theme.id}", theme.adapt
    for cue in sorted(adapt.cues() - cues):
        yield Finding(where, f"there is no cue {cue}")
    for role in sorted(adapt.roles() - roles):
        yield Finding(where, f"there is no role {role}")
    for item in sorted(set(adapt.items) - {item.id for item in theme.items}):
        yield Finding(where, f"there is no item {item}")


def check_competition(corpus: Corpus) -> Iterator[Finding]:
    """Questions that stand under two outcomes: each would steal from the other."""
    owner: dict[tuple[str, str], str] = {}
    k = corpus.knowledge
    outcomes = [(f"{kind}/{e.id}", e.questions) for kind in ("referrals", "absences", "classes", "answers") for e in getattr(k, kind)]
    groups = [(p.id, g.questions) for d in corpus.documents.values() for p in d.provisions.values() for g in p.questions]
    for where, questions in [*groups, *outcomes]:
        for language, asked in questions.items():
            for question in asked:
                key = (language, fold(question))
                if owner.setdefault(key, where) != where:
                    yield Finding(where, f"{question!r} stands under {owner[key]} too", fault=False)


def check(root: Path = ROOT, today: dt.date | None = None) -> list[Finding]:
    """All findings over the corpus at ``root``; a file that cannot be read is the only finding. ``today`` is the machine's if left out."""
    try:
        corpus = load_corpus(root)
    except MendData as error:
        return [Finding("corpus", str(error))]
    today = today or dt.date.today()
    findings = []
    for document in corpus.documents.values():
        folder = root / "documents" / document.id
        findings += [*check_document(folder, document), *check_standing(folder, document, corpus.documents, today)]
    return [*findings, *check_facts(corpus, root), *check_knowledge(corpus), *check_competition(corpus), *check_modality(corpus)]
