"""The invented world: persons, households, offices; and one record of a person in one system."""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sample_names as names
import sample_phones as phones

EXPORT_DAY = datetime(2025, 6, 30, 9, 0)


@dataclass(eq=False)
class Person:
    id: str
    country: str
    sex: str
    first: tuple  # (own script, Latin)
    last: tuple
    middle: str
    city: tuple
    address: str
    postal: str
    birthday: datetime
    mobile: tuple
    landline: tuple = None
    second: tuple = None
    emails: list = field(default_factory=list)
    company: str = ""
    title: str = ""
    office_line: tuple = None
    role_mailbox: str = ""
    group: str = ""
    opted_out: bool = False
    proof: bool = False
    rows: list = field(default_factory=list)

    @property
    def culture(self):
        return names.CULTURE[self.country]


@dataclass(eq=False)
class Row:
    """One record, before its system's spelling. `broken`: why it must become a reject."""

    person: Person
    first: str = ""
    last: str = ""
    middle: str = ""
    company: str = ""
    title: str = ""
    mobile: str = ""
    phone: str = ""
    whatsapp: str = ""
    email: str = ""
    city: str = ""
    address: str = ""
    postal: str = ""
    show_country: bool = True
    country: str = ""
    birthday: datetime = None
    created: datetime = None
    updated: datetime = None
    opt_in: bool = False
    consent_date: datetime = None
    consent_source: str = ""
    opt_out: bool = False
    opt_out_date: datetime = None
    note: str = ""
    number: list = field(default_factory=list)
    kind: str = "clean"
    source_id: str = ""
    first_of_person: bool = True
    broken: str = ""
    where: str = ""
    is_company: bool = False


class World:
    def __init__(self, rnd):
        self.rnd = rnd
        self.numbers = phones.Numbers(rnd)
        self.persons = []
        self.mailboxes = set()
        self.count = 0

    def pick_number(self, country, kind):
        number = self.numbers.deal(country, kind)
        return number or self.numbers.deal(country, "l" if kind == "m" else "m")

    def mailbox(self, first, last, work=""):
        rnd = self.rnd
        plain = [ascii_letters(first), ascii_letters(last)]
        for attempt in range(50):
            n = (
                ""
                if attempt == 0 and rnd.random() < 0.3
                else str(rnd.choice([rnd.randrange(1955, 2006), rnd.randrange(1, 999)]))
            )
            local = rnd.choice(["{0}.{1}{2}", "{0}{1}{2}", "{1}.{0}{2}", "{0}_{1}{2}"]).format(
                plain[0], plain[1], n
            )
            domain = work or rnd.choice(
                [
                    "example.com",
                    "example.org",
                    "example.net",
                    "mail.example",
                    "post.example",
                    "inbox.test",
                ]
            )
            if local + "@" + domain not in self.mailboxes:
                self.mailboxes.add(local + "@" + domain)
                return local + "@" + domain
        raise RuntimeError("no free mailbox")

    def person(self, country, base=None, namesake=False):
        """A new person; with `base`, a member of that person's household."""
        rnd, culture = self.rnd, names.CULTURE[country]
        sex = base.sex if namesake else rnd.choice("mf")
        given = names.MALE if sex == "m" else names.FEMALE
        first = base.first if namesake else rnd.choice(given[culture])
        if country == "KZ" and rnd.random() < 0.3:
            first = rnd.choice(given["ru"])
        last = root_surname(base) if base else rnd.choice(names.SURNAMES[culture])
        if culture in ("ru", "kz"):
            own = feminine(last[0]) if sex == "f" else last[0]
            last, first = (own, names.latin(own)), (first[0], names.latin(first[0]))
        middle = ""
        if culture == "ru":
            middle = patronymic(rnd.choice(names.PATRONYMIC), sex)
        n, k = rnd.randrange(1, 180), rnd.randrange(2, 60)
        self.count += 1
        made = Person(
            id="p%05d" % self.count,
            country=country,
            sex=sex,
            first=first,
            last=last,
            middle=middle,
            city=base.city if base else rnd.choice(names.CITIES[country]),
            address=base.address if base else rnd.choice(names.STREETS[culture]).format(n=n, k=k),
            postal=base.postal if base else postal(rnd, country),
            birthday=datetime(1945, 1, 1) + timedelta(days=rnd.randrange(60 * 365)),
            mobile=self.pick_number(country, "m"),
        )
        if namesake:
            made.birthday = base.birthday + timedelta(days=rnd.randrange(9000, 12000))
        if base:
            made.landline = base.landline
        elif rnd.random() < 0.3:
            made.landline = self.numbers.deal(country, "l")
        if rnd.random() < 0.06:
            made.second = self.numbers.deal(country, "m")
        made.emails = [self.mailbox(first[1], last[1])]
        if rnd.random() < 0.5:
            made.emails.append(self.mailbox(first[1], last[1]))
        made.opted_out = rnd.random() < 0.095
        made.proof = not made.opted_out and rnd.random() < 0.3
        self.persons.append(made)
        return made

    def company(self, country):
        rnd, language = self.rnd, names.WRITES[names.CULTURE[country]]
        stems, shapes = names.COMPANY_WORDS[language]
        stem = rnd.choice(stems)
        if language != "zh" and rnd.random() < 0.5:
            stem += ("-" if language == "ru" else " ") + rnd.choice([s for s in stems if s != stem])
        return rnd.choice(shapes).format(stem), "firm%d.example" % rnd.randrange(10000, 99999)

    def group(self, country):
        """One person alone, a household that shares a line, or an office."""
        rnd = self.rnd
        draw = rnd.random()
        head = self.person(country)
        if draw < 0.06:
            head.landline = head.landline or self.numbers.deal(country, "l")
            people = [head] + [
                self.person(country, base=head) for _ in range(rnd.choice([1, 1, 2]))
            ]
            for member in people:
                member.group = "household"
            if rnd.random() < 0.3:
                people[1].mobile = head.mobile
            return people
        if draw < 0.075:
            head.landline = head.landline or self.numbers.deal(country, "l")
            child = self.person(country, base=head, namesake=True)
            head.group = child.group = "namesakes"
            return [head, child]
        people = [head]
        if draw < 0.12:
            people += [self.person(country) for _ in range(rnd.randrange(2, 6))]
            line = self.numbers.deal(country, "l")
            name, domain = self.company(country)
            role = rnd.choice(["info", "sales", "office", "zakaz"]) + "@" + domain
            for member in people:
                member.group, member.company, member.office_line = "office", name, line
                member.emails.insert(0, self.mailbox(member.first[1], member.last[1], domain))
                member.role_mailbox = role if rnd.random() < 0.3 else ""
        elif draw < 0.55:
            head.company, domain = self.company(country)
            if rnd.random() < 0.4:
                head.emails.append(self.mailbox(head.first[1], head.last[1], domain))
        for member in people:
            if member.company:
                member.title = rnd.choice(names.TITLES[names.WRITES[member.culture]])
        return people


