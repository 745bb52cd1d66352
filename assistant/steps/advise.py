"""Tell a person what does not belong in a question, and where to take it: beside the answer, or in its place where nothing was asked."""

from __future__ import annotations

from assistant.context import Context
from assistant.policy import say, section
from assistant.record import Referral
from assistant.steps.asks import asks
from corpus.text.normal import words

# What cannot be the matter of a search: a person's merits and what is said of a person.
_OF_PERSONS = ("cv", "accusation")


def advise(context: Context) -> None:
    """Add a notice for each kind of content that was noticed, once."""
    said = {s.text for s in context.statements}
    for text in (say(f"personal.{kind}", context.language) for kind in context.personal):
        if text not in said:
            context.notice(text)


def in_place(context: Context) -> bool:
    """Whether the notice stands in place of an answer, because only somebody's particulars were given; ends the run then."""
    if not context.personal:
        return False
    left = words(context.text.replace(str(section("personal")["mark"]), " "))
    tells = any(kind in _OF_PERSONS for kind in context.personal) and not asks(context.text, context.language)
    if len(left) >= int(section("personal")["few_words"]) and not tells:
        return False
    context.status, context.done = "referred", True
    advise(context)
    context.referral = own_organisation(context.language)
    return True


def own_organisation(language: str) -> Referral:
    """Whom a single case belongs to."""
    return Referral(
        body=say("referral.own.body", language),
        url=None,
        why=say("referral.own.why", language),
        prepare=[say("referral.own.prepare", language)],
        do_not_send=[say("referral.own.do_not_send", language)],
    )
