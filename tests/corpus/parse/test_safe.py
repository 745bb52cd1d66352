"""Files come from outside: none may reach a file, the network or the memory, and what cannot be read says so in one sentence."""

import contextlib
import copy
import random
import threading
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from corpus.parse.parsed import NotReadable, ParsedText
from corpus.parse.read import FORMATS, parse
from corpus.parse.safe import MAX_DEPTH, decode

MARKUP = ("eu-xhtml", "formex", "akoma-ntoso", "html")
SECRET = "a secret of this machine"


def sample(publishers, format) -> bytes:
    return {
        "eu-xhtml": lambda: publishers.present(publishers.REGULATION, "sv"),
        "formex": lambda: publishers.formex(publishers.REGULATION, "sv"),
        "akoma-ntoso": lambda: publishers.finlex_act("sv"),
        "html": publishers.ministry_page,
    }[format]()


@pytest.mark.parametrize("format", MARKUP)
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"  \n\t", "empty"),
        (b"\x00\x00\x00", "empty"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04rest", "a ZIP archive"),
        (b"\x1f\x8b\x08\x00", "a gzip archive"),
        (b"<?xml version='1.0' encoding='ebcdic-cp-us'?><a/>", "encoding 'ebcdic-cp-us'"),
        (b"<?xml version='1.0' encoding='utf-7'?><a/>", "encoding 'utf-7'"),
        ("<?xml version='1.0' encoding='UTF-8'?><a>å</a>".encode("latin-1"), "in utf-8, but byte"),
        (b"\xef\xbb\xbf<a>\xff</a>", "in utf-8, but byte"),
    ],
)
def test_what_is_no_such_file_says_what_it_is(format, data, said):
    with pytest.raises(NotReadable, match=said):
        parse(data, format)


@pytest.mark.parametrize("format", ["eu-xhtml", "formex", "akoma-ntoso"])
@pytest.mark.parametrize(
    "data",
    [b"just words", b'{"error": "not found"}', b"<html><head><title>Oops</title></head><body><p>Gone.</p></body></html>", b"<unknown/>"],
)
def test_something_else_under_status_200_is_refused(format, data):
    """An error page or a notice must never be taken for the text of an act."""
    with pytest.raises(NotReadable) as error:
        parse(data, format)
    assert len(str(error.value)) < 300
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("format", ["eu-xhtml", "formex", "akoma-ntoso"])
def test_a_file_that_was_cut_short_is_refused(publishers, format):
    """A download that broke off would else miss its last articles, and nobody would see it."""
    data = sample(publishers, format)
    for share in (0.2, 0.5, 0.8, 0.99):
        with pytest.raises(NotReadable, match="no sound XML"):
            parse(data[: int(len(data) * share)], format)


BOMBS = {
    "billion laughs": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
    "a file": '<!DOCTYPE x [<!ENTITY f SYSTEM "file://{path}">]>',
    "an address": '<!DOCTYPE x [<!ENTITY f SYSTEM "http://198.51.100.1/x">]>',
    "a parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file://{path}"> %p;]>',
    "small letters": '<!doctype x [<!entity f SYSTEM "file://{path}">]>',
}


@pytest.mark.parametrize("format", MARKUP)
@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_entities_are_refused_in_every_encoding(publishers, tmp_path, format, bomb, encoding):
    """Entities open files, call addresses and grow without end; UTF-16 would hide them from a search in bytes."""
    (tmp_path / "secret").write_text(SECRET)
    text = sample(publishers, format).decode()
    start = text.index("<", text.index("?>") if text.startswith("<?xml") else 0)
    body = text[start:].replace("<!DOCTYPE html>", "").replace('<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML//EN" "xhtml-strict.dtd">', "")
    data = (BOMBS[bomb].replace("{path}", str(tmp_path / "secret")) + body.replace("</p>", " &f;&c;</p>", 1)).encode(encoding)
    with pytest.raises(NotReadable, match="declares entities"):
        parse(data, format)


def test_a_document_type_is_not_fetched(publishers, tmp_path):
    """EUR-Lex names a document type; it is neither looked for on disk nor called for."""
    (tmp_path / "x.dtd").write_text('<!ENTITY f "' + SECRET + '">')
    data = publishers.present(publishers.REGULATION, "en").replace(b'"xhtml-strict.dtd"', f'"file://{tmp_path}/x.dtd"'.encode())
    assert parse(data, "eu-xhtml").parts == parse(publishers.present(publishers.REGULATION, "en"), "eu-xhtml").parts


@pytest.mark.parametrize("format", MARKUP)
def test_depth_is_bounded(format):
    """Elements nested by the thousand would end the process, not the reading."""
    name = {"akoma-ntoso": "akomaNtoso", "formex": "ACT"}.get(format, "div")
    for depth in (MAX_DEPTH + 10, 5_000, 200_000):
        with pytest.raises(NotReadable):
            parse(f"<{name}>".encode() * depth + b"x" + f"</{name}>".encode() * depth, format)


