/// From characters back to the bytes of an encoding of one byte a character.
///
/// Bytes that the encoding leaves open stand for the control characters of the same number, as most programs have it.
struct ReverseTable: Sendable {
  let encoding: TextEncoding
  let table: SingleByteTable
  /// Bytes of the characters below U+0600, 0 where there is none.
  private var near = [UInt8](repeating: 0, count: 0x600)
  /// The others, in ascending order.
  private var far: [(scalar: UInt32, byte: UInt8)] = []

  private init?(_ encoding: TextEncoding) {
    guard let table = SingleByteTable.of(encoding) else { return nil }
    self.encoding = encoding
    self.table = table
    for byte in 0x80...0xFF {
      let isOpen = table.kinds[byte] == .undefined
      let scalar = isOpen ? UInt32(byte) : table.scalars[byte].value
      if scalar < 0x600 {
        if near[Int(scalar)] == 0 || !isOpen { near[Int(scalar)] = UInt8(byte) }
      } else {
        far.append((scalar, UInt8(byte)))
      }
    }
    far.sort { $0.scalar < $1.scalar }
  }

  static let windows1252 = ReverseTable(.windows1252)
  static let windows1251 = ReverseTable(.windows1251)
  static let windows1250 = ReverseTable(.windows1250)
  static let koi8R = ReverseTable(.koi8R)
  static let ibm866 = ReverseTable(.ibm866)
  static let ibm437 = ReverseTable(.ibm437)
  static let ibm850 = ReverseTable(.ibm850)
  static let macRoman = ReverseTable(.macRoman)

  func byte(for scalar: UInt32) -> UInt8? {
    if scalar < 0x80 { return UInt8(scalar) }
    if scalar < 0x600 {
      let byte = near[Int(scalar)]
      return byte == 0 ? nil : byte
    }
    return far.first { $0.scalar == scalar }?.byte
  }

  /// The bytes of a text, or `nil` where it has what the encoding lacks.
  func bytes(of scalars: [UInt32]) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(scalars.count)
    for scalar in scalars {
      guard let byte = byte(for: scalar) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}
