"""Resolve a follow-up against what was said before.

"And the agencies?" leans on the question before it, "in Finnish, please" on the answer. What kind of leaning it is, is told by
words that are data (``language.yaml``); what it leans on is the last turn. The retrieval then searches with both questions in
view.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

import numpy as np

from assistant.context import Context, PartQuery, Turn
from assistant.policy import folded_words, section, weights
from assistant.steps.asks import STEM, asks_force, asks_its_force, has_cue, has_one_matter_cue
from assistant.steps.force import told_force, with_force
from assistant.steps.form import Form, form_of
from assistant.steps.parts import asked_and_told, parts_of, telling_words, without_wish
from assistant.steps.sources import is_of, named_sources, without_sources
from assistant.steps.spoken import spoken_of
from assistant.steps.structure import refers_to_structure
from corpus.base.settings import LANGUAGES
from corpus.text.normal import fold, squeeze, words
from index.encoders.base import Vectors, unit

# What stands between the question that is leant on and the follow-up, in a question that is searched.
LEANING = " – "


@lru_cache(maxsize=16)
def _any(name: str, language: str, at_start: bool = False) -> re.Pattern[str]:
    listed = sorted(section("language")[name][language], key=len, reverse=True)
    body = "|".join(fold(word) if at_start else word for word in listed)
    return re.compile(rf"^(?:{body})\b" if at_start else rf"\b(?:{body})\b", re.IGNORECASE)


def leans(text: str, language: str) -> bool:
    """Whether a question cannot stand alone: it is short and begins or points back like a follow-up, or is a bare question word."""
    text = without_courtesy(text, language)
    tokens, folded, most = words(text), fold(text), section("language")["leaning"]
    if not tokens or (len(tokens) <= most["correction"] and means_another(text, language)):
        return True
    # A longer question states its own matter.
    if len(tokens) > most["long"]:
        return False
    if _any("follow_up", language, True).search(folded):
        # "So may our lab send it to Iran?" has a case of its own, however it begins.
        return len(tokens) <= most["permission"] or not has_cue("permission", text, language) or refers_back(text, language)
    # "In which language?" has no verb: what was spoken of has it.
    if len(tokens) <= most["fragment"] and _any("fragment", language, True).search(folded):
        return True
    # "May we hire this researcher?" points at the asker's own case, not at what was said; "may we ask them?" does not.
    if len(tokens) > most["short"]:
        return False
    if has_cue("permission", text, language):
        return points_back(text, language)
    asking = folded_words("question_words", language)
    if refers_back(text, language):
        return True
    # "Who issues the licence then?", "how many levels are there?"
    if _any("going_on", language).search(text) or len(telling_words(text, language)) <= most["own"]:
        return True
    return all(token in asking for token in tokens) or (len(tokens) <= 2 and tokens[0] in asking)


def means_another(text: str, language: str) -> bool:
    """Whether a text corrects the question before it ("no, I meant students")."""
    return bool(_any("correction", language, True).search(fold(text)))


def refers_back(text: str, language: str) -> bool:
    """Whether a word of a question refers to what stands before it, but for its first: that is a formal subject or an article."""
    back = folded_words("anaphora", language)
    tokens, pointing = words(text), words(_any("pointing_at_nothing", language).sub(" ", text))
    return any(token in back for token in (pointing[1:] if len(tokens) > 1 and pointing[:1] == tokens[:1] else pointing))


def points_back(text: str, language: str) -> bool:
    """Whether a pronoun stands for what was said."""
    return not folded_words("pronouns", language).isdisjoint(words(text))


def sources_spoken_of(context: Context) -> list[tuple[str, ...]]:
    """The sources that a pronoun may mean in a question that stands alone and names none ("how quickly do they answer?"): those that the
    last answered question named. Empty where no pronoun points there.
    """
    answered = context.conversation.answered
    if not answered or context.leaning or not _points_at_sources(context):
        return []
    return named_sources(answered[0].question)


def _points_at_sources(context: Context) -> bool:
    """Whether a pronoun may stand for those whose texts were spoken of."""
    pronouns = folded_words("sources_spoken_of", context.language)
    return not pronouns.isdisjoint(words(_any("pointing_at_nothing", context.language).sub(" ", context.text)))


def without_courtesy(text: str, language: str) -> str:
    """The text without a polite opening ("Thanks! Another thing:")."""
    rest = text
    while opening := _any("polite", language, True).match(fold(rest)):
        rest = rest[opening.end() :].lstrip(" ,.!:;–-")
    return rest or text


def content_of(text: str, language: str) -> str:
    """The follow-up without its connecting words."""
    stripped = text
    for _ in range(3):
        match = _any("follow_up", language, True).match(fold(stripped))
        if match:
            stripped = stripped[match.end() :].lstrip(" ,:;–-")
    return squeeze(stripped) or text


def resolve(context: Context) -> None:
    """Sets ``standalone``, and ``vector`` where two questions are to be searched together; may take the last turn's choices again."""
    last = context.conversation.last
    form = form_of(context.text, context.index.requests.chances(context.text) if last else None)
    if last and form.alone:
        if meant := _meant(context, last, form):
            _again(context, meant, form)
            return
        # A matter that nothing was said of yet is asked about.
        context.exact, context.short = form.exact, form.short
    if last and last.answered and asks_its_force(context.text, context.language, more=True):
        force = told_force(context, _sources_of(context, last))
        if force or asks_its_force(context.text, context.language):
            _again(context, last, form)
            first, *others = [replace(part, text=context.text) for part in context.parts]
            context.parts = [with_force(first, force) if force else first, *others]
            return
    if form.language and form.rest:
        context.answer_language = context.forced_language or form.language
        context.text = context.standalone = form.rest
    text, context.whole = without_wish(context.text, context.language)
    context.text = context.standalone = text if last is None else without_courtesy(text, context.language)
    if last is None:
        return
    if not leans(context.text, context.language) and not _bare_reference(context) and not _says_little(context):
        return
    content = content_of(context.text, context.language)
    context.bare = not telling_words(content, context.language)
    if last.answered and _leans_in_parts(content, context.language):
        context.text, context.standalone = content, leaning_on(last.question, content)
        return
    asked = _topic(last.question)
    # "Is that binding in Finland?" asks of what was said, not of another source; "no, I meant the Norwegians" names another.
    stays = asks_force(content) or (points_back(context.text, context.language) and not means_another(context.text, context.language))
    if named_sources(content, compared=True) and not stays and (other := _without_sources(asked, context.language)) != asked:
        # "How is that in Sweden?" asks the same of another source: the one that was named before is out of it.
        asked = other
    context.standalone = _joined(asked, content)
    if last.vector is not None:
        # Read in one go: half of each one's own vector finds less (docs/evaluation.md).
        context.own_vector, joined = context.vectors([content, context.standalone])
        context.vector = mixed(context.own_vector, joined, float(section("decide")["follow_mix"]))


