"""Retrieve: cut the question into its parts and search each with the whole in view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from assistant.checklist.recognise import Recogniser
from assistant.context import Context, OwnReading, PartQuery
from assistant.policy import section, weights
from assistant.steps.asks import CLASS_CUES, OFF_TOPIC, PERMISSION, REFERRAL_CUE, asks_force, cues, has_cue, holds, things
from assistant.steps.cases import put_like, tell_case
from assistant.steps.claims import lift_claims
from assistant.steps.going_on import go_on
from assistant.steps.parts import asked_and_told, own_words, parts_of
from assistant.steps.rank import lift_whole, rank
from assistant.steps.resolve import (
    LEANING,
    content_of,
    leaning_on,
    leans,
    mixed,
    points_back,
    refers_back,
    sources_spoken_of,
    vector_of,
)
from assistant.steps.sources import is_of, named_sources, without_sources
from assistant.steps.spoken import follow, spoken_of
from corpus.text.likeness import alike, matter
from index.encoders.base import Vectors
from index.hits import Hit, Weights
from index.rerank import Reranker, reorder
from index.search import Around


def retrieve(context: Context, search_weights: Weights | None = None, recogniser: Recogniser | None = None) -> None:
    """Sets ``parts`` with their hits, best first, the asker's own documents among them; and the risk themes of a described situation."""
    if context.reuse:
        return
    mix = search_weights or weights()
    if context.foreign:
        # Words of another language say nothing in ours: meaning alone.
        mix = replace(mix, question_lexical=0.0, text_lexical=0.0, coverage=0.0)
    _search_parts(context, mix)
    if recogniser and context.vector is not None:
        threshold = float(section("decide")["checklist"]["situation_threshold"])
        if recogniser.is_situation(context.vector) > threshold:
            context.recognised = recogniser.recognise(context.text, context.language, lambda texts: _vectors(context, texts))


def _vectors(context: Context, texts: Sequence[str]) -> Vectors:
    """The vectors of what a situation says; the question's own is not made again."""
    known = {context.text: context.vector} if context.vector is not None else {}
    new = [text for text in texts if text not in known]
    known |= dict(zip(new, context.vectors(new), strict=True)) if new else {}
    return np.stack([known[text] for text in texts])


def _search_parts(context: Context, mix: Weights) -> None:
    follow_up = context.vector is not None
    asked, told = (context.text, "") if follow_up else asked_and_told(context.text, context.language)
    context.cues = cues(asked, context.language) | (cues(told, context.language) & set(section("asks")["told_cues"]))
    pieces = [asked] if follow_up or _is_one_matter(context, asked) else parts_of(asked, context.language)
    if not follow_up:
        _embed(context, pieces, told)
    whole = vector_of(context, context.text)
    context.vector = whole
    tell_case(context, whole if context.own_vector is None else context.own_vector, asked)
    if len(pieces) == 1 and not told:
        searched = context.standalone if follow_up else context.text
        named = named_sources(context.text, compared=not asks_force(context.text)) if follow_up else []
        vector = whole if follow_up else _bare(context, searched, whole)
        sources = named or named_sources(searched) or sources_spoken_of(context)
        other = _other_reading(context, whole, mix)
        part = PartQuery(context.text, vector, context.own_vector, searched=searched, sources=sources)
        part.carried = follow_up and not named
        alone = _search(context, part, vector, mix, around=other)
        if other:
            own = context.own_vector
            part.own = OwnReading(whole, alone) if own is None else OwnReading(own, other.scores)
            if spoken := spoken_of(context):
                go_on(context, part, spoken, part.own)
        context.parts = [part]
        return
    of_whole = named_sources(context.text) or sources_spoken_of(context)
    scores = context.index.languages[context.language].scores(context.text, whole, mix)
    around = _around(scores) if told else None
    # A pronoun after a story means what the story tells of.
    likely, leaning = _likely_documents(context, scores), not told
    for n, (piece, own) in enumerate(zip(pieces, context.vectors(pieces), strict=True)):
        vector = mixed(_bare(context, piece, own), whole, _own_share(context, piece, bool(told)))
        # "How fast does the Dutch desk answer, and can it judge an applicant?": the second part means the same desk.
        own_sources = named_sources(piece, compared=len(pieces) > 1 and bool(of_whole), beside=len(of_whole) > 1)
        # What is told before one question names its sources as well.
        named = own_sources if own_sources and len(pieces) > 1 else of_whole
        leaning = leaning and not own_sources and _leans_on_last(context, piece)
        searched = leaning_on(context.conversation.turns[-1].question, piece) if leaning else piece
        if n and not told and not leaning and _means_before(context, piece):
            searched = leaning_on(pieces[n - 1], piece)
        if leaning:
            named = named or named_sources(searched)
            vector = mixed(vector, context.vectors([searched])[0], float(section("decide")["follow_mix"]))
        part = PartQuery(piece, vector, np.asarray(own), searched=searched, sources=named, told=told, own_share=_own_of(around))
        part.inherited = not own_sources and len(pieces) > 1
        _search(context, part, vector, mix, around, likely)
        context.parts.append(part)


