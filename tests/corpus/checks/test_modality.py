"""Force across the three languages, over the corpus: few enough to read, and a change of force in any place is among them."""

import pytest

from corpus.base.settings import LANGUAGES
from corpus.checks.modality import check_modality
from corpus.load import Corpus, load_corpus

MUST = {"sv": " Det måste göras.", "fi": " Se täytyy tehdä.", "en": " It must be done."}


def test_the_corpus_has_few_differences_and_none_fails_it(corpus):
    """A list that nobody reads to its end finds nothing; it began at 166 for the documents alone."""
    found = list(check_modality(corpus))
    assert not any(f.fault for f in found)
    lines = sum(len(p.edition("en").lines) for d in corpus.documents.values() for p in d.provisions.values())
    assert len(found) <= 0.04 * lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_duty_put_into_one_edition_is_found(small_corpus, language):
    path = small_corpus / "documents" / "made-up" / f"{language}.md"
    text = path.read_text(encoding="utf-8")
    line = {"sv": "Fyrvaktaren tänder lampan.", "fi": "Majakanvartija sytyttää lampun.", "en": "The keeper lights the lamp."}[language]
    assert line in text
    path.write_text(text.replace(line, line + MUST[language]), encoding="utf-8")
    (found,) = check_modality(load_corpus(small_corpus))
    assert found.where == "made-up/a#2"
    assert f"must in {language}" in found.what


def test_every_text_of_an_entry_is_held_against_its_languages(corpus):
    """A duty put into any text of a referral, a role, a theme's item or an answer must be found, however deep it lies."""
    k = corpus.knowledge
    role, theme, answer, referral = k.roles[0], k.themes[0], k.answers[0], k.referrals[0]
    plain = {"sv": "Lampan brinner.", "fi": "Lamppu palaa.", "en": "The lamp burns."}
    changed = plain | {"fi": plain["fi"] + MUST["fi"]}
    item, said = theme.items[0].model_copy(update={"text": changed}), answer.statements[0].model_copy(update={"text": changed})
    entries = {
        "roles": [role.model_copy(update={"does": changed})],
        "themes": [theme.model_copy(update={"items": [item], "escalate": plain})],
        "answers": [answer.model_copy(update={"statements": [said]})],
        "referrals": [referral.model_copy(update={"why": changed, "matter": plain, "body": plain})],
    }
    others = {kind: [] for kind in ("glossary", "actors", "absences", "classes", "timeline")}
    found = [f.where for f in check_modality(Corpus({}, k.model_copy(update=entries | others), "x"))]
    assert f"roles/{role.id} does" in found
    assert f"themes/{theme.id} items {item.id} text" in found
    assert f"answers/{answer.id} statements 1 text" in found
    assert f"referrals/{referral.id} why" in found


def test_duties_come_first(corpus):
    forces = [f.what.split("force differs: ")[1].split(" ")[0] for f in check_modality(corpus)]
    rank = {"must": 0, "should": 1, "may": 2}
    assert [rank[f] for f in forces] == sorted(rank[f] for f in forces)
