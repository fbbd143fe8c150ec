import Foundation
import Testing

/// Values of one kind for row `row`: invented, and every third one a repetition.
private func value(_ kind: String, _ row: Int) -> String {
  let n = row - row % 3 / 2
  switch kind {
  case "given": return ["Anna", "Bert", "Clara", "Dora", "Emil", "Frida", "Gustav"][n % 7]
  case "surname": return ["Berg", "Tal", "Fels", "Wald", "See", "Moor", "Bach", "Stein"][n % 8]
  case "person": return value("given", n) + " " + value("surname", n / 2)
  case "firm": return ["Nordwind", "Lindenhof", "Alpha", "Sonne"][n % 4] + " \(n) GmbH"
  case "tavern": return ["The Blue \(n)", "Campanile", "Ox & Owl", "Number \(n)"][n % 4]
  case "phone": return "+49 30 2312\(1000 + n)"
  case "mail": return "a\(n)@example.com"
  case "iso": return "19\(50 + n % 40)-0\(1 + n % 9)-1\(n % 9)"
  case "dotted": return "1\(n % 9).0\(1 + n % 9).19\(50 + n % 40)"
  case "eight": return "19\(50 + n % 40)0\(1 + n % 9)1\(n % 9)"
  case "recent": return "20\(10 + n % 14)-0\(1 + n % 9)-1\(n % 9)"
  case "dni":
    let number = 10_000_000 + n * 7919
    return "\(number)\(Array("TRWAGMYFPDXBNJZSQVHLCKE")[number % 23])"
  case "time": return "2024-01-1\(n % 9)T10:\(10 + n % 40):00Z"
  case "street": return "\(1 + n) Long Lane"
  case "city": return ["Ulm", "Jena", "Bonn"][n % 3]
  case "number": return "\(7_000_000 + n * 37)"
  case "row": return "\(row)"
  case "flag": return row % 2 == 0 ? "yes" : "no"
  case "same": return "x y"
  case "empty": return ""
  case "prose": return String(repeating: "It was said that much more could be said. ", count: 3)
  case "title": return "On the \(value("surname", n)) of \(value("given", n)) part \(n)"
  default: return kind
  }
}

/// A table of 60 rows of the columns `header=values`.
private func table(_ columns: [String], rows: [Int] = Array(0..<60)) -> String {
  let parts = columns.map { $0.split(separator: "=").map(String.init) }
  return csv(
    "id," + parts.map { $0[0] }.joined(separator: ","),
    rows.map { row in ["r\(row)"] + parts.map { value($0[1], row) } })
}

private func kinds(_ columns: [String]) throws -> [String] {
  try Linking(table(columns)).lines()
}

@Suite struct KindInferenceTests {
  @Test(arguments: [
    (["given_name=given", "surname=surname"], "name: given_name + surname"),
    (["firstName=given", "lastName=surname"], "name: firstName + lastName"),
    (["LAST=surname", "FIRST=given"], "name: FIRST + LAST"),
    (["Nachname=surname", "Vorname=given"], "name: Vorname + Nachname"),
    (["Name=surname", "Vorname=given"], "name: Vorname + Name"),
    (["nom=surname", "prénom=given"], "name: prénom + nom"),
    (["nombre=given", "apellidos=surname"], "name: nombre + apellidos"),
    (["Имя=given", "Отчество=given", "Фамилия=surname"], "name: Имя + Отчество + Фамилия"),
    (["名=given", "姓=surname"], "name: 名 + 姓"),
    (["姓名=person"], "name: 姓名"),
    (["ФИО=person"], "name: ФИО"),
    (["name=person", "phone=phone"], "name: name"),
    (["Full Name=person"], "name: Full Name"),
    (
      ["full_name=person", "first_name=given", "surname=surname"],
      "name: full_name, first_name + surname"
    ),
    (["first_and_last_name=person"], "name: first_and_last_name"),
  ])
  func namesOfPeople(columns: [String], line: String) throws {
    #expect(try kinds(columns).first == line)
  }

  @Test(arguments: [
    (["name=firm", "city=city"], "company: name"),
    (["name=tavern", "addr=street", "phone=phone", "type=city"], "company: name"),
    (["名称=firm"], "company: 名称"),
    (["first_name=given", "surname=surname", "Account Name=firm"], "company: Account Name"),
    (["first_name=given", "surname=surname", "name=firm"], "company: name"),
    (["ФИО=person", "Компания=firm"], "company: Компания"),
    (["Firmenname=firm"], "company: Firmenname"),
  ])
  func namesOfOrganisations(columns: [String], line: String) throws {
    #expect(try kinds(columns).contains(line))
  }