def _embed(context: Context, pieces: Sequence[str], told: str) -> None:
    """Embed at once what will be searched with: the encoder takes two texts in the time of one, and they would come one after another."""
    read = [context.text, *(pieces if told or len(pieces) > 1 else ())]
    bare = (_bare_text(context, text) for text in (read[1:] or read))
    context.vectors([*read, *(text for text in bare if text)])


def _is_one_matter(context: Context, asked: str) -> bool:
    """Whether what is asked is one matter, however many sentences tell it. Whether something is allowed is mostly a case with its
    particulars, but beside a question for something else it is a question of its own; "… and who decides?" asks for nothing else.
    """
    found = context.cues & set(section("asks")["one_matter"])
    if found != {PERMISSION}:
        return bool(found)
    language, least = context.language, int(section("decide")["own_words"])
    other = [piece for piece in parts_of(asked, language) if not has_cue(PERMISSION, piece, language)]
    return not other or any(len(own_words(piece, language)) < least for piece in other)


def _leans_on_last(context: Context, piece: str) -> bool:
    """Whether a piece of a question means what was spoken of before ("when did it come out, and …?")."""
    last = context.conversation.last
    return last is not None and last.answered and not context.foreign and leans(piece, context.language)


def _other_reading(context: Context, whole: Vectors, mix: Weights) -> Around | None:
    """The scores of what was asked after another question, read the other way: alone where it is taken to lean on that question, with it
    where it is taken to stand alone (``whole`` is its own vector then). Words tell only likely which of the two is meant.
    """
    last, policy = context.conversation.last, section("decide")
    if last is None or last.vector is None or context.foreign:
        return None
    content, language = content_of(context.text, context.language), context.index.languages[context.language]
    if context.own_vector is not None:
        return Around(language.scores(content, context.own_vector, mix), float(policy["alone_share"]))
    if context.leaning:
        return None
    joined = leaning_on(last.question, content)
    vector = mixed(whole, context.vectors([joined])[0], float(policy["follow_mix"]))
    return Around(language.scores(joined, vector, mix), float(policy["leaning_share"]))


def _around(scores: NDArray[np.float64]) -> Around:
    """What is told stands around every piece alike, so the scores of the whole are computed once."""
    policy = section("decide")
    return Around(scores, float(policy["around_share"]), {"referral": float(policy["around_case"])})


def _likely_documents(context: Context, scores: NDArray[np.float64]) -> dict[str, float]:
    """What is added to the provisions of a document for the chance that the whole asks of it, by ``scores``, those of the whole. "And who
    owns the results?" asks of the call that the whole names.
    """
    policy, language = section("weights"), context.index.languages[context.language]
    shares = language.documents(scores, int(policy["rank"]["candidates"]), float(policy["rank"]["sharpness"]))
    return {document: float(policy["whole_bonus"]) * share for document, share in shares.items()}


def _own_of(around: Around | None) -> float:
    """How much of a piece's scores is its own."""
    return 1 - around.share if around else 1.0


def _bare(context: Context, text: str, vector: Vectors) -> Vectors:
    """The vector of a text, turned towards what it asks of the sources that it names: their names would find what is said of them."""
    bare = _bare_text(context, text)
    return mixed(context.vectors([bare])[0], vector, float(section("decide")["bare_mix"])) if bare else vector


def _bare_text(context: Context, text: str) -> str:
    """A text without the names of sources, where it has some and says something besides; empty otherwise."""
    bare = without_sources(text)
    return bare if bare != text and len(own_words(bare, context.language)) > 1 else ""


def _own_share(context: Context, piece: str, told: bool) -> float:
    """How much of a piece's vector is the piece; the rest is the whole. "Do we tell them?" says little without what was told."""
    # "… and by when?" has no matter of its own at all.
    leaning = points_back(piece, context.language) if told else len(own_words(piece, context.language)) < 2 or _means_before(context, piece)
    return float(section("decide")["pointing_mix" if leaning else "told_mix" if told else "part_mix"])


def _means_before(context: Context, piece: str) -> bool:
    """Whether a pronoun in a part of few words stands for what the part before it asks of: "… and when does one apply for such a one?"."""
    return len(own_words(piece, context.language)) < int(section("decide")["pointing_words"]) and refers_back(piece, context.language)