def ascii_letters(text):
    text = names.latin(text).lower()
    table = dict(zip("áàâãäéèêëíîïóôõöúûüçñ", "aaaaaeeeeiiioooouuucn"))
    return (
        "".join(
            table.get(c, c) for c in text if table.get(c, c).isascii() and table.get(c, c).isalnum()
        )
        or "x"
    )


def root_surname(person):
    """The surname that the household shares: the masculine where there are two forms."""
    own, latin = person.last
    if person.sex == "f" and person.culture in ("ru", "kz") and own.endswith("а"):
        own, latin = own[:-1], latin[:-1]
    return (own, latin)


def feminine(surname):
    return surname + "а" if surname.endswith(("ов", "ев", "ёв", "ин")) else surname


def patronymic(stem, sex):
    if stem.endswith(("и", "е")):
        return stem + ("евич" if sex == "m" else "евна")
    if stem == "Никола":
        return "Николаевич" if sex == "m" else "Николаевна"
    return stem + ("ович" if sex == "m" else "овна")


def postal(rnd, country):
    if country == "GB":
        return "%s%d %d%s" % (
            rnd.choice(["LS", "BS", "NR", "S"]),
            rnd.randrange(1, 20),
            rnd.randrange(1, 9),
            rnd.choice(["AB", "QT", "XH"]),
        )
    if country == "CA":
        return "K%dA %dB%d" % tuple(rnd.randrange(1, 9) for _ in range(3))
    if country == "BR":
        return "%05d-%03d" % (rnd.randrange(1000, 99999), rnd.randrange(1000))
    if country == "TW":
        return str(rnd.randrange(100, 900))
    length = {
        "AU": 4,
        "AT": 4,
        "CH": 4,
        "RU": 6,
        "BY": 6,
        "KZ": 6,
        "UZ": 6,
        "IN": 6,
        "IL": 7,
        "AE": 0,
    }.get(country, 5)
    return str(rnd.randrange(10 ** (length - 1), 10**length)) if length else ""


