/// A part of a file of CSV, with what can be told of it without knowing what stands before.
struct TextBlock: Sendable {
  /// A byte that is no text, the text, and `CSVParser.paddingBytes` more.
  var bytes: [UInt8]
  /// Where the text ends in `bytes`; it begins at 1.
  var end: Int
  /// Where the text stands in the file.
  var fileOffset: UInt64
  /// Records that begin here or later belong to the next block.
  var limit: Int
  /// Whether the file ends with it.
  var isFinal: Bool
  /// The place from which its encoding was checked, and what came out.
  var checkedFrom: Int
  var finding: UTF8Blocks.Finding
  /// Records, as far as they are plain, from places on that were guessed or known.
  var indexes: [StructuralIndex] = []

  /// Where in `bytes` an offset in the file is.
  func place(of offset: UInt64) -> Int { Int(offset - fileOffset) + 1 }

  /// Checks the encoding from a place on.
  mutating func check(from place: Int) {
    guard place != checkedFrom else { return }
    checkedFrom = place
    finding = bytes.withUnsafeBufferPointer { bytes in
      UTF8Blocks.check(UnsafeBufferPointer(rebasing: bytes[min(place, end)..<end]))
    }
  }

  /// Most indexes that a guess makes; beyond them it is left to the one who knows.
  private static let guessLimit = 64

  /// Looks for records behind the first line end, as if that stood outside quotes, and anew behind each record that the
  /// quotes of which break the rules, for which the guess may be the reason.
  mutating func guessRecords(delimiter: UInt8, quote: UInt8?) {
    var indexes: [StructuralIndex] = []
    var first: Int?
    bytes.withUnsafeBufferPointer { bytes in
      guard let text = bytes.baseAddress else { return }
      var place = Self.lineStart(text, from: 1, to: end)
      first = place
      while place < limit, indexes.count < Self.guessLimit {
        let index = StructuralIndex(
          text, from: place, to: end, limit: limit, isFinal: isFinal, delimiter: delimiter,
          quote: quote)
        indexes.append(index)
        if index.stop == .end { break }
        place = Self.lineStart(text, from: index.end, to: end)
      }
    }
    self.indexes = indexes
    if let first { check(from: first) }
  }

  /// The place behind the next line end.
  private static func lineStart(_ text: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var place = start
    while place < end, text[place] != 0x0A, text[place] != 0x0D { place += 1 }
    if place + 1 < end, text[place] == 0x0D, text[place + 1] == 0x0A { place += 1 }
    return min(place + 1, end)
  }
}
