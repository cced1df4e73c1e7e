#!/usr/bin/env python3
"""Writes sites of awkward shapes, to see that no step of a build is quadratic.

    shapes.py SHAPE N DIR

SHAPE is one of
    one-dossier   one dossier with N articles
    many-tags     N articles with 200 tags each, of 5,000
    wide-tags     N articles with 5 tags each that no other article has
    events        one dossier with N events and a single article
    own-events    one dossier with N articles, each with one event
    entities      N articles, N registered people, 5 of them in each article
    links         N articles, each linking to 20 others and all to the first
    headings      one article with N headings, links and footnotes

Build it at N and at 4 N: the time may grow by little more than four. The same arguments write the same bytes.
"""
import argparse
import os
import random

WORDS = ("harbour council inquiry river border market census strike railway bridge clinic school verdict ballot "
         "treaty ferry archive fishery quarry tariff").split()


def write(root, path, text):
    path = os.path.join(root, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def day(i):
    return f"{2000 + i // 336 % 25:04}-{1 + i // 28 % 12:02}-{1 + i % 28:02}"


def article(root, i, lines=(), body=None):
    rng = random.Random(i)
    if body is None:
        body = "\n\n".join(" ".join(rng.choices(WORDS, k=60)).capitalize() + "." for _ in range(3))
    head = [f'title: "{" ".join(rng.choices(WORDS, k=5)).capitalize()} {i}"', f"published: {day(i)}", *lines]
    write(root, f"content/articles/a{i:06}.md", "---\n" + "\n".join(head) + f"\n---\n\n{body}\n")


def dossier(root, lines=()):
    write(root, "content/dossiers/all/index.md", "---\n" + "\n".join(["title: Everything", *lines]) + "\n---\n\nSo far.\n")


def one_dossier(root, n):
    dossier(root)
    for i in range(n):
        article(root, i, ["dossiers: [all]"])


def many_tags(root, n):
    for i in range(n):
        tags = random.Random(i).sample(range(5000), 200)
        article(root, i, ["tags: [" + ", ".join(f"tag number {t}" for t in tags) + "]"])


def wide_tags(root, n):
    for i in range(n):
        article(root, i, ["tags: [" + ", ".join(f"tag number {5 * i + k}" for k in range(5)) + "]"])


def events(root, n):
    lines = ["events:"]
    for i in range(n):
        lines += [f"- date: {day(i)}", f"  title: Event number {i}", "  summary: It happened."]
    dossier(root, lines)
    article(root, 0, ["dossiers: [all]"])


def own_events(root, n):
    dossier(root)
    for i in range(n):
        article(root, i, ["dossiers: [all]", "events:", f"- date: {day(i)}", f"  title: Event number {i}"])


def entities(root, n):
    names = [f"{WORDS[i % 20].capitalize()} {WORDS[i // 20 % 20].capitalize()} the {i}th" for i in range(n)]
    for i, name in enumerate(names):
        write(root, f"content/people/p{i:06}.md", f"---\nname: {name}\nalso: [P. {i}]\n---\n\nA profile.\n")
        listed = [names[(i * 7 + k * 13) % n] for k in range(5)]
        article(root, i, ["people: [" + ", ".join(listed) + "]"], f"{listed[0]} met {listed[1]}.")


def links(root, n):
    for i in range(n):
        rng = random.Random(i)
        to = [0] + [rng.randrange(n) for _ in range(20)]
        article(root, i, [], " ".join(f"[see {k}](article:a{t:06})" for k, t in enumerate(to)))


def headings(root, n):
    parts = [f"## Talks\n\nSee [there](#talks-{max(i, 1)}) and [^{i}].\n\n[^{i}]: A note." for i in range(n)]
    article(root, 0, [], "\n\n".join(parts))


SHAPES = {"one-dossier": one_dossier, "many-tags": many_tags, "wide-tags": wide_tags, "events": events,
          "own-events": own_events, "entities": entities, "links": links, "headings": headings}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shape", choices=SHAPES)
    parser.add_argument("n", type=int)
    parser.add_argument("dir")
    given = parser.parse_args()
    write(given.dir, "throughline.yaml", "title: Shapes\nbase_url: https://shapes.example/\n")
    SHAPES[given.shape](given.dir, given.n)


if __name__ == "__main__":
    main()
