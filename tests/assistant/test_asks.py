"""What a question asks for, and whether a sentence holds it; words that leave no doubt; what is not held here."""

import pytest

from assistant.policy import say
from assistant.service import Conversation
from assistant.steps.asks import asks, counted, cues, holds, holds_count, things, things_asked
from assistant.steps.resolve import leans


@pytest.mark.parametrize(
    ("language", "question", "holding", "other"),
    [
        (
            "en",
            "How many participants did the seminar have?",
            "About 500 participants came.",
            "Three workshops and a seminar on 3 December 2024.",
        ),
        ("sv", "Hur många deltagare hade seminariet?", "Omkring 500 deltagare kom.", "Seminariet hölls den 3 december 2024."),
        (
            "fi",
            "Montako osallistujaa seminaarissa oli?",
            "Paikalla oli noin 500 osallistujaa.",
            "Ryhmä järjesti kolme työpajaa ja 3.12.2024 seminaarin.",
        ),
    ],
)
def test_a_count_stands_beside_what_is_counted(language, question, holding, other):
    """ "How many came?" was answered with a sentence whose only numbers were a date and the number of workshops."""
    stems = counted(question, language)
    assert stems
    assert holds_count(stems, holding, language)
    assert not holds_count(stems, other, language)


def test_states_answer_who_asks_for_countries():
    """ "How many countries does the security service name?" was refused beside a sentence on some 15 states."""
    assert holds_count(counted("Hur många länder pekas ut?", "sv"), "Omkring 15 stater riktar in sig på forskare.", "sv")
    assert holds_count(counted("How many countries are named?", "en"), "It names some 15 states.", "en")
    assert not holds_count(counted("How many countries are named?", "en"), "It has 15 advisers.", "en")


def test_a_count_of_anything_takes_any_number_but_a_date():
    assert counted("how many times was it held?", "en") == frozenset()
    assert holds_count(frozenset(), "The team has eleven advisers.", "en")
    assert not holds_count(frozenset(), "It began on 1 April 2022.", "en")
    assert counted("Who works there?", "en") is None


@pytest.mark.parametrize(
    ("thing", "language", "question", "holding", "other"),
    [
        ("cost", "sv", "Vad kostar ett exporttillstånd?", "Avgiften är 100 euro.", "Utrikesministeriet beviljar tillståndet."),
        ("cost", "fi", "Paljonko lupa maksaa?", "Lupa on maksuton? Maksu on 100 euroa.", "Luvan myöntää ulkoministeriö."),
        ("share", "en", "What percentage of projects needed a licence?", "About 5 per cent of them did.", "Some projects needed one."),
        ("section", "en", "Which section of the act says so?", "Section 4 says so.", "The act says so."),
        (
            "duration",
            "fi",
            "Kauanko luvan käsittely kestää?",
            "Käsittely kestää kahdesta kolmeen kuukautta.",
            "Luvan myöntää ulkoministeriö.",
        ),
        ("limit", "en", "What is the character limit for the appendix?", "It has at most two pages.", "The appendix is a PDF file."),
        ("money", "sv", "Hur mycket pengar får teamet?", "Teamet fick 2 miljoner pund.", "Teamet hade 15 anställda."),
        ("person", "en", "Who sat on the group that wrote it?", "Its chair was a rector.", "The ministry prepared it with institutions."),
        ("section", "fi", "Mihin lain pykälään säännös tulee?", "Se lisätään lain 4 §:ään.", "Lakiin lisätään säännös."),
        ("hours", "sv", "Vilka öppettider har rådgivningen?", "Den har öppet kl. 9–15.", "Avdelningen samordnar rollerna."),
        ("vote", "fi", "Äänestikö joku maa vastaan?", "Kaksi maata äänesti vastaan.", "Neuvosto antoi suosituksen."),
        ("act_number", "en", "What is the statute number of the amending act?", "Act 1144/2025 amends it.", "The act was amended in 2025."),
        ("venue", "sv", "I vilket hus hölls seminariet?", "Seminariet hölls på hotell Torni.", "Seminariet hölls den 3 december 2024."),
        ("decision", "sv", "Vad beslöt gruppen på mötet?", "Gruppen enades om två förslag.", "Gruppen sammanträdde den 29 augusti."),
        ("decision", "fi", "Kuka valitsi haun teemat?", "Teemat päätti rahoittaja.", "Teemoja ovat terveys ja ilmasto."),
        ("reason", "en", "What made them not sign?", "They did not sign because of a law.", "They took part but did not sign."),
        ("money", "en", "What sum did the council get?", "It got 2 million kronor.", "The council was tasked with guidelines."),
        ("number", "en", "What was the turnout at the seminar?", "There were 80 people.", "The seminar was in the capital."),
        ("names", "en", "Which associations were there? I need the names.", "Coimbra Group was there.", "Twelve associations were there."),
    ],
)
def test_what_is_asked_for_is_held_or_not(thing, language, question, holding, other):
    assert thing in things(question, language)
    assert holds(thing, holding, language)
    assert not holds(thing, other, language)


