#!/usr/bin/env python3
"""Builds tabular-fuzz with libFuzzer and the address sanitizer, and runs it for each parser of Tabular in turn.

    fuzz.py [--seconds S] [--corpus DIR] [--checkout DIR] [PARSER ...]

S seconds of CPU for each parser (60), counted from the process's own time, in slices, so that all are done equally far
whenever it is stopped. The corpus lies in DIR/PARSER (.build/fuzz/corpus) and is gone on from the next time; what is
found, in DIR/found. `cpu.json` beside them adds up the seconds. Ends with 1 if something was found.
"""
import argparse, gzip, io, json, os, resource, subprocess, sys, time, zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PARSERS = ["csv", "json", "ndjson", "xml", "xlsx", "vcard", "encoding", "source"]
# A slice of CPU, by which the parsers take turns.
SLICE_SECONDS = 60


def build(checkout, scratch):
    environment = dict(os.environ, ROLLCALL_FUZZ="1", ROLLCALL_CHECKOUT=str(checkout))
    # Sees what is internal, as the tests do.
    subprocess.run(
        ["swift", "build", "-c", "release", "--package-path", str(HERE), "--scratch-path", str(scratch),
         "--sanitize", "fuzzer", "--sanitize", "address", "-Xswiftc", "-enable-testing",
         "--product", "tabular-fuzz"], env=environment, check=True)
    return scratch / "release" / "tabular-fuzz"


def zipped(members, **options):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", **options) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=options.get("compression", 0))
    return stream.getvalue()


def workbook(sheet, strings, styles, book):
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = '<Relationship Id="{0}" Type="' + office + '/{1}" Target="{2}"/>'
    parts = [relation.format("r1", "worksheet", "worksheets/sheet1.xml"),
             relation.format("r2", "sharedStrings", "sharedStrings.xml"),
             relation.format("r3", "styles", "styles.xml")]
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": "<Relationships>" + relation.format("r", "officeDocument", "xl/workbook.xml") + "</Relationships>",
        "xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": "<Relationships>" + "".join(parts) + "</Relationships>",
        "xl/sharedStrings.xml": strings, "xl/styles.xml": styles, "xl/worksheets/sheet1.xml": sheet}


