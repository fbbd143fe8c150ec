#!/usr/bin/env python3
"""Writes the sample exports and the truth about them. All people are invented.

Usage:   python3 Samples/generate.py [--seed N] [--output FOLDER] [--check]
         Without options: exports/* and expected/truth.csv beside this script, fixed seed.
         --check writes nothing and exits 1 where the files on disk are not these.
Needs:   Python 3.9 or later, nothing else. The same seed gives the same files.
Parts:   sample_names.py    common names, places and company words
         sample_phones.py   number blocks, and how cells get damaged
         sample_people.py   persons, households, offices, and one record of a person
         sample_exports.py  how each system writes its export

truth.csv has one row per source record:
  source_file, source_line  the file, and the physical line of the record's first byte, from 1
                            (in .gz: of the unpacked text)
  source_id                 the record's own id in that system (empty: the system writes none)
  person                    the invented person (or company); the same in every file
  e164                      the numbers meant, `;` between; empty: this row does not tell any
  phone_kind                how the main number is written or damaged
  opted_out                 1: some row of this person, in any file, says so
  row_opt_out               1: this very row says so; opt_out_where names the column
  readable, reason          0: broken on purpose, must become a reject for this reason
"""

import argparse
import csv
import gzip
import io
import random
import sys
from datetime import datetime
from pathlib import Path

sys.dont_write_bytecode = True

import sample_exports as exports  # noqa: E402
import sample_people as people  # noqa: E402

SEED = 20250630

# File, system, rows, countries with weights, is the country in the row, share of people who are
# known from earlier files.
FILES = [
    ("bitrix24_contacts.csv", "bitrix", 900, {"RU": 75, "KZ": 12, "BY": 8, "UZ": 5}, "often", 0.0),
    (
        "hubspot_contacts.csv",
        "hubspot",
        900,
        {"US": 42, "GB": 18, "CA": 9, "FR": 10, "AU": 6, "DE": 7, "BR": 4, "IN": 4},
        "often",
        0.0,
    ),
    (
        "salesforce_contacts.csv",
        "salesforce",
        700,
        {"US": 44, "GB": 18, "DE": 14, "FR": 10, "CA": 4, "TW": 10},
        "often",
        0.16,
    ),
    ("amocrm_export.csv", "amocrm", 700, {"RU": 80, "KZ": 15, "BY": 5}, "never", 0.2),
    ("taipei_shop_big5.csv", "taipei", 600, {"TW": 100}, "never", 0.07),
    ("erp_partners.xml", "erp", 450, {"DE": 40, "AT": 22, "CH": 18, "KZ": 20}, "always", 0.16),
    ("rest_contacts.json", "rest", 500, {"BR": 40, "IN": 25, "MX": 20, "AE": 15}, "always", 0.09),
    (
        "google_contacts.csv.gz",
        "google",
        250,
        {"US": 30, "IL": 26, "RU": 18, "TW": 14, "BR": 12},
        "never",
        0.3,
    ),
]
IMPLIED = {
    "amocrm": {"RU", "KZ"},
    "taipei": {"TW"},
}  # countries whose own spelling the file takes for granted
IN_FILE_DUPLICATES = 0.105


def script_for(rnd, system, culture):
    """Own script or Latin letters: Western systems keep most names in Latin letters."""
    if culture not in ("ru", "kz", "zh", "ar", "he"):
        return "own"
    if system in ("bitrix", "amocrm", "taipei"):
        return "own" if rnd.random() < 0.95 else "latin"
    if system in ("hubspot", "salesforce"):
        return "latin" if rnd.random() < 0.9 else "own"
    return "own" if rnd.random() < 0.6 else "latin"


def source_ids(rnd, system, count):
    start = {"bitrix": 1042, "hubspot": 51_200_417, "amocrm": 30_118_220, "rest": 80_011}.get(
        system, 1
    )
    shape = {"salesforce": "0035g%010dQAX", "taipei": "C%06d", "erp": "P-%06d"}.get(system, "%d")
    ids, current = [], start
    for _ in range(count):
        current += rnd.randrange(1, 9)
        ids.append("" if system == "google" else shape % current)
    return ids