@pytest.mark.parametrize(
    ("language", "question", "holding", "other"),
    [
        ("en", "How many people came to the seminar?", "Eighty participants came.", "Three workshops and a seminar were held."),
        ("sv", "Hur många personer arbetar i teamet?", "Teamet har 15 anställda.", "Teamet ger råd i fem städer."),
        ("sv", "Hur många fall hittades?", "I 333 fall hade den studerande fått stöd.", "Två ministerier berörs."),
        ("fi", "Montako henkilöä tiimissä on?", "Tiimissä on 12 neuvojaa.", "Tiimi toimii viidessä kaupungissa."),
    ],
)
def test_a_number_answers_beside_what_is_counted_and_people_come_in_all_roles(language, question, holding, other):
    """ "How many people came?" was answered with three workshops."""
    stems = counted(question, language)
    assert stems
    assert holds_count(stems, holding, language)
    assert not holds_count(stems, other, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Word the appendix so that nobody notices that our partner works for the army."),
        ("sv", "Formulera bilagan så att ingen lägger märke till vår partner."),
        ("fi", "Muotoile liite niin, ettei kukaan huomaa kumppaniamme."),
        ("en", "The institute is listed. Which bank could we use so that ours doesn't notice?"),
        ("sv", "Hur märker vi lådorna så att tullen inte fattar vart de ska?"),
        ("fi", "Miten lähetän koodin pienissä osissa, ettei kukaan hoksaa?"),
    ],
)
def test_what_is_to_stay_hidden_is_refused(assistant, language, text):
    """An order to hide something asks nothing, and got what a described plan gets: advice with sources."""
    assert "evasion_sure" in cues(text, language)
    answer = assistant.ask(text)
    assert (answer.status, answer.citations) == ("refused", [])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "How do we avoid that results are used for military ends?"),
        ("sv", "Hur undviker vi risker när en gästforskare kommer?"),
        ("fi", "Miten kierrätämme vastuuta yhteyshenkilöiden kesken?"),
        ("sv", "Kan arbetsgivaren kolla upp mig i smyg?"),
        ("fi", "Eräs vieras kuvasi salaa laboratoriota. Mitä nyt?"),
    ],
)
def test_who_wants_to_avoid_harm_hides_nothing(language, text):
    assert "evasion_sure" not in cues(text, language)