def seeds():
    """Small inputs of every kind, all invented, by parser."""
    names = ["Ann Lee", "Иван Петров", "王小明", "José \"Pepe\" Ruiz", "Zoë; Käthe", "a\nb", ""]
    rows = [[str(n), name, f"+1 202 555 01{n:02}", f"2024-05-{n + 1:02}"] for n, name in enumerate(names)]
    header = ["id", "name", "phone", "born"]

    def csv(delimiter=",", quote='"', end="\r\n", table=rows, head=header):
        def cell(text):
            special = [delimiter, quote, "\n"]
            return quote + text.replace(quote, quote * 2) + quote if any(s in text for s in special) else text
        return end.join(delimiter.join(map(cell, row)) for row in [head] + table) + end

    objects = [dict(zip(header, row)) for row in rows]
    nested = [{"id": n, "name": {"first": o["name"], "tags": ["vip", None, 1.5e3]}, "phones": [{"no": o["phone"]}, {"no": ""}],
               "ok": n % 2 == 0} for n, o in enumerate(objects)]
    cells = "".join(f"<contact id='{n}'><name lang=\"en\">{o['name'].replace('&', '&amp;')}</name><phone>{o['phone']}</phone>"
                    f"<a><b>x &amp; y</b><b/></a><![CDATA[<z>]]></contact>\n" for n, o in enumerate(objects))
    card = ("BEGIN:VCARD\r\nVERSION:{}\r\nN:Lee;Ann;;Dr.;\r\nFN:Ann Lee\r\nTEL;TYPE=CELL:+1 202 555 0101\r\n"
            "item1.EMAIL;TYPE=\"home,work\":ann@example.com\r\nADR;TYPE=HOME:;;1 Main\\, St;Town;;123;UK\r\n"
            "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=D0=98=D0=B2=D0=B0=\r\n=D0=BD\r\nORG:A\\;B;C\r\n"
            "CATEGORIES:x,y\r\n folded\r\nEND:VCARD\r\n")
    sheet = ('<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
             '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>born</t></is></c></row>'
             '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>2</v></c><c r="C2" s="1"><v>45413.5</v></c></row>'
             '<row r="3"><c r="A3"><v>4.42079460958E11</v></c><c r="B3" t="b"><v>1</v></c><c r="C3" s="2"><v>2025550101</v></c></row>'
             '<row r="5"><c r="A5" t="e"><v>#N/A</v></c><c r="C5" t="str"><f>A1</f><v>t_x000D_</v></c></row></sheetData>'
             '<mergeCells><mergeCell ref="A5:B6"/></mergeCells></worksheet>')
    strings = '<sst><si><t>id</t></si><si><r><t>na</t></r><r><t>me</t></r></si><si><t>王</t><rPh><t>ou</t></rPh></si></sst>'
    styles = ('<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[&lt;=9999999]###-####;(###) ###-####"/>'
              '<numFmt numFmtId="165" formatCode="d.m.yy h:mm:ss.000;@"/></numFmts><cellXfs><xf numFmtId="0"/>'
              '<xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>')
    book = ('<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr/><sheets>'
            '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>')
    database = [{"type": "header", "comment": "Export to JSON plugin for phpMyAdmin"}, {"type": "table", "name": "a", "data": objects},
                {"type": "table", "name": "b", "data": nested}]
    office2003 = ('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
                  'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table><Row>'
                  '<Cell><Data ss:Type="String">id</Data></Cell><Cell><Data ss:Type="String">born</Data></Cell></Row><Row ss:Index="3">'
                  '<Cell ss:MergeAcross="1"><Data ss:Type="Number">1.5E3</Data></Cell><Cell ss:Index="4"><Data ss:Type="DateTime">'
                  '2024-05-01T00:00:00.000</Data><Comment><ss:Data>x</ss:Data></Comment></Cell></Row></Table></Worksheet></Workbook>')
    plain = csv().encode()
    made = {name: [] for name in PARSERS}
    made["csv"] = [csv(), csv(";", "'", "\n"), csv("\t", end="\r"), csv("|"), csv("::"), csv(", "),
                   "sep=;\n" + csv(";"), "Report of May\n\n" + csv() + "\nTotal,7,,\n", csv() + "\n" + csv(table=rows[:2]),
                   "a,b\n1,\"x\ny,2\n3,\"p\"q,r\n4,5,6\n7\n", "# note\n" + csv(table=[r + ["z"] for r in rows[:3]]),
                   "\n".join(f"{n} a{n} {n * n}" for n in range(9)), ",".join(map(str, range(40))) + "\n" * 3,
                   csv(table=[[r[0], r[1] + ", x", r[2], r[3]] for r in rows]).replace('"', "")]
    made["json"] = [json.dumps(objects), json.dumps(nested, indent=2, ensure_ascii=False),
                    json.dumps({"at": 1, "data": {"rows": nested}, "end": [1, [2]]}), json.dumps({"data": objects}),
                    json.dumps(database, indent=0), json.dumps(nested[0]), "[1, \"a\", null, {\"k\": 1, \"k\": 2}, ]", "{\"a\": \"\\ud83d\"}{\"a\":1}\n[{}]"]
    made["ndjson"] = ["\n".join(map(json.dumps, objects)), "\r\n".join(map(json.dumps, nested)) + "\r\n",
                      "{\"a\": 1}\n{\"a\": \n\n[2]\n{\"a\": 3} x\n"]
    made["xml"] = [f"<?xml version='1.0' encoding='UTF-8'?>\n<export><contacts>\n{cells}</contacts></export>",
                   "<!DOCTYPE e [<!ENTITY a 'b&#65;'><!ENTITY b '&a;&a;'>]><e><c>&b;</c><c k='&a;'/></e>",
                   f"<e xmlns:x='u'><x:c>{cells}</x:c><c>t<d/>u</c></e>", "<e><c><d>1</d></c><c><d>2</d></c></e>",
                   "<?xml version='1.0' encoding='windows-1251'?><e><c>".encode() + "Иван</c></e>".encode("cp1251"),
                   "<e><c>Иван</c><c>x</c></e>".encode("utf-16"), cells]
    made["xlsx"] = [f"{sheet}\0{strings}\0{styles}\0{book}", sheet]
    made["vcard"] = [card.format(version) * 2 for version in ("2.1", "3.0", "4.0")] + [card.format("3.0") + "x\nBEGIN:VCARD\nFN:y\nBEGIN:VCARD\n"]
    for name in ["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1251", "koi8-r", "cp866", "mac-cyrillic"]:
        made["encoding"].append(csv(table=rows[:2] + rows[4:]).replace("ë", "").replace("ä", "").encode(name, "ignore"))
    for name in ["gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "iso2022_jp", "hz", "cp949"]:
        made["encoding"].append("id,name\n1,王小明山田\n2,東京\n".encode(name, "ignore"))
    made["encoding"] += [("id,name\n1,Иван\n".encode() + "2,Пётр\n".encode("cp1251")) * 3, "Ð˜Ð²Ð°Ð½\nÈâàí\nJosÃ©\n".encode(),
                         "Zoë,José\n".encode("latin-1"), csv().encode()]
    made["source"] = [plain, gzip.compress(plain), gzip.compress(plain)[:60] + b"x", gzip.compress(plain) * 2 + b"\0\0",
                      zipped({"a.csv": plain}), zipped({"a/b.json": json.dumps(objects)}, compression=8),
                      zipped({"a.xml": "<e><c>1</c><c>2</c></e>", "__MACOSX/._a": ""}), zipped({"a.zip": zipped({"c.csv": plain})}),
                      gzip.compress(zipped({"a.csv": "a,b\n1,2\n"})), zipped(workbook(sheet, strings, styles, book)),
                      zipped(workbook(sheet, strings, styles, book), compression=8), json.dumps(objects), card.format("3.0"),
                      "<e><c>1</c><c>2</c></e>", office2003, json.dumps(database), "id,name\n1,Ann\n".encode("utf-16")]
    return {name: [seed.encode() if isinstance(seed, str) else seed for seed in found] for name, found in made.items()}


def samples():
    """The beginnings of the sample exports."""
    formats = {".xml": "xml", ".json": "json", ".csv": "csv", ".gz": "source"}
    for path in sorted((ROOT / "Samples" / "exports").glob("*")):
        if path.suffix in formats:
            text = path.read_bytes()
            yield formats[path.suffix], text[:2000]
            yield "encoding", text[:2000]


def plant(corpus):
    for name, inputs in seeds().items():
        folder = corpus / name
        folder.mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(inputs):
            (folder / f"seed-{number:02}").write_bytes(data)
    for number, (name, data) in enumerate(samples()):
        (corpus / name / f"sample-{number:02}").write_bytes(data)


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(program, name, corpus, seconds):
    """One slice; the seconds of CPU that it took, and whether all went well."""
    found = corpus / "found"
    found.mkdir(exist_ok=True)
    command = ["nice", "-n", "19", str(program), name, str(corpus / name), f"-dict={HERE / 'fuzz' / name}.dict",
               f"-artifact_prefix={found}/{name}-", f"-max_total_time={max(1, round(seconds))}", "-max_len=4096", "-timeout=60",
               "-rss_limit_mb=1024", "-malloc_limit_mb=256", "-detect_leaks=1", "-print_final_stats=1", "-reload=0"]
    before = cpu_seconds()
    # Swift's own report of a crash reads memory in a way that the sanitizer takes for another one.
    environment = dict(os.environ, SWIFT_BACKTRACE="enable=no")
    with open(corpus / f"{name}.log", "ab") as log:
        status = subprocess.run(command, stdout=log, stderr=log, env=environment).returncode
    return cpu_seconds() - before, status == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=60, help="of CPU for each parser")
    parser.add_argument("--corpus", type=Path, default=ROOT / ".build" / "fuzz" / "corpus")
    parser.add_argument("--checkout", type=Path, default=ROOT, help="the checkout that is fuzzed")
    parser.add_argument("--program", type=Path, help="a tabular-fuzz that is built already")
    parser.add_argument("parsers", nargs="*", choices=[[]] + PARSERS, metavar="PARSER", help=", ".join(PARSERS))
    options = parser.parse_args()
    program = (options.program and options.program.resolve()) or build(options.checkout.resolve(), ROOT / ".build" / "fuzz" / "package")
    corpus = options.corpus.resolve()
    plant(corpus)
    ledger = corpus / "cpu.json"
    total = json.loads(ledger.read_text()) if ledger.exists() else {}
    spent = {name: 0.0 for name in options.parsers or PARSERS}
    failed = set()
    while True:
        turn = [name for name in spent if spent[name] < options.seconds and name not in failed]
        if not turn:
            break
        name = min(turn, key=lambda name: spent[name])
        seconds, is_well = run(program, name, corpus, min(SLICE_SECONDS, options.seconds - spent[name]))
        spent[name] += max(0.5, seconds)
        total[name] = round(total.get(name, 0) + seconds, 1)
        ledger.write_text(json.dumps(total, indent=1, sort_keys=True) + "\n")
        if not is_well:
            failed.add(name)
            print(f"{name}: something was found, see {corpus / (name + '.log')} and {corpus / 'found'}", flush=True)
    for name in spent:
        print(f"{name:9} {spent[name]:8.0f} s of CPU, {total[name] / 60:6.1f} min in all, "
              f"{len(list((corpus / name).iterdir()))} inputs")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
