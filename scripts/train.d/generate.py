"""Fills templates with values: documents with the spans of names, places, organisations and regions."""
import glob
import os
import random
import re

import sites
from values import DIGITS, HERE, ORDINALS, Person, Values, capital, spoken_number

CHOICE = re.compile(r"\[\[((?:(?!\[\[|\]\]).)*)\]\]", re.S)
SLOT = re.compile(r"\{([A-Za-z]+)([1-9]?)(?:\.([a-z]+))?\}")
O, NAME, LOC, ORG, GEO = range(5)


# How often each file is drawn from, in relation to the others; within a file the kinds' own weights count.
SHARES = {
    "core": 12, "general": 8, "grammar": 5, "negatives": 6.5, "free-more": 6, "notes": 11, "messages": 9,
    "systems": 8, "plainclinic": 9, "plainworld": 6.5, "tongues": 6, "whole": 14, "places": 7,
    "spoken": 9, "terse": 9, "capitals": 8, "clean-clinic": 9, "clean-world": 9, "notes-people": 18,
    "letters-chats": 18, "where": 14, "abroad": 10, "systems-forms": 12,
    "speech": 10, "tongues-more": 8, "terse-more": 14, "lives": 11, "clean-more": 12, "offices": 14,
}

class Kind:
    """A kind of document: how often it is drawn, its flags and its templates."""

    def __init__(self, name, weight, flags):
        self.name, self.weight, self.flags, self.templates = name, weight, flags, []


def read_kinds():
    """The kinds of all templates, in the order of the files' names."""
    kinds = []
    for path in sorted(glob.glob(os.path.join(HERE, "*.txt"))):
        text = open(path, encoding="utf-8").read()
        if not re.search(r"^== ", text, re.M):
            continue
        first = len(kinds)
        for block in re.split(r"^== ", text, flags=re.M)[1:]:
            head, _, body = block.partition("\n")
            parts = head.split()
            flags = set(re.split(r"[\s,\[\]]+", " ".join(parts[2:]))) - {""}
            kind = Kind(parts[0], float(parts[1]), flags)
            pieces = body.split("\n") if "lines" in flags else re.split(r"^--[ \t]*$", body, flags=re.M)
            kind.templates = [p.strip("\n") for p in pieces if p.strip() and p.strip() != "--"]
            if kind.templates:
                kinds.append(kind)
        total = sum(k.weight for k in kinds[first:])
        share = SHARES.get(os.path.basename(path).removesuffix(".txt"), 0)
        for kind in kinds[first:]:
            kind.weight *= share / total
    return kinds


class Document:
    """A text and for each character its label."""

    def __init__(self):
        self.text, self.labels, self.kind = [], [], ""

    def add(self, text, label=O):
        self.text.append(text)
        self.labels.append(bytes([label]) * len(text))

    def finish(self):
        self.text, self.labels = "".join(self.text), b"".join(self.labels)