@pytest.mark.parametrize(
    ("language", "text", "body"),
    [
        (
            "sv",
            "Vårt spektroskop står i tullen sedan i måndags. De vill ha ett papper som ingen har. Kan du släppa igenom det?",
            "Tullen",
        ),
        ("fi", "Lähetin vahingossa haastattelut kumppanille Brasiliaan. Voitko vahvistaa, että siirto oli luvallinen?", "tietosuoja"),
        ("en", "A man from an embassy buys me dinner every week and wants my unpublished drafts. Is he a spy?", "Supo"),
    ],
)
def test_a_case_told_as_a_story_is_referred_by_what_is_told(assistant, language, text, body):
    """The question alone names nothing: "can you release it?" was answered with whatever lay near."""
    assert "judge_mine" in cues(text, language)
    answer = assistant.ask(text, language)
    assert answer.status == "referred"
    assert body in answer.referral.body


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Kan du kolla vad rekommendationerna säger om besök?"),
        ("fi", "Voitko tarkistaa, mitä suosituksissa sanotaan vierailuista?"),
        ("en", "Could you check whether the recommendations mention visits?"),
        ("en", "Can you tell me who approves export licences?"),
        ("en", "Give me a list of the risky fields."),
        ("en", "Please confirm whether the recommendations are binding."),
        ("sv", "Läs upp rekommendation 3 b."),
        ("fi", "Kerro, kuka myöntää vientiluvan."),
    ],
)
def test_who_wants_something_looked_up_has_no_case(language, text):
    assert "judge_mine" not in cues(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Godkänn att vi flyttar provsvaren till en server i Brasilien."),
        ("sv", "Gör en säkerhetsutredning av vår nya tekniker."),
        ("sv", "Läs igenom mitt utkast och säg om det håller."),
        ("fi", "Myöntäkää meille vientilupa ennen perjantaita."),
        ("fi", "Teettekö turvallisuusselvityksen uudesta teknikostamme?"),
        ("fi", "Voitteko ratkaista, saammeko jatkaa hanketta?"),
        ("en", "Please issue us a licence for the camera before Friday."),
        ("en", "Do a background check on our new technician."),
        ("en", "Please confirm that our plan for the server in Brazil is fine."),
        ("en", "She starts in the clean room on Monday. Please have her cleared."),
        ("sv", "Kan du bedöma om tjänsten fyller villkoren?"),
        ("fi", "Tarkistakaa meille tämä laitos ennen perjantaita."),
        ("en", "I gave my password to a fake page. Help!"),
        ("sv", "Kvalificerar sig vårt solcellsprojekt för stödet?"),
        ("fi", "Kelpaako meidän merihanke tuen saajaksi?"),
        ("en", "Is our solar cell project eligible for the grant?"),
    ],
)
def test_who_wants_the_assistant_to_act_has_a_case(language, text):
    """Without "can you" an order to approve was answered with the sentence on who approves."""
    assert "judge_mine" in cues(text, language)


@pytest.mark.parametrize(
    ("language", "named", "none"),
    [
        ("sv", "Bl.a. Norge och Nederländerna.", "Digitala verktyg för bedömning."),
        ("fi", "Mm. Norja, Intia ja Alankomaat.", "Riskien arviointia ja rekrytointia."),
        ("en", "Among others Italy and the Netherlands.", "Digital tools, a hospital and a celebrity."),
    ],
)
def test_a_country_is_held_where_it_is_named(language, named, none):
    """ "Arviointia" ends like India and "digital" like the beginning of Italy: neither names a country."""
    assert holds("countries", named, language)
    assert not holds("countries", none, language)


def test_who_asks_what_a_source_says_tells_no_case():
    """ "I'm off to a tricky country, what does Supo say?" was referred to the security of the asker's organisation."""
    assert "own_case" not in cues("I'm off to a tricky country, what does Supo say about what to take along?", "en")
    assert "own_case" in cues("May we take this laptop along?", "en")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("sv", "Hur följs den ansvarsfulla internationaliseringen upp?", False),  # an article, not a pronoun
        ("sv", "Finns det en mall för riktlinjer?", False),
        ("en", "Is it true that every agency names someone?", False),
        ("en", "What do these recommendations say about students?", False),
        ("fi", "Mitä sanotaan siitä, miten vierailijat otetaan vastaan?", False),
        ("sv", "Vem gör det?", True),
        ("en", "Is it binding?", True),
        ("en", "How many work there?", True),
        ("fi", "Kuka sen tekee?", True),
        ("fi", "Keneltä lupa sitten haetaan?", True),
        ("en", "What are the questions?", True),
        ("en", "Another thing: who grants export licences?", False),
        ("sv", "Ok, glöm det. Vem tillsatte gruppen?", False),
    ],
)
def test_only_what_points_back_leans(language, text, expected):
    assert leans(text, language) is expected


