"""Decide how each part ends: which outcome wins, and which sentences of it answer.

Whether an answer exists cannot be read off a cosine, so every outcome competes: provisions and what was written about them on one side;
absences, referrals and classes without an answer on the other. A small logistic model, fitted on independently written questions, turns
the margin and a few likenesses into a probability; its figures are data (``decide.yaml``).
"""

from __future__ import annotations

from assistant.context import Choice, Context, PartQuery
from assistant.policy import section
from assistant.steps.asks import JUDGE_CUE, asks
from assistant.steps.cases import evasion_meant, told_case
from assistant.steps.choose import choose
from assistant.steps.claims import corrected
from assistant.steps.decline import add_rule, assumption, decline
from assistant.steps.force import force_of_before, keep_to_source, tell_force
from assistant.steps.held import add_what_holds, lacks_thing
from assistant.steps.likelihood import features, later_features, probability
from assistant.steps.lines import lines_of
from assistant.steps.lists import whole
from assistant.steps.own import by_own_document
from assistant.steps.plain import PLAIN, far_off_topic, plainly, same_question
from assistant.steps.rank import adds
from assistant.steps.spoken import spoken_of
from assistant.steps.structure import Reference, asks_whole_list, counts_items, find, names_another, references
from assistant.steps.together import doubt_beside_nothing, hangs, hangs_on_nothing, names_its_body, told_for_another
from corpus.model import Document, Provision
from corpus.text.normal import words
from index.hits import ANSWERING, Detail, Hit


def decide(context: Context) -> None:
    """Sets every part's ``outcome`` and ``choices``."""
    if not context.reuse:
        _outcomes(context)
        tell_force(context)


def _outcomes(context: Context) -> None:
    if found := corrected(context):
        _by_correction(context, *found)
        return
    # A follow-up asks what the question asked that it leans on.
    plan = context.raised and not asks(context.standalone, context.language) and not context.cues & {*PLAIN, JUDGE_CUE}
    # What is said after an answer and is no case is a claim to be held against the sources ("then heads of department sign it too").
    plan = plan and not (context.conversation.last and context.case < float(section("decide")["told_after"]))
    if plan and not _is_expected(context) and not any(by_own_document(context, part) for part in context.parts):
        case = told_case(context)
        if case:
            _by_told_case(context, evasion_meant(context, [hit for hit in context.parts[0].hits if hit.kind not in ANSWERING]) or case)
        else:
            _by_situation(context)
        return
    before = _spoken_of(context)
    for n, part in enumerate(context.parts):
        if n and context.parts[n - 1].whole_list and hangs(context, part):
            # "How many points has recommendation 3, and what does the last one say?" is answered by all of them.
            part.outcome, part.probability, part.choices = "answered", 1.0, list(context.parts[n - 1].choices)
        elif n and (force := force_of_before(context, part, context.parts[n - 1])):
            part.outcome, part.probability, part.choices = "answered", 1.0, force
        elif not _by_structure(context, part, before) and not by_own_document(context, part):
            _by_competition(context, part)
        if n:
            keep_to_source(context, part, context.parts[n - 1])
        if n and hangs_on_nothing(context, part, context.parts[n - 1]):
            part.outcome, part.choices = "missing", []
    doubt_beside_nothing(context)
    for part in context.parts:
        told_for_another(context, part)
        add_rule(context, part)
    context.parts = [part for part in context.parts if not names_its_body(context, part)]


def _is_expected(context: Context) -> bool:
    """Whether what is told without a question is what somebody was expected to ask, in nearly these words ("visitor wants a keycard")."""
    least = float(section("decide")["told_question"])
    return any(hit.kind in ANSWERING and hit.question_cosine >= least for part in context.parts for hit in part.hits)


def _by_correction(context: Context, part: PartQuery, correction: Hit) -> None:
    """What is concluded from the answer before is answered by what speaks of it; whatever is asked besides rests on it. The nearest
    provision comes beside.
    """
    near = [Choice(hit, lines_of(context, hit), beside=True) for hit in part.hits if hit.kind in ANSWERING and adds(context, hit)][:1]
    context.parts, part.outcome, part.choices = [part], "absence", [Choice(correction), *near]


def _by_told_case(context: Context, case: Hit) -> None:
    """What is told, with nothing asked, is for a body: it is named, and the checklist comes beside; or it is a way round the rules."""
    part = context.parts[0]
    context.parts = [part]
    part.outcome, part.choices, part.probability = case.kind, [Choice(case)], 1.0