def build_rows(rnd, world, system, count, countries, shown, known_share, earlier):
    """The file's rows in order, without the records that are broken on purpose."""

    def add(person, first):
        row = people.make_row(
            rnd,
            person,
            system,
            script_for(rnd, system, person.culture),
            country_shown(person),
            first,
        )
        rows.append(row)

    def country_shown(person):
        return "always" if person.country in IMPLIED.get(system, ()) else shown

    rows, here = [], []
    known = [p for p in earlier if p.country in countries and len(p.rows) < 4]
    rnd.shuffle(known)
    wanted_known, wanted_doubles = int(count * known_share), int(count * IN_FILE_DUPLICATES)
    for person in known[:wanted_known]:
        add(person, False)
        here.append(person)
    while len(rows) < count - wanted_doubles:
        for person in world.group(rnd.choices(list(countries), list(countries.values()))[0]):
            if len(rows) < count - wanted_doubles:
                add(person, True)
                here.append(person)
    while len(rows) < count:
        add(rnd.choice(here), False)
    rnd.shuffle(rows)
    for row in rows:
        if system in IMPLIED or system == "google":
            row.country = ""
    return rows


def test_entry(rnd, world, country, first, last, email, phone):
    """A record that somebody typed to try the system out."""
    person = world.person(country)
    person.opted_out, person.group = False, "test"
    row = people.make_row(rnd, person, "test", "own", "always", True)
    row.first, row.last, row.middle, row.email, row.company, row.note = (
        first,
        last,
        "",
        email,
        "",
        "",
    )
    row.mobile, row.phone, row.whatsapp, row.number, row.kind = (
        phone,
        "",
        "",
        [],
        "placeholder" if phone else "missing",
    )
    row.opt_in, row.consent_date, row.consent_source, row.birthday = False, None, "", None
    return row


def broken_row(reason, source_id=""):
    return people.Row(person=None, broken=reason, source_id=source_id, kind="missing")


def scar(rnd, rows):
    """Formula-like and garbled cells, on rows whose other fields still tell who it is."""
    safe = [
        r
        for r in rows
        if not r.note and r.email and r.kind in ("clean", "international", "national")
    ]
    picked = rnd.sample(safe, 7)
    picked[0].note = '=HYPERLINK("http://example.com/?c="&A2,"open")'
    picked[1].note = "@cmd"
    picked[2].note = "-1+2"
    picked[3].title = "+1+1"
    picked[4].company = "=1+1 Trading"
    picked[5].note = '\tindented; with ; delimiters, and "quotes"'
    picked[6].address = picked[6].address + "\n" + "2. OG / fl. 2"


def garble(rows, culture, decode_as):
    """One first name as it looks after its UTF-8 bytes were read in a one-byte encoding."""
    for row in rows:
        if (
            row.person
            and row.person.culture == culture
            and not row.first.isascii()
            and len(row.first) > 3
            and row.email
        ):
            try:
                row.first = row.first.encode("utf-8").decode(decode_as)
            except UnicodeDecodeError:
                continue
            return


def insert(records, share, record):
    records.insert(int(len(records) * share), record)


