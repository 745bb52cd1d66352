"""Whose words a sentence is read as: no reply says one source's sentence under another's name."""

import random
from collections import defaultdict

import pytest

from assistant.context import Conversation
from assistant.policy import say
from assistant.steps.leads import lead_ins, opens_as_example
from assistant.steps.remarks import force
from corpus.base.settings import LANGUAGES

ASKED = 24  # questions a language
SAY = {
    "sv": "Vad säger {} och vad säger {} om {}?",
    "fi": "Mitä {} ja {} sanovat aiheesta {}?",
    "en": "What does {} and what does {} say about {}?",
}
SOURCES = {
    "sv": [
        "rekommendationerna",
        "rådets rekommendation",
        "Skyddspolisen",
        "Kanadas guider",
        "nederländska riktlinjerna",
        "tyska DFG",
        "HK-dir",
    ],
    "fi": ["suositukset", "neuvoston suositus", "Suojelupoliisi", "Kanadan oppaat", "hollantilaiset ohjeet", "saksalainen DFG", "HK-dir"],
    "en": [
        "the recommendations",
        "the Council Recommendation",
        "Supo",
        "the Canadian guides",
        "the Dutch guidelines",
        "the German DFG",
        "HK-dir",
    ],
}
MATTERS = {
    "sv": ["avtal", "resor", "val av partner", "exportkontroll", "ansvar"],
    "fi": ["sopimukset", "matkat", "kumppanin valinta", "vientivalvonta", "vastuu"],
    "en": ["agreements", "travel", "choosing a partner", "export control", "responsibility"],
}


def lines_of_documents(corpus, language):
    """Every line that can stand over a source's sentences, with the documents that it may name: a short one leaves that to the sentence."""
    lines = defaultdict(set)
    for document in corpus.documents.values():
        meta, name = document.meta, document.meta.names[language]
        again, rest = say("answer.again", language, name=name[:1].upper() + name[1:]), say("answer.rest_of", language, name=name)
        forces = [text for restates in (None, "law", "eu_law") if (text := force(meta, language, restates))]
        restating = [meta.lead_in_restates[language]] if meta.lead_in_restates else []
        for line in (*lead_ins(meta, language), again, rest, *restating, *forces):
            lines[line].add(meta.id)
    return lines


def of_two_sources(language):
    """Questions that name two sources, so that both are heard, one after the other and the first once more."""
    drawn = random.Random(7)
    for _ in range(ASKED):
        yield SAY[language].format(*drawn.sample(SOURCES[language], 2), drawn.choice(MATTERS[language]))


def misread(answer, lines):
    """What would be read as another source's: a sentence under a name that is not its own, a name over a name with nothing said between."""
    document_of = {citation.number: citation.document_id for citation in answer.citations}
    speaking, waiting = set(), ""
    for statement in answer.statements:
        if statement.kind == "notice":
            if waiting and statement.text in lines:
                yield waiting, statement.text
            speaking = lines.get(statement.text, speaking)
            # A source's force is a sentence of its own; every other line announces one.
            waiting = statement.text if statement.text in lines and statement.text.endswith(":") else ""
        elif statement.citations:
            waiting = ""
            # A correction that comes first names its source itself.
            cited = {document_of[number] for number in statement.citations}
            if opens_as_example(statement.text, answer.language):
                # "As an example from Canada (voluntary): The guide …" is nobody else's.
                speaking = cited
            if speaking.isdisjoint(cited) and (speaking or statement.kind == "digest"):
                yield speaking, statement.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_stands_under_the_name_of_its_source(assistant, language):
    """A line "Also in the same source" of a Swedish guidance stood over what a Danish university says, and what a Dutch bill proposes
    under a Finnish agency's lead-in; each was seen by a reader, not by a test of one case.
    """
    lines, said = lines_of_documents(assistant.corpus, language), 0
    for question in of_two_sources(language):
        answer = assistant.ask(question, language=language, conversation=Conversation())
        said += sum(bool(statement.citations) for statement in answer.statements)
        assert not list(misread(answer, lines)), question
    assert said > 2 * ASKED
