import Testing

@testable import Tabular

@Suite struct ZipTests {
  private static let text = "id,phone\n1,+14155550100\n2,+14155550101\n"
  private static let rows = [["1", "+14155550100"], ["2", "+14155550101"]]

  private func read(_ members: [ZipBytes.Member], lead: [UInt8] = [], comment: String = "") throws
    -> (ReadTable, Dialect)
  {
    try ReadTable.read(ZipBytes.archive(members, lead: lead, comment: comment))
  }

  @Test(arguments: [0, 8] as [UInt16], [false, true])
  func aSingleMemberIsRead(method: UInt16, isOdd: Bool) throws {
    var member = ZipBytes.Member("out/contacts.csv", Self.text)
    member.method = method
    member.hasDescriptor = isOdd
    member.isWide = isOdd
    let (table, dialect) = try read(
      [.init("out/", ""), member, .init("__MACOSX/out/._contacts.csv", "x")],
      comment: isOdd ? "made by PK\u{5}\u{6}, or so it says" : "")
    #expect(table.rows == Self.rows)
    #expect(table.positions.map(\.byteOffset) == [9, 24])
    #expect(dialect.format == .csv)
    #expect(dialect.archiveMember == "out/contacts.csv")
  }

  /// Made by zlib, with a tree of its own.
  @Test func compressedDataIsInflated() throws {
    let text = (0..<12).map { "\($0),+1415555\($0 + 1000)\n" }.joined()
    var member = ZipBytes.Member("a.csv", "id,phone\n" + text)
    member.packed = ByteSourceTests.hex(
      "4dce29128030140451df5721e24fc87a1fa80203dc5f1139ed9eebfb48dff53e27913615d595220239457666"
        + "76e74e7116aab3d29c8deeec0ce7603a27f22dad2dff92f801")
    let (table, _) = try read([member])
    #expect(table.rows.count == 12)
    #expect(table.rows.last == ["11", "+14155551011"])
  }

  @Test(arguments: [
    ("a.json", "[{\"id\":1,\"phone\":\"+14155550100\"},{\"id\":2,\"phone\":\"+14155550101\"}]"),
    (
      "a.xml",
      "<r><c><id>1</id><phone>+14155550100</phone></c><c><id>2</id><phone>+14155550101</phone></c></r>"
    ),
    ("noname", "id;phone\n1;+14155550100\n2;+14155550101"),
  ])
  func anyFormatIsRead(name: String, text: String) throws {
    let (table, _) = try read([.init(name, text)])
    #expect(table.rows == Self.rows)
  }

  @Test func aWorkbookInAnArchive() throws {
    let workbook = WorkbookBytes(
      rows: "<row><c t=\"str\"><v>id</v></c><c t=\"str\"><v>phone</v></c></row>"
        + "<row><c><v>1</v></c><c t=\"str\"><v>+14155550100</v></c></row>")
    let (table, dialect) = try read([.init("book.xlsx", workbook.bytes)])
    #expect(table.rows == [Self.rows[0]])
    #expect(dialect.archiveMember == "book.xlsx")
    #expect(dialect.format == .xlsx)
    let (zipped, inGzip) = try ReadTable.read(ZipBytes.gzip(workbook.bytes))
    #expect(zipped.rows == [Self.rows[0]])
    #expect(inGzip.isGzipped)
    let twice = ZipBytes.archive([.init("a.zip", ZipBytes.archive([.init("a.csv", Self.text)]))])
    #expect(try ReadTable.read(twice).1.archiveMember == "a.zip/a.csv")
    let thrice = #expect(throws: ReadError.self) {
      try ReadTable.read(ZipBytes.archive([.init("b.zip", twice)]))
    }
    #expect(thrice?.code == .unsupported)
  }

  @Test func severalMembersAreListed() throws {
    let error = #expect(throws: ReadError.self) {
      try read([.init("b.csv", Self.text), .init("a.csv", Self.text)])
    }
    #expect(error?.code == .unsupported)
    #expect(error?.problem == "the ZIP archive holds 2 files: b.csv, a.csv")
    let none = #expect(throws: ReadError.self) { try read([]) }
    #expect(none?.problem == "the ZIP archive holds no file")
  }

  @Test func whatCannotBeUnpackedIsNamed() throws {
    var member = ZipBytes.Member("a.csv", Self.text)
    member.flags = 1
    let locked = #expect(throws: ReadError.self) { try read([member]) }
    #expect(locked?.code == .unsupported)
    #expect(locked?.problem.contains("password") == true)
    member.flags = 0
    for (method, name) in [(9, "Deflate64"), (14, "LZMA"), (93, "Zstandard"), (77, "method 77")] {
      member.method = UInt16(method)
      let error = #expect(throws: ReadError.self) { try read([member]) }
      #expect(error?.code == .unsupported)
      #expect(error?.problem.contains(name) == true)
    }
  }

  @Test func damageIsFound() throws {
    var member = ZipBytes.Member("a.csv", Self.text)
    member.statedCRC = 7
    #expect(throws: ReadError.self) { try read([member]) }
    member.statedCRC = nil
    for size in [Self.text.utf8.count - 1, Self.text.utf8.count + 1, 0] {
      member.statedBytes = size
      let error = #expect(throws: ReadError.self) { try read([member]) }
      #expect(error?.code == .malformed)
    }
    let whole = ZipBytes.archive([.init("a.csv", Self.text)])
    for count in stride(from: 4, to: whole.count, by: 7) {
      let error = #expect(throws: ReadError.self) { try ReadTable.read(Array(whole[..<count])) }
      #expect(error?.code == .malformed)
      #expect(error?.remedy.isEmpty == false)
    }
  }

  @Test func rowsBeforeTheDamageAreRead() throws {
    var bytes = ZipBytes.archive([
      .init("a.csv", "id,phone\n" + String(repeating: "1,+14155550100\n", count: 1000))
    ])
    // The header of the last block of stored data, 1005 bytes each.
    let last = 30 + 5 + 15 * 1005
    bytes[last + 1] ^= 0xFF
    let file = try TemporaryFile(bytes)
    var reader = try TableReader(path: file.path)
    let batch = try #require(try reader.next())
    #expect(batch.count > 900)
    #expect(throws: ReadError.self) { while try reader.next() != nil {} }
  }

  /// Whatever is changed in an archive: it is read, or refused with advice, and never more is made than it states.
  @Test func randomDamage() throws {
    var random = SplitMix64(seed: 4)
    var member = ZipBytes.Member("a.csv", Self.text)
    for round in 0..<60 {
      member.method = round % 2 == 0 ? 0 : 8
      member.isWide = round % 3 == 0
      var bytes = ZipBytes.archive([member])
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 4..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      do {
        _ = try ReadTable.read(bytes)
      } catch let error as ReadError {
        #expect(!error.problem.isEmpty && !error.remedy.isEmpty)
      }
    }
  }

  @Test(arguments: ["../../evil.csv", "/etc/evil.csv", "a/../../evil.csv"])
  func `a path out of the folder is named`(name: String) throws {
    let error = try #require(throws: ReadError.self) {
      try read([.init(name, Self.text), .init("ok.csv", Self.text)])
    }
    #expect(error.code == .unsupported)
    #expect(error.problem.contains("\(name), a path that leads out of the folder"))
  }
}