def damage_csv(rnd, system, header, records):
    """Puts the ragged, empty and unfinished records in."""

    def ordinary(share):
        for record in records[int(len(records) * share) :]:
            row = record.row
            if record.raw is None and not (row.broken or row.opt_out or row.opt_in or row.note):
                if not any(c in cell for cell in record.cells for c in ',;"\n'):
                    return record
        raise ValueError("no ordinary record left")

    def joined(cells, quote):
        return ("," if system not in ("bitrix", "amocrm") else ";").join(
            '"%s"' % c.replace('"', '""') if quote else c for c in cells
        )

    if system == "bitrix":
        insert(records, 0.31, exports.Record(broken_row("empty_row"), [""] * len(header)))
        insert(records, 0.55, exports.Record(broken_row("repeated_header", "ID"), header))
        short = ordinary(0.7)
        short.raw = joined(short.cells[:22], True) + "\r\n"
    if system == "hubspot":
        shifted = [
            "51299999999",
            "Nora",
            "Quill",
            "",
            "",
            "",
            "",
            "Quill",
            " Sons",
            " Partners & Co.",
            "",
            "United States",
            "Dayton",
        ]
        shifted += [""] * (len(header) + 2 - len(shifted))
        insert(
            records,
            0.42,
            exports.Record(
                broken_row("too_many_cells", shifted[0]), raw=joined(shifted, False) + "\n"
            ),
        )
        insert(records, 0.81, exports.Record(broken_row("empty_row"), [""] * len(header)))
        short = ordinary(0.2)
        short.raw = joined(short.cells[:19], False) + "\n"
        long = ordinary(0.6)
        long.cells = long.cells + ["", ""]
    if system == "salesforce":
        cells = [
            "0035g0000099999QAX",
            "",
            "Ralph",
            "Hollis",
            "Tidewater",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "Web",
        ]
        insert(
            records,
            0.47,
            exports.Record(
                broken_row("unterminated_quote", cells[0]), raw=joined(cells, True)[:-1] + "\n"
            ),
        )
    if system == "amocrm":
        twice = ordinary(0.5)
        insert(records, 0.52, exports.Record(twice.row, twice.cells))
        cut = ["39999999", "контакт", "Вера Ил", "Вера", "Ил", "", "Ольга"]
        records.append(
            exports.Record(broken_row("unterminated_quote", cut[0]), raw=joined(cut, True)[:-1])
        )
    if system == "taipei":
        insert(records, 0.36, exports.Record(broken_row("empty_row"), [""] * len(header)))
        total = ["合計", "%d 筆" % len(records)] + [""] * (len(header) - 2)
        records.append(exports.Record(broken_row("footer", "合計"), total))


def cut_character(data):
    """Cuts one address inside a two-byte character, as a system with a byte limit does."""
    street, number = "復興路一段".encode("big5"), "樓之1".encode("big5")
    at = data.index(number, data.index(street))
    return data[: at + 1] + data[at + len(number) :]


def write_file(rnd, name, system, rows):
    """(bytes, entries) of one export."""
    if system in ("erp", "rest"):
        if system == "erp":
            rows.insert(210, broken_row("empty_row", "P-099999"))
            return exports.erp_xml(rnd, rows)
        rows.insert(133, broken_row("null_record"))
        rows.insert(377, broken_row("not_an_object", "89999"))
        return exports.rest_json(rnd, rows)
    header, records, dialect = getattr(exports, system)(rnd, rows)
    damage_csv(rnd, system, header, records)
    data, entries = exports.csv_bytes(header, records, **dialect)
    if system == "taipei":
        data = cut_character(data)
    if name.endswith(".gz"):
        packed = io.BytesIO()
        with gzip.GzipFile(filename="", fileobj=packed, mode="wb", mtime=0) as zipped:
            zipped.write(data)
        data = packed.getvalue()
    return data, entries


