/// UTF-8 that was taken for GBK: the bytes of three characters make pairs that stand for rare ideographs.
enum IdeographsOfUTF8 {
  /// One bit for each character of the basic plane whose first byte in GBK begins a character of UTF-8.
  private static let beginnings: [UInt64] = {
    var bits = [UInt64](repeating: 0, count: 1024)
    guard let decoder = IconvHandle(from: "GBK", to: "UTF-8") else { return bits }
    // Of Cyrillic only those that GB 2312 does not have: the others are common.
    let leads: [(UInt8, ClosedRange<UInt8>)] =
      (UInt8(0xE3)...0xE9).map { ($0, 0x80...0xBF) } + [(0xD0, 0x80...0xA0), (0xD1, 0x80...0xA0)]
    for (lead, trails) in leads {
      for trail in trails {
        guard let text = decoder.convertWhole([lead, trail]),
          let scalar = String(decoding: text, as: UTF8.self).unicodeScalars.first,
          scalar.value < 0x10000
        else { continue }
        bits[Int(scalar.value) >> 6] |= 1 << UInt64(scalar.value & 63)
      }
    }
    return bits
  }()

  static func mayBegin(with scalar: UInt32) -> Bool {
    scalar < 0x10000 && beginnings[Int(scalar) >> 6] >> UInt64(scalar & 63) & 1 == 1
  }

  /// The bytes in GBK, if they are UTF-8.
  static func bytes(of scalars: [UInt32]) -> [UInt8]? {
    guard let bytes = gbkBytes(of: scalars), UTF8Validation.scan(bytes.span, from: 0).stop == .end
    else { return nil }
    return bytes
  }

  static func gbkBytes(of scalars: [UInt32]) -> [UInt8]? {
    var text = ""
    for scalar in scalars {
      guard let scalar = Unicode.Scalar(scalar) else { return nil }
      text.unicodeScalars.append(scalar)
    }
    return IconvHandle(from: "UTF-8", to: "GBK")?.convertWhole(Array(text.utf8))
  }
}