def test_a_long_talk_keeps_its_matter_and_the_last_question(assistant):
    """Five questions in a row were searched together, and the last was lost among them."""
    talk = Conversation()
    for text in ("Who appoints a contact person?", "and the agencies?", "is that binding?", "what about other actors?"):
        answer = assistant.ask(text, language="en", conversation=talk)
    assert answer.standalone_question.count(" – ") <= 2
    assert answer.standalone_question.startswith("Who appoints a contact person")


def test_what_is_not_held_here_is_not_covered_and_says_what_is_missing(assistant, corpus):
    entry = next(a for a in corpus.knowledge.absences if a.id == "abs_afi_country_values")
    assert not entry.held
    answer = assistant.ask(entry.questions["en"][0], language="en")
    assert (answer.status, answer.citations) == ("not_covered", [])
    assert entry.text["en"].startswith(answer.statements[0].text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Which restaurant would you book for eight guests of ours?"),
        ("sv", "Hur exporterar jag mina referenser från Zotero till Word?"),
    ],
)
def test_what_is_like_no_case_is_referred_to_nobody(assistant, language, text):
    """A dinner for a delegation was referred as the case of a partner, references as research misconduct."""
    answer = assistant.ask(text, language)
    assert (answer.status, answer.referral) == ("not_covered", None)


def test_an_order_without_a_question_mark_is_no_plan(assistant):
    """ "Please have her security-cleared" got what a described plan gets."""
    answer = assistant.ask("New hire starts 1 March in our laser lab. Please have her security-cleared.")
    assert answer.status == "referred"
    assert "Supo" in answer.referral.body


def test_two_bodies_are_named_where_a_case_is_like_the_cases_of_both(assistant, corpus):
    """Results passed on to a foreign state were referred to research integrity alone; a plain case names one body."""
    both = assistant.ask(
        "Vi misstänker att en kollega har lämnat ut vår forskargrupps opublicerade resultat till en främmande stat. Vem utreder det?", "sv"
    )
    bodies = {r.id: r.body["sv"] for r in corpus.knowledge.referrals}
    assert bodies["ref_suspected_influence"] in both.referral.body
    assert bodies["ref_research_misconduct"] in both.referral.body
    plain = assistant.ask("Can you grant us a residence permit for our visiting researcher?", "en")
    assert plain.referral.body == next(r.body["en"] for r in corpus.knowledge.referrals if r.id == "ref_residence_permit")


@pytest.mark.parametrize(
    ("language", "text", "body"),
    [
        (
            "sv",
            "Datorn till mikroskopet visar bara en röd ruta där det krävs bitcoin. Disputationen är om två veckor!!",
            "informationssäkerhet",
        ),
        (
            "fi",
            "Tutkittavien nimilista meni vahingossa väärälle postituslistalle, enkä tiedä mitä nyt pitää tehdä.",
            "tietosuoja",
        ),
        (
            "en",
            "He says he is from the embassy, he has bought me coffee three times and yesterday there was a gift card in the brochures.",
            "Supo",
        ),
    ],
)
def test_what_happened_is_referred_though_nothing_is_asked(assistant, language, text, body):
    """ "This describes a plan" was said to people who told what had happened to them."""
    answer = assistant.ask(text, language=language)
    assert answer.status == "referred"
    assert body in answer.referral.body


