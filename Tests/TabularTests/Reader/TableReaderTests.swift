import Testing

@testable import Tabular

@Suite struct TableReaderTests {
  @Test(arguments: EncodingInferenceTests.cases)
  func placesAreThoseOfTheFileAsStored(encoding: TextEncoding, text: String) throws {
    let bytes = try EncodingInferenceTests.encode(text, encoding)
    var options = ReadOptions()
    options.hasHeader = false
    let (table, dialect) = try ReadTable.read(bytes, options: options)
    #expect(dialect.encoding == encoding.name)
    // The text up to a record, encoded again, is as long as its place says.
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    let newline = text.contains("\r\n") ? "\r\n" : "\n"
    for position in table.positions.suffix(3) {
      let before = lines[..<(Int(position.line) - 1)].map { $0 + newline }.joined()
      #expect(
        position.byteOffset == UInt64(try EncodingInferenceTests.encode(before, encoding).count))
    }
    #expect(table.rows.count == lines.count - 1)
    #expect(table.warnings.isEmpty)
  }

  @Test func marksAreNoText() throws {
    let text = try EncodingInferenceTests.encode("id,имя\r\n1,Анна\r\n", .utf16LE)
    for (mark, bytes, place) in [
      ([0xEF, 0xBB, 0xBF] as [UInt8], Array("id,имя\r\n1,Анна\r\n".utf8), 14 as UInt64),
      ([0xFF, 0xFE], text, 18),
    ] {
      let (table, _) = try ReadTable.read(mark + bytes)
      #expect(table.columns == ["id", "имя"])
      #expect(table.rows == [["1", "Анна"]])
      #expect(table.positions == [.init(line: 2, byteOffset: place)])
    }
  }

  @Test func emptyFileHasNoRows() throws {
    let (table, dialect) = try ReadTable.read([])
    #expect(table.rows.isEmpty && table.columns.isEmpty)
    #expect(dialect.format == .csv)
    #expect(table.warnings.map(\.kind) == [.emptyInput])
  }

  @Test func headerOnlyHasColumns() throws {
    let (table, _) = try ReadTable.read(Array("id,phone\n".utf8))
    #expect(table.columns == ["id", "phone"])
    #expect(table.rows.isEmpty)
  }

  @Test func invalidBytesAreWarnedOf() throws {
    let bytes =
      Array("name,note\nМария,ok\n".utf8) + [0x4A, 0xFC, 0x2C, 0x78, 0x0A, 0x61, 0x2C, 0x62]
    var options = ReadOptions()
    options.encoding = "utf-8"
    let (table, _) = try ReadTable.read(bytes, options: options)
    #expect(table.rows == [["Мария", "ok"], ["J\u{FFFD}", "x"], ["a", "b"]])
    #expect(table.warnings.map(\.kind) == [.invalidBytes])
    #expect(table.warnings.first?.first == .init(line: 3, byteOffset: 25))
    #expect(table.positions.map(\.byteOffset) == [10, 24, 29])
  }

  /// More than the window and several chunks and batches, with a character across every cut.
  @Test(arguments: [TextEncoding.utf8, .windows1251, .utf16BE])
  func longFilesComeInBatches(encoding: TextEncoding) throws {
    var text = "id,имя\n"
    let name = String(repeating: "Анна Петрова ", count: 20)
    for id in 0..<5000 { text += "\(id),\(name)\n" }
    let bytes = try EncodingInferenceTests.encode(text, encoding)
    let file = try TemporaryFile(bytes)
    var reader = try TableReader(path: file.path)
    var count = 0
    var batches = 0
    var line: UInt64 = 1
    while let batch = try reader.next() {
      batches += 1
      for row in 0..<batch.count {
        line += 1
        guard batch.positions[row].line == line else {
          Issue.record("row \(count) has line \(batch.positions[row].line)")
          return
        }
        count += 1
      }
      let last = batch.count - 1
      #expect(batch.string(row: last, column: 0) == "\(count - 1)")
      #expect(batch.string(row: last, column: 1) == name)
      let place = Int(batch.positions[last].byteOffset)
      let digits = try EncodingInferenceTests.encode("\(count - 1),", encoding)
      #expect(Array(bytes[place..<(place + digits.count)]) == digits)
    }
    #expect(count == 5000)
    #expect(batches > 1)
    #expect(reader.bytesRead == UInt64(bytes.count))
    #expect(reader.byteCount == UInt64(bytes.count))
  }

  @Test func optionsThatDoNotFit() throws {
    var options = ReadOptions()
    options.encoding = "klingon"
    let error = #expect(throws: ReadError.self) {
      try ReadTable.read(Array("a,b\n".utf8), options: options)
    }
    #expect(error?.code == .invalidOption)
    let page = #expect(throws: ReadError.self) {
      try ReadTable.read(Array("<!DOCTYPE html><html>".utf8))
    }
    #expect(page?.code == .unsupported)
  }

  @Test func errorsAreComplete() {
    let error = ReadError(
      .malformed, path: "contacts.csv", position: .init(line: 12, byteOffset: 345),
      problem: "the text breaks off", remedy: "copy it again")
    #expect(error.description == "contacts.csv:12 (byte 345): the text breaks off; copy it again")
  }

  @Test func `a web page tells its encoding when asked`() throws {
    let page = "<!DOCTYPE html><html><body>\u{E9}t\u{E9}</body></html>"
    let file = try TemporaryFile(page.unicodeScalars.map { UInt8($0.value) })
    let error = try #require(throws: ReadError.self) { _ = try TableReader(path: file.path) }
    #expect(error.code == .unsupported)
    var options = ReadOptions()
    options.acceptsWebPages = true
    let (_, dialect) = try ReadTable.read(file.path, options: options)
    #expect(dialect.isWebPage)
    #expect(dialect.encoding == "windows-1252")
  }

  @Test func `every repair can be told`() throws {
    let text = "name,città\nJosÃ©,x\nAnna,y\n\u{C8}\u{E2}\u{E0}\u{ED},JÃ¼rgen\n"
    let file = try TemporaryFile(text.replacing("città", with: "periÃ³do"))
    var reader = try TableReader(path: file.path)
    var rows = reader.nameRepairRows(file: "f")
    while let batch = try reader.next() {
      rows += batch.repairRows(file: "f", columns: reader.columns)
    }
    #expect(rows.map { $0.count } == rows.map { _ in CellRepair.fileHeader.count })
    #expect(
      rows.first == ["f", "1", "", "periódo", "periÃ³do", "periódo", "utf-8", "windows-1252"])
    #expect(rows.contains(["f", "2", "16", "name", "JosÃ©", "José", "utf-8", "windows-1252"]))
    #expect(rows.last?[4...5] == ["JÃ¼rgen", "Jürgen"])
  }

  @Test(arguments: [
    ("7.91612E+10", true), ("7,9E+10", true), ("-1E+12", true), ("7.9161212345E+10", false),
    ("1.5E+02", false), ("E+10", false), ("1.E5E+10", false), ("SUITE+10", false),
  ])
  func `rounded numbers are told`(cell: String, isRounded: Bool) throws {
    let input = "id;phone\n1;\(cell)\n2;79161234567\n3;\(cell)\n"
    let (table, _) = try ReadTable.read(Array(input.utf8))
    #expect(table.rows.map { $0[1] } == [cell, "79161234567", cell])
    let told = table.warnings.filter { $0.kind == .excelScientific }
    #expect(told.map(\.count) == (isRounded ? [2] : []))
    #expect(told.map { $0.first?.line } == (isRounded ? [2] : []))
  }
}
