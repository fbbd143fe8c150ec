import Testing

@testable import Tabular

@Suite struct ByteSourceTests {
  /// `id,phone` and one row; then two more rows, as another member.
  static let first = hex(
    "1f8b0800000000000203cb4cd129c8c8cf4be532d4d1363431340502034303032e00589aafde18000000")
  static let second = hex(
    "1f8b080000000000020333d2d1363431340502034303432e6364ae1117009cc3e4e31e000000")
  static let text = "id,phone\n1,+14155550100\n2,+14155550101\n3,+14155550102\n"

  private func readAll(_ bytes: [UInt8]) throws -> [UInt8] {
    let file = try TemporaryFile(bytes)
    var source = try ByteSource(path: file.path)
    var target = [UInt8](repeating: 0, count: 64)
    var all: [UInt8] = []
    while true {
      let count = try source.read(into: &target, at: 3, limit: 10)
      if count == 0 { break }
      all += target[3..<(3 + count)]
    }
    #expect(source.bytesRead == UInt64(bytes.count))
    #expect(source.byteCount == UInt64(bytes.count))
    return all
  }

  @Test func plainBytesPassThrough() throws {
    #expect(try readAll(Array(Self.text.utf8)) == Array(Self.text.utf8))
    #expect(try readAll([]) == [])
    #expect(try readAll([0x31]) == [0x31])
  }

  @Test func gzipOfTwoMembers() throws {
    #expect(try readAll(Self.first + Self.second) == Array(Self.text.utf8))
    #expect(try readAll(Self.first + Self.second + [0, 0, 0]) == Array(Self.text.utf8))
  }

  @Test func truncatedGzipSaysWhere() throws {
    let error = try #require(throws: ReadError.self) {
      try readAll(Self.first + Self.second.dropLast(5))
    }
    #expect(error.code == .malformed)
    #expect(
      error.problem.contains("breaks off at byte \(Self.first.count + Self.second.count - 5)"))
    #expect(error.problem.contains("after \(Self.text.utf8.count) bytes of text"))
  }

  @Test func corruptGzipSaysSo() throws {
    var bytes = Self.first
    bytes[bytes.count - 6] ^= 0xFF
    let error = try #require(throws: ReadError.self) { try readAll(bytes) }
    #expect(error.code == .malformed)
    #expect(error.problem.contains("corrupt at byte"))
  }

  @Test func garbageBehindGzipIsLeftOutAndTold() throws {
    let (table, dialect) = try ReadTable.read(Self.first + Array("rubbish".utf8))
    #expect(dialect.isGzipped)
    #expect(table.rows == [["1", "+14155550100"]])
    #expect(table.warnings.map(\.kind) == [.trailingGarbage])
  }

  @Test func rowsBeforeTheDamageAreRead() throws {
    let file = try TemporaryFile(Self.first + Self.second.dropLast(9))
    var reader = try TableReader(path: file.path)
    let batch = try #require(try reader.next())
    #expect(batch.string(row: 0, column: 1) == "+14155550100")
    let error = #expect(throws: ReadError.self) { try reader.next() }
    #expect(error?.code == .malformed)
    #expect(try reader.next() == nil)
  }

  @Test func whatCannotBeOpened() throws {
    let missing = #expect(throws: ReadError.self) { _ = try ByteSource(path: "no/such/file.csv") }
    #expect(missing?.code == .missing)
    #expect(
      missing?.description
        == "no/such/file.csv: there is no such file; check the spelling of the path")
    let directory = #expect(throws: ReadError.self) { _ = try ByteSource(path: "/") }
    #expect(directory?.code == .unreadable)
    #expect(directory?.problem == "it is a directory, not a file")
  }

  static func hex(_ digits: String) -> [UInt8] {
    let values = digits.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] * 16 + values[$0 + 1]) }
  }

  /// A letter, repeated by as short codes as deflate has without a tree of its own (RFC 1951 §3.2.6).
  @Test(arguments: [(1 << 10, false), (68 << 10, true)])
  func `what inflates to far more is told`(runs: Int, isTold: Bool) throws {
    var bits: [Bool] = [true, true, false]
    func put(_ code: Int, _ length: Int) {
      for place in (0..<length).reversed() { bits.append(code >> place & 1 == 1) }
    }
    put(0x91, 8)
    for _ in 0..<runs {
      put(0xC5, 8)
      put(0, 5)
    }
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    for start in stride(from: 0, to: bits.count, by: 8) {
      var byte: UInt8 = 0
      for (place, bit) in bits[start..<min(start + 8, bits.count)].enumerated() where bit {
        byte |= 1 << UInt8(place)
      }
      bytes.append(byte)
    }
    let file = try TemporaryFile(bytes)
    var source = try TableSource(path: file.path)
    var target = [UInt8](repeating: 0, count: 1 << 20)
    var count = 0
    while count < runs * 258 { count += try source.read(into: &target, at: 0) }
    #expect((source.inflationRatio ?? 0 > 100) == isTold)
  }
}
