"""Decide how each part ends: which outcome wins, and which sentences of it answer.

Whether an answer exists cannot be read off a cosine, so every outcome competes: provisions and what was written about them on one side;
absences, referrals and classes without an answer on the other. A small logistic model, fitted on independently written questions, turns
the margin and a few likenesses into a probability; its figures are data (``decide.yaml``).
"""

from __future__ import annotations

import math

import numpy as np

from assistant.context import Choice, Context, PartQuery
from assistant.policy import section
from assistant.steps.asks import asks, counted, holds, holds_count, things
from assistant.steps.choose import adds, choose, lines_of, whole
from assistant.steps.structure import Reference, asks_whole_list, find, names_another, references
from corpus.model import Document, Provision
from corpus.text.language import function_words
from corpus.text.normal import words
from index.search import ANSWERING, Hit

# Cues that leave no doubt, with the kind of class that they mean.
PLAIN = {"opinion": "opinion", "evasion_sure": "evasion"}


def features(context: Context, part: PartQuery) -> dict[str, float]:
    """What the decision is made from: differences and likenesses within this question, and how much of its wording the winners have."""
    answering = [hit for hit in part.hits if hit.kind in ANSWERING]
    others = [hit for hit in part.hits if hit.kind not in ANSWERING]
    best, other = answering[0], others[0]
    language = context.index.languages[context.language]
    ignore = function_words(context.language)
    covered = [language.coverage.share(part.searched, hit.target, ignore) for hit in answering[:3]]
    elsewhere = language.coverage.share(part.searched, other.target, ignore)
    vector = part.vector
    asked = things(part.text, context.language)
    near, far = (max(hit.question_cosine for hit in side[:20]) for side in (answering, others))
    return {
        "margin": best.score - other.score,
        "near": 10 * (near - 0.92),
        "far": 10 * (far - 0.92),
        "sentence_cosine": 10 * (max(hit.sentence_cosine for hit in answering[:20]) - 0.88),
        "score": best.score - 4.0,
        "neighbours": language.answered_share(vector) - 0.5 if vector is not None else 0.0,
        "manner": context.index.answerable.score(vector) if vector is not None else 0.0,
        "coverage": max(covered) - 0.5,
        "coverage_margin": covered[0] - elsewhere,
        "provision": float(best.kind == "provision"),
        "class_odds": _odds(answering, others),
        "class_agrees": float(max(others, key=lambda hit: hit.class_score) is other),
        "length": min(30, len(words(part.text))) / 10,
        "live": float("live_data" in context.cues),
        "permission": float("permission" in context.cues),
        "reason": float("reason" in asked),
        "date": float("date" in asked),
        "thing": float(bool(asked - {"reason", "date"})),
    }


def _odds(answering: list[Hit], others: list[Hit]) -> float:
    """By how much the discriminant holds an answering outcome for likelier than another one, in tens of its log-likelihood."""
    sides = [
        np.logaddexp.reduce([hit.class_score / 10 for hit in side if hit.class_score]) if side else 0.0 for side in (answering, others)
    ]
    return float(np.clip(sides[0] - sides[1], -5, 5))


