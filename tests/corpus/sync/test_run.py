"""The way that a text takes when all is well: asked for politely, laid over the corpus, asked again without being sent again."""

import datetime as dt

import pytest

from corpus.base.errors import BadInput, MendSetup
from corpus.sync.fetch import Fetcher
from corpus.sync.policy import policy
from corpus.sync.store import OfficialStore

DOCUMENT = "lighthouse-recommendation"
PATH = "/resource/celex/39999H0001"


def test_an_act_becomes_official_provisions(syncing, served):
    """Forty recitals and twenty points in three languages: those that we have a digest of get their text, the others become provisions."""
    out = syncing.run()
    assert {outcome.kind for outcome in out.values()} == {"fetched"}
    assert str(out["sv"]).startswith(f"{DOCUMENT} sv: fetched, 100 parts: 2 provisions have their official text now, 97 are new.")
    provisions = syncing.loaded().documents[DOCUMENT].provisions
    recitals = [p for p in provisions.values() if p.local_id.startswith(("rec-", "recital-"))]
    points = [p for p in provisions.values() if p.local_id == "p2" or (p.local_id.startswith("p-") and p.local_id.count("-") == 1)]
    assert (len(recitals), len(points)) == (40, 20)
    for provision in [*recitals, *points]:
        assert {text.language for text in provision.officials()} == {"sv", "fi", "en"}
    assert provisions["p2"].fetched["fi"].text == "antavat päätösten syntyä lähellä rannikkoa. Päätökset olisi perusteltava."
    assert provisions["p2"].editions["fi"].text_kind == "digest"
    assert provisions["rec-3"].editions["fi"].label == "Johdanto-osan 3 kappale"
    assert provisions["status"].officials() == []


def test_line_n_says_the_same_in_every_edition(syncing, served):
    """Code that takes a line found in one language and says it in another must not fall off the end."""
    syncing.run()
    for provision in syncing.loaded().documents[DOCUMENT].provisions.values():
        assert len({len(text.lines) for text in provision.editions.values()}) == 1, provision.id


def test_languages_that_are_cut_differently_share_a_line(syncing, publisher, act):
    """One sentence in Swedish is two in Finnish: a question asked in one and repeated in the other would quote another sentence."""
    split = act["fi"].replace(b"yhdenvertainen kohtelu,", "yhdenvertainen kohtelu. Tämä lause on vain täällä,".encode())
    publisher.sends({"body": act["sv"]}, language="swe")
    publisher.sends({"body": split}, language="fin")
    syncing.run(language="sv")
    syncing.run(language="fi")
    editions = syncing.loaded().documents[DOCUMENT].provisions["p-3-c"].editions
    assert len(editions["fi"].lines) == len(editions["sv"].lines) == 1
    assert editions["fi"].text.endswith("Tämä lause on vain täällä,")


def test_a_point_reads_alone(syncing, served):
    """ "rådgivning," answers nothing; what leads into it stands before it in brackets, and the words outside them are the publisher's."""
    syncing.run(language="sv")
    provisions = syncing.loaded().documents[DOCUMENT].provisions
    assert provisions["p-14-a"].editions["sv"].lines[0].reading == "[REKOMMENDERAR FYRARNA ATT inrätta ett stöd som omfattar] rådgivning,"
    assert provisions["p-14-a"].editions["sv"].lines[0].text == "rådgivning,"
    assert provisions["p-7-sub-2"].editions["sv"].lines[0].reading == "Detta gäller också fyrar som står tomma."
    assert provisions["p-14-c-i"].meta.stem == "p-14-c"


def test_the_publisher_is_asked_as_it_wants_to_be(syncing, served):
    """CELLAR tells languages apart by three letters and formats by Accept; the program names itself and no person."""
    syncing.run(language="fi")
    [headers] = served.asked()
    assert headers["accept-language"] == "fin"
    assert headers["accept"] == "application/xhtml+xml"
    assert headers["user-agent"].startswith("ri-assistant")
    assert "@" not in headers["user-agent"]
    assert not {"cookie", "referer", "authorization", "from"} & set(headers)


def test_what_has_not_changed_is_not_sent_and_not_written(syncing, served):
    """The second run costs the publisher a 304 a text, and nothing on the disk is touched."""
    syncing.run()
    version, before = syncing.loaded().version, syncing.snapshot()
    served.requests.clear()
    out = syncing.run()
    assert {outcome.kind for outcome in out.values()} == {"unchanged"}
    assert sorted(headers["if-none-match"] for headers in served.asked()) == ['"en-1"', '"fi-1"', '"sv-1"']
    assert syncing.snapshot() == before
    assert syncing.loaded().version == version


def test_a_publisher_without_marks_changes_nothing_either(syncing, publisher, act):
    """No ETag: the text comes again in full and is found to be the same."""
    publisher.sends({"body": act["sv"]})
    syncing.run(language="sv")
    before = syncing.snapshot()
    assert syncing.run(language="sv")["sv"].kind == "unchanged"
    assert syncing.snapshot() == before


