/// The control characters that XML 1.1 allows only as references (XML 1.1 §2.2, `RestrictedChar`), in a document that says
/// it is XML 1.1. libxml2 reads every document as XML 1.0, where they may stand as they are.
///
/// They are looked for in UTF-8 and in ISO-8859, where they are bytes of their own.
struct XMLRestrictedCharacters {
  enum Form {
    case utf8, singleByte
  }

  private(set) var count: UInt64 = 0
  private(set) var first: RecordBatch.Position?

  private var offset: UInt64 = 0
  private var line: UInt64 = 1
  private var follows0xC2 = false

  /// Goes on with a piece of the input, which may be cut anywhere; `nil`: another encoding, or not XML 1.1.
  mutating func add(_ piece: UnsafeBufferPointer<UInt8>, _ form: Form?) {
    defer { offset += UInt64(piece.count) }
    guard let form else { return }
    for (index, byte) in piece.enumerated() {
      let isRestricted: Bool
      switch byte {
      case 0x7F: isRestricted = true
      // NEL, 0x85, ends a line in XML 1.1.
      case 0x80...0x84, 0x86...0x9F: isRestricted = form == .singleByte || follows0xC2
      default: isRestricted = false
      }
      if isRestricted {
        count += 1
        let start = offset + UInt64(index) - (follows0xC2 ? 1 : 0)
        first = first ?? RecordBatch.Position(line: line, byteOffset: start)
      }
      follows0xC2 = form == .utf8 && byte == 0xC2
      if byte == 0x0A { line += 1 }
    }
  }
}
