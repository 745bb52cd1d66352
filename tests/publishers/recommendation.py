"""A MADE-UP recommendation of the Council in Swedish, Finnish and English: 40 recitals, 20 points, letters, notes, an annex.

Nothing in it is law, fact or anyone's wording: it is about lighthouses, and every name in it is invented. Its shape is that of the
Council's recommendations: definitions in a list of their own, points numbered through the headings, no articles.
"""

from description import Act, Annex, Block, Item, three

WHEREAS = three("av följande skäl:", "sekä katsoo seuraavaa:", "Whereas:")

_SUBJECTS = (
    three("Fyren", "Majakka", "The lighthouse"),
    three("Lamprummet", "Lamppuhuone", "The lamp room"),
    three("Mistluren", "Sumusireeni", "The foghorn"),
    three("Fyrvaktarens loggbok", "Majakanvartijan lokikirja", "The keeper's logbook"),
    three("Kustkartan", "Rannikkokartta", "The coastal chart"),
)
_SENTENCES = (
    three(
        "{S} hör till det gemensamma arvet vid unionens kuster.",
        "{S} kuuluu unionin rannikoiden yhteiseen perintöön.",
        "{S} belongs to the common heritage of the coasts of the Union.",
    ),
    three(
        "{S} sköts på olika sätt i olika medlemsstater. Det gör det svårare att lära av varandra.",
        "{S} on eri jäsenvaltioissa eri tavoin hoidettu. Tämä vaikeuttaa toisilta oppimista.",
        "{S} is looked after in different ways in different Member States. This makes it harder to learn from one another.",
    ),
    three(
        "{S} ska enligt art. 5 i den påhittade lyktkonventionen hållas i brukbart skick.",
        "{S} on keksityn lyhtysopimuksen 5 artiklan mukaan pidettävä käyttökunnossa.",
        "{S} is, according to Art. 5 of the made-up Lantern Convention, to be kept in working order.",
    ),
    three(
        "{S} lockar besökare, frivilliga och forskare, som alla behöver tydliga regler.",
        "{S} houkuttelee kävijöitä, vapaaehtoisia ja tutkijoita, jotka kaikki tarvitsevat selkeät säännöt.",
        "{S} attracts visitors, volunteers and researchers, who all need clear rules.",
    ),
    three(
        "{S} kan inte ersättas efter en förlust. Det är därför bättre att förebygga än att reparera.",
        "{S} ei ole korvattavissa menetyksen jälkeen. Siksi ennaltaehkäisy on parempi kuin korjaaminen.",
        "{S} cannot be replaced after a loss. Prevention is therefore better than repair.",
    ),
    three(
        "{S} beskrevs i den påhittade rapporten nr 12/2031, som innehöll tre alternativ.",
        "{S} on kuvattu keksityssä raportissa N:o 12/2031, jossa esitettiin kolme vaihtoehtoa.",
        "{S} was described in the made-up report No 12/2031, which set out three options.",
    ),
    three(
        "{S} bör betjäna alla, utan att säkerheten på klipporna försvagas.",
        "{S} voisi palvella kaikkia ilman, että turvallisuus kallioilla heikkenee.",
        "{S} should serve everyone, without safety on the rocks being weakened.",
    ),
    three(
        "{S} är beroende av människor som kan hantverket, t.ex. lampsmeder och båtbyggare.",
        "{S} tarvitsee ihmisiä, jotka osaavat työn, esim. lamppuseppiä ja veneenrakentajia.",
        "{S} depends on people who know the trade, e.g. lamp smiths and boat builders.",
    ),
)
_NOTED = {3: "2", 18: "3", 30: "4"}


def _recitals():
    for number, (sentence, subject) in enumerate(((t, s) for t in _SENTENCES for s in _SUBJECTS), 1):
        texts = {language: text.replace("{S}", subject[language]) for language, text in sentence.items()}
        if number in _NOTED:
            texts = {language: text[:-1] + f" [^{_NOTED[number]}]." for language, text in texts.items()}
        yield texts


