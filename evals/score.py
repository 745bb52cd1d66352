"""One reply, one row of scores. Pure functions of the reply, the item and the corpus.

Cited text is bounded, because most of a high figure is the amount of text cited: only the first four citations count, and of those only
the ones that fit into 2,400 characters of passages. What is past the budget is as good as not cited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.record import Answer, Citation, Statement
from corpus.load import Corpus
from corpus.text.language import identifier
from evals.collect import Abstained, Answered, Listed, Turned
from evals.contract import answer_faults, checklist_faults
from evals.questions import Group
from evals.ranking import ranking_scores
from evals.spans import OfficialText, holds

MAX_CITATIONS = 4
BUDGET = 2400
ABSTAINING = ("not_covered", "referred", "refused")
ANSWERING = ("answered", "partial")


def counted(citations: Sequence[Citation]) -> list[Citation]:
    """The citations that count: in order, while their number and the running sum of their passages stay within bounds."""
    kept, characters = [], 0
    for citation in citations[:MAX_CITATIONS]:
        characters += len(citation.passage)
        if characters > BUDGET:
            break
        kept.append(citation)
    return kept


def official_quote(citation: Citation) -> str | None:
    """The official words relied on."""
    return citation.official_quote or (citation.quote if citation.text_kind == "official" else None)


def quoted_lines(citation: Citation, official: OfficialText) -> tuple[int, ...]:
    """The numbers of the lines that a quote covers."""
    edition = official.edition(citation.provision_id, citation.language)
    spans = edition.spans if edition else ()
    return tuple(n for n, (start, end) in enumerate(spans, 1) if start < citation.quote_end and citation.quote_start < end)


def in_quotes(group: Group, citations: Sequence[Citation], official: OfficialText) -> bool:
    """Whether some quote holds the evidence: its official words, or the lines that it covers."""
    return any(
        holds(official_quote(citation), group) or official.told_in(group, citation.provision_id, quoted_lines(citation, official))
        for citation in citations
    )


def in_passages(group: Group, citations: Sequence[Citation], official: OfficialText) -> bool:
    """Whether some cited provision holds the evidence."""
    return any(
        holds(citation.official_passage or citation.passage, group) or official.told_in(group, citation.provision_id)
        for citation in citations
    )


def content(answer: Answer) -> list[Statement]:
    """The statements that say something about the matter: all but notices."""
    return [statement for statement in answer.statements if statement.kind != "notice"]


def early(answer: Answer, evidence: Sequence[Group], statements: int, official: OfficialText) -> bool:
    """Whether a quote cited by one of the first ``statements`` content statements holds any evidence: what a hurried reader sees."""
    numbers = {number for statement in content(answer)[:statements] for number in statement.citations}
    cited = [citation for citation in counted(answer.citations) if citation.number in numbers]
    return any(in_quotes(group, cited, official) for group in evidence)


def outcome(answer: Answer) -> str:
    """What became of the question: the status, or ``premise`` where an answer corrects the question's premise."""
    corrects = any(statement.kind == "premise_correction" for statement in answer.statements)
    return "premise" if corrects and answer.status in ANSWERING else ("answered" if answer.status == "partial" else answer.status)


def written_in(answer: Answer) -> str:
    """The language of the reply's own words by an identifier that the assistant does not decide alone; ``none`` where nothing is said."""
    text = " ".join(statement.text for statement in answer.statements)
    return str(identifier(("sv", "fi", "en")).classify(text)[0]) if text.strip() else "none"


def speaks(answer: Answer, language: str) -> bool:
    """Whether the record, every statement and the words themselves are in ``language``."""
    said = all(statement.language == language for statement in answer.statements)
    return answer.language == language and said and written_in(answer) == language


@dataclass(frozen=True)
class AnswerRow:
    """An answerable question's scores."""

    id: str
    kind: str
    language: str
    status: str
    outcome: str
    quotes: bool
    passages: bool
    quotes_share: float
    passages_share: float
    first: bool
    first_two: bool
    citations: int
    counted: int
    characters: int
    counted_characters: int
    cited: list[str]
    ranking: dict[str, float]
    reply_language: bool
    statements: int
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class AbstentionRow:
    """The scores of a question that should get no plain answer."""

    id: str
    kind: str
    language: str
    status: str
    outcome: str
    caught: bool
    abstained: bool
    body_asked: bool
    body: bool
    sources_on_refusal: bool
    reply_language: bool
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ChecklistRow:
    """A situation's scores."""

    id: str
    language: str
    raised: list[str]
    missed: list[str]
    false: list[str]
    must: int
    must_not: int
    innocuous: bool
    reply_language: bool
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class TurnRow:
    """A conversation turn's scores."""

    id: str
    turn: int
    language: str
    outcome: str
    expected: str
    right: bool
    quotes: bool
    reply_language: bool
    faults: list[str] = field(default_factory=list)