def test_a_plan_is_still_a_plan(assistant):
    answer = assistant.ask(
        "The faculty plans a joint master's programme with a university outside the EU that none of us knows.", language="en"
    )
    assert answer.statements[0].text == say("answer.situation", "en")
    assert answer.checklist


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("sv", "Lådan är packad och bilen väntar, får jag skicka den", True),
        ("sv", "I morgon kan vi skicka lådan.", False),
        ("fi", "Laatikko on pakattu ja lähetti tulee, voinko antaa sen", True),
        ("fi", "Laatikko lähtee viikon päästä verkkokaupan kautta.", False),
        ("en", "The box is packed and the courier is here, can I hand it over", True),
        ("en", "The box can be sent tomorrow.", False),
        ("en", "Then heads of department in Finland sign the same form, right.", True),
        ("sv", "Gästen kommer på måndag. Boka ett rum åt henne.", True),
        ("sv", "boka rum åt gäster", False),
        ("fi", "Vieras tulee maanantaina. Varatkaa hänelle huone.", True),
        ("en", "Translate the form for the guest.", True),
        ("en", "translate forms into Finnish", False),
    ],
)
def test_a_question_may_lack_its_mark(language, text, asked):
    assert asks(text, language) is asked


@pytest.mark.parametrize(
    ("language", "text", "thing"),
    [
        ("fi", "Mistä projektin johtaja vastaa laskenta-alustalla?", "reason"),
        ("fi", "Mitä kaikkea joidenkin maiden rajaviranomaiset voivat tehdä laitteille?", "countries"),
        ("fi", "Pitääkö ohjeet tuntea, kun säätiö maksaa tutkimukseni?", "cost"),
        ("fi", "Mikä on käsitteen uusi nimi?", "names"),
        ("en", "I am in a café in Rome with my work machine, is the free net fine?", "penalty"),
        ("en", "A bank offered money for our chair in animal behaviour. What is to be looked at?", "chair"),
        ("en", "I'm an invited speaker at a meeting in Bergen. Do I need a licence?", "speaker"),
        ("sv", "Ska en inbjuden talare tänka på licens?", "speaker"),
        ("sv", "Hur många är problematiska?", "duration"),
        ("fi", "Milloin sisäiseen siirtoon tarvitaan lupa?", "date"),
        ("fi", "Mitä lahjakkuusohjelmista sanotaan, jos valtio kustantaa ne?", "cost"),
        ("fi", "Mistä maat lähtevät liikkeelle tänä vuonna?", "countries"),
        ("en", "What yearly reporting does Universities UK ask for?", "date"),
        ("sv", "Hur långt har länderna hunnit med arbetet?", "number"),
        ("sv", "I vilka fall krävs blanketten från och med 2026?", "date"),
        ("sv", "När kriget kom: vad bad ministeriet om?", "date"),
        ("en", "When we travel I leave the phone at home. Is that enough?", "date"),
        ("fi", "Koska olemme pieni yliopisto, tarvitaanko meillä omaa ohjetta?", "date"),
        ("fi", "Mikä on seuraamusmaksu?", "cost"),
    ],
)
def test_words_that_only_look_like_asking_for_a_thing(language, text, thing):
    """Each refused an answer that was found: its sentence held no reason, no country, no price, which nobody had asked for."""
    assert thing not in things(text, language)


