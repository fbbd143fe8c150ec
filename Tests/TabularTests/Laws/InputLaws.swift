@testable import Tabular

/// What must hold of every input, whatever its bytes. The fuzzer looks for one that breaks a law or stops the program;
/// what it found stays in `Found`, and a test holds it to the same laws.
enum InputLaws: String, CaseIterable {
  case csv, json, ndjson, xml, xlsx, vcard, encoding, source

  /// Ways to read an input, by the options that are set.
  static let variantCount = 8

  /// The first law that an input breaks when it is read in one of the ways, or `nil`.
  func broken(_ bytes: [UInt8], variant: Int) -> String? {
    switch self {
    case .csv: CSVLaws.broken(bytes, variant)
    case .json: JSONLaws.broken(bytes, variant)
    case .ndjson: JSONLaws.brokenByLines(bytes, variant)
    case .xml: XMLLaws.broken(bytes, variant)
    case .xlsx: WorkbookLaws.broken(bytes, variant)
    case .vcard: VCardLaws.broken(bytes, variant)
    case .encoding: EncodingLaws.broken(bytes, variant)
    case .source: SourceLaws.broken(bytes, variant)
    }
  }

  /// A number that depends on the bytes alone (FNV-1a).
  static func hash(_ bytes: [UInt8]) -> Int {
    var hash: UInt32 = 0x811C_9DC5
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return Int(hash >> 1)
  }

  /// Sizes of the pieces in which an input is read, over and over.
  static func pieces(_ bytes: [UInt8]) -> [Int] {
    let sizes = [[1], [7, 30], [2, 1, 61], [64], [3, 200, 1]]
    return sizes[hash(bytes) % sizes.count]
  }
}
