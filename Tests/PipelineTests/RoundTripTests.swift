import Foundation
import Reports
import Testing

/// Cleans a table, then its result, and returns both folders.
private func twice(_ text: String, _ name: String) throws -> [[String: Data]] {
  let folder = try TemporaryFolder()
  let input = try folder.write(text, to: "crm.csv")
  try Cleaning([input], output: folder.path + "/one").run()
  try Cleaning([folder.path + "/one/" + name], output: folder.path + "/two").run()
  return [try folder.contents(of: "one"), try folder.contents(of: "two")]
}

private func text(_ data: Data?) -> String { String(decoding: data ?? Data(), as: UTF8.self) }

@Suite struct RoundTripTests {
  private let formulas = csv([
    ["Id", "Name", "Company", "Notes", "Phone", "Sheet"],
    ["1", "Anna Berg", "=1+1", "@SUM(A1)", "+49 30 231250", "=cmd|x"],
    ["2", "Bert Tal", "-2+3 Ltd", "+call me", "12", "-plain text"],
    ["3", "Carl Dorn", "Nordwind", "- first point", "+49 40 669690", "+4912"],
    ["4", "Dora Eich", "'=quoted", "-", "+49 69 900090", "'=quoted"],
  ])

  @Test func cellsThatASpreadsheetWouldRunAreDisarmedInCSV() throws {
    let first = try twice(formulas, "contacts.csv")[0]
    let table = text(first["contacts.csv"])
    for cell in [
      ",'=1+1,", ",'@SUM(A1),", ",'=cmd|x", ",'-2+3 Ltd,", ",'+call me,", ",'-plain text",
    ] {
      #expect(table.contains(cell), "\(cell)")
    }
    for name in ["contacts.csv", "lineage.csv", "rejects.csv", "review.csv", "suppressions.csv"] {
      for row in text(first[name]).components(separatedBy: "\r\n") {
        for cell in row.components(separatedBy: ",") {
          #expect(!cell.hasPrefix("=") && !cell.hasPrefix("@") && !cell.hasPrefix("\"="), "\(cell)")
        }
      }
    }
    #expect(table.contains(",+4930231250,"))
  }

  @Test func theyStandAsTheyAreInJSON() throws {
    let lines = text(try twice(formulas, "contacts.csv")[0]["contacts.jsonl"])
    for member in [#""company":"=1+1""#, #""notes":"@SUM(A1)""#, #""extra.Sheet":"=cmd|x""#] {
      #expect(lines.contains(member), "\(member)")
    }
  }

  @Test(arguments: ["contacts.csv", "contacts.jsonl"])
  func formulasComeBackAsTheyWere(name: String) throws {
    let results = try twice(formulas, name)
    #expect(text(results[1]["contacts.csv"]) == text(results[0]["contacts.csv"]))
  }

  /// What a spreadsheet's mark hides in the CSV is the same text in JSON after a round through the CSV.
  @Test func theMarkIsTakenOffAgain() throws {
    let results = try twice(
      csv([["Id", "Name", "Company"], ["1", "Anna Berg", "=1+1"]]), "contacts.csv")
    #expect(text(results[1]["contacts.jsonl"]) == text(results[0]["contacts.jsonl"]))
  }

  /// Rows on which a second reading could decide otherwise than the first.
  @Test(arguments: [
    // A fixed line in the WhatsApp column stays the first number beside a mobile one.
    [["Id", "Name", "WhatsApp", "Phone"], ["1", "Anna", "+49 30 231250", "+49 171 3920000"]],
    [["Id", "Name", "Phone", "Mobile"], ["1", "Anna", "+49 171 3920000", "+49 171 3920001"]],
    [["Id", "Name", "Phone", "Country"], ["1", "Anna", "0171 3920000; 030 231250", "DE"]],
    [["Id", "Name", "Phone", "Country"], ["1", "Anna", "+49 1 1", "Atlantis"]],
    [["Id", "Name", "Birthday", "Tags"], ["1", "Anna", "03/04/1990", "a; b|c"]],
    [["Id", "Name", "Email", "Email 2"], ["1", "Anna", "A@example.com; b@example.com", "bad"]],
    [["Id", "Name", "Opt in", "Consent date"], ["1", "Anna", "yes", "2024-01-01"]],
    [["Id", "Name", "Opt in", "Consent source"], ["1", "Anna", "yes", "n/a"]],
    [["Id", "Name", "Opt out", "Opt out date"], ["1", "Anna", "yes", "2024-01-01 10:00"]],
    [
      ["Id", "Name", "Opt out", "Opt out date", "Opt in", "Consent date"],
      ["1", "Anna", "yes", "2023-01-01", "yes", "2024-01-01"],
    ],
    [["Тип", "Наименование", "Phone"], ["Компания", "ООО Ромашка", "+49 30 231250"]],
    [["Name", "Company"], ["Dr. Anna Maria van der Berg", "n/a"]],
    [["Name", "Notes"], ["王伟", "日付 2024"]],
    [["First name", "Last name"], ["anna", ""]],
    [["Name", "Empty column", "Email"], ["", "", "a@example.com"]],
    [["Name", "Shoe", "Hat"], ["Anna", "'+4912", "''+13"]],
    [["Name", "Country", "Birthday"], ["Anna", "'+4912", "'-1"]],
    [["Name", "Phone"], ["test", "+49 30 231250"]],
    [["Company", "Phone"], ["Nordwind GmbH", "+1 404 555 0157 ext 12"]],
  ])
  func cleanedRowsStayAsTheyAre(rows: [[String]]) throws {
    for name in ["contacts.csv", "contacts.jsonl"] {
      let results = try twice(csv(rows), name)
      #expect(text(results[1]["contacts.csv"]) == text(results[0]["contacts.csv"]), "\(name)")
    }
  }

  /// What a person corrects in `contacts.csv` is taken over, with what follows from it.
  @Test func aCorrectedNumberGetsItsOwnWhatsAppID() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write("Id,Name,Mobile\n1,Anna Berg,+49 171 3920000\n", to: "crm.csv")
    try Cleaning([input], output: folder.path + "/one").run()
    let table = text(try folder.contents(of: "one")["contacts.csv"])
      .replacingOccurrences(of: ",+491713920000,", with: ",+491713920007,")
    let corrected = try folder.write(table, to: "corrected/contacts.csv")
    let cleaning = Cleaning([corrected], output: folder.path + "/two")
    try cleaning.run()
    let contact = try #require(try cleaning.contacts().first)
    #expect(contact["phone_e164"] == "+491713920007")
    #expect(contact["whatsapp_id"] == "491713920007")
  }
}