# Weights of the spellings of a cell; the second list is what only some countries or files have.
USUAL = {
    "international": 14,
    "two_numbers": 3,
    "extension": 2,
    "text_around": 3.5,
    "doubled_00": 3,
    "without_plus": 8,
    "apostrophe": 1.5,
    "whatsapp_link": 2.5,
}
BAD = {
    "missing": 5.2,
    "placeholder": 3.2,
    "truncated": 3.2,
    "scientific_lost": 1.6,
    "too_long": 1.6,
    "text_only": 1.0,
    "date_in_cell": 0.5,
}


def spelling_weights(row, system):
    country, sort, _ = row.number[0]
    weights = {"clean": 20, **USUAL}
    weights["national" if row.show_country else "national_no_country"] = (
        25 if row.show_country else 3
    )
    if country in ("RU", "KZ") and row.show_country:
        weights.update(trunk8=22, national=8, plus8=1)
    if country in ("DE", "AT", "CH", "GB", "FR", "AU") and row.show_country:
        weights.update(plus_zero=4, lost_zero=2)
    if country == "TW" and system == "taipei":
        weights.update(
            national=60, full_width=6, clean=8, international=8, lost_zero=3, doubled_00=1
        )
    if country in ("AE", "IL") and system in ("rest", "google"):
        weights.update(bidi_marks=3)
    if country == "AE" and system == "rest":
        weights.update(arabic_digits=14)
    if system == "salesforce":
        weights.update(
            excel_float=7, scientific=4, lost_zero=4 if "plus_zero" in weights else 0, apostrophe=6
        )
    if system in ("hubspot", "google", "erp"):
        weights.update(no_break_space=2, letter_o=0.7, excel_float=1)
    if system == "erp":
        weights.update(without_plus=2, whatsapp_link=0.5)
    bad = dict(BAD)
    if system == "salesforce":
        bad["scientific_lost"] = 5
    share = {k: w * (1 / sum(weights.values())) * 0.82 for k, w in weights.items()}
    share.update({k: w / sum(BAD.values()) * 0.165 for k, w in bad.items()})
    return share


def fill_phones(rnd, row, system, good):
    """Chooses what the phone cells say and mean. `good` keeps the main number readable."""
    person = row.person
    language = names.WRITES[person.culture]
    main = person.mobile
    row.number = [main]
    weights = spelling_weights(row, system)
    if good:
        weights = {k: w for k, w in weights.items() if k not in phones.BAD_KINDS}
    row.kind = rnd.choices(list(weights), list(weights.values()))[0]
    if row.kind == "two_numbers" and not (person.second or person.landline):
        row.kind = "international"
    second = person.second or person.landline
    cell = phones.spell(rnd, main, row.kind, language, second, row.show_country)
    if row.kind == "two_numbers":
        row.number.append(second)
    if row.kind in phones.BAD_KINDS:
        row.number = []
    place = rnd.random()
    if (
        system not in ("rest", "taipei")
        and row.kind == "whatsapp_link"
        or place < 0.06
        and system in ("hubspot", "erp")
    ):
        row.whatsapp = cell
    elif place < 0.22:
        row.phone = cell
    else:
        row.mobile = cell
    extra = person.office_line if person.office_line and rnd.random() < 0.8 else person.landline
    if (
        extra
        and row.kind not in phones.BAD_KINDS
        and not row.phone
        and extra not in row.number
        and rnd.random() < 0.75
    ):
        row.phone = (
            phones.national(extra)
            if row.show_country and rnd.random() < 0.6
            else phones.international(extra)
        )
        row.number.append(extra)