  @Test(arguments: [
    ("phone=phone", "phone"), ("Telefonnummer=phone", "phone"), ("WhatsApp номер=phone", "phone"),
    ("手机=phone", "phone"), ("whatever=phone", "phone"), ("mobilePhone2=phone", "phone"),
    ("E-Mail-Adresse=mail", "email"), ("login=mail", "email"), ("courriel=mail", "email"),
    ("dob=iso", "date"), ("Geburtsdatum=dotted", "date"), ("date_of_birth=eight", "date"),
    ("生日=iso", "date"), ("дата рождения=dotted", "date"), ("fecha de nacimiento=iso", "date"),
    ("address_1=street", "address"), ("Straße=street", "address"), ("адрес=street", "address"),
    ("company address=street", "address"), ("dirección=street", "address"),
    ("soc_sec_id=number", "identifier"), ("Паспорт=number", "identifier"),
    ("suburb=city", "text"), ("birth_place=city", "text"), ("postcode_fake=number", "text"),
    ("gender=given", "text"), ("country=city", "text"), ("PLZ=number", "text"),
    ("favourite=city", "text"),
    // The values say it, whatever the header.
    ("extra=iso", "date"), ("extra=dotted", "date"), ("extra=eight", "date"),
    ("extra=dni", "identifier"), ("tax_id=dni", "identifier"), ("customer_id=dni", "identifier"),
  ])
  func otherKinds(column: String, kind: String) throws {
    let header = column.split(separator: "=")[0]
    #expect(try kinds(["name=person", column]).contains("\(kind): \(header)"))
  }

  @Test(arguments: [
    ("created_at=iso", "about the row, not about whom"),
    ("email_opt_in=flag", "about the row, not about whom"),
    ("Contact owner=person", "about the row, not about whom"),
    ("Unnamed: 13=empty", "empty"),
    ("notes=person", "free text"),
    ("essay=prose", "free text"),
    ("seen=time", "time stamps"),
    ("joined=recent", "dates of unknown meaning"),
    ("vip=flag", "yes or no"),
    ("kept=same", "the same in every row"),
    ("batch=row", "different in every row"),
    ("customer_id=number", "numbers of rows or accounts"),
    ("source=city", "where rows come from"),
  ])
  func whatIsLeftOut(column: String, reason: String) throws {
    let header = column.split(separator: "=")[0]
    #expect(try kinds(["name=person", column]).last == "left out: \(header) (\(reason))")
  }

  /// A wrong guess may not forbid a merge: a column of the kinds that do is named by people only.
  @Test func vetoesAreNeverInferred() throws {
    for header in ["birthday", "tax_id", "gender", "exclusive"] {
      let lines = try kinds(["name=person", "\(header)=iso"])
      #expect(!lines.contains { $0.hasPrefix("birthday:") || $0.hasPrefix("exclusive:") })
    }
  }

  @Test func colleaguesMayShareANumberOfTheirFirm() throws {
    #expect(try kinds(["name=person", "vat=number"]).contains("text: vat"))
    #expect(try kinds(["company=firm", "vat=number"]).contains("identifier: vat"))
  }

  @Test func aSecondLineIsNoSecondAddress() throws {
    let lines = try kinds(["name=person", "address_1=street", "address_2=city"])
    #expect(lines.contains("address: address_1"))
    #expect(lines.contains("text: address_2"))
  }

  @Test func withoutNamesTheTitleIsOne() throws {
    #expect(try kinds(["title=title", "year=city"]).first == "name: title")
  }

  /// Two lists that repeat each other but not themselves, and the same rows on lists by chance.
  @Test(arguments: [(true, "source: source"), (false, "where rows come from")])
  func listsToMatch(areLists: Bool, expected: String) throws {
    let rows = (0..<80).map { row -> [String] in
      let list = areLists ? row % 2 : row / 2 % 2
      return ["r\(row)", ["web", "crm"][list], "a\(row / 2)@example.com"]
    }
    let lines = try Linking(csv("id,source,email", rows)).lines()
    #expect(lines.contains { $0.contains(expected) })
  }

  /// The order of rows decides nothing.
  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func theOrderOfRowsDecidesNothing(seed: UInt64) throws {
    let columns = [
      "name=person", "phone=phone", "mail=mail", "dob=dotted", "addr=street", "city=city",
      "vip=flag", "note=prose", "vat=number", "batch=row",
    ]
    let lines = try kinds(columns)
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    var rows = Array(0..<60)
    for index in rows.indices.dropLast() {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      rows.swapAt(index, index + Int(state >> 33) % (rows.count - index))
    }
    #expect(try Linking(table(columns, rows: rows)).lines() == lines)
  }
}