_DEFINITIONS = Block(
    three("Definitioner", "Määritelmät", "Definitions"),
    three(
        "I denna rekommendation gäller följande definitioner:",
        "Tässä suosituksessa sovelletaan seuraavia määritelmiä:",
        "For the purposes of this recommendation, the following definitions apply:",
    ),
    (
        Item(
            "1",
            three(
                "fyr: ett torn med en lampa som visar vägen,",
                "majakalla tornia, jonka lamppu näyttää tietä;",
                "‘lighthouse’ means a tower with a lamp that shows the way;",
            ),
        ),
        Item(
            "2",
            three(
                "fyrvaktare: den som tänder lampan,",
                "majakanvartijalla sitä, joka sytyttää lampun;",
                "‘keeper’ means the person who lights the lamp;",
            ),
        ),
        Item(
            "3",
            three(
                "loggbok: en bok där varje natt antecknas.",
                "lokikirjalla kirjaa, johon jokainen yö merkitään.",
                "‘logbook’ means a book in which every night is noted.",
            ),
        ),
    ),
    definitions=True,
)

_PRINCIPLES = Block(
    three("Gemensamma principer", "Yhteiset periaatteet", "Shared principles"),
    three("REKOMMENDERAR MEDLEMSSTATERNA ATT", "SUOSITTELEE, ETTÄ JÄSENVALTIOT", "RECOMMENDS THAT MEMBER STATES:"),
    (
        Item(
            "1",
            three(
                "utse en myndighet som ansvarar för fyrarna.",
                "nimeävät viranomaisen, joka vastaa majakoista.",
                "designate an authority responsible for lighthouses.",
            ),
        ),
        Item(
            "2",
            three(
                "låta besluten fattas nära kusten. Besluten bör motiveras.",
                "antavat päätösten syntyä lähellä rannikkoa. Päätökset olisi perusteltava.",
                "let decisions be taken close to the coast. Decisions should be reasoned.",
            ),
        ),
        Item(
            "3",
            three(
                "grunda sitt arbete på följande principer:",
                "perustavat työnsä seuraaviin periaatteisiin:",
                "base their work on the following principles:",
            ),
            (
                Item(
                    "a",
                    three("öppenhet så långt det är möjligt,", "avoimuus niin pitkälle kuin mahdollista,", "openness as far as possible;"),
                ),
                Item(
                    "b",
                    three("försiktighet där lampan är skör,", "varovaisuus, kun lamppu on hauras,", "caution where the lamp is fragile;"),
                ),
                Item(
                    "c",
                    three("likabehandling av alla båtar,", "kaikkien veneiden yhdenvertainen kohtelu,", "equal treatment of all boats;"),
                ),
                Item(
                    "d",
                    three(
                        "ansvar hos den som håller lampan,",
                        "vastuu sillä, joka pitää lamppua,",
                        "responsibility with whoever holds the lamp;",
                    ),
                ),
                Item("e", three("måttfullhet i alla åtgärder.", "kohtuus kaikissa toimissa.", "proportionality in all measures.")),
            ),
        ),
        Item("4", three("samarbeta över gränserna.", "tekevät yhteistyötä yli rajojen.", "cooperate across borders.")),
        Item(
            "5",
            three(
                "följa den påhittade handboken [^5]. Handboken ses över vart femte år.",
                "noudattavat keksittyä käsikirjaa [^5]. Käsikirjaa tarkistetaan viiden vuoden välein.",
                "follow the made-up handbook [^5]. The handbook is reviewed every five years.",
            ),
        ),
        Item(
            "6", three("underlätta utbyte av fyrvaktare.", "helpottavat majakanvartijoiden vaihtoa.", "make exchanges of keepers easier.")
        ),
        Item(
            "7",
            three("se till att varje fyr har", "varmistavat, että jokaisella majakalla on", "ensure that each lighthouse has:"),
            (
                Item("a", three("en lampa,", "lamppu,", "a lamp;")),
                Item("b", three("en reservlampa,", "varalamppu,", "a spare lamp;")),
                Item("c", three("en mistlur,", "sumusireeni,", "a foghorn;")),
                Item("d", three("en loggbok,", "lokikirja,", "a logbook;")),
                Item("e", three("en stege.", "tikkaat.", "a ladder.")),
            ),
            three(
                "Detta gäller också fyrar som står tomma.",
                "Tämä koskee myös tyhjillään olevia majakoita.",
                "This also applies to lighthouses that stand empty.",
            ),
        ),
        Item("8", three("mäta hur långt ljuset når.", "mittaavat, kuinka kauas valo näkyy.", "measure how far the light reaches.")),
    ),
)

