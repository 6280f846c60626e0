#!/usr/bin/env python3
"""Makes a web archive (WARC, a gzip member a record) of N pages, as a day of news is delivered. Same arguments, same bytes.

usage: make-warc.py N OUTPUT.warc.gz [FOLDER…]

Pages are taken in turn from *.html and *.html.gz in the folders. Every time one is taken other words of its own stand in a third of
its places, so that no two are copies while markup, script, sentence lengths and languages stay what they were. Without a folder
the pages are invented.
"""
import gzip
import hashlib
import pathlib
import random
import re
import sys
import zlib

UNSEEN = re.compile(rb"(<!--.*?-->|<(script|style|noscript|svg)\b.*?</\2\s*>|<[^>]*>)", re.S | re.I)
WORD = re.compile(rb"[^\s<>&;]+")
OUTLETS = ["harbour-wire", "orontes-dispatch", "courrier-du-delta", "el-faro-del-rio", "northern-ledger", "volga-listok"]
PLACES = ["Gao", "Kidal", "Donetsk", "Palmyra", "Juba", "Idlib", "Goma", "Mocha", "Sirte", "Maiduguri", "Kunduz", "Marawi"]
ACTORS = ["the army", "rebels", "the governor", "the ministry", "police", "a militia", "fishermen", "the railway union"]
DEEDS = ["took the bridge at", "shelled the market of", "left the barracks of", "met elders in", "opened a clinic in",
         "counted 14 wounded in", "denied having fired on", "closed the road to", "asked for talks in", "held a funeral in"]


def varied(page, rng):
    """The page with a third of its visible words exchanged among themselves, and all other numbers."""
    parts, at = [], 0  # visible text and what is not, in turn
    for hidden in UNSEEN.finditer(page):
        parts += [page[at:hidden.start()], hidden.group()]
        at = hidden.end()
    parts.append(page[at:])
    words = [w for text in parts[::2] for w in WORD.findall(text) if len(w) > 2] or [b"news"]

    def other(match):
        word = match.group()
        if word.isdigit():
            return b"%0*d" % (len(word), rng.randrange(10 ** len(word)))
        return rng.choice(words) if rng.random() < 0.33 else word

    parts[::2] = [WORD.sub(other, text) if len(text) > 20 else text for text in parts[::2]]
    return b"".join(parts)


def invented(rng):
    """A page of an invented outlet: 30 kB of navigation, script and teasers around an article of 300 to 900 words."""
    def sentence():
        return f"{rng.choice(ACTORS).capitalize()} {rng.choice(DEEDS)} {rng.choice(PLACES)} on {rng.randrange(1, 29)} May, residents said."
    outlet, title = rng.choice(OUTLETS), sentence()
    article = "".join("<p>" + " ".join(sentence() for _ in range(rng.randrange(2, 6))) + "</p>\n" for _ in range(rng.randrange(8, 20)))
    menu = "".join(f'<li class="item-{i}"><a href="/{p.lower()}/{i}">{p} {i}</a></li>\n' for i, p in enumerate(PLACES * 6))
    teasers = "".join(f'<div class="teaser"><h3><a href="/{i}">{sentence()}</a></h3></div>\n' for i in range(30))
    script = "".join(f"window.cfg[{i}]={{k:'{rng.getrandbits(64):016x}',v:{rng.random():.6f}}};\n" for i in range(200))
    return (f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - {outlet}</title>'
            f'<meta property="article:published_time" content="1994-05-{rng.randrange(1, 29):02d}T08:00:00Z"><script>{script}</script></head>'
            f"<body><nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1>{article}</article></main>"
            f"<aside>{teasers}</aside><footer>{outlet}</footer></body></html>\n").encode()


def record(number, page):
    name = hashlib.sha256(b"%d" % number).hexdigest()
    uri = f"https://{OUTLETS[number % len(OUTLETS)]}.example/1994/05/{number % 28 + 1:02d}/{name[:12]}.html"
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(page), page)
    head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-"
            f"{name[20:32]}>\r\nWARC-Date: 1994-05-{number % 28 + 1:02d}T09:00:00Z\r\nWARC-Target-URI: {uri}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n").encode()
    return head + body + b"\r\n\r\n"


def member(data):
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(data) + packer.flush()


def read_pages(folders):
    paths = sorted(p for f in folders for p in pathlib.Path(f).iterdir() if re.search(r"\.html(\.gz)?$", p.name))
    return [gzip.open(p).read() if p.suffix == ".gz" else p.read_bytes() for p in paths]


def main():
    count, output, pages = int(sys.argv[1]), sys.argv[2], read_pages(sys.argv[3:])
    with open(output, "wb") as out:
        for number in range(count):
            rng = random.Random(number)
            page = varied(pages[number % len(pages)], rng) if pages else invented(rng)
            out.write(member(record(number, page)))


if __name__ == "__main__":
    main()
