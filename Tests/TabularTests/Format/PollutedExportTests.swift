import Foundation
import Testing

@testable import Tabular

/// Exports as people have them: with titles, totals, notes, slips and several tables.
@Suite struct PollutedExportTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    var columns: [String]
    var rows: [[String]]
    var rejects: [Reject.Reason] = []
    var warnings: [ReadWarning.Kind] = []
    var testDescription: String { name }
  }

  private static let people = [
    ["101", "Ann Lee", "2024-03-01", "12.50"], ["102", "Bob Stone", "2024-03-02", "7.00"],
    ["103", "Cara Mia Holt", "2024-03-05", "103.25"], ["104", "Dan", "2024-03-09", "55.10"],
    ["105", "Eve Moss", "2024-04-11", "9.99"],
  ]
  private static let names = ["id", "name", "joined", "amount"]

  private static func join(_ rows: [[String]], _ delimiter: String = ",") -> String {
    rows.map { $0.joined(separator: delimiter) + "\n" }.joined()
  }

  static let cases: [Case] = [
    Case(
      name: "comma and space", text: join([names] + people, ", "), columns: names, rows: people),
    Case(name: "two colons", text: join([names] + people, "::"), columns: names, rows: people),
    Case(
      name: "bar between spaces", text: join([names] + people, " | "), columns: names,
      rows: people),
    Case(name: "bar and tilde", text: join([names] + people, "|~|"), columns: names, rows: people),
    Case(name: "two bars", text: join([names] + people, "||"), columns: names, rows: people),
    Case(
      name: "title, date and a blank line, as a spreadsheet pads them",
      text: "Members of the club,,,\nGenerated: 1 May 2024,,,\n,,,\n" + join([names] + people),
      columns: names, rows: people, warnings: [.preambleLines]),
    Case(
      name: "bank statement",
      text: "Account;DE00 0000 0000\nPeriod;March 2024\n\n"
        + join([names] + people, ";") + "\nBalance on 31.03.2024;184.84\n",
      columns: names, rows: people, rejects: [.footer], warnings: [.preambleLines]),
    Case(
      name: "total and row count",
      text: join([names] + people) + "Total,,,187.84\n\n(5 rows affected)\n", columns: names,
      rows: people, rejects: [.footer, .footer]),
    Case(
      name: "comments",
      text: "# exported by hand\n" + join([names] + Array(people[..<2]))
        + "# these are new\n" + join(Array(people[2...])),
      columns: names, rows: people, warnings: [.preambleLines, .commentLines]),
    Case(
      name: "groups above the names",
      text: "Contact,,Deal,\nId,Name,Joined,Amount\n" + join(people),
      columns: ["Contact Id", "Contact Name", "Deal Joined", "Deal Amount"], rows: people),
    Case(
      name: "joined exports",
      text: join([names] + Array(people[..<3]) + [names] + Array(people[3...])),
      columns: names, rows: people, rejects: [.repeatedHeader]),
    Case(
      name: "the same table twice", text: join([names] + people + [names] + people),
      columns: names, rows: people,
      rejects: [.repeatedHeader] + [Reject.Reason](repeating: .repeatedTable, count: 5)),
    Case(
      name: "another table behind a blank line",
      text: join([names] + people) + "\nDeals\nstage,owner\nwon,Ann\nlost,Bob\nopen,Cara\n",
      columns: names, rows: people,
      rejects: [Reject.Reason](repeating: .otherTable, count: 5)),
    Case(
      name: "the header again with one column more",
      text: join([names] + people + [names + ["note"]] + people.map { $0 + ["x"] }),
      columns: names, rows: people,
      rejects: [Reject.Reason](repeating: .otherTable, count: 6)),
    Case(
      name: "without a header", text: join(people),
      columns: ["column_1", "column_2", "column_3", "column_4"], rows: people),
    Case(
      name: "one delimiter is missing",
      text: join([names] + people).replacing("2024-03-05,103", with: "2024-03-05103"),
      columns: names, rows: people, warnings: [.missingDelimiters]),
    Case(
      name: "one delimiter too many",
      text: join([names] + people).replacing(",Dan,", with: ",,Dan,"),
      columns: names, rows: people, warnings: [.surplusDelimiters]),
    Case(
      name: "a comma in a name",
      text: join([names] + people).replacing("Ann Lee", with: "Lee, Ann"), columns: names,
      rows: [["101", "Lee, Ann", "2024-03-01", "12.50"]] + people[1...],
      warnings: [.unquotedDelimiters]),
    Case(
      name: "one row with semicolons",
      text: join([names] + people).replacing(
        "104,Dan,2024-03-09,55.10", with: "104;Dan;2024-03-09;55.10"),
      columns: names, rows: people, warnings: [.otherDelimiters]),
    Case(
      name: "a quote that is never closed",
      text: join([names] + people).replacing(",Dan,", with: ",\"Dan,"), columns: names,
      rows: people[..<3] + [people[4]], rejects: [.unterminatedQuote]),
    Case(
      name: "inches that are not doubled",
      text: join([names] + people).replacing("Bob Stone", with: "\"Pipe, 5\" wide\""),
      columns: names,
      rows: [people[0], ["102", "Pipe, 5\" wide", "2024-03-02", "7.00"]] + people[2...],
      warnings: [.strayQuotes]),
    Case(
      name: "inches before the closing quote",
      text: join([names] + people).replacing("Bob Stone", with: "\"Pipe, 5\"\""), columns: names,
      rows: [people[0], ["102", "Pipe, 5\"", "2024-03-02", "7.00"]] + people[2...],
      warnings: [.strayQuotes]),
    Case(
      name: "backslash before quotes",
      text: join([names] + people).replacing("Bob Stone", with: "\"Bob \\\"Bo\\\", Stone\""),
      columns: names,
      rows: [people[0], ["102", "Bob \"Bo\", Stone", "2024-03-02", "7.00"]] + people[2...]),
    Case(
      name: "delimiter behind the last cell",
      text: join(([names] + people).map { $0 + [""] }), columns: names, rows: people),
    Case(
      name: "delimiter behind the last cell, but not in the header",
      text: join([names] + people.map { $0 + [""] }), columns: names, rows: people),
    Case(
      name: "single quotes",
      text: join([names] + people.map { ["'\($0[0])'", "'\($0[1]), it''s'", $0[2], $0[3]] }),
      columns: names,
      rows: people.map { [$0[0], $0[1] + ", it's", $0[2], $0[3]] }),
  ]

  @Test(arguments: cases)
  func isReadAsItIsMeant(_ item: Case) throws {
    for newline in ["\n", "\r\n", "\r"] {
      let text = item.text.replacing("\n", with: newline)
      let (table, _) = try ReadTable.read(Array(text.utf8))
      #expect(table.columns == item.columns)
      #expect(table.rows.map { Array($0.prefix(item.columns.count)) } == item.rows)
      #expect(table.rejects.map(\.reason) == item.rejects)
      #expect(table.warnings.map(\.kind) == item.warnings)
    }
  }

  /// Every line of a table in turn is damaged: the others are read as if it were not.
  @Test(arguments: ["1,2\n", "\"\n", "x\n", "\"a,\"b\",c,d\n", ",,,,,,\n", "a;b;c;d;e\n"])
  func oneBadLineChangesNothingElse(line: String) throws {
    for place in 1...Self.people.count {
      var lines = ([Self.names] + Self.people).map { $0.joined(separator: ",") + "\n" }
      lines.insert(line, at: place)
      let (table, dialect) = try ReadTable.read(Array(lines.joined().utf8))
      #expect(dialect.delimiter == ",")
      #expect(table.columns == Self.names)
      #expect(table.rows.filter { Self.people.contains($0) } == Self.people)
      #expect(table.rows.count + table.rejects.count == 6)
    }
  }

  @Test func whatIsSetByHandCounts() throws {
    var options = ReadOptions()
    options.delimiter = ", "
    options.skippedLines = 1
    options.headerRows = 2
    options.comment = "%"
    options.escape = "^"
    let text = "title, x\na, b\nc, d\n% 1, 2\n1, \"2^\"3\"\n"
    let (table, dialect) = try ReadTable.read(Array(text.utf8), options: options)
    #expect(table.columns == ["a c", "b d"])
    #expect(table.rows == [["1", "2\"3"]])
    #expect(table.warnings.map(\.kind) == [.commentLines])
    #expect(dialect.escape == "^" && dialect.comment == "%" && dialect.headerRows == 2)
  }

  @Test func mendingAndSeparatingCanBeSwitchedOff() throws {
    var options = ReadOptions()
    options.mendsRecords = false
    options.separatesTables = false
    let text = Self.join([Self.names] + Self.people + [Self.names] + Self.people)
      .replacing(",Dan,", with: ",,Dan,")
    let (table, _) = try ReadTable.read(Array(text.utf8), options: options)
    #expect(table.rows.count == 9)
    #expect(table.rejects.map(\.reason) == [.tooManyCells, .tooManyCells])
  }

  @Test func theNextBestDialectIsNamed() throws {
    let text = "id;sum;to\n1;2,50;a\n2;3,75;b\n3;4,20;c\n"
    let (_, dialect) = try ReadTable.read(Array(text.utf8))
    #expect(dialect.delimiter == ";")
    #expect(dialect.runnerUp != nil && dialect.runnerUp?.delimiter != ";")
    #expect((dialect.runnerUp?.confidence ?? 1) < dialect.confidence)
  }

  @Test(arguments: [
    // Only CRLF ends records; only LF; a backslash stands before what does not.
    ("id,note,city\r\n1,a\nb,Rome\r\n2,c,Bonn\r\n3,d\n\ne,Oslo\r\n", ["a\nb", "c", "d\n\ne"]),
    ("id,note,city\n1,a\rb,Rome\n2,c,Bonn\n3,d,Oslo\n", ["a\rb", "c", "d"]),
    ("id\tnote\tcity\n1\ta\\\nb\tRome\n2\tc\tBonn\n3\td\\\ne\tOslo\n", ["a\nb", "c", "d\ne"]),
    // Mixed line ends that all end records.
    ("id,note,city\r\n1,a,Rome\n2,c,Bonn\r\n3,d,Oslo\n", ["a", "c", "d"]),
    ("id,note,city\n1,a\\\n2,c,Bonn\n3,d,Oslo\n4,e,Rome\n", ["a\\", "c", "d", "e"]),
  ])
  func `line ends without quotes are text where that is proven`(text: String, notes: [String])
    throws
  {
    let (table, _) = try ReadTable.read(Array(text.utf8))
    #expect(table.rows.map { $0[1] } == notes)
    #expect(table.rejects == [])
  }

  @Test func `a line end can be set`() throws {
    var options = ReadOptions()
    options.newline = "\n"
    let (table, dialect) = try ReadTable.read(Array("a,b\n1,x\ry\n".utf8), options: options)
    #expect(table.rows == [["1", "x\ry"]])
    #expect(dialect.newline == "\n")
    options.newline = "\r\n"
    let (other, _) = try ReadTable.read(Array("a,b\r\n1,x\n2,y\r\n".utf8), options: options)
    #expect(other.rejects.map(\.reason) == [.tooManyCells])
  }

  @Test func `marks for no value are emptied and told`() throws {
    let text = "id,tel,note\n1,\\N,x\n2,5,\\N y\n"
    let (table, dialect) = try ReadTable.read(Array(text.utf8))
    #expect(table.rows == [["1", "", "x"], ["2", "5", "\\N y"]])
    #expect(dialect.nullText == "\\N")
    #expect(table.warnings.map(\.kind) == [.nullMarks])
    var options = ReadOptions()
    options.nullText = ""
    #expect(try ReadTable.read(Array(text.utf8), options: options).0.rows[0][1] == "\\N")
  }

  @Test func `marks for no value and misread text may stand in one record`() throws {
    let text = "id,tel,name,note\n1,\\N,Ð˜Ð²Ð°Ð½ ÐŸÐµÑ‚Ñ€Ð¾Ð²,\"\\N\"\n2,5,x,\\N\n"
    let file = try TemporaryFile(Array(text.utf8))
    var reader = try TableReader(path: file.path)
    let batch = try #require(try reader.next())
    #expect((0..<4).map { batch.string(row: 0, column: $0) } == ["1", "", "Иван Петров", "\\N"])
    #expect((0..<4).map { batch.string(row: 1, column: $0) } == ["2", "5", "x", ""])
    #expect(batch.repairs.map(\.column) == [2])
    #expect(Set(reader.warnings.map(\.kind)) == [.nullMarks, .misreadText])
  }

  @Test(arguments: [
    // As psql, mysql, sqlcmd and report writers print tables, and Markdown.
    " id |  name  \n----+--------\n  1 | Anna B\n  2 | \n(2 rows)\n\n",
    "+----+--------+\n| id | name   |\n+----+--------+\n|  1 | Anna B |\n|  2 |        |\n+----+--------+\n2 rows in set\n",
    "id name  \n-- ------\n1  Anna B\n2        \n\n(2 rows affected)\n",
    "| id | name |\n|---:|:-----|\n| 1 | Anna B |\n| 2 | |\n",
  ])
  func `tables drawn to be looked at are read`(text: String) throws {
    let (table, dialect) = try ReadTable.read(Array(text.utf8))
    #expect(table.columns == ["id", "name"])
    #expect(table.rows == [["1", "Anna B"], ["2", ""]])
    #expect(table.rejects.allSatisfy { $0.reason == .footer })
    #expect(dialect.quote == nil)
  }

  @Test func `columns padded with spaces are read where all lines agree`() throws {
    func line(_ name: String, _ phone: String, _ city: String) -> String {
      [name, phone].map { $0.padding(toLength: 16, withPad: " ", startingAt: 0) }.joined() + city
    }
    var lines = [line("Name", "Phone", "City")]
    for index in 0..<6 {
      lines.append(
        line(
          ["Zoë Müller", "Li"][index % 2], "+1415555010\(index)", ["Saint Paul", "Rome"][index % 2])
      )
    }
    let text = lines.joined(separator: "\n")
    let (table, dialect) = try ReadTable.read(Array(text.utf8))
    #expect(table.columns == ["Name", "Phone", "City"])
    #expect(table.rows.count == 6)
    #expect(table.rows.first == ["Zoë Müller", "+14155550100", "Saint Paul"])
    #expect(dialect.columnStarts == [0, 16, 32])
    // One line across the border, and nothing is sure any more.
    let (other, _) = try ReadTable.read(Array((text + "\nA name that runs on and on\n").utf8))
    #expect(other.columns.count == 1)
    // A list of words has no columns.
    let (words, _) = try ReadTable.read(
      Array("name\nAnna  B\nJo   C\nLi   D\nAl   E\nUlf  F\n".utf8))
    #expect(words.columns == ["name"])
  }
}
