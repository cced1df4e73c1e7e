latest = On the wire
all-articles = All copy
story-so-far = Background
dossiers = Running stories
