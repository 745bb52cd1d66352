"""Whatever a publisher sends instead of its text: the copy that is there stays whole, the line says what came and what to do.

Each case happens on the wire. A page in the way that was taken for the text would be quoted as official wording.
"""

import dataclasses
import datetime as dt
import os

import pytest

from corpus.sync.store import OfficialStore, Stored

HTML = {"Content-Type": "text/html; charset=utf-8"}


def page(title, body, lang="en"):
    return f'<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>'.encode()


PAGES = {
    "login": ("login", page("Logga in | Ministeriet", "<form><input type='password'></form><p>Glömt lösenordet?</p>", "sv")),
    "login in finnish": ("login", page("Palvelu", "<p>Kirjaudu sisään jatkaaksesi.</p>", "fi")),
    "block": ("block", page("Request Rejected", "<p>Your request has been blocked. Support ID: 1234.</p>")),
    "captcha": ("captcha", page("Just one thing", "<p>Verify you are human.</p><div class='h-captcha'></div>")),
    "captcha by markup alone": ("captcha", page("Asiakirja", "<div class='g-recaptcha'></div><p>Hetki vielä.</p>", "fi")),
    "consent": ("consent", page("Evästeet", "<p>Ennen kuin jatkat: hyväksy kaikki evästeet.</p><button>Hyväksy</button>", "fi")),
    "error page under status 200": ("error", page("Sidan hittades inte", "<p>Sidan kunde inte hittas.</p>", "sv")),
    "error page of a big site": ("error", page("Page not found - EUR-Lex", "<ul>" + "<li>Another part of this site</li>" * 400 + "</ul>")),
}


@pytest.fixture
def kept(syncing, served):
    """The Swedish text is there; what is done to its copy shows."""
    assert syncing.run(language="sv")["sv"].kind == "fetched"
    served.requests.clear()
    return syncing


def assert_stays(kept, kind, *words, **options):
    """Another run: the old copy is untouched and still used, the line is clear."""
    before = kept.snapshot()
    outcome = kept.run(language="sv", **options)["sv"]
    assert kept.snapshot() == before
    assert outcome.kind == kind
    assert not outcome.good
    assert str(outcome).startswith("lighthouse-recommendation sv: not fetched: ")
    assert f"The copy of {dt.date.today().isoformat()} stays." in str(outcome)
    for word in words:
        assert word in str(outcome)
    corpus = kept.loaded()
    assert corpus.remarks == ()
    assert corpus.provision("lighthouse-recommendation/recital-2").official("sv").text.startswith("Lamprummet hör till")


@pytest.mark.parametrize(("kind", "body"), PAGES.values(), ids=PAGES)
def test_a_page_in_the_way_is_not_taken_for_the_text(kept, served, kind, body):
    """A wall in front of a publisher answers with status 200 and a page of its own, in the publisher's language."""
    served.sends({"body": body, "headers": HTML})
    assert_stays(kept, kind, "page")


@pytest.mark.parametrize(("status", "kind", "words"), [
    (404, "missing", ["There is nothing at", "(404)", "docs/sync.md"]),
    (410, "missing", ["(410)"]),
    (500, "server", ["failed (500)", "Try again later."]),
    (403, "refused", ["refuses access", "--from FILE"]),
    (202, "refused", ["puts a check for browsers before it", "--from FILE"]),
    (300, "refused", ["several files under this address"]),
    (406, "status", ["answered 406"]),
])  # fmt: skip
def test_a_status_that_brings_no_text(kept, served, status, kind, words):
    """202 with an empty body is how a web firewall asks a browser to prove itself; 300 is CELLAR's answer where there are several files."""
    served.sends({"status": status, "headers": HTML})
    assert_stays(kept, kind, *words)


