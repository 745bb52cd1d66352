"""Themes of a described situation: what calls for them, with the words; what must not."""

import time

import pytest

FAMILIES = [
    (
        "partner and ties",
        {
            "sv": "Ett okänt institut utan webbplats vill bli partner.",
            "fi": "Tuntematon laitos ilman verkkosivuja haluaa kumppaniksi.",
            "en": "An unknown institute with no website wants to be our partner.",
        },
        "partner_due_diligence",
    ),
    (
        "technology",
        {
            "sv": "Vi skickar en prototyp till ett drönarstyrsystem till en kund utomlands.",
            "fi": "Lähetämme drooniohjausjärjestelmän prototyypin ulkomaiselle asiakkaalle.",
            "en": "We are sending a prototype of a drone guidance system to a customer abroad.",
        },
        "export_control",
    ),
    (
        "data",
        {
            "sv": "Patientjournaler ska analyseras på en server i USA.",
            "fi": "Potilaskertomukset analysoitaisiin palvelimella Yhdysvalloissa.",
            "en": "Patient records are to be analysed on a server in the US.",
        },
        "data_protection",
    ),
    (
        "people moving",
        {
            "sv": "En gästforskare kommer till vårt labb i sex månader.",
            "fi": "Vieraileva tutkija tulee laboratorioomme puoleksi vuodeksi.",
            "en": "A visiting researcher comes to our lab for six months.",
        },
        "visitors_recruitment",
    ),
    (
        "money",
        {
            "sv": "En stiftelse vill donera två miljoner till en professur.",
            "fi": "Säätiö haluaa lahjoittaa kaksi miljoonaa professuuriin.",
            "en": "A foundation wants to donate two million for a chair.",
        },
        "funding",
    ),
    (
        "agreements",
        {
            "sv": "Partnern vill äga alla resultat enligt avtalsutkastet.",
            "fi": "Sopimusluonnoksen mukaan kumppani omistaisi kaikki tulokset.",
            "en": "According to the draft contract the partner would own all results.",
        },
        "agreements_ip",
    ),
    (
        "travel",
        {
            "sv": "Jag reser till Kina med jobbdatorn.",
            "fi": "Matkustan Kiinaan työkoneen kanssa.",
            "en": "I am travelling to China with my work laptop.",
        },
        "travel",
    ),
    (
        "students and agents",
        {
            "sv": "Agenten tar betalt av sökande studenter.",
            "fi": "Agentti perii maksun hakevilta opiskelijoilta.",
            "en": "The agent charges applying students a fee.",
        },
        "student_recruitment_agents",
    ),
    (
        "incidents",
        {
            "sv": "Datorn med projektets filer stals på tåget i går.",
            "fi": "Kannettava, jossa on hankkeen tiedostot, varastettiin eilen junassa.",
            "en": "The laptop with the project's files was stolen on the train yesterday.",
        },
        "incident_response",
    ),
    (
        "sanctions",
        {
            "sv": "Kan vi betala en faktura till en rysk statsbank?",
            "fi": "Voimmeko maksaa laskun venäläiseen valtionpankkiin?",
            "en": "Can we pay an invoice to a Russian state bank?",
        },
        "sanctions",
    ),
    (
        "ties",
        {
            "sv": "En kollega har erbjudits en andra professur utomlands med hög lön.",
            "fi": "Kollegalle on tarjottu ulkomailta toista professuuria kovalla palkalla.",
            "en": "A colleague has been offered a second professorship abroad with high pay.",
        },
        "talent_programmes",
    ),
    (
        "events",
        {
            "sv": "Ambassaden vill att vi ställer in filmkvällen om protesterna.",
            "fi": "Suurlähetystö haluaa meidän peruvan protesteista kertovan elokuvaillan.",
            "en": "The embassy wants us to cancel the film evening about the protests.",
        },
        "foreign_interference",
    ),
]


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize(("texts", "theme"), [(texts, theme) for _, texts, theme in FAMILIES], ids=[name for name, _, _ in FAMILIES])
def test_each_family_is_read_in_each_language(assistant, texts, theme, language):
    made = assistant.checklist(texts[language], language)
    assert theme in [found.id for found in made.themes[:3]]
    assert len(made.themes) <= 6


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("flyger ti kina imorgon me jobdatorn va ska ja tänka på", "travel"),
        ("ambasaden ringer o frågar ut mina studenter om varann", "foreign_interference"),
        ("agetti ottaa rahaa hakioilta onko sallitu", "student_recruitment_agents"),
        ("saako dronen lämpökamera lähetää ulkomaile", "export_control"),
        ("can we sighn the agrement wiht teh new patner tonite", "agreements_ip"),
        ("sombody hakced my acount waht now", "incident_response"),
    ],
)
def test_slips_of_the_pen_do_not_hide_what_is_meant(assistant, text, theme):
    assert theme in [found.id for found in assistant.checklist(text).themes]


@pytest.mark.parametrize(
    "text",
    [
        "A poetry reading by a writer from St Petersburg in the campus library, with coffee.",
        "Vi använder bara öppna tabeller, inga uppgifter om enskilda och ingenting lämnar huset.",
        "Käytämme vain avoimia taulukoita, ei henkilötietoja, eikä mitään lähetetä ulos.",
        "No data leave the house and nobody travels: we count birds in the park.",
        "Our colleague from Iran, employed here for ten years, teaches the beginners' course in botany.",
        "Kuoro harjoittelee joulukonserttia. Ei vieraita, ei rahaa, ei sopimuksia.",
    ],
)
def test_calm_situations_call_for_nothing(assistant, text):
    """Encoders hardly notice a "no": a plan was raised for what it said that it would not do."""
    assert assistant.checklist(text).themes == []


@pytest.mark.parametrize(
    ("language", "plan", "nations"),
    [
        ("en", "A {} doctoral student joins our group and gets access to the unpublished radar code.", ("Swedish", "Chinese", "Iranian")),
        ("sv", "En {} gästforskare ska arbeta med våra patientdata i ett år.", ("dansk", "kinesisk", "rysk")),
        ("fi", "{} tutkija hakee tutkijatohtorin paikkaa akkuryhmästä.", ("Norjalainen", "Kiinalainen", "Iranilainen")),
    ],
)
def test_nationality_decides_nothing(assistant, language, plan, nations):
    """Asset, role, affiliation, funding and use decide: the same plan gets the same list whatever the passport."""
    lists = [[theme.id for theme in assistant.checklist(plan.format(nation), language).themes] for nation in nations]
    assert lists[0]
    assert all(found == lists[0] for found in lists)


def test_what_the_person_holds_decides(assistant):
    same = "A visiting researcher joins our group for a year and "
    asset = {theme.id for theme in assistant.checklist(same + "works with the unpublished missile seeker drawings.", "en").themes}
    calm = {theme.id for theme in assistant.checklist(same + "reads medieval poetry in the library.", "en").themes}
    assert "export_control" in asset
    assert "export_control" not in calm


def test_a_situation_costs_little_beside_its_embeddings(assistant):
    """It runs inside an answer when the question describes an action."""
    text = "We sign an agreement with a new partner. Its staff will visit the lab. Patient data are stored on their server."
    vectors = assistant.encoder.queries([text, *text.split(". ")])
    recogniser = assistant.recogniser
    embed = lambda texts: vectors[: len(texts)]  # noqa: E731
    assert recogniser.recognise(text, "en", embed).called
    start = time.perf_counter()
    for _ in range(10):
        recogniser.recognise(text, "en", embed)
    assert (time.perf_counter() - start) / 10 < 0.1