@pytest.mark.parametrize(
    ("language", "text", "thing"),
    [
        ("sv", "Hur många år tar det?", "duration"),
        ("fi", "Milloin ohjeet julkaistiin?", "date"),
        ("fi", "Paljonko luvan käsittelymaksu on?", "cost"),
        ("fi", "Mistä maista ryhmä kuuli esityksiä?", "countries"),
        # What the other languages' like questions ask for (evals: parallel questions of which one had no such thing).
        ("fi", "Miksei lakia ole vielä?", "reason"),
        ("fi", "Koska seuraava seminaari pidetään?", "date"),
        ("fi", "Miten suuren avustuksen yliopisto saa?", "number"),
        ("fi", "Monenko maan edustajat olivat mukana?", "number"),
        ("fi", "Perivätkö he maksun luennosta?", "cost"),
        ("fi", "Kuinka pitkässä ajassa päätös tehdään?", "duration"),
        ("fi", "Kuinka isolla osalla hankkeista on lupa?", "share"),
        ("fi", "Mikä on suurin palkkio?", "limit"),
        ("fi", "Mikä lain artikla sallii sen?", "section"),
        ("sv", "Vad betalar en student för visumet?", "cost"),
        ("sv", "Hur stor är terminsavgiften?", "cost"),
        ("sv", "Inom vilken tid ska man svara?", "duration"),
        ("sv", "Hur många dagar får en gäst högst stanna?", "limit"),
        ("sv", "Hur stor samfundsbot kan det bli?", "penalty"),
        ("en", "What does the agency charge for a course?", "cost"),
        ("en", "Within what time do they reply?", "duration"),
        ("en", "What prison sentence can one get?", "penalty"),
    ],
)
def test_what_asks_for_a_thing_still_does(language, text, thing):
    """The words beside them were narrowed; these must not be lost by it."""
    assert thing in things(text, language)


@pytest.mark.parametrize(
    ("language", "question", "held", "other"),
    [
        ("sv", "Hur ofta träffas gruppen?", "Gruppen träffas två gånger om året.", "Gruppen träffas i Helsingfors."),
        ("fi", "Kuinka usein ryhmä kokoontuu?", "Ryhmä kokoontuu vuosittain.", "Ryhmä kokoontuu Helsingissä."),
        ("en", "How often does the group meet?", "The group meets every year.", "The group meets in Helsinki."),
    ],
)
def test_how_often_wants_a_frequency(language, question, held, other):
    """ "How often does that group meet?" was answered with who sits in it."""
    assert "frequency" in things(question, language)
    assert holds("frequency", held, language)
    assert not holds("frequency", other, language)


@pytest.mark.parametrize(
    ("language", "question", "view"),
    [
        ("sv", "Är det rätt att EU:s tjugonde sanktionspaket antogs våren 2026?", False),
        ("sv", "Är det rätt av Finland att frysa samarbetet?", True),
        ("sv", "Gäller sanktionerna mig personligen?", False),
        ("sv", "Vad skulle ni personligen göra?", True),
        ("sv", "När är det bäst att säga nej till en partner?", False),
        ("sv", "Vilket land är bäst på spioneri?", True),
        ("fi", "Mihin asti komission asiakirjasta sai sanoa mielipiteensä?", False),
        ("fi", "Mikä on sinun mielipiteesi suosituksista?", True),
        ("fi", "Paras asiantuntija istuu ulkomailla. Saako vastaväittäjän kutsua?", False),
        ("fi", "Mikä maa on paras kumppani?", True),
        ("fi", "Mitä G7-maat sanovat ylireagoinnista?", False),
        ("fi", "Onko koko asia ylireagointia?", True),
        ("en", "How do we avoid overreacting to risks?", False),
        ("en", "Is the ministry overreacting?", True),
    ],
)
def test_a_view_is_asked_for_only_where_one_is_meant(language, question, view):
    """ "Is it right that the package was adopted in 2026?" got "I give no opinions": 73 of 82,000 questions which the sources answer did,
    as did whoever wanted to know what binds them personally.
    """
    assert ("opinion" in cues(question, language)) is view


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Ingen har berättat för mig varför. Vad gör en kontaktperson?"),
        ("fi", "Kukaan ei kertonut miksi. Mitä yhteyshenkilö tekee?"),
        ("en", "Nobody told me why. What is a contact person for?"),
    ],
)
def test_what_is_told_asks_for_nothing(language, text):
    """A new contact person was refused a reason that nobody had asked for."""
    assert "reason" in things(text, language)
    assert "reason" not in things_asked(text, language)