def probability(values: dict[str, float]) -> float:
    """The fitted probability that the corpus answers."""
    fitted = section("decide")
    z = float(fitted["intercept"]) + sum(float(weight) * values[name] for name, weight in fitted["features"].items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def decide(context: Context) -> None:
    """Sets every part's ``outcome`` and ``choices``."""
    if context.reuse:
        return
    plan = context.raised and not asks(context.text, context.language) and not context.cues & set(PLAIN)
    if plan and not any(_by_own_document(context, part) for part in context.parts):
        _by_situation(context)
        return
    before = _spoken_of(context)
    for part in context.parts:
        if not _by_structure(context, part, before) and not _by_own_document(context, part):
            _by_competition(context, part)


def _by_situation(context: Context) -> None:
    """A plan that is told and asks nothing: what the surest themes rest on is said, the checklist does the rest."""
    part = context.parts[0]
    cites = [item.cites[0] for raised in context.raised[:2] for item in raised.theme.items if item.pending is None][:8]
    for cite in dict.fromkeys(cites[:1] + cites[4:5]):
        provision, lines = context.corpus.cited(cite)
        part.choices.append(Choice(Hit(f"provision:{provision.id}", 0, 0, 0, 0, 0), lines))
    context.parts = [part]
    part.outcome, part.probability = "situation", 1.0


def _spoken_of(context: Context) -> str | None:
    """The number of the recommendation that the last answer cited: a bare "point c" leans on it."""
    last = context.conversation.last
    for part in reversed(last.parts if last else []):
        for choice in part.choices:
            if choice.hit.kind == "provision":
                document, _, local = choice.hit.id.partition("/")
                meta = context.document(document).provisions[local].meta
                if meta.kind == "recommendation":
                    return meta.number
    return None


def _by_structure(context: Context, part: PartQuery, before: str | None) -> bool:
    named = references(part.text, before)
    if not named:
        document = _numbered(context)
        if not document or names_another(part.text) or not asks_whole_list(part.text, context.language):
            return False
        part.choices = [whole(part, p) for p in document.provisions.values() if p.meta.kind == "recommendation" and not p.meta.stem]
        part.outcome, part.probability, part.whole_list = "answered", 1.0, True
        return True
    for reference in named:
        document, provision = _place(context, part, reference)
        if provision and document:
            family = [provision, *document.children(provision.local_id)]
            part.choices += [whole(part, p) for p in family]
            part.whole_list = len(family) > 1
        elif document and not part.choices:
            part.outcome = "no_such_place"
            part.choices = [_nearest_place(document, reference)]
            return True
    if part.choices:
        part.outcome, part.probability = "answered", 1.0
    return bool(part.choices)


def _numbered(context: Context) -> Document | None:
    """The document that "recommendation 3" means where none is named: the asker's own where the corpus has no such one."""
    usual = context.corpus.documents.get(section("language")["structure"]["document"])
    candidates = [*([usual] if usual else []), *context.session.documents.values(), *context.corpus.documents.values()]
    return next((d for d in candidates if any(p.meta.kind == "recommendation" for p in d.provisions.values())), None)


def _place(context: Context, part: PartQuery, reference: Reference) -> tuple[Document | None, Provision | None]:
    """The document and provision that a reference means. Another document's number is meant where the question names another, or where the
    usual one has no such number and the search found the other's.
    """
    usual, another = _numbered(context), names_another(part.text)
    if usual and not another and (provision := find(usual, reference)):
        return usual, provision
    for hit in [hit for hit in part.hits if hit.kind == "provision"][: 20 if another else 3]:
        document = context.document(hit.id.partition("/")[0])
        if document is not usual and (provision := find(document, reference)):
            return document, provision
    holds_kind = usual and any(p.meta.kind == reference.kind for p in usual.provisions.values())
    return (usual, None) if holds_kind and not another else (None, None)


def _nearest_place(document: Document, reference: Reference) -> Choice:
    of_kind = [p for p in document.provisions.values() if p.meta.kind == reference.kind]
    same = [p for p in of_kind if p.meta.number and p.meta.number.startswith(reference.number)]
    nearest = (same or of_kind)[-1]
    return Choice(Hit(f"provision:{nearest.id}", 0, 0, 0, 0, 0, matched=reference.label), (1,))


def _by_own_document(context: Context, part: PartQuery) -> bool:
    """Whether the asker's own document answers: it speaks of what is asked, and no sentence of the corpus is clearly nearer.

    It has no expected questions to compete with, so its words and its nearest sentence decide. What the corpus says beside it is added.
    """
    own = [hit for hit in part.hits if hit.kind == "provision" and hit.id.partition("/")[0] in context.session.documents]
    mine = {hit.target for hit in own}
    others = [hit for hit in part.hits if hit.kind in ANSWERING and hit.target not in mine]
    best = next((hit for hit in _best_own(context, own) if _own_answers(context, part, hit, others)), None)
    if best is None:
        return False
    part.outcome, part.probability = "answered", 1.0
    part.choices = [Choice(best, lines_of(context, best))]
    main = [hit for hit in others if hit.kind == "provision"]
    if main and main[0].question_cosine > float(section("decide")["own_beside"]):
        part.choices.append(Choice(main[0], lines_of(context, main[0])))
    return True


def _best_own(context: Context, own: list[Hit]) -> list[Hit]:
    """The nearest hit in each language that own documents are in, that of the question first."""
    best: dict[str, Hit] = {}
    for hit in sorted(own, key=lambda hit: -hit.sentence_cosine):
        best.setdefault(context.document(hit.id.partition("/")[0]).meta.official_language or "", hit)
    return sorted(best.values(), key=lambda hit: best.get(context.language) is not hit)


def _own_answers(context: Context, part: PartQuery, hit: Hit, others: list[Hit]) -> bool:
    policy, spoken = section("decide"), context.document(hit.id.partition("/")[0]).meta.official_language or ""
    if spoken != context.language and part.vector is not None:
        # Words of two languages share nothing, and likeness across them is lower throughout: so it is held against the corpus in the same
        # language, and what was expected to be asked goes first.
        expected = any(other.question_cosine >= float(policy["own_beside"]) for other in others)
        there = context.index.languages[spoken].nearest_sentence(part.vector)
        return not expected and hit.sentence_cosine >= there + float(policy["own_other_language"])
    nearest = max((other.sentence_cosine for other in others), default=0.0)
    covered = context.session.indexes[spoken].coverage.share(part.searched, hit.target, function_words(context.language))
    return covered >= float(policy["own_coverage"]) and hit.sentence_cosine >= nearest - float(policy["own_slack"])


def _by_competition(context: Context, part: PartQuery) -> None:
    answering = [hit for hit in part.hits if hit.kind in ANSWERING]
    others = [hit for hit in part.hits if hit.kind not in ANSWERING]
    part.probability = probability(features(context, part))
    fitted = section("decide")
    plainly = _plainly(context, others)
    if plainly:
        part.outcome, part.choices = "class", [Choice(plainly)]
        return
    far_off = _far_off_topic(context, answering, others)
    if far_off:
        part.outcome, part.choices = "class", [Choice(far_off)]
        return
    asked_for_absence = _same_question(answering, others)
    if asked_for_absence:
        part.outcome, part.choices = "absence", [Choice(asked_for_absence)]
        return
    last = context.conversation.last
    leaning = context.standalone != context.text and last is not None and last.status in ("answered", "partial")
    # A bare keyword asks for what there is on a matter.
    keyword = len(words(part.text)) <= int(fitted["keyword_words"]) and not asks(part.text, context.language)
    threshold = (
        "foreign_threshold" if context.foreign else "follow_threshold" if leaning else "keyword_threshold" if keyword else "threshold"
    )
    lead = answering[0]
    if lead.kind == "answer" and lead.score > others[0].score and lead.question_cosine >= float(fitted["answer_cosine"]):
        # People wrote this answer for a question very like this one, and it leads.
        threshold = "answer_threshold"
    if part.probability < float(fitted[threshold]) and others:
        part.outcome, part.choices = others[0].kind, [Choice(others[0])]
        if others[0].kind != "class" and not _speaks_of(context, part, others[0]):
            # Something else was asked: no absence and no body is named for what nobody asked about.
            part.outcome, part.choices = "missing", []
            return
        nearest_said = [hit for hit in answering[:8] if adds(context, hit)][: int(fitted["doubt_choices"])]
        doubt = "doubt" if part.outcome != "absence" or _held(context, others[0]) else "doubt_not_held"
        if part.outcome == "absence" and part.probability >= float(fitted[doubt]):
            # In doubt the nearest sentences are said too: the reader sees at once whether they are what was asked.
            part.choices += [Choice(hit, lines_of(context, hit)) for hit in nearest_said]
        return
    part.outcome = "answered"
    part.choices = choose(context, part, answering)
    _add_what_holds(context, part)
    if _lacks_thing(context, part):
        part.outcome, part.choices = "missing", []


def _plainly(context: Context, others: list[Hit]) -> Hit | None:
    """The class of a question whose words leave no doubt: who asks "what do you think?" gets no opinion, and who wants something to stay
    hidden no help, however near a provision is.
    """
    for cue, name in PLAIN.items():
        if cue in context.cues:
            return next((hit for hit in others if hit.kind == "class" and context.class_of(hit.id) == name), None)
    return None


def _far_off_topic(context: Context, answering: list[Hit], others: list[Hit]) -> Hit | None:
    """An off-topic class with a question much nearer than any that is answered: a long text shares words with anything."""
    off = [hit for hit in others[:8] if hit.kind == "class" and context.class_of(hit.id) == "off_topic"]
    nearest = max(off, key=lambda hit: hit.question_cosine, default=None)
    known = max(hit.question_cosine for hit in answering)
    return nearest if nearest and nearest.question_cosine >= known + float(section("decide")["off_topic_margin"]) else None


def _same_question(answering: list[Hit], others: list[Hit]) -> Hit | None:
    """An absence that waits for this very question: "where is cooperation forbidden?" wants the premise corrected before anything else."""
    fitted = section("decide")
    nearest = max((hit for hit in others[:4] if hit.kind == "absence"), key=lambda hit: hit.question_cosine, default=None)
    known = max(hit.question_cosine for hit in answering)
    sure = nearest and nearest.question_cosine >= float(fitted["absence_cosine"])
    return nearest if nearest and sure and nearest.question_cosine >= known + float(fitted["absence_margin"]) else None


def _held(context: Context, hit: Hit) -> bool:
    """Whether an absence is one of the source itself, not only of what is carried of it here."""
    return next(absence.held for absence in context.corpus.knowledge.absences if absence.id == hit.id)


def _speaks_of(context: Context, part: PartQuery, hit: Hit) -> bool:
    """Whether an absence or a referral is about what was asked: near to one of its questions, or in much the same words."""
    fitted, language = section("decide"), context.index.languages[context.language]
    covered = language.coverage.share(part.searched, hit.target, function_words(context.language))
    # A case is told with its own particulars, so less of its wording and likeness can be asked for.
    cosine, share = ("case_cosine", "case_coverage") if hit.kind == "referral" else ("about_cosine", "about_coverage")
    return hit.question_cosine >= float(fitted[cosine]) or covered >= float(fitted[share])


def _lacks_thing(context: Context, part: PartQuery) -> bool:
    """Whether a reason, a number or a date is asked for and nothing chosen holds one. An expected question that asks for the same counts
    as held: whoever wrote it saw that its sentences answer it.
    """
    language = context.language
    asked = things(part.text, language) - {"link"}
    if not asked or not part.choices:
        return False
    said = " ".join(_words_of(context, choice) for choice in part.choices)
    matched = {thing for choice in part.choices for thing in things(choice.hit.matched, language)}
    stems = counted(part.text, language)
    if stems is not None:
        asked -= {"number"}
        expected = any(stems & (counted(choice.hit.matched, language) or frozenset()) for choice in part.choices)
        if not expected and not holds_count(stems, said, language):
            return True
    return any(thing not in matched and not holds(thing, said, language) for thing in asked)


def _add_what_holds(context: Context, part: PartQuery) -> None:
    """Where a number, a date or a reason is asked for and the chosen sentences of the best provision hold none, the sentence of it that
    does.
    """
    best, language = part.choices[0], context.language
    asked = things(part.text, language) - {"link"}
    if best.hit.kind != "provision" or not asked:
        return
    document, _, local = best.hit.id.partition("/")
    edition = context.document(document).provisions[local].edition(language)
    for thing in asked:
        if any(holds(thing, edition.lines[n - 1].text, language) for n in best.lines):
            continue
        holding = [n for n, line in enumerate(edition.lines, 1) if holds(thing, line.text, language)]
        if holding:
            nearest = max(holding, key=lambda n: best.hit.sentences.get(n, 0.0))
            best.lines = tuple(sorted({*best.lines, nearest}))


def _words_of(context: Context, choice: Choice) -> str:
    k, name, language = context.corpus.knowledge, choice.hit.id, context.language
    match choice.hit.kind:
        case "provision":
            document, _, local = name.partition("/")
            edition = context.document(document).provisions[local].edition(language)
            return " ".join(edition.lines[n - 1].text for n in choice.lines)
        case "answer":
            return " ".join(s.text[language] for a in k.answers if a.id == name for s in a.statements)
        case "term":
            return " ".join(t.text[language] for t in k.glossary if t.id == name)
        case "actor":
            return " ".join(s.text[language] for a in k.actors if a.id == name for s in [*a.does, *a.does_not])
        case _:
            return " ".join(f"{e.date} {e.text[language]}" for e in k.timeline if e.id == name)