def test_a_new_text_takes_the_place_of_the_old(syncing, served, act):
    """The old folder goes only after the record names the new one; the corpus is another one then, so that the index is built anew."""
    syncing.run()
    before = syncing.loaded().version
    served.sends({"body": act["sv"].replace(b"Lamprummet", b"Lampsalen"), "headers": {"ETag": '"sv-2"'}})
    out = syncing.run()
    assert {language: outcome.kind for language, outcome in out.items()} == {"sv": "updated", "fi": "unchanged", "en": "unchanged"}
    corpus = syncing.loaded()
    assert corpus.version != before
    assert corpus.provision(f"{DOCUMENT}/recital-2").official("sv").text.startswith("Lampsalen hör till")
    assert len([p for p in (syncing.root / DOCUMENT).iterdir() if p.is_dir() and p.name.startswith("sv-")]) == 1


def test_the_corpus_is_another_one_with_fetched_texts(syncing, served):
    """An index of the digests alone does not know the new provisions: the version must tell."""
    before = syncing.loaded().version
    syncing.run(language="sv")
    one = syncing.loaded().version
    syncing.run(language="fi")
    assert len({before, one, syncing.loaded().version}) == 3


def test_a_manifest_that_leaves_more_out_is_no_changed_page(syncing, served):
    """Half of the parts are gone because we said so: the copy is counted by today's manifest too."""
    syncing.run(language="sv")
    path = syncing.corpus / "documents" / DOCUMENT / "document.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("- fnp-*", "- fnp-*\n  - rec-*\n  - annex-*\n  - fn-*\n  - p-1*"), encoding="utf-8"
    )
    assert syncing.run(language="sv")["sv"].kind == "updated"