class Filler:
    """Fills one template; people and places with numbers stay the same within it."""

    def __init__(self, values, r):
        self.v, self.r, self.known = values, r, {}

    def known_value(self, key, make):
        if key not in self.known:
            self.known[key] = make()
        return self.known[key]

    def fill(self, template):
        r = self.r
        while True:
            text = CHOICE.sub(lambda m: r.choice(m.group(1).split("|")), template)
            if text == template:
                break
            template = text
        doc, at = Document(), 0
        for m in SLOT.finditer(template):
            doc.add(template[at : m.start()])
            at = m.end()
            self.slot(doc, m.group(0), m.group(1), m.group(2), m.group(3) or "")
        doc.add(template[at:])
        doc.finish()
        return doc

    def slot(self, doc, written, name, number, form):
        if name in ("p", "d", "e", "w"):
            make = {"e": self.v.eponym_person, "w": self.v.word_person}.get(name, self.v.person)
            person = self.known_value(name + number, lambda: make(self.r))
            return self.person(doc, person, form, name == "d")
        if name in ("f", "c"):
            make = (lambda: self.v.facility(self.r)) if name == "f" else (lambda: self.v.city(self.r)[0])
            return doc.add(sites.shape(self.known_value(name + number, make), form, self.r), LOC)
        if name in sites.SLOTS:
            make = lambda: getattr(self.v.sites, name)(self.r)
            return doc.add(sites.shape(self.known_value(name + number, make) if number else make(), form, self.r), LOC)
        if form in ("low", "up"):
            return self.reshaped(doc, written, name, number, form)
        if name == "st":
            return doc.add(sites.state_code(self.v.states, self.r), GEO)
        place = getattr(self, "place_" + name, None)
        if place:
            return place(doc)
        if name in ("state", "country", "region"):
            return doc.add(self.region(name), GEO)
        if name == "org":
            return doc.add(self.v.organization(self.r), ORG)
        value = self.plain(name)
        doc.add(written if value is None else value)

    def reshaped(self, doc, written, name, number, form):
        """A slot's value in small or capital letters, labels kept."""
        part = Document()
        self.slot(part, written, name, number, "")
        for text, label in zip(part.text, part.labels):
            doc.add(sites.shape(text, form, self.r), label[0] if label else O)

    # People

    def person(self, doc, p, form, clinician):
        r = self.r
        if form == "any":
            form = r.choice(("", "", "", "first", "last", "lastfirst", "titled", "initial"))
        if form.startswith(("low", "caps")):
            part, change = Document(), lower if form.startswith("low") else upper
            self.person(part, p, form.removeprefix("low").removeprefix("caps"), clinician)
            part.finish()
            change(part)
            for text, label in runs(part):
                doc.add(text, label)
        elif form in ("first", "last"):
            doc.add(getattr(p, form), NAME)
        elif form == "bare":
            doc.add(p.last)
        elif form == "spelled":
            for text, letter in p.spelled():
                doc.add(text, NAME if letter else O)
        elif form in ("firstlow", "lastlow", "firstup", "lastup"):
            doc.add(sites.shape(p.last if form.startswith("last") else p.first, "low" if form.endswith("low") else "up", r), NAME)
        elif form in ("up", "low"):
            doc.add(sites.shape(p.usual(), form, r), NAME)
        elif form == "shortlow":
            doc.add(p.short().lower(), NAME)
        elif form == "nick":
            doc.add(p.nick(), NAME)
        elif form == "lastfirst":
            doc.add(p.last_first(), NAME)
        elif form == "titled":
            title = r.choice(("Dr. ", "Dr ", "Dr. ", "Doctor ", "Prof. ")) if clinician else r.choice(
                ("Mr. ", "Mr ") if p.sex == "male" else ("Mrs. ", "Ms. ", "Mrs ", "Ms ", "Miss "))
            doc.add(title)
            doc.add(p.last, NAME)
        elif form == "initial":
            doc.add(p.initial(), NAME)
        elif form == "short":
            doc.add(p.short(), NAME)
        elif form == "kin":
            other = self.v.person(r)
            doc.add(other.first + (" " + p.last if r.random() < 0.25 else ""), NAME)
        elif form == "cred":
            doc.add(p.usual(), NAME)
            doc.add(r.choice((", ", " ", ", ")) + r.choice(("MD", "RN", "DO", "NP", "PA-C", "PharmD", "LCSW", "DPT", "M.D.", "LPN", "PhD", "RN, BSN", "MSW")))
        else:
            doc.add(p.usual(), NAME)

    # Places

    def place_city(self, doc):
        doc.add(self.v.city(self.r)[0], LOC)

    place_town = place_city

    def place_citystate(self, doc):
        doc.add(self.city_state(), LOC)

    def city_state(self):
        city, code = self.v.city(self.r)
        if not code:
            return city + (", " + self.r.choice(self.v.countries) if self.r.random() < 0.6 else "")
        state = dict(self.v.states).get(code, code)
        return city + self.r.choice((", ", ", ", " ")) + self.r.choice((code, code, state))

    def place_street(self, doc):
        doc.add(self.v.street(self.r), LOC)

    def place_streetname(self, doc):
        doc.add(self.v.street_name(self.r), LOC)

    def place_address(self, doc):
        if self.r.random() < 0.35:
            return doc.add(self.v.foreign_address(self.r), LOC)
        code = self.r.choice(self.v.zips) + (f"-{self.r.randint(0, 9999):04}" if self.r.random() < 0.15 else "")
        city, state = self.v.city(self.r)
        while not state:
            city, state = self.v.city(self.r)
        comma = self.r.choice((", ", ", ", " "))
        doc.add(self.v.street(self.r) + comma + city + comma + state + self.r.choice((" ", " ", ", ", "  ")) + code, LOC)

    def place_spokenstreet(self, doc):
        doc.add(self.v.spoken_street(self.r), LOC)

    def place_statecode(self, doc):
        doc.add(self.v.state(self.r)[0], GEO)

    def place_county(self, doc):
        doc.add(self.r.choice(self.v.counties), LOC)

    def place_facility(self, doc):
        doc.add(self.v.facility(self.r), LOC)

    def place_facshort(self, doc):
        doc.add(self.v.facility_short(self.r), LOC)

    def region(self, name):
        if name == "state":
            code, state = self.v.state(self.r)
            return state if self.r.random() < 0.85 else code
        return self.r.choice(self.v.countries) if name == "country" else self.r.choice(self.v.lists["region"])

    # Everything else

    def plain(self, name):
        method = getattr(self, "plain_" + name.lower(), None)
        lists = self.v.lists
        words = self.v.common if self.r.random() < 0.7 else self.v.ordinary
        if method:
            value = method()
        elif name.lower() in words:
            value = self.r.choice(words[name.lower()])
        elif name.lower() in lists:
            value = self.r.choice(lists[name.lower()])
        else:
            return None
        return capital(value) if name[0].isupper() else value

    def plain_zip(self):
        return self.r.choice(self.v.zips)

    def plain_date(self):
        r, d, m, y = self.r, self.r.randint(1, 28), self.r.randint(1, 12), self.r.randint(1935, 2026)
        month = self.v.lists["month"][m - 1]
        return r.choice((
            f"{m:02}/{d:02}/{y}", f"{m}/{d}/{y % 100:02}", f"{m}/{d}", f"{y}-{m:02}-{d:02}", f"{month} {d}, {y}", f"{d} {month[:3]} {y}",
            f"{month} {d}", f"{month} {y}", f"{m}-{d}-{y}", f"{d}.{m}.{y}", f"{month[:3]} {d}", f"the {d}th of {month}", f"{m:02}/{d:02}/{y % 100:02}",
        ))

    def plain_time(self):
        h, m = self.r.randint(0, 23), self.r.randint(0, 59)
        return self.r.choice((f"{h:02}:{m:02}", f"{h:02}{m:02}", f"{h % 12 + 1}:{m:02} {self.r.choice(('am', 'pm', 'AM', 'PM'))}", f"{h % 12 + 1}{self.r.choice(('am', 'pm'))}", f"{h:02}:{m:02}:{self.r.randint(0, 59):02}"))

    def plain_spoken(self):
        """Digits said one by one."""
        r = self.r
        words = [r.choice(DIGITS) for _ in range(r.choice((3, 4, 4, 7, 8, 10)))]
        return r.choice((" ", " ", ", ", "-")).join("oh" if w == "zero" and r.random() < 0.4 else w for w in words)

    def plain_spokendate(self):
        r = self.r
        year = r.choice((f"nineteen {spoken_number(r.randint(30, 99))}", f"two thousand {spoken_number(r.randint(1, 19))}", str(r.randint(1931, 2019)), f"{r.randint(31, 99)}"))
        return f"{r.choice(self.v.lists['month']).lower()} {r.choice(ORDINALS)} {year}"

    def plain_year(self):
        return str(self.r.randint(1960, 2026))

    def plain_age(self):
        return str(self.r.randint(1, 89))

    def plain_phone(self):
        r = self.r
        a, b, c = r.randint(201, 989), r.randint(201, 989), r.randint(0, 9999)
        return r.choice((f"({a}) {b}-{c:04}", f"{a}-{b}-{c:04}", f"{a}.{b}.{c:04}", f"+1 {a} {b} {c:04}", f"{a} {b} {c:04}", f"{b}-{c:04}"))

    def plain_email(self):
        return f"{self.plain_user()}@{self.r.choice(('example', 'mail', 'clinic', 'hospital', 'inbox'))}.{self.r.choice(('com', 'org', 'net', 'edu'))}"

    def plain_url(self):
        return f"https://{self.r.choice(('portal', 'www', 'my'))}.{self.r.choice(self.v.common['noun'])}.{self.r.choice(('com', 'org'))}/{self.r.choice(self.v.common['noun'])}"

    def plain_user(self):
        p = Person(self.v, self.r)
        first, last = (re.sub("[^a-z]", "", x.lower()) or "x" for x in (p.first, p.last))
        return self.r.choice((first[0] + last, first + "." + last, first + last[0], last + str(self.r.randint(1, 99)), first + "_" + last))

    def plain_ssn(self):
        r = self.r
        return f"{r.randint(1, 665):03}-{r.randint(1, 99):02}-{r.randint(1, 9999):04}"

    def plain_mrn(self):
        return self.r.choice(("", "", "MRN", "M", "H")) + str(self.r.randint(10_000, 99_999_999))

    def plain_id(self):
        return "".join(self.r.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(self.r.randint(1, 3))) + self.r.choice(("", "-")) + str(self.r.randint(100, 9_999_999))

    def plain_num(self):
        return str(self.r.randint(1, 99))

    def plain_big(self):
        return self.r.choice((str(self.r.randint(100, 99_999)), f"{self.r.randint(1, 99)},{self.r.randint(0, 999):03}", f"{self.r.randint(1, 99)}.{self.r.randint(0, 9)}"))

    def plain_money(self):
        return f"${self.r.randint(1, 4_999)}.{self.r.randint(0, 99):02}"

    def plain_dx(self):
        return self.r.choice(self.v.dx)

    def plain_icd(self):
        return self.r.choice(self.v.icd_eponyms if self.r.random() < 0.3 else self.v.icd)

    def plain_epo(self):
        return self.r.choice(self.v.eponyms)

    def plain_eponym(self):
        r, name = self.r, self.r.choice(self.v.eponyms)
        if r.random() < 0.12:
            name += "-" + r.choice(self.v.eponyms)
        possessive = r.choice(("", "", "'s")) if "-" not in name else ""
        noun = r.choice(self.v.lists["eponym noun"])
        if r.random() < 0.12:
            noun = r.choice(self.v.common["noun"])
        return name + possessive + " " + (capital(noun) if r.random() < 0.15 else noun)

    def plain_brand(self):
        x = self.r.random()
        return self.r.choice(self.v.lists["brand"]) if x < 0.5 else self.r.choice(self.v.drugs) if x < 0.75 else capital(self.r.choice(self.v.all_drugs))

    def plain_drug(self):
        return self.r.choice(self.v.lists["drug"] if self.r.random() < 0.6 else self.v.all_drugs)

    def plain_nat(self):
        return self.r.choice(self.v.nations)

    def plain_title(self):
        """A heading of ordinary words with capitals."""
        r, words = self.r, self.v.common if self.r.random() < 0.6 else self.v.ordinary
        noun = lambda: capital(r.choice(words[r.choice(("noun", "noun", "nouns", "verbing"))]))
        adj = lambda: capital(r.choice(words["adj"]))
        clinical = lambda: capital(r.choice(self.v.clinical))
        return r.choice((
            lambda: f"{adj()} {noun()}", lambda: f"{noun()} {noun()}", lambda: f"{adj()} {noun()} {noun()}", lambda: f"{noun()} of {noun()}",
            lambda: f"{noun()} and {noun()}", lambda: f"The {noun()} {noun()}", lambda: f"{clinical()} {noun()}", lambda: f"{noun()} {clinical()}",
            lambda: f"{noun()} for {adj()} {noun()}", lambda: f"{noun()} {r.randint(1, 30)}", lambda: noun(),
        ))()


