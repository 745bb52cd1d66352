"""What stands beside an answer, under "see also": near what was asked, but hardly the answer."""

from __future__ import annotations

from assistant.context import Choice, Context, PartQuery
from assistant.policy import say, section
from assistant.steps.composer import Composer, plain
from assistant.steps.decline import says_otherwise
from assistant.steps.rank import candidates, chances
from assistant.steps.remarks import in_order
from assistant.steps.saying import carrying, near_lines
from assistant.steps.spoken import documents_of


def answering(composer: Composer) -> list[PartQuery]:
    """The parts that are answered otherwise than by a whole list: what may come after their answers is still to be said."""
    return [part for part in composer.context.parts if part.outcome == "answered" and not part.whole_list]


def see_also(composer: Composer) -> None:
    """What is near a question but hardly its answer, after all the answers and under a line of its own: what may well belong to it in its
    words, of the rest where it stands.
    """
    parts = answering(composer)
    composer.begin(1)
    composer.announce(say("answer.beside", composer.language))
    beside = _beside(composer, parts)
    for part, choice in beside:
        if _may_belong(part, choice):
            composer.sentences(near_lines(composer, part, choice))
    # A bare place tells little, so few are named, and none where the answer is sure; but of sources that were asked for each is.
    named = 0
    for part, choice in beside:
        if not _is_sure(part) and (part.sources or named < int(section("decide")["beside_places"])):
            named += composer.place(choice)
    if len(composer.context.parts) == 1 and parts and not composer.context.short:
        _notes(composer, parts[0])


def _is_sure(part: PartQuery) -> bool:
    """Whether a part is so surely answered that nothing else is worth a look."""
    return part.probability >= float(section("decide")["beside_sure_named" if part.sources else "beside_sure"])


def _beside(composer: Composer, parts: list[PartQuery]) -> list[tuple[PartQuery, Choice]]:
    """What stands beside the answers, of several parts the likeliest first: the first part does not take what room is left."""
    near = [(part, choice) for part in parts for choice in in_order(composer.context, part, composer.max_statements) if choice.beside]
    near += [(part, choice) for part in _corrected(composer) for choice in part.choices[1:]]
    near = [(part, choice) for part, choice in near if part.sources or not _is_from_abroad(composer.context, part, choice)]
    return near if len(parts) == 1 else sorted(near, key=lambda row: -row[1].chance)


def _is_from_abroad(context: Context, part: PartQuery, choice: Choice) -> bool:
    """Whether something is an example from abroad, and nothing that answers is: "which Finnish authority?" wants no Swedish one."""
    documents = {name for said in part.choices if not said.beside for name in documents_of(context, said.hit)}
    layers = {context.document(name).meta.layer for name in documents}
    return "foreign" not in layers and context.document(choice.hit.document).meta.layer == "foreign"


def _may_belong(part: PartQuery, choice: Choice) -> bool:
    """Whether what is only near a question is said in its words: where it may well be what was asked for, or is hardly less likely than
    what stands in the answer.
    """
    policy, chance = section("decide"), chances(candidates(part.hits))
    own, best = chance.get(choice.hit.target, 0.0), chance.get(part.choices[0].hit.target, 0.0)
    near = own >= float(policy["beside_said_from"]) and choice.hit.question_cosine >= float(policy["beside_said_cosine"])
    return near or 0 < float(policy["beside_said_share"]) * best <= own


def _corrected(composer: Composer) -> list[PartQuery]:
    """The parts that are answered by saying what the sources do not hold."""
    context = composer.context
    return [part for part in context.parts if part.outcome == "absence" and says_otherwise(context, part, part.choices[0].hit)]


def _notes(composer: Composer, part: PartQuery) -> None:
    """A sentence brings the note that it carries where the question found that note too, and a note that was asked for its sentence."""
    # Among provisions: what says why there is no answer may stand before a note, which few ask for by itself.
    provisions, chance = [hit for hit in part.hits if hit.kind == "provision"][:5], chances(candidates(part.hits))
    near = {hit.id for hit in provisions if chance.get(hit.target, 0.0) >= float(section("decide")["note_from"])}
    for choice in [c for c in part.choices if c.hit.kind == "provision"][:2]:
        carrying(composer, choice)
        provision = composer.provision(choice.hit.id)
        for line in choice.lines if provision.meta.kind != "note" else ():
            for number in provision.edition("sv").lines[line - 1].notes:
                note = composer.context.document(provision.document.id).note(number)
                if note and note.id in near:
                    composer.sentences(plain(note.id, (1,)))