def test_size_is_bounded():
    with pytest.raises(NotReadable, match="at most are read"):
        parse(b" <p>" + b"x" * 40_000_001, "html")
    with pytest.raises(NotReadable, match="elements"):
        parse(b"<html><body>" + b"<br>" * 700_000 + b"</body></html>", "html")


def test_a_large_act_is_read_in_seconds(publishers):
    """A hundred times the recommendation, some five thousand parts: reading grows with the text, not with its square."""
    data = publishers.present(publishers.RECOMMENDATION, "sv").decode()
    first, last = data.index('<div class="eli-subdivision" id="rct_1">'), data.index('<div class="eli-subdivision" id="enc_1">')
    large = data[:first] + data[first:last].rsplit('<p class="oj-normal">', 1)[0] * 100 + data[last:]
    started = time.monotonic()
    done: list[ParsedText] = []
    reading = threading.Thread(target=lambda: done.append(parse(large.encode(), "eu-xhtml")), daemon=True)
    reading.start()
    reading.join(60)
    assert done, f"not read after {time.monotonic() - started:.0f} s"
    assert sum(p.kind == "recital" for p in done[0].parts) == 4000


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<p>åäö</p>".encode("utf-16"), "åäö"),
        ("<p>åäö</p>".encode("utf-8-sig"), "åäö"),
        ("<?xml version='1.0' encoding='ISO-8859-1'?><p>åäö</p>".encode("latin-1"), "åäö"),
        ('<meta charset="windows-1252"><p>“åäö”</p>'.encode("cp1252"), "“åäö”"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=UNICODE-1-1-UTF-8"><p>åäö</p>'.encode(), "åäö"),
        ("<p>åäö</p>".encode(), "åäö"),
    ],
)
def test_the_encoding_is_the_one_declared(data, text):
    assert text in decode(data)[0]


def test_utf_8_that_says_to_be_latin_1_is_told():
    """Read as it says, every "ä" would become two signs, in every quote."""
    text, remark = decode("<?xml version='1.0' encoding='ISO-8859-1'?><p>hyväksyttävä</p>".encode())
    assert "hyväksyttävä" in text
    assert "utf-8" in remark


def test_an_unknown_format_is_the_caller_s_mistake():
    with pytest.raises(KeyError):
        parse(b"x", "odt")
    assert set(MARKUP) < set(FORMATS)


FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZ
@given(data=st.binary(max_size=400), format=st.sampled_from(MARKUP))
def test_any_bytes_are_read_or_refused(data, format):
    """Never another error: the caller shows the message and goes on to the next document."""
    with contextlib.suppress(NotReadable):
        assert parse(data, format).parts


def damaged(data: bytes, seed: int) -> bytes:
    """The file with pieces lost, doubled and moved."""
    chance = random.Random(seed)
    data = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        a, b = sorted(chance.randrange(len(data)) for _ in range(2))
        b = min(b, a + chance.choice((1, 5, 60, 600)))
        piece = bytes(data[a:b])
        where = chance.randrange(len(data))
        match chance.randrange(3):
            case 0:
                del data[a:b]
            case 1:
                data[where:where] = piece
            case 2:
                data[where : where + len(piece)] = piece
    return bytes(data)


@FUZZ
@given(seed=st.integers(0, 10**9), format=st.sampled_from(MARKUP))
def test_a_damaged_file_is_read_or_refused(publishers, sound, seed, format):
    """What is still read keeps to what holds of every parsed text."""
    with contextlib.suppress(NotReadable):
        sound(parse(damaged(sample(publishers, format), seed), format))


def rearranged(data: bytes, seed: int) -> bytes:
    """The file with whole elements lost, doubled and moved: XML that is broken within a tag is refused before anything is read of it."""
    chance = random.Random(seed)
    root = etree.fromstring(data)
    for _ in range(chance.randint(1, 6)):
        if not (elements := list(root.iter(etree.Element))[1:]):
            break
        piece, place, what = chance.choice(elements), chance.choice(elements), chance.randrange(3)
        if what:
            place.addnext(copy.deepcopy(piece))
        if what != 1:
            piece.getparent().remove(piece)
    return etree.tostring(root)


@FUZZ
@given(seed=st.integers(0, 10**9), format=st.sampled_from(("eu-xhtml", "akoma-ntoso", "formex")))
def test_a_rearranged_file_is_read_or_refused(publishers, sound, seed, format):
    with contextlib.suppress(NotReadable):
        sound(parse(rearranged(sample(publishers, format), seed), format))


@pytest.mark.parametrize(("format", "change"), [("eu-xhtml", damaged), ("html", damaged), ("akoma-ntoso", rearranged)])
def test_not_every_damage_makes_a_file_unreadable(publishers, sound, format, change):
    """Were each of them refused, the two tests before this one would hold nothing: of an act with broken bytes not one was ever read."""
    data, read = sample(publishers, format), 0
    for seed in range(20):
        with contextlib.suppress(NotReadable):
            sound(parse(change(data, seed), format))
            read += 1
    assert read >= 5