_WORK = Block(
    three("Arbetet i fyrarna", "Työ majakoissa", "Work in lighthouses"),
    three("REKOMMENDERAR FYRARNA ATT", "SUOSITTELEE, ETTÄ MAJAKAT", "RECOMMENDS THAT LIGHTHOUSES:"),
    (
        Item("9", three("utbilda fyrvaktare i god tid.", "kouluttavat majakanvartijoita hyvissä ajoin.", "train keepers in good time.")),
        Item("10", three("anteckna varje natt i loggboken.", "merkitsevät jokaisen yön lokikirjaan.", "note every night in the logbook.")),
        Item(
            "11",
            three(
                "ta emot gäster efter anmälan.",
                "ottavat vieraita vastaan ilmoittautumisen perusteella.",
                "receive guests who have registered.",
            ),
        ),
        Item(
            "12",
            three(
                "bedöma risker före varje resa. Bedömningen skrivs ned.",
                "arvioivat riskit ennen jokaista matkaa. Arviointi kirjataan.",
                "assess risks before every journey. The assessment is written down.",
            ),
        ),
        Item("13", three("hålla ritningar inlåsta.", "pitävät piirustukset lukkojen takana.", "keep drawings locked away.")),
        Item(
            "14",
            three("inrätta ett stöd som omfattar", "perustavat tuen, johon kuuluu", "set up support that includes:"),
            (
                Item("a", three("rådgivning,", "neuvontaa,", "advice;")),
                Item("b", three("en jour,", "päivystys,", "an on-call service;")),
                Item(
                    "c",
                    three("kurser om", "kursseja, joiden aiheina ovat", "courses on:"),
                    (
                        Item("i", three("lampans skötsel, och", "lampun hoito ja", "care of the lamp; and")),
                        Item("ii", three("säkerhet på klipporna [^6],", "turvallisuus kallioilla [^6],", "safety on the rocks [^6];")),
                    ),
                ),
                Item("d", three("ett bibliotek,", "kirjasto,", "a library;")),
                Item("e", three("en årlig träff.", "vuosittainen tapaaminen.", "an annual meeting.")),
            ),
        ),
        Item("15", three("ange vem som får tända lampan.", "ilmoittavat, kuka saa sytyttää lampun.", "state who may light the lamp.")),
        Item("16", three("rapportera fel samma dag.", "ilmoittavat vioista samana päivänä.", "report faults on the same day.")),
    ),
)

_FOLLOW_UP = Block(
    three("Uppföljning", "Seuranta", "Follow-up"),
    three("UPPMANAR KOMMISSIONEN ATT", "KEHOTTAA KOMISSIOTA", "INVITES THE COMMISSION TO:"),
    (
        Item("17", three("samla in uppgifter vartannat år.", "keräämään tietoja joka toinen vuosi.", "collect data every two years.")),
        Item("18", three("upprätta ett nätverk av fyrar.", "perustamaan majakoiden verkoston.", "establish a network of lighthouses.")),
        Item("19", three("sprida goda exempel.", "levittämään hyviä esimerkkejä.", "spread good examples.")),
        Item(
            "20",
            three(
                "rapportera till rådet inom tre år. Rapporten är offentlig.",
                "raportoimaan neuvostolle kolmen vuoden kuluessa. Raportti on julkinen.",
                "report to the Council within three years. The report is public.",
            ),
        ),
    ),
)