def _search(
    context: Context,
    part: PartQuery,
    vector: Vectors,
    mix: Weights,
    around: Around | None = None,
    likely: Mapping[str, float] = MappingProxyType({}),
) -> NDArray[np.float64]:
    """Sets the part's hits, best first; the scores of its text without what stands around it."""
    text = part.searched
    # Of a follow-up what is asked now tells the candidates apart, not what was asked before.
    asking = text.rsplit(LEANING, 1)[-1]
    found = context.index.languages[context.language].search(text, vector, mix, around, asking)
    hits, part.asked = found.hits, found.asked
    bonus = section("weights")["kind_bonus"]
    for hit in hits:
        hit.score += float(bonus.get(hit.kind, 0.0))
        if hit.kind == "provision":
            hit.score += _source_bonus(context, hit, part) + likely.get(hit.document, 0.0)
        elif hit.kind in ("referral", "class"):
            hit.score += _cue_bonus(context, hit) + _manner_bonus(context, hit)
    _lift_same_words(context, text, hits)
    if "link" in things(text, context.language):
        _lift_links(context, hits)
    lift_claims(context, asking, vector if context.own_vector is None else context.own_vector, hits)
    hits.sort(key=lambda hit: -hit.score)
    if not part.sources and (spoken := spoken_of(context)):
        follow(context, spoken, hits, _own_of(around))
        hits.sort(key=lambda hit: -hit.score)
    rank(context, asking, hits, part.told, _own_of(around))
    if not part.sources:
        lift_whole(asking, hits)
    if context.session.indexes:
        hits += _own_hits(context, text, vector, mix, hits)
    hits.sort(key=lambda hit: -hit.score)
    if context.reranker:
        _rerank(context, context.reranker, text, hits)
        hits.sort(key=lambda hit: -hit.score)
    part.hits = hits
    return found.alone


def _rerank(context: Context, reranker: Reranker, text: str, hits: list[Hit]) -> None:
    """Let a cross-encoder, where one is configured, read the first provisions beside the question."""
    first = [hit for hit in hits if hit.kind == "provision"][: reranker.candidates]
    if len(first) > 1:
        passages = [context.provision(hit.id).edition(context.language).text for hit in first]
        reorder(first, reranker.scores(text, passages), reranker.share)


def _lift_same_words(context: Context, text: str, hits: list[Hit]) -> None:
    """What waits for a question in nearly these words is what was asked, however many other questions name the same matter."""
    policy, asked = section("weights"), matter(text, context.language)
    least, bonus = float(policy["same_words"]), float(policy["same_words_bonus"])
    for hit in hits[:20]:
        same = alike(asked, matter(hit.matched, context.language)) if hit.matched else 0.0
        hit.score += bonus * max(0.0, same - least) / (1 - least)


def _source_bonus(context: Context, hit: Hit, part: PartQuery) -> float:
    """What is added for a source that the question names (more where only another part names it: there is nothing else in this part that
    would tell), and taken from an example from abroad that it does not name.
    """
    policy = section("weights")
    if any(is_of(hit.id, families) for families in part.sources):
        return float(policy["inherited_bonus" if part.inherited else "named_bonus"])
    document = context.corpus.documents.get(hit.document)
    return float(policy["layer_bonus"].get(document.meta.layer, 0.0)) if document else 0.0


def _cue_bonus(context: Context, hit: Hit) -> float:
    """What the question's own words say for or against an outcome that wants a cue."""
    wanted = REFERRAL_CUE if hit.kind == "referral" else CLASS_CUES.get(context.class_of(hit.id)) if hit.kind == "class" else None
    if wanted is None:
        return 0.0
    policy = section("decide")
    if wanted not in context.cues:
        return 0.0 if put_like(context, wanted) else -float(policy["cue_drop"])
    # "Our partner seems to be on the list: may we go on?" is a case, whatever it says of lists; so is "may we send it without a licence?".
    if wanted in ("live_data", "evasion") and REFERRAL_CUE in context.cues:
        return 0.0
    lift = policy["cue_lift"]
    return float(lift[wanted]) + (float(lift["permission"]) if wanted == REFERRAL_CUE and "permission" in context.cues else 0.0)


def _manner_bonus(context: Context, hit: Hit) -> float:
    """What is added to a class of what gets no answer, for how much the question is put like one of it. What is off the topic is told from
    other reasons alone why there is no answer (steps/decline.py): a text that somebody fetched may speak of anything.
    """
    name = context.class_of(hit.id) if hit.kind == "class" else ""
    return 0.0 if name == OFF_TOPIC else float(section("decide")["manner_lift"].get(name, 0.0)) * put_like(context, name)


def _lift_links(context: Context, hits: list[Hit]) -> None:
    """Where an address is asked for, what holds one is lifted."""
    for hit in hits:
        found = hit.kind == "provision" and hit.sentence_cosine
        if found and holds("link", context.provision(hit.id).edition(context.language).text, context.language):
            hit.score += float(section("decide")["thing_lift"])


def _own_hits(context: Context, text: str, vector: Vectors, mix: Weights, main: list[Hit]) -> list[Hit]:
    """Hits among the asker's own documents, on the scale of the main index.

    A z-score over three paragraphs means nothing beside one over a corpus. So an own passage takes the score of the main passages that
    are as near to the question as it is, sentence against sentence, with a small credit because the asker brought it for this.
    """
    found = [hit for index in context.session.indexes.values() for hit in index.search(text, vector, mix).hits]
    ladder = sorted((hit.sentence_cosine, hit.score) for hit in main if hit.kind == "provision")
    for hit in found:
        below = [score for cosine, score in ladder if cosine <= hit.sentence_cosine]
        best = max(below, default=ladder[0][1] if ladder else 0.0)
        hit.score = best + 0.25
        hit.question_score = best
    return found
