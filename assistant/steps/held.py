"""Whether what is asked for stands in what was chosen: a reason, a number, a date, a cost, a name.

Likeness puts a sentence about the seminar before a question for the number of its guests; whether it tells a number is told by words
(``asks.yaml``).
"""

from __future__ import annotations

from assistant.context import Choice, Context, PartQuery
from assistant.policy import section
from assistant.steps.asks import counted, holds, holds_count, things, things_asked
from assistant.steps.lines import line_chances
from assistant.steps.written import written_of
from index.hits import Hit


def lacks_thing(context: Context, part: PartQuery) -> bool:
    """Whether a reason, a number or a date is asked for and nothing chosen holds one. An expected question that asks for the same counts
    as held: whoever wrote it saw that its sentences answer it.
    """
    language = context.language
    asked = things_asked(part.text, language) - {"link"}
    if not asked or not part.choices:
        return False
    said = " ".join(words_of(context, part, choice) for choice in part.choices)
    matched = {thing for choice in part.choices for thing in things(choice.hit.matched, language)}
    stems = counted(part.text, language)
    if stems is not None:
        asked -= {"number"}
        expected = any(stems & (counted(choice.hit.matched, language) or frozenset()) for choice in part.choices)
        if not expected and not holds_count(stems, said, language):
            return True
    return any(thing not in matched and not holds(thing, said, language) for thing in asked)


def add_what_holds(context: Context, part: PartQuery) -> None:
    """Where a number, a date or a reason is asked for and the chosen sentences of the best provision hold none, the sentence of it that
    does, or the note that one of its sentences carries ("which countries have …?", and a footnote names them).
    """
    best, language = part.choices[0], context.language
    asked = things_asked(part.text, language) - {"link"}
    if best.hit.kind != "provision" or not asked:
        return
    name, _, local = best.hit.id.partition("/")
    document = context.document(name)
    edition = document.provisions[local].edition(language)
    for thing in asked:
        if any(holds(thing, edition.lines[n - 1].text, language) for n in best.lines):
            continue
        holding = [n for n, line in enumerate(edition.lines, 1) if holds(thing, line.text, language)]
        if holding:
            chance = line_chances(best.hit)
            nearest = max(holding, key=lambda n: chance.get(n, 0.0))
            best.lines = tuple(sorted({*best.lines, nearest}))
            continue
        carried = [document.note(number) for n in best.lines for number in edition.lines[n - 1].notes]
        note = next((note for note in carried if note and holds(thing, note.edition(language).text, language)), None)
        if note:
            others = [choice for choice in part.choices[1:] if choice.hit.id != note.id]
            # In place of the last, so that no more is cited than before; where there was one alone, beside it.
            part.choices = [best, Choice(Hit(f"provision:{note.id}", 0), (1,)), *others][: max(2, len(part.choices))]


def words_of(context: Context, part: PartQuery, choice: Choice) -> str:
    """What a choice says, in the question's language."""
    if choice.hit.kind == "provision":
        edition = context.provision(choice.hit.id).edition(context.language)
        return " ".join(edition.lines[n - 1].text for n in choice.lines)
    written = written_of(context.corpus, part, choice.hit, int(section("decide")["max_statements"]))
    return " ".join(said.text[context.language] for said in written)
