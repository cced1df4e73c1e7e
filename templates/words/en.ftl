# The words of the interface, in English. A site's own wording goes into words/en.ftl.

skip = Skip to the text
menu = Main
more = More on this site
comma = ,
not-available = Not available in
languages = Languages
breadcrumbs = Where you are
years = Years
letters = Letters
neighbours = Before and after
by-year = By year
on-this-page = On this page

dossiers = Dossiers
timeline = Timeline
tags = Tags
people = People
places = Places
organisations = Organisations
archive = By date
changes = Corrections and updates
feed = Feed
json-feed = JSON feed
calendar = Calendar
timeline-data = Timeline as data
latest = Latest
newest = newest
home = Home

articles = { $n ->
    [one] 1 article
   *[other] { $n } articles
}
events = { $n ->
    [one] 1 event
   *[other] { $n } events
}
minutes = { $n ->
    [one] 1 minute to read
   *[other] { $n } minutes to read
}
here = { $n ->
    [one] 1 of them here
   *[other] { $n } of them here
}
sources-n = { $n ->
    [one] Source
   *[other] { $n } sources
}
depth = How much
depth-turning = Turning points only
depth-events = Events
depth-all = Everything
order = Order
oldest-first = Oldest first
newest-first = Newest first
filter-all = All
filter-shown = Events shown
filter-clear = Show all
new = New
new-since = New since your last visit
new-articles = articles
new-events = events
to-first-new = Go to the first
also-told = { $n ->
    [one] One more article on this
   *[other] { $n } more articles on this
}
since-summary = { $n ->
    [one] 1 article since this summary
   *[other] { $n } articles since this summary
}
shown-of = Turning points and the newest: { $n } of { $k } events
part-of = Part { $k } of { $n }

status-running = Running
status-paused = Paused
status-closed = Closed
began = Began
ended = Ended

held-draft = Draft
held-embargoed = Embargoed
held-future = Not yet published
mark-correction = Corrected
mark-retraction = Retracted
turning-point = Turning point

story-so-far = The story so far
as-of = As of
revisions = Earlier changes of this summary
phases = Phases
whole-timeline = The whole timeline
all-articles = All articles
start-here = Start here
key-players = Key players
in-this-dossier = In this dossier
related-dossiers = Related dossiers
take-along = Follow and keep
printed-whole = On one page, for printing
back-to-dossier = Back to the dossier
people-and-places = People and places
contents = Contents
backlinks = Mentioned in
short-link = Short link

by = By
reported = Reported
cite = Cite as
edition-of = Edition of
print = Print
updated = Updated
withdrawn-on = Withdrawn on
what-happened = What happened
sources = Sources
accessed = accessed
archived-copy = archived copy
notes = Notes
this-piece = You are here
previous = Before this
next = After this
related = Related
reason-chosen = Chosen by the editor
reason-dossier = In the same dossier
reason-tag = Same topic
reason-person = Same person
reason-place = Same place
reason-organisation = Same organisation
correction-correction = Correction
correction-clarification = Clarification
correction-update = Update
correction-retraction = Retraction
was-now = This piece said “{ $was }”. It now says “{ $now }”.

kind-tag = Topics
kind-person = People
kind-organisation = Organisations
kind-place = Places
one-tag = Topic
one-person = Person
one-organisation = Organisation
one-place = Place
one-dossier = Dossier
one-phase = Phase
one-year = Year
one-month = Month
also = Also
names = Names by period
position = Position
elsewhere = Elsewhere
goes-with = Often together with

changes-intro = Every correction, clarification, update, retraction and withdrawal, the newest first.
no-changes = Nothing has been changed so far.
change-correction = Correction
change-clarification = Clarification
change-update = Update
change-retraction = Retraction
change-withdrawal = Withdrawal

not-found = Not found
not-found-text = There is no page at this address. It may have been mistyped, or the link that led here may be wrong. Here is where the stories are.
to-home = To the home page
moved = This page has moved
embed-note = (loads from its own site when you choose it)
copy = Copy
copied = Copied

search = Search
search-for = Search for
search-any = All
search-kind = Kind
search-keys = A phrase stands in quotation marks. Arrow keys move through the results, Escape leads back.
search-found = { $n ->
    [one] 1 result
   *[other] { $n } results
}
search-none = Nothing found
search-reading = texts are being read
search-titles = titles, tags and standfirsts; choose a dossier to search its texts
search-more = More results
search-failed = The search could not be loaded.
search-without = Searching needs JavaScript, which is off or could not be loaded. Without it, look here:
search-some = { $n } of { $k } articles are in this language. In other languages:
one-article = Article
one-page = Page

edition = Archived edition
archived-edition-of = Archived edition of { $date }.
edition-up-to = Articles up to { $date }, text as edited up to { $revision }.
edition-sources = Text as edited up to { $revision }.
edition-live = The live page
earlier-editions = Earlier editions
first-edition = First in the edition of { $date }
