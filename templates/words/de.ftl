# Die Wörter der Oberfläche auf Deutsch. Eigene Formulierungen einer Website stehen in words/de.ftl.

skip = Zum Text springen
menu = Hauptmenü
more = Mehr auf dieser Website
comma = ,
not-available = Nicht verfügbar auf
languages = Sprachen
breadcrumbs = Wo Sie sind
years = Jahre
letters = Buchstaben
neighbours = Davor und danach
by-year = Nach Jahr

dossiers = Dossiers
timeline = Zeitleiste
tags = Schlagwörter
people = Personen
places = Orte
organisations = Organisationen
archive = Nach Datum
changes = Korrekturen und Aktualisierungen
feed = Feed
json-feed = JSON-Feed
calendar = Kalender
timeline-data = Zeitleiste als Daten
latest = Neueste
newest = neuester
home = Startseite

articles = { $n ->
    [one] 1 Artikel
   *[other] { $n } Artikel
}
events = { $n ->
    [one] 1 Ereignis
   *[other] { $n } Ereignisse
}
minutes = { $n ->
    [one] 1 Minute Lesezeit
   *[other] { $n } Minuten Lesezeit
}
here = { $n ->
    [one] davon 1 hier
   *[other] davon { $n } hier
}
sources-n = { $n ->
    [one] Quelle
   *[other] { $n } Quellen
}
also-told = { $n ->
    [one] Ein weiterer Artikel dazu
   *[other] { $n } weitere Artikel dazu
}
since-summary = { $n ->
    [one] 1 Artikel seit dieser Zusammenfassung
   *[other] { $n } Artikel seit dieser Zusammenfassung
}
shown-of = Wendepunkte und das Neueste: { $n } von { $k } Ereignissen
part-of = Teil { $k } von { $n }

status-running = Läuft
status-paused = Ruht
status-closed = Abgeschlossen

held-draft = Entwurf
held-embargoed = Unter Sperrfrist
held-future = Noch nicht veröffentlicht
mark-correction = Korrigiert
mark-retraction = Widerrufen
turning-point = Wendepunkt

story-so-far = Was bisher geschah
as-of = Stand:
revisions = Frühere Änderungen dieser Zusammenfassung
phases = Phasen
whole-timeline = Die ganze Zeitleiste
all-articles = Alle Artikel
start-here = Hier beginnen
key-players = Wichtige Beteiligte
in-this-dossier = In diesem Dossier
related-dossiers = Verwandte Dossiers
take-along = Verfolgen und behalten
printed-whole = Auf einer Seite, zum Drucken
back-to-dossier = Zurück zum Dossier
backlinks = Erwähnt in
short-link = Kurzlink

by = Von
updated = Aktualisiert
withdrawn-on = Zurückgezogen am
what-happened = Was geschah
sources = Quellen
accessed = abgerufen
archived-copy = Archivkopie
notes = Anmerkungen
previous = Davor
next = Danach
related = Verwandt
reason-chosen = Von der Redaktion ausgewählt
reason-dossier = Im selben Dossier
reason-tag = Dasselbe Thema
reason-person = Dieselbe Person
reason-place = Derselbe Ort
reason-organisation = Dieselbe Organisation
correction-correction = Korrektur
correction-clarification = Klarstellung
correction-update = Aktualisierung
correction-retraction = Widerruf
was-now = In diesem Beitrag stand „{ $was }“. Jetzt steht dort „{ $now }“.

kind-tag = Themen
kind-person = Personen
kind-organisation = Organisationen
kind-place = Orte
one-tag = Thema
one-person = Person
one-organisation = Organisation
one-place = Ort
one-dossier = Dossier
one-year = Jahr
one-month = Monat
also = Auch
names = Namen nach Zeitraum
position = Lage
elsewhere = Anderswo
goes-with = Oft zusammen mit

changes-intro = Alle Korrekturen, Klarstellungen, Aktualisierungen, Widerrufe und Rücknahmen, die neuesten zuerst.
no-changes = Bisher wurde nichts geändert.
change-correction = Korrektur
change-clarification = Klarstellung
change-update = Aktualisierung
change-retraction = Widerruf
change-withdrawal = Rücknahme

not-found = Nicht gefunden
not-found-text = Unter dieser Adresse gibt es keine Seite. Vielleicht ist sie vertippt, oder der Link, der hierher führte, ist falsch. Hier sind die Geschichten.
to-home = Zur Startseite
moved = Diese Seite ist umgezogen
embed-note = (wird erst auf Ihren Wunsch von der eigenen Website geladen)
copy = Kopieren
copied = Kopiert

on-this-page = Auf dieser Seite
depth = Wie viel
depth-turning = Nur Wendepunkte
depth-events = Ereignisse
depth-all = Alles
order = Reihenfolge
oldest-first = Älteste zuerst
newest-first = Neueste zuerst
filter-all = Alle
filter-shown = Gezeigte Ereignisse
filter-clear = Alle zeigen
new = Neu
new-since = Neu seit Ihrem letzten Besuch
new-articles = Artikel
new-events = Ereignisse
to-first-new = Zum ersten
began = Begann
ended = Endete
reported = Berichtet
cite = Zitieren als
edition-of = Ausgabe vom
print = Drucken
this-piece = Sie sind hier
one-phase = Phase

search = Suche
search-for = Suchen nach
search-any = Alle
search-kind = Art
search-keys = Eine Wortfolge steht in Anführungszeichen. Die Pfeiltasten führen durch die Ergebnisse, Escape führt zurück.
search-found = { $n ->
    [one] 1 Ergebnis
   *[other] { $n } Ergebnisse
}
search-none = Nichts gefunden
search-reading = die Texte werden gelesen
search-titles = Titel, Schlagwörter und Vorspanne; wählen Sie ein Dossier, um seine Texte zu durchsuchen
search-more = Weitere Ergebnisse
search-failed = Die Suche konnte nicht geladen werden.
search-without = Die Suche braucht JavaScript; es ist ausgeschaltet oder konnte nicht geladen werden. Ohne es hilft dies:
search-some = { $n } von { $k } Artikeln gibt es in dieser Sprache. In anderen Sprachen:
one-article = Artikel
one-page = Seite

edition = Archivausgabe
archived-edition-of = Archivausgabe vom { $date }.
edition-up-to = Artikel bis zum { $date }, Textstand vom { $revision }.
edition-sources = Textstand vom { $revision }.
edition-live = Zur aktuellen Seite
earlier-editions = Frühere Ausgaben
first-edition = Zuerst in der Ausgabe vom { $date }
people-and-places = Personen und Orte
contents = Inhalt
