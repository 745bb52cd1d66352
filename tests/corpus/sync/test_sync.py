"""The way that a text takes when all is well: from the publisher into the corpus."""
from corpus.load import load_corpus


def test_an_act_becomes_official_provisions(fetch_all, served):
    out = fetch_all.run()
    for o in out.values(): print(o)
    corpus = load_corpus(fetch_all.corpus, official=fetch_all.root)
    d = corpus.documents["lighthouse-recommendation"]
    for p in d.provisions.values():
        e=p.edition('sv')
        print(p.local_id, p.meta.stem, e.label, e.text_kind, [l.reading for l in e.lines], list(p.fetched), [f.text for f in p.fetched.values()])
    assert 0