def faults_of(answer: Answer, corpus: Corpus) -> list[str]:
    """The contract faults as ``kind: where``."""
    return [f"{fault.kind}: {fault.where}" for fault in answer_faults(answer, corpus)]


def score_answered(reply: Answered, corpus: Corpus, official: OfficialText) -> AnswerRow:
    """Evidence, ranking, language and contract of one reply."""
    answer, evidence = reply.answer, reply.item.evidence
    kept = counted(answer.citations)
    quotes = [in_quotes(group, kept, official) for group in evidence]
    passages = [in_passages(group, kept, official) for group in evidence]
    return AnswerRow(
        id=reply.item.id,
        kind=reply.item.kind,
        language=reply.language,
        status=answer.status,
        outcome=outcome(answer),
        quotes=all(quotes),
        passages=all(passages),
        quotes_share=sum(quotes) / len(quotes),
        passages_share=sum(passages) / len(passages),
        first=early(answer, evidence, 1, official),
        first_two=early(answer, evidence, 2, official),
        citations=len(answer.citations),
        counted=len(kept),
        characters=sum(len(citation.passage) for citation in answer.citations),
        counted_characters=sum(len(citation.passage) for citation in kept),
        cited=[citation.provision_id for citation in answer.citations],
        ranking=ranking_scores(reply.ranked, official.relevant(evidence)),
        reply_language=speaks(answer, reply.language),
        statements=len(content(answer)),
        faults=faults_of(answer, corpus),
    )


def score_abstained(reply: Abstained, corpus: Corpus) -> AbstentionRow:
    """Whether the question was caught in a way that its item allows."""
    answer, item = reply.answer, reply.item
    became = outcome(answer)
    body = answer.referral.body.casefold() if answer.referral else ""
    return AbstentionRow(
        id=item.id,
        kind=item.kind,
        language=reply.language,
        status=answer.status,
        outcome=became,
        caught=became in item.expect,
        abstained=became in (*ABSTAINING, "premise"),
        body_asked=bool(item.body),
        body=answer.status == "referred" and any(name.casefold() in body for name in item.body),
        sources_on_refusal=answer.status in ("not_covered", "refused", "invalid") and bool(answer.citations),
        reply_language=speaks(answer, reply.language),
        faults=faults_of(answer, corpus),
    )


def score_listed(reply: Listed, corpus: Corpus) -> ChecklistRow:
    """Themes raised against those that must, may and must not be."""
    item, raised = reply.item, [theme.id for theme in reply.checklist.themes]
    return ChecklistRow(
        id=item.id,
        language=reply.language,
        raised=raised,
        missed=[theme for theme in item.must if theme not in raised],
        false=[theme for theme in raised if theme in item.must_not],
        must=len(item.must),
        must_not=len(item.must_not),
        innocuous=not item.must and not item.may,
        reply_language=reply.checklist.language == reply.language,
        faults=[f"{fault.kind}: {fault.where}" for fault in checklist_faults(reply.checklist, corpus)],
    )


def score_turned(reply: Turned, corpus: Corpus, official: OfficialText) -> TurnRow:
    """A turn is right where its outcome is the expected one and, for an answer, all evidence stands in the cited passages."""
    kept, became = counted(reply.answer.citations), outcome(reply.answer)
    evidence = reply.turn.evidence
    return TurnRow(
        id=reply.dialogue,
        turn=reply.number,
        language=reply.turn.language,
        outcome=became,
        expected=reply.turn.expect,
        right=_met(became, reply.turn.expect) and all(in_passages(group, kept, official) for group in evidence),
        quotes=all(in_quotes(group, kept, official) for group in evidence),
        reply_language=speaks(reply.answer, reply.turn.language),
        faults=faults_of(reply.answer, corpus),
    )


def _met(became: str, expected: str) -> bool:
    # An answer that also corrects a premise has answered; the evidence decides whether with the right source. Likewise a premise
    # corrected with its source stands for "not covered" in the middle of a conversation.
    alike = {"answered": ("answered", "premise"), "not_covered": ("not_covered", "premise")}
    return became in alike.get(expected, (expected,))