def _leans_in_parts(content: str, language: str) -> bool:
    """Whether the parts of a follow-up lean each for itself ("when did it come out, and who wrote it?"). One that is not cut, or that tells
    a story besides, leans as a whole.
    """
    asked, told = asked_and_told(content, language)
    pieces = [] if told or has_one_matter_cue(asked, language) else parts_of(asked, language)
    return len(pieces) > 1 and leans(pieces[0], language)


def leaning_on(question: str, content: str) -> str:
    """What is searched where ``content`` leans on ``question``."""
    return _joined(_topic(question), content)


def _joined(asked: str, content: str) -> str:
    return f"{asked.rstrip(' ?')}{LEANING}{content}"


def _topic(asked: str) -> str:
    """What a resolved question is about: its first piece and its last. What was asked in between would outweigh what is asked now."""
    pieces = asked.split(LEANING)
    return LEANING.join(dict.fromkeys([pieces[0], pieces[-1]]))


def _without_sources(asked: str, language: str) -> str:
    """A resolved question without the sources that it names; what only compared ("how about the Germans") goes whole, and what tells
    nothing then ("how many are there"). All of it where nothing is left.
    """
    first, *more = asked.split(LEANING)
    pieces = [without_sources(first), *(piece for piece in more if without_sources(piece) == piece)]
    return LEANING.join(piece.strip(" ,?") for piece in pieces if telling_words(piece, language)) or asked


