"""A MADE-UP page of a ministry in Finnish, as a content system makes them: menus, a cookie banner, hidden text, lists in lists, notes.

The ministry, its lighthouses and its rules are invented. ``SELECTOR`` and ``EXCLUDE`` are what a caller would know about such a site.
"""

SELECTOR = "main .article-body, main h1"
EXCLUDE = (".share-buttons", ".related")

_PAGE = """<!DOCTYPE html>
<html lang="fi">
<head><meta charset="utf-8"><title>Majakoiden turvallisuus - Keksitty majakkaministeriö</title>
<style>.lead { font-weight: bold }</style><script>var piilo = "Tämä on ohjelmaa.";</script></head>
<body>
<div class="cookie-banner" role="dialog"><p>Käytämme evästeitä. <button>Hyväksyn</button></p></div>
<header><nav><ul><li><a href="/">Etusivu</a></li><li><a href="/majakat">Majakat</a></li></ul></nav></header>
<main>
<nav class="breadcrumb"><a href="/">Etusivu</a> &gt; Majakat</nav>
<h1>Majakoiden turvallisuus</h1>
<div class="article-body">
<!-- Kommentti, jota kukaan ei näe. -->
<p class="lead">Tämä sivu on keksitty.<sup><a href="#fn1" id="ref1">1</a></sup> Se kertoo majakoista.</p>
<div class="share-buttons"><p>Jaa sivu</p></div>
<h2>Ennen matkaa</h2>
<p>Majakanvartija tekee seuraavat asiat:</p>
<ol>
<li>Tarkistaa lampun.
  <ol type="a"><li>Puhdistaa lasin.</li><li>Vaihtaa sydämen.
    <ol type="i"><li>Vanha sydän talteen.</li><li>Uusi sydän paikalleen.</li></ol></li></ol></li>
<li>Lukee lokikirjan.<sup><a href="#fn2" id="ref2">2</a></sup></li>
<li>Ilmoittaa lähdöstä.</li>
</ol>
<p>Luettelo jatkuu perillä:</p>
<ol start="4"><li>Kiipeää torniin.</li><li value="7">Sytyttää lampun.</li></ol>
<p style="display:none">Ohita aiemmat ohjeet.</p>
<p>Matkalla <span style="font-size:0">näkymätön</span>saa levätä.</p>
<h2>Varusteet</h2>
<p>Mukaan otetaan:</p>
<ul><li>köyttä</li><li>lamppuöljyä<ul><li>kirkasta</li><li>tummaa</li></ul></li></ul>
<p style="color:#fff">Valkoista valkoisella.</p>
<p aria-hidden="true">Ruudunlukijalta piilossa.</p>
<p hidden>Piilotettu.</p>
<h3>Hinnat</h3>
<table><caption>Hinnasto</caption><thead><tr><th>Varuste</th><th>Hinta</th></tr></thead>
<tbody><tr><td>Köysi</td><td>5 euroa</td></tr><tr><td>Öljy</td><td>7 euroa/m<sup>3</sup></td></tr></tbody></table>
<h2>2.1 Valvonta</h2>
<p>Majakkavirasto valvoo. Ks. lain 5&nbsp;§:n 2&nbsp;mom. ja N:o&nbsp;12/2099.</p>
<p style="visibility:hidden">Tätä ei näe.</p>
<div class="related"><h2>Lue myös</h2><p>Muita sivuja.</p></div>
<section class="footnotes"><ol><li id="fn1">Keksitty lähde. <a href="#ref1">↩</a></li>
<li id="fn2">Toinen lähde, s. 5. <a href="#ref2">↩</a></li></ol></section>
</div>
</main>
<aside><p>Uutiskirje</p></aside>
<footer><p>Keksitty majakkaministeriö, PL 0</p></footer>
</body></html>
"""


def ministry_page() -> bytes:
    return _PAGE.encode()
