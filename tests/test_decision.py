"""The evaluation of the decision over the assistant as it ships."""

from evals import fit
from evals.decision import decisions
from evals.questions import Answerable, QuestionSet, Unanswerable


def test_the_step_tells_a_matter_of_the_corpus_from_another(assistant, monkeypatch):
    """A question of the matter gets a higher probability than one of another matter, and every language is asked."""
    near = {
        "sv": "Vem svarar för exportkontrollen av produkter med dubbel användning?",
        "fi": "Kuka vastaa kaksikäyttötuotteiden vientivalvonnasta?",
        "en": "Who is responsible for the export control of dual-use goods?",
    }
    far = {"sv": "Hur lagar jag en god fisksoppa?", "fi": "Miten keitän hyvän kalakeiton?", "en": "How do I cook a good fish soup?"}
    known = Answerable(id="a", kind="lookup", persona="drafter", topic="t", questions=near, evidence=[{"any": ["x"]}], answer="-")
    strange = Unanswerable(id="u", kind="off_topic", questions=far, expect=("not_covered",), body=(), why="-")
    monkeypatch.setattr(fit, "load_split", lambda _: QuestionSet("dev", (known,), (strange,), (), ()))
    found = decisions(assistant, "dev")
    assert {(row.id, row.language) for row in found} == {(name, code) for name in "au" for code in ("sv", "fi", "en")}
    assert min(row.probability for row in found if row.answerable) > max(row.probability for row in found if not row.answerable)
    assert all(row.answerable == (row.id == "a") for row in found)