def spell_names(rnd, row, script, dirty):
    """Name, company and address as this record has them; later records of a person are dirtier."""
    person = row.person
    own = script == "own"
    first, last = (person.first[0], person.last[0]) if own else (person.first[1], person.last[1])
    row.middle = person.middle if own and rnd.random() < 0.6 else ""
    if not own and person.culture in ("ru", "kz"):
        scheme = rnd.choice(["passport", "plain"])
        first, last = names.latin(person.first[0], scheme), names.latin(person.last[0], scheme)
    chance = 1.0 if dirty else 0.3
    draw = rnd.random() / chance
    if draw < 0.12 and first in names.NICKNAMES:
        first = names.NICKNAMES[first]
    elif draw < 0.18 and first and person.culture != "zh":
        first = first[0] + "."
    elif draw < 0.24:
        first, last = first.upper(), last.upper()
    elif draw < 0.30:
        first, last = last, first
    elif draw < 0.36:
        first, last = (last + first if person.culture == "zh" and own else first + " " + last), ""
    elif draw < 0.42 and len(last) > 4:
        at = rnd.randrange(1, len(last) - 2)
        last = last[:at] + last[at + 1] + last[at] + last[at + 2 :]
    elif draw < 0.46 and own:
        first, last = person.first[1], person.last[1]
    if row.number and rnd.random() < 0.008:
        first, last, row.middle = (
            rnd.choice(names.NO_NAME[names.WRITES[person.culture] if own else "en"]),
            "",
            "",
        )
    if "ё" in last and dirty:
        last = last.replace("ё", "е")
    if person.culture in ("fr", "de", "pt", "es") and rnd.random() < 0.05:
        first, last = (unicodedata.normalize("NFD", part) for part in (first, last))
    row.first, row.last = first, last
    row.company = person.company if rnd.random() < 0.9 else ""
    if row.company and dirty and rnd.random() < 0.4:
        row.company = (
            row.company.replace("«", '"').replace("»", '"')
            if rnd.random() < 0.5
            else row.company.upper()
        )
    row.title = person.title if rnd.random() < 0.8 else ""
    row.city = person.city[0 if own else 1] if rnd.random() < 0.8 else ""
    row.address = person.address if rnd.random() < 0.6 else ""
    row.postal = person.postal if row.address else ""


def make_row(rnd, person, system, script, country_shown, first_of_person):
    """One record of `person` in `system`."""
    row = Row(person=person, first_of_person=first_of_person)
    row.show_country = country_shown == "always" or country_shown == "often" and rnd.random() < 0.93
    row.country = person.country if row.show_country else ""
    fill_phones(rnd, row, system, good=not first_of_person and rnd.random() < 0.8)
    spell_names(rnd, row, script, dirty=not first_of_person)
    draw = rnd.random()
    if first_of_person:
        row.email = person.emails[0] if draw < 0.86 else ""
    else:
        row.email = person.emails[0] if draw < 0.5 else person.emails[-1] if draw < 0.85 else ""
        if not row.email and row.kind in phones.BAD_KINDS:
            row.email = person.emails[0]
    if row.email and rnd.random() < 0.05:
        row.email = rnd.choice([row.email.upper(), " " + row.email, row.email + " "])
    if row.number and rnd.random() < 0.035:
        row.email = rnd.choice(
            [
                "noreply@example.com",
                "no@email.test",
                "-",
                "n/a",
                person.emails[0].replace("@", " at "),
                person.emails[0].replace("@", "."),
                person.emails[0].replace(".example", ",example"),
            ]
        )
    if person.role_mailbox and rnd.random() < 0.6:
        row.email = person.role_mailbox
    if rnd.random() < 0.4:
        row.birthday = person.birthday
    row.created = datetime(2013, 1, 1) + timedelta(minutes=rnd.randrange(11 * 365 * 24 * 60))
    row.updated = row.created + timedelta(
        minutes=rnd.randrange(1, 1 + int((EXPORT_DAY - row.created).total_seconds() // 60))
    )
    if person.proof:
        row.opt_in = rnd.random() < 0.8
        if row.opt_in:
            row.consent_date = row.created + timedelta(minutes=rnd.randrange(3000))
            row.consent_source = rnd.choice(["web form", "event", "double opt-in", "phone call"])
    elif not person.opted_out and rnd.random() < 0.3:
        row.opt_in = True
    if rnd.random() < 0.16:
        row.note = rnd.choice(
            names.NOTES[names.WRITES[person.culture] if script == "own" else "en"]
        )
    person.rows.append(row)
    return row


def set_opt_outs(rnd, persons):
    """Decides which rows of an opted-out person say so: at least one, often only one."""
    for person in persons:
        rows = [r for r in person.rows if not r.broken]
        if not person.opted_out or not rows:
            person.opted_out = False
            continue
        saying = [rnd.choice(rows)] if len(rows) > 1 and rnd.random() < 0.7 else rows
        for row in saying:
            row.opt_out = True
            row.opt_in = False
            if rnd.random() < 0.6:
                row.opt_out_date = row.created + (row.updated - row.created) / 2