def test_a_pause_that_is_asked_for_is_kept_and_then_the_text_is_taken(kept, served, act):
    """503 with Retry-After is a publisher at work on its server: wait as long as it says, once, and go on."""
    new = act["sv"].replace("hör till det gemensamma".encode(), "hör fortfarande till det gemensamma".encode())
    served.sends({"status": 503, "headers": {"Retry-After": "7"}}, {"body": new})
    outcome = kept.run(language="sv")["sv"]
    assert outcome.kind == "updated"
    assert 7.0 in kept.pauses


def test_a_pause_too_long_is_left_for_another_day(kept, served):
    """A publisher may ask for an hour; the program does not sit there."""
    served.sends({"status": 503, "headers": {"Retry-After": "3600"}})
    assert_stays(kept, "busy", "not available now (503)", "asks for a pause of 3600 seconds")
    assert max(kept.pauses, default=0) < 60
    assert len(served.asked()) == 1


def test_a_pause_until_a_date_is_understood(kept, served, act):
    """Retry-After comes as seconds or as a date; the date was once read as nothing and the server asked again at once."""
    until = (dt.datetime.now(dt.UTC) + dt.timedelta(seconds=20)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    served.sends({"status": 429, "headers": {"Retry-After": until}}, {"body": act["sv"]})
    assert kept.run(language="sv")["sv"].kind == "unchanged"
    assert any(15 < pause <= 20 for pause in kept.pauses)


def test_too_many_requests_for_ever(kept, served, rules):
    """429 to everything: a few attempts with growing pauses, then an end."""
    served.sends({"status": 429})
    assert_stays(kept, "busy", "asks for a pause (429)", "Try again later.")
    assert len(served.asked()) == rules.limits.attempts
    waited = [p for p in kept.pauses if p]
    assert waited == sorted(waited)
    assert len(set(waited)) > 1


def test_a_redirect_off_the_list_is_not_followed(kept, served):
    """A publisher's domain that was lost to somebody else redirects to wherever that is."""
    served.sends({"status": 302, "headers": {"Location": "https://example.org/act"}})
    assert_stays(kept, "redirect", "redirects to https://example.org, which is not allowed")


def test_a_redirect_to_no_encryption_is_not_followed(kept, served):
    """okm.fi has no addresses that begin with http; one that is redirected to would be read by anyone on the way."""
    served.sends({"status": 302, "headers": {"Location": "http://okm.fi/act"}})
    assert_stays(kept, "redirect", "redirects to http://okm.fi, which is not allowed")


def test_a_redirect_in_a_circle_ends(kept, served):
    """Two addresses that send to each other."""
    served.sends({"status": 302, "headers": {"Location": "/other"}})
    served.sends({"status": 302, "headers": {"Location": "/resource/celex/39999H0001"}}, path="/other")
    assert_stays(kept, "redirect", "redirects in a circle")


def test_a_chain_of_redirects_ends(kept, served):
    """Ever new addresses."""
    served.sends({"status": 302, "headers": {"Location": "/1"}})
    for number in range(1, 20):
        served.sends({"status": 302, "headers": {"Location": f"/{number + 1}"}}, path=f"/{number}")
    assert_stays(kept, "redirect", "redirects")


def test_a_file_shorter_than_promised_is_not_taken(kept, served, act):
    """Content-Length says more than came: half an act would be stored as the whole."""
    served.sends({"body": act["sv"][:20000], "after": "cut"})
    assert_stays(kept, "truncated", "broke off in the middle", "Try again later.")


def test_a_connection_dropped_midway(kept, served, act):
    """The server resets the connection while the text comes in."""
    served.sends({"body": act["sv"][:20000], "after": "dropped"})
    before = kept.snapshot()
    outcome = kept.run(language="sv")["sv"]
    assert outcome.kind in ("truncated", "connection")
    assert kept.snapshot() == before
    assert "Try again later." in str(outcome)


def test_mark_up_that_breaks_off_is_not_taken(kept, served, act):
    """A page cut by a cache has the right length for what came, and no end."""
    served.sends({"body": act["sv"][: len(act["sv"]) * 3 // 4]})
    assert_stays(kept, "truncated", "breaks off before its end")


def test_mark_up_that_is_broken_inside_is_not_taken(kept, served, act):
    """Its end is there and its middle is not."""
    data = act["sv"]
    served.sends({"body": data[: len(data) // 3] + data[-len(data) // 3 :]})
    assert_stays(kept, "unreadable", "mark-up is broken")


@pytest.mark.parametrize("said", [True, False], ids=["said before", "found out"])
def test_a_text_too_large_is_not_taken(kept, served, act, rules, said):
    """The limit holds whether the server says the size or only sends on."""
    small = rules.model_copy(update={"limits": rules.limits.model_copy(update={"bytes": 10_000})})
    served.sends({"body": act["sv"]} if said else {"body": act["sv"], "headers": {"Connection": "close"}, "after": "closed"})
    assert_stays(kept, "size", "is larger than", rules=small)


def test_a_text_that_drips_in_is_given_up(kept, served, act):
    """A byte now and then keeps every single read within its time; the whole has a limit of its own."""
    served.sends({"body": act["sv"], "after": "drip"})
    assert_stays(kept, "slow", "took longer than", "Try again later.")


def test_another_type_is_not_taken(kept, served):
    """A JSON answer about the act instead of the act."""
    served.sends({"body": b'{"act": "39999H0001"}', "headers": {"Content-Type": "application/json"}})
    assert_stays(kept, "type", "not eu-xhtml")


def test_a_file_in_disguise_is_not_taken(kept, served):
    """A PDF that is called XHTML: the bytes say what it is."""
    served.sends({"body": b"%PDF-1.7\n1 0 obj\n%%EOF\n"})
    assert_stays(kept, "type", "The bytes are pdf, not eu-xhtml.")


def test_nothing_is_not_taken(kept, served):
    """An empty body under status 200."""
    served.sends({"body": b"  \n"})
    assert_stays(kept, "empty", "sent nothing")


def test_another_language_is_not_taken(kept, served, act):
    """A publisher that has no Swedish edition sends the English one without a word."""
    served.sends({"body": act["en"]})
    assert_stays(kept, "language", "in en, not sv")


def test_another_language_that_calls_itself_swedish_is_not_taken(kept, served, act):
    """The words tell, whatever the file says of itself."""
    said = act["en"].replace(b">EN<", b">SV<").replace(b"EN.000101", b"SV.000101")
    served.sends({"body": said})
    assert_stays(kept, "language", "It reads as en, not sv.")


def test_a_page_with_half_of_its_parts_is_not_taken(kept, served, publishers):
    """A rebuilt site shows a summary at the old address: sound mark-up, right language, most of the text gone."""
    whole = publishers.RECOMMENDATION
    part = dataclasses.replace(whole, recitals=whole.recitals[:25], body=whole.body[:1], annexes=())
    served.sends({"body": publishers.present(part, "sv")})
    assert_stays(kept, "changed", "the copy here has 100", "the page has changed")


def test_robots_that_forbid_are_obeyed(kept, served):
    """What the publisher does not let programs read is not read; the way out is a browser and --from."""
    served.sends({"body": b"User-agent: *\nDisallow: /resource/\n"}, path="/robots.txt", language=None)
    for rule in (kept.root / ".robots").iterdir():
        rule.unlink()
    assert_stays(kept, "robots", "robots.txt", "--from FILE")
    assert served.asked() == []


def test_robots_that_cannot_be_read_forbid_for_now(kept, served):
    """RFC 9309: a server that fails on its rules is not asked for its texts."""
    served.sends({"status": 500}, path="/robots.txt", language=None)
    for rule in (kept.root / ".robots").iterdir():
        rule.unlink()
    assert_stays(kept, "robots", "could not be read")
    assert served.asked() == []


def test_an_internal_address_is_not_asked(kept, served, through):
    """A name that leads into the organisation's own network must not make the program read what stands there."""
    closed = through.model_copy(update={"mirrors": {"publications.europa.eu": "https://localhost:1"}, "allow_private": False})
    assert_stays(kept, "address", "leads to an internal address", "nothing was asked", settings=closed)
    assert served.requests == []


def test_a_full_disk_leaves_the_old_text(kept, served, act, monkeypatch):
    """The write fails after the first bytes: half a folder must not be what the record names."""
    served.sends({"body": act["sv"].replace(b"Lamprummet", b"Lampsalen")})

    def full(descriptor):
        raise OSError(28, "No space left on device")

    before = kept.snapshot()
    monkeypatch.setattr(os, "fsync", full)
    outcome = kept.run(language="sv")["sv"]
    assert outcome.kind == "store"
    assert "No space left on device" in str(outcome)
    assert "stays" in str(outcome)
    assert kept.snapshot() == before
    monkeypatch.undo()
    assert kept.run(language="sv")["sv"].kind == "updated"


def test_a_write_that_fails_at_the_last_step_leaves_the_old_text(kept, served, act, monkeypatch):
    """The new folder is whole and the record cannot be swapped."""
    served.sends({"body": act["sv"].replace(b"Lamprummet", b"Lampsalen")})

    def refused(source, target):
        raise PermissionError(13, "Permission denied")

    before = kept.snapshot()
    monkeypatch.setattr(os, "replace", refused)
    outcome = kept.run(language="sv")["sv"]
    assert outcome.kind == "store"
    assert kept.snapshot() == before


@pytest.mark.parametrize("name", ["parsed.json", "source"])
def test_a_damaged_text_is_not_used_and_fetched_anew(kept, served, name):
    """A byte that changed on the disk would be quoted as official: the hash tells, the text is left out, the next sync mends it."""
    [path] = kept.root.rglob(name)
    path.write_bytes(path.read_bytes().replace(b"Lamprummet", b"Lampkammar", 1))
    corpus = kept.loaded()
    [remark] = corpus.remarks
    assert "does not fit its hash" in remark
    assert "assistant corpus sync --document lighthouse-recommendation" in remark
    assert corpus.provision("lighthouse-recommendation/recital-2").official() is None
    assert kept.run(language="sv")["sv"].kind == "fetched"
    assert "if-none-match" not in served.asked()[-1]
    assert kept.loaded().remarks == ()


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"format": 1}'], ids=["empty", "bare", "binary", "half"])
def test_a_damaged_record_is_not_used(kept, content):
    """The record itself is what was cut short."""
    (kept.root / "lighthouse-recommendation" / "sv.json").write_bytes(content)
    [remark] = kept.loaded().remarks
    assert "cannot be read" in remark
    assert kept.run(language="sv")["sv"].kind == "fetched"


def test_a_record_cannot_lead_out_of_the_folder(kept):
    """The folder that a record names is looked for beside it and nowhere else."""
    path = kept.root / "lighthouse-recommendation" / "sv.json"
    record = path.read_text(encoding="utf-8")
    name = OfficialStore(kept.root).read("lighthouse-recommendation", "sv").record.folder
    path.write_text(record.replace(name, f"../lighthouse-recommendation/{name}"), encoding="utf-8")
    [remark] = kept.loaded().remarks
    assert "something else" in remark


def test_one_that_fails_does_not_stop_the_others(syncing, served):
    """Three languages, the middle one broken."""
    served.sends({"status": 404}, language="fin")
    out = syncing.run()
    assert {language: outcome.kind for language, outcome in out.items()} == {"sv": "fetched", "fi": "missing", "en": "fetched"}
    assert isinstance(OfficialStore(syncing.root).read("lighthouse-recommendation", "en"), Stored)
    assert OfficialStore(syncing.root).read("lighthouse-recommendation", "fi") is None
    assert "stays" not in str(out["fi"])
