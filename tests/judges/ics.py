#!/usr/bin/env python3
"""ics.py DIR: every .ics file is read by icalendar, and its events have what RFC 5545 demands."""
import sys
from pathlib import Path

from icalendar import Calendar

top = Path(sys.argv[1])
faults, events = [], 0
files = sorted(top.rglob("*.ics"))


def check(file):
    global events
    data = file.read_bytes()
    if b"\n" in data.replace(b"\r\n", b"") or not data.endswith(b"\r\n"):
        yield "lines must end in CR LF"
    if any(len(line) > 75 for line in data.split(b"\r\n")):
        yield "a line is longer than 75 bytes"
    try:
        calendar = Calendar.from_ical(data)
    except ValueError as error:
        yield f"icalendar: {error}"
        return
    for key in ("VERSION", "PRODID"):
        if key not in calendar:
            yield f"no {key}"
    for part in calendar.walk():
        for name, error in getattr(part, "errors", []):
            yield f"{part.name}: {name}: {error}"
    found = calendar.walk("VEVENT")
    events += len(found)
    if not found:
        yield "no event"
    uids = set()
    for event in found:
        about = event.get("SUMMARY", "an event without summary")
        for key in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
            if not event.get(key):
                yield f"{about}: no {key}"
        if event.get("UID") in uids:
            yield f"{about}: UID {event['UID']} occurs twice"
        uids.add(event.get("UID"))
        start, end = event.get("DTSTART"), event.get("DTEND")
        if start and end and (type(start.dt) is not type(end.dt) or not start.dt < end.dt):
            yield f"{about}: it ends ({end.dt}) no later than it begins ({start.dt})"


for file in files:
    faults += [f"{file.relative_to(top)}: {fault}" for fault in check(file)]
if not files:
    faults.append("no .ics file at all")
print("\n".join(faults[:100]))
if faults:
    sys.exit(f"{len(faults)} findings")
print(f"{len(files)} calendars, {events} events")
