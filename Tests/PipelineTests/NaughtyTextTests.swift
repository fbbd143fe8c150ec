import Foundation
import GRDB
import Tabular
import Testing

/// Texts that programs stumble over, through the whole job: from a file in each format to both tables and the store.
@Suite struct NaughtyTextTests {
  /// Tidy texts: no blanks at their ends, no runs of them, nothing invisible. A note keeps them as they are.
  private static let texts = [
    "null", "NULL", "nil", "undefined", "None", "true", "FALSE", "NaN", "-Infinity", "1e309",
    "0x1F", "007",
    "1,000.50", "1.000,50", "12:34:56", "2024-02-30", "=1+1", "@SUM(A1)", "-2+3", "+1-202-555-0100",
    "'quoted", "\"", "\"\"", "a\"b", "'", "''", "\\", "\\\\\"", "\\N", ",", ";", "|", "a,b;c|d",
    "sep=;", "#", "--",
    "//", "/* */", "<b>bold</b>", "</Notes>", "<!-- -->", "<![CDATA[x]]>", "]]>", "&amp;", "&#0;",
    "&unknown;",
    "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///dev/null\">]>", "{\"a\": [1]}", "[]", "{}", "}", "]",
    "${HOME}", "%s%n%x",
    "{{7*7}}", "`ls`", "$(ls)", "; ls", "../../x", "C:\\temp\\new", "'; DROP TABLE contacts; --",
    "1' OR '1'='1",
    "\" onclick=\"x", "javascript:x", "Ω≈ç√∫µ≤≥÷", "åß∂ƒ©˙∆", "½⅓⁰⁴₀", "田中さんにあげて", "部落格", "사회과학원",
    "𐐜𐐔𐐇𐐝",
    "𝓉𝑒𝓍𝓉", "ﬃ", "İstanbul ıIiİ", "ß ẞ ς", "Ⱥ Ⱦ", "é", "🐵 🙈", "❤️", "👩‍👩‍👧‍👦", "🇺🇳🇰🇷", "👾 1️⃣", "שלום",
    "مرحبا", "हिन्दी",
    "ไทย", "（╯°□°）╯︵ ┻━┻", "¡™£¢∞§¶•ªº", "\u{FDFA}", "\u{1F3F4}\u{E0067}\u{E007F}",
    "BEGIN:VCARD", "PK", "%PDF-1.4", "x\u{300}\u{301}", "aux", "CON", "test@example.com",
    "http://example.com/?a=1&b=2#c",
  ]

  private static let header = ["Id", "Name", "Notes", "Sheet"]

  /// The same text as a note, which the rules know, and in a column that they do not.
  private static var rows: [[String]] {
    texts.enumerated().map { ["r\($0)", "Anna Berg\(letters($0))", $1, $1] }
  }

  /// A name of its own for each, so that none is a duplicate.
  private static func letters(_ number: Int) -> String {
    String([number / 26, number % 26].compactMap { UnicodeScalar(97 + $0).map(Character.init) })
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  private static func input(_ format: Format) -> [UInt8] {
    switch format {
    case .csv:
      var writer = CSVWriter()
      writer.row(header)
      for row in rows { writer.row(row) }
      return writer.bytes
    case .xml:
      let records = rows.map { row in
        zip(header, row).map { "<\($0)>\(escaped($1))</\($0)>" }.joined()
      }
      return Array("<all>\(records.map { "<row>\($0)</row>\n" }.joined())</all>".utf8)
    default:
      var writer = JSONLineWriter()
      for row in rows {
        writer.beginObject()
        for (name, text) in zip(header, row) { writer.member(name, text) }
        writer.endObject()
      }
      guard format == .json else { return writer.bytes }
      let lines = writer.bytes.split(separator: 0x0A)
      return Array("{\"data\": [".utf8) + lines.joined(separator: [0x2C]) + Array("]}".utf8)
    }
  }

  /// Texts by the id of their record, in UTF-8: `String` takes canonically equal texts for equal.
  private static func expected() -> [String: [UInt8]] {
    Dictionary(uniqueKeysWithValues: rows.map { ($0[1], Array($0[2].utf8)) })
  }

  @Test(arguments: [Format.csv, .json, .ndjson, .xml])
  func `texts come through as they are`(format: Format) throws {
    let folder = try TemporaryFolder()
    let input = folder.path + "/input"
    try Data(Self.input(format)).write(to: URL(filePath: input))
    let cleaning = Cleaning([input], output: folder.path + "/out")
    try cleaning.run()
    let expected = Self.expected()
    for column in ["notes", "extra.Sheet"] {
      let lines = try Self.texts(cleaning.table("contacts.jsonl"), column)
      #expect(Self.changes(lines, expected) == [], "\(column) of contacts.jsonl")
      // A mark before what a spreadsheet would run, which reading takes off again.
      let table = try Self.texts(cleaning.contacts(), column).mapValues { Self.withoutMark($0) }
      let unmarked = expected.mapValues { Self.withoutMark($0) }
      #expect(Self.changes(table, unmarked) == [], "\(column) of contacts.csv")
    }
    let stored = try Self.stored(folder.path + "/out/rollcall.sqlite")
    #expect(Self.changes(stored, expected) == [], "notes in the store")
  }

  /// The texts that are missing or other than they were.
  private static func changes(
    _ found: [String: [UInt8]], _ expected: [String: [UInt8]]
  ) -> [String] {
    expected.sorted { $0.key < $1.key }.filter { found[$0.key] != $0.value }.map { name, text in
      let became = found[name].map { String(decoding: $0, as: UTF8.self).debugDescription }
      return "\(String(decoding: text, as: UTF8.self).debugDescription) is \(became ?? "missing")"
    }
  }

  private static func texts(
    _ rows: [[String: String]], _ column: String
  ) -> [String: [UInt8]] {
    Dictionary(
      rows.map { ($0["full_name"] ?? "", Array(($0[column] ?? "").utf8)) }
    ) { first, _ in first }
  }

  private static func withoutMark(_ text: [UInt8]) -> [UInt8] {
    text.first == UInt8(ascii: "'") ? Array(text.dropFirst()) : text
  }

  private static func stored(_ path: String) throws -> [String: [UInt8]] {
    try DatabaseQueue(path: path).read { database in
      let rows = try Row.fetchAll(database, sql: "SELECT full_name, notes FROM contacts")
      return Dictionary(
        rows.map { row in (row["full_name"] as String, Array((row["notes"] as String).utf8)) }
      ) { first, _ in first }
    }
  }
}
