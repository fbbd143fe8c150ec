import Testing

@testable import Tabular

/// A file is read the same in blocks of any size and by any number of threads, and every byte of it is accounted for.
@Suite struct BlockReadingTests {
  private static let words = [
    "a", "b\"", "1", "\"x\"", "\"x,y\"", "\"x\ny\"", "\"x\r\ny\"", "\"\"", "\"a\"\"b\"", "\"open",
    "\"x\"y", "я", "王伟", "", " ", "\"\"\"\"", "Ð˜Ð²Ð°Ð½",
    "long " + String(repeating: "z", count: 90),
  ]

  /// Records of three cells, more and less, with quotes and line ends where they belong and where not.
  private static func table(_ seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed &* 31)
    // Most tables have little damage: what is odd must be seldom to stand out.
    let wildness = [0, 1, 4, 18][Int(seed % 4)]
    var text = "id,name,note\n"
    let end = ["\n", "\r\n", "\r"][Int(seed / 4 % 3)]
    for row in 0..<Int.random(in: 0...60, using: &random) {
      var cells = ["\(row)"]
      let width = Int.random(in: 0..<40, using: &random) < wildness ? 4 : 2
      for _ in 0..<width {
        let isWild = Int.random(in: 0..<18, using: &random) < wildness
        cells.append(words[Int.random(in: 0..<(isWild ? 18 : 9), using: &random)])
      }
      text += cells.joined(separator: ",")
      text += Int.random(in: 0..<12, using: &random) == 0 ? "\n\n" : end
    }
    var bytes = Array(text.utf8)
    if seed % 5 == 0, bytes.count > 40 {
      for _ in 0..<3 {
        bytes[Int.random(in: 20..<bytes.count, using: &random)] =
          [0x22, 0x0A, 0x2C, 0x00, 0x0D][Int.random(in: 0..<5, using: &random)]
      }
    }
    if seed % 7 == 0 { bytes.removeLast(min(bytes.count, 3)) }
    if seed % 11 == 0 { bytes = [0xEF, 0xBB, 0xBF] + bytes }
    if seed % 13 == 0, bytes.count > 60 { bytes[bytes.count / 2] = 0xE9 }
    return bytes
  }

  @Test(arguments: 1...36 as ClosedRange<UInt64>)
  func blocksAndThreadsChangeNothing(seed: UInt64) throws {
    let bytes = Self.table(seed)
    let file = try TemporaryFile(bytes)
    var options = ReadOptions()
    if seed % 9 == 0 { options.recordByteLimit = 60 }
    let (whole, dialect) = try ReadTable.read(file.path, options: options)
    for (blockBytes, threads) in [(64, 1), (100, 3), (333, 2)] {
      options.batchBytes = blockBytes
      options.threads = threads
      let (again, other) = try ReadTable.read(file.path, options: options)
      #expect(again.differences(from: whole) == [], "blocks of \(blockBytes), \(threads) threads")
      #expect(other == dialect)
    }
    // The same text through a decoder and in pieces.
    let pieces = try ReadTable.pieces(bytes, options: options)
    #expect(pieces.differences(from: whole) == [])
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func everyByteIsAccountedFor(seed: UInt64) throws {
    let bytes = Self.table(seed)
    let file = try TemporaryFile(bytes)
    var options = ReadOptions()
    if seed % 9 == 0 { options.recordByteLimit = 60 }
    if seed % 6 == 0 { options.escape = "\\" }
    options.batchBytes = [64, 200, 1 << 20][Int(seed % 3)]
    var reader = try TableReader(path: file.path, options: options)
    var account = ByteAccount()
    while let batch = try reader.next() { account.add(batch) }
    #expect(account.overlaps == 0)
    #expect(account.frame(upTo: UInt64(bytes.count)) == 0)
    #expect(account.total == UInt64(bytes.count))
  }

  /// Also of what is stored in another encoding.
  @Test(arguments: [TextEncoding.windows1251, .utf16LE, .utf16BE, .utf8])
  func bytesOfOtherEncodingsAreAccountedFor(encoding: TextEncoding) throws {
    var text = "имя;город;номер\r\n"
    for row in 0..<300 { text += "Иван Петров;\"Нижний\r\nНовгород \(row)\";\(row)\r\n\r\n" }
    text += "Анна;Казань;1"
    var bytes: [UInt8]
    switch encoding {
    case .utf16LE: bytes = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .utf16BE: bytes = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .utf8: bytes = Array(text.utf8)
    default:
      bytes = text.unicodeScalars.map {
        $0.value < 0x80 ? UInt8($0.value) : UInt8(truncatingIfNeeded: $0.value &- 0x410 &+ 0xC0)
      }
    }
    if encoding != .utf8, encoding != .windows1251 {
      bytes = (encoding == .utf16LE ? [0xFF, 0xFE] : [0xFE, 0xFF]) + bytes
    }
    let file = try TemporaryFile(bytes)
    var reader = try TableReader(path: file.path)
    var account = ByteAccount()
    while let batch = try reader.next() { account.add(batch) }
    #expect(reader.dialect.encoding == encoding.name)
    #expect(account.records.count == 301)
    #expect(account.overlaps == 0)
    #expect(account.frame(upTo: UInt64(bytes.count)) == 0)
  }

  /// Letters beyond ASCII that come late are found out about in pieces; then it goes on in blocks.
  @Test(arguments: [1, 3])
  func lateLettersAreReadTheSame(threads: Int) throws {
    var text = "id,name\n"
    for row in 0..<120_000 { text += row == 110_000 ? "\(row),Жанна\n" : "\(row),Ann\n" }
    var options = ReadOptions()
    options.threads = threads
    let (table, dialect) = try ReadTable.read(Array(text.utf8), options: options)
    #expect(table.rows.count == 120_000)
    #expect(table.rows[110_000] == ["110000", "Жанна"])
    #expect(table.rejects.isEmpty)
    #expect(dialect.encoding == "utf-8")
    #expect(zip(table.positions, table.positions.dropFirst()).allSatisfy { $0.line + 1 == $1.line })
  }
}
