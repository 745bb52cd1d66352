"""Whether the asker's own document answers a part.

It has no expected questions to compete with, so its words and its nearest sentence decide; and who names it ("what does our travel policy
say?") wants what it says, however near another source is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.context import Choice, Context, PartQuery
from assistant.policy import section
from assistant.steps.lines import lines_of
from corpus.text.language import function_words
from corpus.text.normal import fold, words
from index.hits import ANSWERING, Hit


def by_own_document(context: Context, part: PartQuery) -> bool:
    """Whether the asker's own document answers: it speaks of what is asked, and it is named or no sentence of the corpus is clearly nearer.
    What the corpus says beside it is added.
    """
    own = [hit for hit in part.hits if hit.kind == "provision" and hit.document in context.session.documents]
    mine = {hit.target for hit in own}
    others = [hit for hit in part.hits if hit.kind in ANSWERING and hit.target not in mine]
    best = _named_own(context, part, own)
    best = best or [hit for hit in _best_own(context, own) if _own_answers(context, part, hit, others)][:1]
    if not best:
        return False
    part.outcome, part.probability = "answered", 1.0
    part.choices = [Choice(hit, lines_of(context, hit)) for hit in best]
    main = [hit for hit in others if hit.kind == "provision"]
    if main and main[0].question_cosine > float(section("decide")["own_beside"]):
        part.choices.append(Choice(main[0], lines_of(context, main[0])))
    return True


def _best_own(context: Context, own: list[Hit]) -> list[Hit]:
    """The nearest hit in each language that own documents are in, that of the question first."""
    best: dict[str, Hit] = {}
    for hit in sorted(own, key=lambda hit: -hit.sentence_cosine):
        best.setdefault(context.document(hit.document).meta.official_language or "", hit)
    return sorted(best.values(), key=lambda hit: best.get(context.language) is not hit)


def _own_answers(context: Context, part: PartQuery, hit: Hit, others: list[Hit]) -> bool:
    policy, spoken = section("decide"), context.document(hit.document).meta.official_language or ""
    if spoken != context.language and part.vector is not None:
        # Words of two languages share nothing, and likeness across them is lower throughout: so it is held against the corpus in the same
        # language, and what was expected to be asked goes first, but where what the corpus does not hold is nearer.
        lacking = max((other.question_cosine for other in part.hits if other.kind not in ANSWERING), default=0.0)
        expected = max((other.question_cosine for other in others), default=0.0) >= max(float(policy["own_beside"]), lacking)
        there = context.index.languages[spoken].nearest_sentence(part.vector)
        return not expected and hit.sentence_cosine >= there + float(policy["own_other_language"])
    nearest = max((other.sentence_cosine for other in others), default=0.0)
    covered = context.session.indexes[spoken].coverage.share(part.searched, hit.target, function_words(context.language))
    return covered >= float(policy["own_coverage"]) and hit.sentence_cosine >= nearest - float(policy["own_slack"])


def _named_own(context: Context, part: PartQuery, own: list[Hit]) -> list[Hit]:
    """Of the own documents, where they are named, the passages that have the most of what is asked of them, best first; none where they
    have too little of it.
    """
    documents = _meant(context, part)
    asked = _without_names(context, part.text)
    if not documents or not words(asked):
        return []
    of_them = [hit for hit in own if hit.document in documents]
    found = sorted(((_covered(context, hit, asked), hit.sentence_cosine, hit) for hit in of_them), key=lambda row: (-row[0], -row[1]))
    policy = section("decide")
    least = max(float(policy["own_named_coverage"]), float(policy["own_named_share"]) * (found[0][0] if found else 0.0))
    return [hit for share, _, hit in found if share >= least][: int(policy["own_named_most"])]


def _covered(context: Context, hit: Hit, text: str) -> float:
    document = context.document(hit.document)
    index = context.session.indexes[document.meta.official_language or ""]
    return index.coverage.share(text, hit.target, function_words(context.language))


def _meant(context: Context, part: PartQuery) -> set[str]:
    """The own documents that a part names: by their titles; all of them where it speaks of the house's own rules, and of no other source
    ("what do the recommendations say of our own guidelines?").
    """
    if not context.session.documents:
        return set()
    folded, own = fold(part.text), context.session.documents
    titled = {name for name, document in own.items() if any(title in folded for title in _titles(document.meta.titles))}
    return titled or (set(own) if not part.sources and _of_the_house(context.language).search(folded) else set())


def _titles(titles: dict[str, str]) -> list[str]:
    least = int(section("decide")["own_title_letters"])
    return [folded for title in titles.values() if len(folded := fold(title).strip()) >= least]


def _without_names(context: Context, text: str) -> str:
    """What is asked, without what names the own documents."""
    bare = _of_the_house(context.language).sub(" ", fold(text))
    for document in context.session.documents.values():
        for title in _titles(document.meta.titles):
            bare = bare.replace(title, " ")
    return bare


@lru_cache(maxsize=3)
def _of_the_house(language: str) -> re.Pattern[str]:
    """How people speak of the rules of their own house (``language.yaml``)."""
    return re.compile("|".join(section("language")["own_rules"][language]))