def lower(doc):
    doc.text = "".join(c.lower() if len(c.lower()) == 1 else c for c in doc.text)


def upper(doc):
    doc.text = "".join(c.upper() if len(c.upper()) == 1 else c for c in doc.text)


def edit(doc, r, rate, change):
    """Replaces characters with what `change` makes of them, labels following."""
    text, labels = [], []
    for c, y in zip(doc.text, doc.labels):
        new = change(c) if r.random() < rate else c
        text.append(new)
        labels.append(bytes([y]) * len(new))
    doc.text, doc.labels = "".join(text), b"".join(labels)


def broken(doc, r):
    """As a scanner reads: look-alikes, lost and added blanks."""
    alike = {"l": "1", "I": "l", "O": "0", "o": "0", "S": "5", "m": "rn", "rn": "m", "e": "c", "B": "8", "i": "1", "u": "v"}
    edit(doc, r, 0.02, lambda c: alike.get(c, c + " " if c.isalpha() and r.random() < 0.2 else c))


def typos(doc, r):
    edit(doc, r, 0.015, lambda c: r.choice(("", c + c, r.choice("aeionrst"))) if c.isalpha() and c.islower() else c)


class Generator:
    """Documents one after the other, the same for the same seed."""

    def __init__(self, dictionaries, seed):
        self.values = Values(dictionaries)
        self.kinds = read_kinds()
        self.r = random.Random(seed)

    def document(self):
        r = self.r
        kind = r.choices(self.kinds, weights=[k.weight for k in self.kinds])[0]
        filler = Filler(self.values, r)
        if "lines" in kind.flags:
            count = r.choice((1, 1, 2, 3, 5))
            joint = r.choice((" ", "\n", " "))
            doc = Document()
            for index in range(count):
                part = Filler(self.values, r).fill(r.choice(kind.templates))
                if index:
                    doc.add(joint)
                for c, y in runs(part):
                    doc.add(c, y)
            doc.finish()
        else:
            doc = filler.fill(r.choice(kind.templates))
        doc.kind = kind.name
        if "broken" in kind.flags:
            broken(doc, r)
        if "typos" in kind.flags:
            typos(doc, r)
        x = r.random()
        if "lower" in kind.flags or x < 0.10:
            lower(doc)
        elif "upper" in kind.flags or x < 0.15:
            upper(doc)
        return doc


def runs(doc):
    """The pieces of a document of one label each."""
    at = 0
    for index in range(1, len(doc.text) + 1):
        if index == len(doc.text) or doc.labels[index] != doc.labels[at]:
            yield doc.text[at:index], doc.labels[at]
            at = index