def test_an_interrupted_run_goes_on_where_it_stopped(syncing, served):
    """Ctrl-C in the middle of the second text: the first is kept and not asked for again."""

    def interrupt(outcome):
        if outcome.name.endswith("sv"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        syncing.run(tell=interrupt)
    assert len(served.asked()) == 1
    out = syncing.run()
    assert {language: outcome.kind for language, outcome in out.items()} == {"sv": "done before", "fi": "fetched", "en": "fetched"}
    assert [headers["accept-language"] for headers in served.asked()] == ["swe", "fin", "eng"]
    assert not (syncing.root / ".run.json").exists()
    assert {outcome.kind for outcome in syncing.run().values()} == {"unchanged"}


def test_an_interruption_while_a_text_comes_in_leaves_nothing_behind(syncing, served, monkeypatch):
    """The interruption falls between the writing of the bytes and the record."""
    import corpus.sync.store as store

    syncing.run(language="sv")
    before = syncing.snapshot()
    served.sends({"body": served.replies["/resource/celex/39999H0001", "swe"][0].body.replace(b"Lamprummet", b"Lampsalen")})
    with monkeypatch.context() as patched:
        patched.setattr(store.os, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            syncing.run(language="sv")
    text = OfficialStore(syncing.root).read(DOCUMENT, "sv")
    assert text.record.sha256 == before[f"{DOCUMENT}/sv.json"][0].decode().partition('"sha256": "')[2][:64]
    assert syncing.run(language="sv")["sv"].kind == "updated"
    assert len([p for p in (syncing.root / DOCUMENT).iterdir() if p.is_dir()]) == 1


def test_a_dry_run_asks_for_nothing_but_the_rules(syncing, served):
    """It says what would be fetched, and what is here."""
    out = syncing.run(dry_run=True)
    assert [path for path, _ in served.requests] == ["/robots.txt"]
    assert all(outcome.good for outcome in out.values())
    assert str(out["fi"]).endswith(f"would be fetched from http://publications.europa.eu{PATH}.")
    assert OfficialStore(syncing.root).all() == []
    syncing.run(language="sv")
    told = syncing.run(dry_run=True, language="sv")["sv"]
    assert f"whether the copy of {dt.date.today().isoformat()} has changed" in str(told)


def test_the_rules_of_a_host_are_asked_for_once_a_day(syncing, served):
    """Three languages of one act are three requests to one host; its robots.txt is read once and kept."""
    syncing.run()
    syncing.run()
    assert [path for path, _ in served.requests].count("/robots.txt") == 1


def test_a_pause_that_the_rules_ask_for_is_kept(syncing, served):
    """Crawl-delay holds between two requests to the host."""
    served.sends({"body": b"User-agent: *\nCrawl-delay: 4\n"}, path="/robots.txt", language=None)
    syncing.run()
    assert sum(3 < pause <= 4 for pause in syncing.pauses) >= 2


def test_requests_to_a_host_keep_their_distance(served, through):
    """The policy that ships asks CELLAR once a second at most."""
    pauses = []
    with Fetcher(policy(), through, sleep=pauses.append) as fetcher:
        fetcher.fetch(f"http://publications.europa.eu{PATH}", "sv")
        fetcher.fetch(f"http://publications.europa.eu{PATH}", "fi")
    assert pauses
    assert all(0 < pause <= policy().hosts["publications.europa.eu"].interval for pause in pauses)


def test_a_text_can_be_given_as_a_file(syncing, served, act, tmp_path):
    """Where a publisher lets no program in, the person saves the page and gives it; it passes the same looks, and no path is kept."""
    saved = tmp_path / "saved act.xhtml"
    saved.write_bytes(act["fi"])
    assert syncing.run(language="fi", source=str(saved))["fi"].kind == "fetched"
    assert served.requests == []
    record = (syncing.root / DOCUMENT / "fi.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in record
    saved.write_bytes(act["en"])
    assert syncing.run(language="fi", source=str(saved))["fi"].kind == "language"


def test_what_is_given_is_one_text(syncing, served, tmp_path):
    """A file for three languages is a slip of the hand."""
    with pytest.raises(BadInput, match="--language"):
        syncing.run(source=str(tmp_path / "x"))
    with pytest.raises(BadInput, match="cannot be read"):
        syncing.run(source=str(tmp_path / "x"), language="sv")


def test_an_address_given_by_hand_is_held_against_the_list_too(syncing, served):
    """Whatever a person is talked into, the program asks publishers only."""
    outcome = syncing.run(source="https://example.org/act.xhtml", language="sv")["sv"]
    assert outcome.kind == "host"
    assert "not on the list of publishers" in str(outcome)


def test_a_text_without_an_address_says_how_to_give_it(syncing, served, act, tmp_path):
    """The manifest knows the page and not the file."""
    path = syncing.corpus / "documents" / DOCUMENT / "document.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "url: http://publications.europa.eu/resource/celex/39999H0001", "url: null\n  page: https://okm.fi/sida"
    )
    path.write_text(text, encoding="utf-8")
    outcome = syncing.run(language="fi")["fi"]
    assert outcome.kind == "to give"
    assert "https://okm.fi/sida" in str(outcome)
    assert f"assistant corpus sync --document {DOCUMENT} --language fi --from FILE" in str(outcome)
    saved = tmp_path / "act.xhtml"
    saved.write_bytes(act["fi"])
    assert syncing.run(language="fi", source=str(saved))["fi"].kind == "fetched"
    assert syncing.run(language="fi")["fi"].kind == "kept"
    assert served.requests == []


def test_what_is_not_there_is_said(syncing):
    """A misspelt document must not look like a run in which nothing had changed."""
    with pytest.raises(BadInput, match="no document lighthouse"):
        syncing.run(document="lighthouse")


def test_two_runs_at_a_time_are_one_too_many(syncing, served):
    """Two processes that sweep each other's folders."""
    from filelock import FileLock

    syncing.root.mkdir(parents=True)
    with FileLock(syncing.root / ".lock"), pytest.raises(MendSetup, match="Another sync"):
        syncing.run()


@pytest.mark.parametrize(("change", "told"), [
    ({"url": "https://example.org/act"}, "not on the list of publishers"),
    ({"url": "http://okm.fi/act"}, "without encryption"),
    ({"url": None}, "neither url nor page"),
    ({"language": "sv"}, "a language stands twice"),
])  # fmt: skip
def test_a_manifest_that_could_never_be_fetched_is_found_by_the_check(syncing, change, told):
    """Whoever adds an edition runs the check first, not the fetch."""
    import yaml

    from corpus.load import load_corpus
    from corpus.sync.check import check_official

    path = syncing.corpus / "documents" / DOCUMENT / "document.yaml"
    meta = yaml.safe_load(path.read_text(encoding="utf-8"))
    meta["official_editions"][1] |= change
    path.write_text(yaml.safe_dump(meta), encoding="utf-8")
    findings = [str(f) for f in check_official(load_corpus(syncing.corpus).documents, syncing.root)]
    assert len(findings) == 1
    assert told in findings[0]


@pytest.mark.parametrize("url", [
    "https://example.org/a", "http://okm.fi/a", "ftp://okm.fi/a", "file:///etc/hosts", "https://user:secret@okm.fi/a",
    "https://okm.fi.example.org/a", "https://okm.fi:8443/a", "//okm.fi/a", "https://127.0.0.1/a",
])  # fmt: skip
def test_only_publishers_by_https(through, url):
    """The list of hosts is the whole of the network that a sync knows."""
    from corpus.sync.faults import SyncFault

    with Fetcher(policy(), through, sleep=lambda _: None) as fetcher, pytest.raises(SyncFault):
        fetcher.fetch(url, "sv")


@pytest.mark.parametrize(("ip", "internal"), [
    ("127.0.0.1", True), ("10.1.2.3", True), ("192.168.0.1", True), ("169.254.169.254", True), ("172.16.0.1", True), ("100.64.0.1", True),
    ("::1", True), ("fe80::1%eth0", True), ("fd00::1", True), ("::ffff:10.0.0.1", True), ("0.0.0.0", True), ("224.0.0.1", True),
    ("93.184.216.34", False), ("2a00:1450:400f:80c::200e", False), ("::ffff:93.184.216.34", False),
])  # fmt: skip
def test_internal_addresses_are_told(ip, internal):
    """Also written as IPv6, also with a zone: the metadata service of a cloud machine stands at 169.254.169.254."""
    from corpus.sync.network import is_internal

    assert is_internal(ip) is internal
