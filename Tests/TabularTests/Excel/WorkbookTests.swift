import Testing

@testable import Tabular

@Suite struct WorkbookTests {
  private func text(_ cell: String) -> String { "<c t=\"inlineStr\"><is><t>\(cell)</t></is></c>" }

  private func row(_ cells: String...) -> String { "<row>\(cells.map(text).joined())</row>" }

  private func read(
    _ workbook: WorkbookBytes, sheet: String? = nil, header: Bool? = nil
  ) throws -> (ReadTable, Dialect) {
    var options = ReadOptions()
    options.sheet = sheet
    options.hasHeader = header
    return try ReadTable.read(workbook.bytes, options: options)
  }

  @Test func cellsOfEveryKind() throws {
    let rows =
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
      + "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>2</v></c><c r=\"B3\"><v>4.91512345678E+11</v></c></row>"
      + "<row r=\"4\"><c r=\"A4\" t=\"b\"><v>1</v></c><c r=\"B4\" t=\"b\"><v>0</v></c></row>"
      + "<row r=\"5\"><c r=\"A5\" t=\"e\"><v>#N/A</v></c><c r=\"B5\" s=\"1\"><f>TODAY()</f><v>45413</v></c></row>"
      + "<row r=\"6\"><c r=\"A6\" t=\"str\"><f>A1&amp;\"x\"</f><v>namex</v></c><c r=\"B6\" t=\"d\"><v>2024-05-01</v></c></row>"
      + "<row r=\"7\"><c r=\"A7\" t=\"inlineStr\"><is><r><t>An</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">na </t></r></is></c></row>"
      + "<row r=\"9\"><c r=\"A9\" s=\"1\"/><c r=\"B9\" t=\"s\"><v></v></c></row>"
      + "<row r=\"10\"><c r=\"B10\"><v>12345678901234567890</v></c></row>"
    let workbook = WorkbookBytes(
      rows: rows,
      strings: [
        "<t>name</t>", "<r><t>pho</t></r><r><rPr/><t>ne</t></r><phoneticPr fontId=\"1\"/>",
        "<t xml:space=\"preserve\"> 東京\n&lt;_x0041_&amp;_x000D_&gt; </t><rPh sb=\"0\" eb=\"1\"><t>トウキョウ</t></rPh>",
      ],
      formats: ["General", "dd.mm.yyyy"])
    let (table, dialect) = try read(workbook)
    #expect(dialect.format == .xlsx)
    #expect(dialect.sheet == "Contacts")
    #expect(dialect.hasHeader == true)
    #expect(table.columns == ["name", "phone"])
    #expect(
      table.rows == [
        [" 東京\n<A&\r> ", "491512345678"], ["TRUE", "FALSE"], ["#N/A", "2024-05-01"],
        ["namex", "2024-05-01"], ["Anna "], ["", "12345678901234567890"],
      ])
    #expect(table.positions.map(\.line) == [3, 4, 5, 6, 7, 10])
    #expect(table.warnings.map(\.kind) == [.errorCells])
    #expect(table.rejects.isEmpty)
  }

  @Test func gapsAndLateColumns() throws {
    let rows =
      "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>id</v></c><c r=\"C1\" t=\"str\"><v>name</v></c><c r=\"D1\" t=\"str\"><v>id</v></c></row>"
      + (2...150).map { "<row r=\"\($0)\"><c r=\"C\($0)\"><v>\($0)</v></c></row>" }.joined()
      + "<row r=\"151\"><c r=\"XFD151\"><v>7</v></c><c r=\"A151\"><v>8</v></c></row>"
      + "<row r=\"152\"><c r=\"XFE152\"><v>7</v></c></row>"
    let (table, _) = try read(WorkbookBytes(rows: rows))
    #expect(table.columns == ["id", "name", "id_2", "column_16384"])
    #expect(table.rows.first == ["", "2"])
    #expect(table.rows.last == ["8", "", "", "7"])
    #expect(table.rejects.map(\.reason) == [.tooManyCells])
    #expect(table.rejects.first?.position.line == 152)
  }

  @Test func sheetsAreChosen() throws {
    var workbook = WorkbookBytes(rows: row("a", "b") + row("1", "x"))
    workbook.sheets = [
      ("Secret", "hidden", WorkbookBytes.sheet(row("a", "b") + row("0", "s"))),
      ("Kunden & Co", "visible", WorkbookBytes.sheet(row("a", "b") + row("1", "k"))),
      ("Лиды", "visible", WorkbookBytes.sheet(row("a", "b") + row("2", "l"))),
    ]
    for (name, cell) in [
      (nil, "k"), ("Лиды", "l"), ("лиды", "l"), ("kunden & CO", "k"), ("Secret", "s"), ("3", "l"),
    ] {
      #expect(try read(workbook, sheet: name).0.rows.first?[1] == cell)
    }
    for name in ["4", "0", "none", ""] {
      let error = #expect(throws: ReadError.self) { try read(workbook, sheet: name) }
      #expect(error?.code == .invalidOption)
      #expect(error?.remedy == "name one of \"Secret\", \"Kunden & Co\", \"Лиды\"")
    }
  }

  @Test func titlesAndHeaders() throws {
    let title = row("Contacts of 2024") + "<row/>" + row("by", "Anna")
    let header = row("id", "name", "phone", "mail", "note", "city", "tag")
    let data = (1...5).map {
      row("\($0)", "n\($0)", "+1202555010\($0)", "a@example.com", "x", "y", "z")
    }
    .joined()
    let (table, _) = try read(WorkbookBytes(rows: title + header + data))
    #expect(table.columns.first == "id")
    #expect(table.rows.count == 5)
    #expect(table.warnings.map(\.kind) == [.skippedRows])
    #expect(table.warnings.first?.count == 2)
    let (bare, dialect) = try read(WorkbookBytes(rows: data))
    #expect(bare.columns.first == "column_1")
    #expect(bare.rows.count == 5)
    #expect(dialect.hasHeader == false)
    #expect(try read(WorkbookBytes(rows: data), header: true).0.rows.count == 4)
    #expect(try read(WorkbookBytes(rows: header + data), header: false).0.rows.count == 6)
  }

  @Test func mergedCellsAreWarnedOf() throws {
    var workbook = WorkbookBytes(rows: "")
    workbook.sheets[0].xml = WorkbookBytes.sheet(
      row("a", "b") + row("1", "2"),
      after: "<mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A2:A9\"/></mergeCells>")
    let (table, _) = try read(workbook)
    #expect(table.warnings.map(\.kind) == [.mergedCells])
    #expect(table.warnings.first?.count == 1)
  }

  @Test func prefixedElementsAndDays() throws {
    var workbook = WorkbookBytes(rows: "", formats: ["14"], properties: "date1904=\"1\"")
    workbook.sheets[0].xml =
      "<x:worksheet xmlns:x=\"urn:x\"><x:sheetData><x:row><x:c t=\"str\"><x:v>when</x:v></x:c></x:row>"
      + "<x:row><x:c s=\"0\"><x:v>43951</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    #expect(try read(workbook, header: true).0.rows == [["2024-05-01"]])
  }

  @Test func damageIsRejectedOrRefused() throws {
    let good = row("a", "b") + row("1", "x")
    var workbook = WorkbookBytes(rows: good + "<row><c t=\"s\"><v>99</v></c></row>" + row("2", "y"))
    var (table, _) = try read(workbook)
    #expect(table.rows == [["1", "x"], ["2", "y"]])
    #expect(table.rejects.map(\.reason) == [.invalidCell])
    workbook.sheets[0].xml = WorkbookBytes.sheet(good + "<row><c></row>" + row("3", "z"))
    (table, _) = try read(workbook)
    #expect(table.rows == [["1", "x"]])
    #expect(table.rejects.map(\.reason) == [.invalidXML])
    var broken = WorkbookBytes(rows: good, strings: ["<t>a</t>"])
    broken.strings = "<sst><si><t>a</si></sst>"
    let error = #expect(throws: ReadError.self) { try read(broken) }
    #expect(error?.code == .malformed)
    let word = #expect(throws: ReadError.self) {
      try ReadTable.read(
        ZipBytes.archive([.init("[Content_Types].xml", "<Types/>"), .init("word/document.xml", "")])
      )
    }
    #expect(word?.problem.contains("Word") == true)
    var options = ReadOptions()
    options.format = .csv
    #expect(throws: ReadError.self) {
      try ReadTable.read(WorkbookBytes(rows: good).bytes, options: options)
    }
    options.format = .xlsx
    #expect(throws: ReadError.self) {
      try ReadTable.read(Array("a,b\n1,2\n".utf8), options: options)
    }
  }

  /// A few bytes that stand for much text come in many batches, each of bounded size.
  @Test func sharedTextDoesNotSwellABatch() throws {
    let long = String(repeating: "x", count: 100_000)
    let rows = row("a", "b") + String(repeating: "<row><c t=\"s\"><v>0</v></c></row>", count: 400)
    let file = try TemporaryFile(WorkbookBytes(rows: rows, strings: ["<t>\(long)</t>"]).bytes)
    var reader = try TableReader(path: file.path)
    var count = 0
    while let batch = try reader.next() {
      #expect(batch.bytes.count < 20 << 20)
      count += batch.count
    }
    #expect(count == 400)
  }

  @Test(arguments: [1, 3, 100, 5000])
  func theCutChangesNothing(piece: Int) throws {
    let rows =
      row("name", "phone", "note")
      + (0..<300).map { row("Анна \($0)", "+12025550100", "a &amp; b\nc") }.joined()
    let sheet = Array(WorkbookBytes.sheet(rows).utf8)
    func parse(_ pieces: [Int]) throws -> ReadResult {
      try readSheet(sheet, pieces: pieces)
    }
    #expect(try parse([piece]) == parse([sheet.count]))
  }

  private func readSheet(_ sheet: [UInt8], pieces: [Int]) throws -> ReadResult {
    let parser = SheetParser(SheetReader.Context(), window: sheet.span, options: ReadOptions())
    return try TabularTests.read(sheet, parser, pieces: pieces)
  }

  @Test func randomDamage() throws {
    var random = SplitMix64(seed: 11)
    let rows =
      row("name", "phone") + (0..<20).map { row("n\($0)", "+12025550100") }.joined()
      + "<row r=\"30\"><c r=\"B30\" t=\"s\" s=\"1\"><v>1</v></c><c s=\"1\"><v>45000.5</v></c></row>"
    let workbook = WorkbookBytes(
      rows: rows, strings: ["<t>a</t>", "<r><t>b</t></r>"], formats: ["0", "dd/mm/yyyy hh:mm"])
    for _ in 0..<60 {
      var members = workbook.members()
      for index in members.indices {
        guard Int.random(in: 0..<3, using: &random) == 0 else { continue }
        for _ in 0..<Int.random(in: 1...3, using: &random) where !members[index].bytes.isEmpty {
          members[index].bytes[Int.random(in: 0..<members[index].bytes.count, using: &random)] =
            UInt8.random(in: 0x20...0x7E, using: &random)
        }
      }
      do {
        _ = try ReadTable.read(ZipBytes.archive(members))
      } catch let error as ReadError {
        #expect(!error.problem.isEmpty && !error.remedy.isEmpty)
      }
    }
  }
}