def build(seed):
    """{path: bytes} of everything, and the truth rows."""
    rnd = random.Random(seed)
    world = people.World(rnd)
    per_file, earlier = {}, []
    for name, system, count, countries, shown, known in FILES:
        rows = build_rows(rnd, world, system, count, countries, shown, known, earlier)
        if system == "bitrix":
            rows[100:100] = [
                test_entry(rnd, world, "RU", "тест", "тест", "test@example.com", "123")
            ]
            rows[640:640] = [
                test_entry(rnd, world, "RU", "Имя", "Фамилия", "", "+7 (000) 000-00-00")
            ]
        if system == "hubspot":
            rows[77:77] = [
                test_entry(rnd, world, "US", "Test", "Test", "test@test.test", "555-5555")
            ]
            rows[501:501] = [
                test_entry(rnd, world, "US", "asdf", "asdf", "noreply@example.com", "0000000000")
            ]
        if system == "amocrm":
            make_companies(rnd, world, rows)
        for row, source_id in zip(rows, source_ids(rnd, system, len(rows))):
            row.source_id = source_id
        scar(rnd, rows) if system in ("bitrix", "hubspot", "salesforce", "amocrm") else None
        earlier = list(
            dict.fromkeys(
                earlier + [r.person for r in rows if not r.is_company and r.person.group != "test"]
            )
        )
        per_file[name] = rows
    people.set_opt_outs(rnd, world.persons)
    garble(per_file["bitrix24_contacts.csv"], "ru", "cp1251")
    garble(per_file["hubspot_contacts.csv"], "fr", "cp1252")
    garble(per_file["rest_contacts.json"], "pt", "cp1252")
    files, truth = {}, []
    for name, system, *_ in FILES:
        data, entries = write_file(rnd, name, system, per_file[name])
        files["exports/" + name] = data
        truth += [truth_row(name, row, line) for row, line in entries]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(truth[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(truth)
    files["expected/truth.csv"] = text.getvalue().encode("utf-8")
    return files, truth


def make_companies(rnd, world, rows):
    """amoCRM lists companies among the contacts: one row for each of some offices."""
    seen = {}
    for row in rows:
        if row.person.office_line:
            seen.setdefault(row.person.company, row.person)
    for name, member in list(seen.items())[:30]:
        world.count += 1
        firm = people.Person(
            id="c%05d" % world.count,
            country=member.country,
            sex="m",
            first=("", ""),
            last=("", ""),
            middle="",
            city=member.city,
            address=member.address,
            postal="",
            birthday=datetime(2000, 1, 1),
            mobile=member.office_line,
            emails=["info@" + member.emails[0].split("@")[1]],
            company=name,
        )
        row = people.make_row(rnd, firm, "amocrm", "own", "always", True)
        row.first = row.last = row.middle = row.title = row.country = ""
        row.company, row.is_company, row.opt_in, row.birthday = name, True, False, None
        rows.insert(rnd.randrange(len(rows)), row)


def truth_row(name, row, line):
    person = row.person
    return {
        "source_file": name,
        "source_line": line,
        "source_id": row.source_id,
        "person": person.id if person else "",
        "e164": ";".join(people.phones.e164(n) for n in row.number),
        "phone_kind": row.kind,
        "opted_out": int(bool(person and person.opted_out)),
        "row_opt_out": int(row.opt_out),
        "opt_out_where": row.where if row.opt_out else "",
        "readable": int(not row.broken),
        "reason": row.broken,
    }


def summary(truth):
    kept = [t for t in truth if t["readable"]]
    persons = {t["person"] for t in kept}
    bad = [t for t in kept if not t["e164"]]
    seen, duplicate = set(), set()
    for index, t in enumerate(kept):
        if t["person"] in seen:
            duplicate.add(index)
        seen.add(t["person"])
    either = duplicate | {i for i, t in enumerate(kept) if not t["e164"]}
    lines = [
        "%-26s %5d rows" % (name, sum(t["source_file"] == name for t in truth))
        for name, *_ in FILES
    ]
    lines.append(
        "rows %d, persons and companies %d, duplicates %.1f %%, no usable number %.1f %%, either %.1f %%"
        % (
            len(truth),
            len(persons),
            100 * len(duplicate) / len(kept),
            100 * len(bad) / len(kept),
            100 * len(either) / len(kept),
        )
    )
    lines.append(
        "opted-out persons %d (rows that say so %d, rows of such persons %d), rows to be rejected %d"
        % (
            len({t["person"] for t in kept if t["opted_out"]}),
            sum(t["row_opt_out"] for t in kept),
            sum(t["opted_out"] for t in kept),
            len(truth) - len(kept),
        )
    )
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(
        description="Writes the sample exports and the truth about them."
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--output", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument(
        "--check", action="store_true", help="compare with the files on disk instead of writing"
    )
    options = parser.parse_args()
    files, truth = build(options.seed)
    stale = []
    for path, data in files.items():
        target = options.output / path
        if options.check:
            disk = target.read_bytes() if target.exists() else b""
            if path.endswith(".gz"):  # packers differ, what is inside must not
                disk, data = (gzip.decompress(disk) if disk else b""), gzip.decompress(data)
            stale += [path] if disk != data else []
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    print(summary(truth))
    if stale:
        sys.exit("differs from what the script writes: " + ", ".join(stale))


if __name__ == "__main__":
    main()