RECOMMENDATION = Act(
    name="C_209900001",
    title=(
        three("RÅDETS PÅHITTADE REKOMMENDATION", "NEUVOSTON KEKSITTY SUOSITUS", "MADE-UP COUNCIL RECOMMENDATION"),
        three("av den 32 maj 2099", "annettu 32 päivänä toukokuuta 2099", "of 32 May 2099"),
        three("om vården av fyrar", "majakoiden hoidosta", "on the care of lighthouses"),
    ),
    institution=three(
        "EUROPEISKA UNIONENS PÅHITTADE RÅD", "EUROOPAN UNIONIN KEKSITTY NEUVOSTO", "THE MADE-UP COUNCIL OF THE EUROPEAN UNION,"
    ),
    citations=(
        three(
            "med beaktande av det påhittade fyrfördraget [^1],",
            "ottaa huomioon keksityn majakkasopimuksen [^1],",
            "Having regard to the made-up Treaty on Lighthouses [^1],",
        ),
        three(
            "med beaktande av fyrkommissionens förslag, och",
            "ottaa huomioon majakkakomission ehdotuksen,",
            "Having regard to the proposal from the Lighthouse Commission,",
        ),
    ),
    recitals=tuple(_recitals()),
    adoption=three("HÄRIGENOM REKOMMENDERAS FÖLJANDE.", "ON ANTANUT TÄMÄN SUOSITUKSEN:", "HAS ADOPTED THIS RECOMMENDATION:"),
    body=(_DEFINITIONS, _PRINCIPLES, _WORK, _FOLLOW_UP),
    final=(
        three(
            "Utfärdad på Påhittskär den 32 maj 2099.",
            "Tehty Keksikarilla 32 päivänä toukokuuta 2099.",
            "Done at Made-up Rock, 32 May 2099.",
        ),
        three("På rådets vägnar", "Neuvoston puolesta", "For the Council"),
        three("Ordförande", "Puheenjohtaja", "The President"),
    ),
    notes={
        "1": three("EUT F 1, 1.1.2098, s. 1.", "EUVL M 1, 1.1.2098, s. 1.", "OJ M 1, 1.1.2098, p. 1."),
        "2": three("Lyktkonventionen, påhittad.", "Lyhtysopimus, keksitty.", "Lantern Convention, made up."),
        "3": three(
            "Fyrarnas årsbok, nr 7. Påhittad.", "Majakoiden vuosikirja, nro 7. Keksitty.", "Yearbook of Lighthouses, No 7. Made up."
        ),
        "4": three("Rapport nr 12/2031, påhittad.", "Raportti N:o 12/2031, keksitty.", "Report No 12/2031, made up."),
        "5": three("Fyrhandboken, påhittad.", "Majakkakäsikirja, keksitty.", "Handbook of Lighthouses, made up."),
        "6": three("Klippornas karta, påhittad.", "Kallioiden kartta, keksitty.", "Chart of the Rocks, made up."),
    },
    annexes=(
        Annex(
            three("Lista över fyrarnas utrustning", "Luettelo majakoiden varusteista", "List of lighthouse equipment"),
            three("I denna bilaga anges utrustningen.", "Tässä liitteessä luetellaan varusteet.", "This annex lists the equipment."),
            (
                Item("1", three("Lampor av mässing.", "Messinkiset lamput.", "Brass lamps.")),
                Item(
                    "2",
                    three("Rep av hampa.", "Hamppuköydet.", "Hemp ropes."),
                    (
                        Item("a", three("Grova rep.", "Paksut köydet.", "Thick ropes.")),
                        Item("b", three("Tunna rep.", "Ohuet köydet.", "Thin ropes.")),
                    ),
                ),
            ),
            (
                (three("Föremål", "Esine", "Object"), three("Antal", "Määrä", "Number")),
                (three("Lampa", "Lamppu", "Lamp"), three("två", "kaksi", "two")),
            ),
        ),
    ),
)