def _by_situation(context: Context) -> None:
    """A plan that is told and asks nothing: what the surest themes rest on is said, the checklist does the rest."""
    part = context.parts[0]
    cites = [item.cites[0] for raised in context.raised[:2] for item in raised.theme.items if item.pending is None][:8]
    for cite in dict.fromkeys(cites[:1] + cites[4:5]):
        provision, lines = context.corpus.cited(cite)
        part.choices.append(Choice(Hit(f"provision:{provision.id}", 0), lines))
    context.parts = [part]
    part.outcome, part.probability = "situation", 1.0


def _spoken_of(context: Context) -> str | None:
    """The number of the recommendation that the last answer cited: a bare "point c" leans on it."""
    last = context.conversation.last
    for part in reversed(last.parts if last else []):
        for choice in part.choices:
            if choice.hit.kind == "provision":
                meta = context.provision(choice.hit.id).meta
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
    counts = part.whole_list and counts_items(part.text, context.language)
    if part.choices and not counts and lacks_thing(context, part):
        # "How big is the fine for not following recommendation 3?" is not answered by recommendation 3.
        part.choices, part.whole_list = [], False
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
        document = context.document(hit.document)
        if document is not usual and (provision := find(document, reference)):
            return document, provision
    holds_kind = usual and any(p.meta.kind == reference.kind for p in usual.provisions.values())
    return (usual, None) if holds_kind and not another else (None, None)


def _nearest_place(document: Document, reference: Reference) -> Choice:
    of_kind = [p for p in document.provisions.values() if p.meta.kind == reference.kind]
    same = [p for p in of_kind if p.meta.number and p.meta.number.startswith(reference.number)]
    nearest = (same or of_kind)[-1]
    return Choice(Hit(f"provision:{nearest.id}", 0, detail=Detail(matched=reference.label)), (1,))


def _by_competition(context: Context, part: PartQuery) -> None:
    answering = [hit for hit in part.hits if hit.kind in ANSWERING]
    others = [hit for hit in part.hits if hit.kind not in ANSWERING]
    own, spoken = part.own, spoken_of(context)
    after = own is not None and spoken is not None
    part.probability = probability(later_features(context, part, own, spoken) if own and spoken else features(context, part), after)
    fitted = section("decide")
    lead = answering[0]
    # Nobody wrote questions for it (a text that was fetched): half of the features say nothing of it, and no likeness of questions does.
    unasked = lead.kind == "provision" and not lead.expected and lead.score > others[0].score - float(fitted["unasked_margin"])
    sure = plainly(context, others)
    if not sure and not unasked:
        sure = far_off_topic(context, answering, others) or same_question(answering, others)
    if sure:
        part.outcome, part.choices = sure.kind, [Choice(sure)]
        return
    least = float(fitted["later"]["threshold"]) if after else _threshold(context, part)
    if lead.kind == "answer" and lead.score > others[0].score and lead.question_cosine >= float(fitted["answer_cosine"]):
        # People wrote this answer for a question very like this one, and it leads.
        least = float(fitted["answer_threshold"])
    elif unasked:
        least = min(least, float(fitted["unasked_threshold"]))
    if part.probability < least and others:
        decline(context, part, others, answering)
        return
    part.outcome = "answered"
    _say(context, part, answering)
    # Words tell only likely whether a thing is held: what is nearly sure to be the answer is not refused by them.
    if part.probability < float(fitted["held_sure"]) and lacks_thing(context, part):
        # "Who led the group?" is nearest to what the group is, and answered by the next.
        nearly = [hit for hit in answering[1:4] if hit.kind == "provision" and hit.score >= float(fitted["held_share"]) * lead.score]
        for hit in nearly:
            _say(context, part, [hit, *(other for other in answering if other is not hit)])
            if not lacks_thing(context, part):
                return
        part.outcome, part.choices = "missing", []
    elif wrong := assumption(context, part):
        # The correction says what an answer on the matter begins with.
        part.outcome, part.choices = "absence", [Choice(wrong), *(choice for choice in part.choices if choice.hit.kind == "provision")]


def _threshold(context: Context, part: PartQuery) -> float:
    """From which probability a part is answered that ``later`` does not decide."""
    last = context.conversation.last
    leaning = last is not None and last.answered and context.leaning
    # A bare keyword asks for what there is on a matter.
    keyword = len(words(part.text)) <= int(section("decide")["keyword_words"]) and not asks(part.text, context.language)
    usual = "threshold" if len(context.parts) == 1 else "part_threshold"
    name = "foreign_threshold" if context.foreign else "follow_threshold" if leaning else "keyword_threshold" if keyword else usual
    return float(section("decide")[name])


def _say(context: Context, part: PartQuery, answering: list[Hit]) -> None:
    part.choices = choose(context, part, answering)
    add_what_holds(context, part)