def _says_little(context: Context) -> bool:
    """Whether a few words after an answer are near to no question that people expect: then they mean what was spoken of."""
    last, policy = context.conversation.last, section("decide")
    if not last or not last.answered or context.foreign or len(words(context.text)) > int(policy["alone_words"]):
        return False
    if named_sources(context.text):
        return False
    vector = context.vectors([context.text])[0]
    hits = context.index.languages[context.language].search(context.text, vector, weights()).hits
    # What is said of the assistant itself ("which languages do you speak?") is no reason to leave the matter.
    return max((hit.question_cosine for hit in hits if hit.kind != "class"), default=1.0) < float(policy["alone_cosine"])


def _bare_reference(context: Context) -> bool:
    return refers_to_structure(context.text) and len(words(context.text)) <= 4


def mixed(first: Vectors, second: Vectors, share: float) -> Vectors:
    """The direction between two vectors, ``share`` of it the first."""
    return np.asarray(unit((share * first + (1 - share) * second)[None, :])[0])


def _meant(context: Context, last: Turn, form: Form) -> Turn | None:
    """The turn whose answer is asked for in another form: the one that says most of the matter that is named, where none is named the
    latest that was answered; there is no exact text of a refusal. None where another matter is named.
    """
    if not (form.exact or form.short or form.matter or form.first):
        return last
    answered = context.conversation.answered
    if form.first and answered:
        return answered[-1]
    stems = [word[:STEM] for word in form.matter]
    if stems and answered:
        said = [(sum(stem in _said_in(context, turn) for stem in stems), -n) for n, turn in enumerate(answered)]
        most, place = max(said)
        # Half of what is named, for a single word stands in much.
        if 2 * most >= len(stems):
            return answered[-place]
        return None if (form.exact or form.short) and not form.again else answered[0]
    return answered[0] if answered else last


def _said_in(context: Context, turn: Turn) -> str:
    """What a turn asked and the provisions that answered it, folded, in each language: what is wanted in Finnish is named in Finnish."""
    hits = [choice.hit for part in turn.parts for choice in part.choices if choice.hit.kind == "provision"]
    said = (context.provision(hit.id).edition(language).text for hit in hits for language in LANGUAGES)
    return fold(" ".join([turn.question, *said]))


def _again(context: Context, last: Turn, form: Form) -> None:
    """Take what answered a turn once more, in the form that is asked for."""
    # Only another language is wanted: what was told shorter, or in the exact words, is told so once more.
    same = bool(form.language) and not (form.exact or form.short)
    context.reuse, context.exact, context.short = True, form.exact or (same and last.exact), form.short or (same and last.short)
    # Who says in a sentence of their own that it is too long wants it in the language of that sentence; a word tells none.
    context.language = context.forced_language or form.language or (context.language if form.again else last.language)
    context.standalone = last.question
    context.vector = last.vector
    context.parts = [
        PartQuery(p.text, p.vector, p.alone, p.hits, p.outcome, [replace(c) for c in p.choices], p.probability, sources=p.sources)
        for p in last.parts
    ]
    context.status = last.status


def _sources_of(context: Context, last: Turn) -> list[str]:
    """The documents whose force is asked for after a turn: those that its question named, else what its answer rested on first."""
    spoken = spoken_of(context)
    named = [family for families in named_sources(last.question) for family in families]
    cited = sorted(spoken.documents) if spoken else []
    meant = [name for name in [*cited, *named] if name in context.corpus.documents and is_of(name, tuple(named))]
    return meant or ([spoken.document] if spoken else [])


def vector_of(context: Context, text: str) -> Vectors:
    """The vector of a text, given back as the context's where it has one."""
    return context.vector if context.vector is not None else context.vectors([text])[0]
