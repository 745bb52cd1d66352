"""A text in each format that a manifest can name, from its publisher's address into the corpus."""

import pytest
import yaml

DOCUMENT = "lighthouse-recommendation"
FINLEX = "/finlex/avoindata/v1/akn/fi/act/statute-consolidated/2099/1"


@pytest.fixture
def manifest(syncing):
    """Write the official editions and the provisions of the small document anew."""
    path = syncing.corpus / "documents" / DOCUMENT / "document.yaml"

    def write(editions, **official):
        meta = yaml.safe_load(path.read_text(encoding="utf-8"))
        meta["official_editions"] = editions
        for provision in meta["provisions"]:
            provision |= {"official": official[provision["id"]]} if provision["id"] in official else {}
        path.write_text(yaml.safe_dump(meta, allow_unicode=True), encoding="utf-8")

    return write


def finlex(language, code, **more):
    url = f"https://opendata.finlex.fi{FINLEX}/{code}@latest"
    return {"language": language, "url": url, "format": "akoma-ntoso", "accept": "application/xml", "min_parts": 5, **more}


def test_a_finnish_act(syncing, manifest, publisher, publishers):
    """Sections with their subsections in both languages; the digest of a whole section gets all of it."""
    manifest([finlex("sv", "swe"), finlex("fi", "fin")], status="sec-1", p2=["sec-3-1", "sec-3-3"])
    for language, code in (("sv", "swe"), ("fi", "fin")):
        body, kind = publishers.finlex_act(language), {"Content-Type": "application/xml"}
        publisher.sends({"body": body, "headers": kind}, path=f"{FINLEX}/{code}@latest", language=None)
    assert {outcome.kind for outcome in syncing.run().values()} == {"fetched"}
    provisions = syncing.loaded().documents[DOCUMENT].provisions
    assert provisions["status"].fetched["sv"].text.startswith("Denna lag tillämpas på fyrar. Lagen tillämpas inte på lyktor.")
    assert [line.text for line in provisions["p2"].fetched["sv"].lines] == [
        "Lampan tänds när solen går ned.", "Lampan ska brinna hela natten.",
    ]  # fmt: skip
    assert provisions["sec-4"].editions["fi"].label == "4 §"
    assert provisions["sec-3-2-1"].editions["sv"].lines[0].reading == "[Lampan tänds inte om] det är dag,"
    assert "sec-1-1" not in provisions


def test_an_act_as_adopted_is_not_taken_for_the_act_in_force(syncing, manifest, publisher, publishers):
    """Finlex gives the act as it was adopted where a version is asked for that it does not have; the file names itself, and we look."""
    manifest([finlex("sv", "swe", must_contain=["/ajantasa"])])
    body = publishers.finlex_act("sv")
    assert b"/ajantasa" not in body
    publisher.sends({"body": body, "headers": {"Content-Type": "application/xml"}}, path=f"{FINLEX}/swe@latest", language=None)
    outcome = syncing.run()["sv"]
    assert outcome.kind == "changed"
    assert "/ajantasa" in str(outcome)


@pytest.mark.parametrize("name", ["older", "formex"])
def test_an_eu_act_in_another_form(syncing, manifest, publisher, publishers, name):
    """The same places whatever the form: an act of 2013 or the archive's Formex gives the digests the same sentences."""
    format_ = "formex" if name == "formex" else "eu-xhtml"
    kind = "application/xml" if name == "formex" else "application/xhtml+xml"
    url = "http://publications.europa.eu/resource/celex/39999H0001"
    manifest([{"language": "fi", "url": url, "format": format_, "accept": kind, "min_parts": 20}])
    body = getattr(publishers, name)(publishers.RECOMMENDATION, "fi")
    publisher.sends({"body": body, "headers": {"Content-Type": kind}}, language="fin")
    outcome = syncing.run()["fi"]
    assert outcome.kind == "fetched", outcome
    assert syncing.loaded().provision(f"{DOCUMENT}/p2").fetched["fi"].lines[1].text == "Päätökset olisi perusteltava."


def test_a_ministrys_page(syncing, manifest, publisher, publishers):
    """The text by its selector, without what surrounds it; pages have no numbers, so paragraphs become provisions under their headings."""
    edition = {"language": "fi", "url": "https://okm.fi/-/majakat", "format": "html", "selector": publishers.SELECTOR}
    manifest([{**edition, "exclude": list(publishers.EXCLUDE), "min_parts": 3}])
    publisher.sends({"body": publishers.ministry_page(), "headers": {"Content-Type": "text/html"}}, path="/-/majakat", language=None)
    outcome = syncing.run()["fi"]
    assert outcome.kind == "fetched", outcome
    new = [p for p in syncing.loaded().documents[DOCUMENT].provisions.values() if "sv" not in p.editions]
    assert new
    assert all(p.editions["fi"].label for p in new)


def test_a_page_that_was_rebuilt_is_not_taken(syncing, manifest, publisher, publishers):
    """The selector finds nothing any more."""
    edition = {"language": "fi", "url": "https://okm.fi/-/majakat", "format": "html", "selector": "main .not-there", "min_parts": 3}
    manifest([edition])
    publisher.sends({"body": publishers.ministry_page(), "headers": {"Content-Type": "text/html"}}, path="/-/majakat", language=None)
    outcome = syncing.run()["fi"]
    assert outcome.kind in ("unreadable", "changed")
    assert not outcome.good
