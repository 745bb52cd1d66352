"""What leaves no doubt: words that mean one outcome, what is far off the topic, the very question that an absence waits for."""

from __future__ import annotations

from assistant.context import Context
from assistant.policy import section
from assistant.steps.asks import JUDGE_CUE, OFF_TOPIC
from assistant.steps.cases import evasion_meant, own_case_meant
from index.hits import Hit

# Cues that leave no doubt, with the kind of class that they mean.
PLAIN = {"opinion": "opinion", "evasion_sure": "evasion"}


def plainly(context: Context, others: list[Hit]) -> Hit | None:
    """The outcome of a question whose words leave no doubt: who asks "what do you think?" gets no opinion, who wants something to stay
    hidden no help, and who wants the own case approved the name of the body that does, however near a provision is.
    """
    for cue, name in PLAIN.items():
        if cue in context.cues:
            if name == "opinion" and (case := own_case_meant(context, others)):
                # "Is our partner a risk, in your view?" wants a judgement of a case, and no view.
                return case
            return next((hit for hit in others if hit.kind == "class" and context.class_of(hit.id) == name), None)
    if JUDGE_CUE in context.cues:
        return evasion_meant(context, others) or next((hit for hit in others if hit.kind == "referral"), None)
    return None


def far_off_topic(context: Context, answering: list[Hit], others: list[Hit]) -> Hit | None:
    """An off-topic class with a question much nearer than any that is answered: a long text shares words with anything. Not what is put
    like no question off the topic ("the plane leaves in two hours, may they take my laptop at the border?"), nor a follow-up, which is on
    the topic of what was said ("why not?").
    """
    if context.leaning or (context.manners and context.manners[OFF_TOPIC] < float(section("decide")["manner_from"])):
        return None
    off = [hit for hit in others[:8] if hit.kind == "class" and context.class_of(hit.id) == OFF_TOPIC]
    nearest = max(off, key=lambda hit: hit.question_cosine, default=None)
    known = max(hit.question_cosine for hit in answering)
    return nearest if nearest and nearest.question_cosine >= known + float(section("decide")["off_topic_margin"]) else None


def same_question(answering: list[Hit], others: list[Hit]) -> Hit | None:
    """An absence that waits for this very question: "where is cooperation forbidden?" wants the premise corrected before anything else."""
    fitted = section("decide")
    nearest = max((hit for hit in others[:4] if hit.kind == "absence"), key=lambda hit: hit.question_cosine, default=None)
    known = max(hit.question_cosine for hit in answering)
    sure = nearest and nearest.question_cosine >= float(fitted["absence_cosine"])
    return nearest if nearest and sure and nearest.question_cosine >= known + float(fitted["absence_margin"]) else None
