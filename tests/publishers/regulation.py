"""A MADE-UP regulation in Swedish, Finnish and English: chapters, articles with and without paragraphs, letters, notes, two annexes.

Nothing in it is law; it is about foghorns.
"""

from description import Act, Annex, Article, Item, three

REGULATION = Act(
    name="L_209900002",
    title=(
        three("PÅHITTAD FÖRORDNING (EU) 2099/2", "KEKSITTY ASETUS (EU) 2099/2", "MADE-UP REGULATION (EU) 2099/2"),
        three("om mistlurar", "sumusireeneistä", "on foghorns"),
    ),
    institution=three("DET PÅHITTADE RÅDET HAR ANTAGIT", "KEKSITTY NEUVOSTO, joka", "THE MADE-UP COUNCIL,"),
    citations=(three("med beaktande av dimman,", "ottaa huomioon sumun,", "Having regard to the fog,"),),
    recitals=(
        three("Mistlurar hörs långt.", "Sumusireenit kuuluvat kauas.", "Foghorns are heard far away."),
        three("Dimman känner inga gränser [^1].", "Sumu ei tunne rajoja [^1].", "Fog knows no borders [^1]."),
        three("Regler behövs.", "Sääntöjä tarvitaan.", "Rules are needed."),
    ),
    adoption=three("HÄRIGENOM FÖRESKRIVS FÖLJANDE.", "ON ANTANUT TÄMÄN ASETUKSEN:", "HAS ADOPTED THIS REGULATION:"),
    body=(
        Article(
            "1",
            three("Innehåll", "Kohde", "Subject matter"),
            three(
                "Denna förordning gäller mistlurar. Den gäller inte visselpipor.",
                "Tämä asetus koskee sumusireenejä. Se ei koske pillejä.",
                "This Regulation applies to foghorns. It does not apply to whistles.",
            ),
            chapter=(three("KAPITEL I", "I LUKU", "CHAPTER I"), three("Allmänt", "Yleistä", "General")),
        ),
        Article(
            "2",
            three("Definitioner", "Määritelmät", "Definitions"),
            three("I denna förordning avses med", "Tässä asetuksessa tarkoitetaan:", "In this Regulation:"),
            items=(
                Item("a", three("mistlur: ett horn,", "sumusireenillä torvea;", "‘foghorn’ means a horn;")),
                Item("b", three("dimma: ett moln på havet.", "sumulla pilveä merellä.", "‘fog’ means a cloud at sea.")),
            ),
            tail=three("Detta gäller också bilagorna.", "Tämä koskee myös liitteitä.", "This also applies to the annexes."),
        ),
        Article(
            "3",
            three("Skyldigheter", "Velvollisuudet", "Obligations"),
            paragraphs=(
                Item("1", three("Mistluren ska låta i dimma.", "Sumusireenin on soitava sumussa.", "The foghorn shall sound in fog.")),
                Item(
                    "2",
                    three("Den ska inte låta", "Se ei saa soida", "It shall not sound:"),
                    (
                        Item("a", three("i solsken, eller", "auringonpaisteessa; tai", "in sunshine; or")),
                        Item(
                            "b",
                            three("när någon sover", "kun joku nukkuu", "when someone is asleep:"),
                            (
                                Item("i", three("i fyren,", "majakassa;", "in the lighthouse;")),
                                Item("ii", three("på båten.", "veneessä.", "on the boat.")),
                            ),
                        ),
                    ),
                    three("Undantag antecknas.", "Poikkeukset kirjataan.", "Exceptions are recorded."),
                ),
                Item("3", three("Reglerna ses över [^2].", "Sääntöjä tarkistetaan [^2].", "The rules are reviewed [^2].")),
            ),
            chapter=(three("KAPITEL II", "II LUKU", "CHAPTER II"), three("Regler", "Säännöt", "Rules")),
        ),
    ),
    final=(
        three("Utfärdad i Dimma den 1 maj 2099.", "Tehty Sumussa 1 päivänä toukokuuta 2099.", "Done at Fog, 1 May 2099."),
        three("Ordförande", "Puheenjohtaja", "The President"),
    ),
    notes={
        "1": three("EUT F 2, 1.1.2099, s. 2.", "EUVL M 2, 1.1.2099, s. 2.", "OJ M 2, 1.1.2099, p. 2."),
        "2": three("Dimkalendern.", "Sumukalenteri.", "Calendar of Fog."),
    },
    annexes=(
        Annex(
            three("Toner", "Äänet", "Tones"),
            three("Tonerna är dessa.", "Äänet ovat nämä.", "The tones are these."),
            (Item("1", three("Lågt C.", "Matala C.", "Low C.")),),
        ),
        Annex(
            three("Tider", "Ajat", "Times"),
            three("Tiderna är dessa.", "Ajat ovat nämä.", "The times are these."),
            (Item("1", three("Natt.", "Yö.", "Night.")), Item("2", three("Dag.", "Päivä.", "Day."))),
        ),
    ),
)
