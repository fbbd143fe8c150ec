/// The texts that the cells of a workbook share, as one buffer with the places where each ends.
///
/// Formatting of parts of a text and readings of East Asian names (`rPh`) are left out. ECMA-376 §18.4.
final class SharedStrings: XMLElementHandler {
  /// The most text that is kept; a workbook with more is refused.
  static let byteLimit = 512 << 20
  static let countLimit = 64 << 20

  private(set) var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  private(set) var isOverLimit = false
  private var readsText = false
  private var isInReading = false

  var count: Int { ends.count }

  /// The place of a text in `bytes`, or `nil` if there is none of the number.
  func range(_ index: Int) -> Range<Int>? {
    guard index >= 0, index < ends.count else { return nil }
    return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
  }

  func start(_ element: XMLElement) {
    if element.name.isEqual(to: "t") {
      readsText = !isInReading
    } else if element.name.isEqual(to: "rPh") {
      isInReading = true
    }
  }

  func end(_ name: UnsafeBufferPointer<UInt8>) {
    if name.isEqual(to: "t") {
      readsText = false
    } else if name.isEqual(to: "rPh") {
      isInReading = false
    } else if name.isEqual(to: "si") {
      guard ends.count < Self.countLimit else {
        isOverLimit = true
        return
      }
      SheetEscapes.resolve(&bytes, from: Int(ends.last ?? 0))
      ends.append(UInt32(bytes.count))
    }
  }

  func text(_ text: UnsafeBufferPointer<UInt8>) {
    guard readsText else { return }
    guard bytes.count + text.count <= Self.byteLimit else {
      isOverLimit = true
      return
    }
    bytes.append(contentsOf: text)
  }
}

/// Characters that XML cannot hold stand in workbooks as `_x000D_` (ECMA-376 §22.9.2.19).
enum SheetEscapes {
  /// Resolves them from an index to the end.
  static func resolve(_ bytes: inout [UInt8], from start: Int) {
    guard var read = next(bytes, from: start) else { return }
    var write = read
    while read < bytes.count {
      if let unit = unit(bytes, at: read) {
        var scalar = UInt32(unit)
        read += 7
        if unit & 0xFC00 == 0xD800, let low = Self.unit(bytes, at: read), low & 0xFC00 == 0xDC00 {
          scalar = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
          read += 7
        }
        for byte in (Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8 {
          bytes[write] = byte
          write += 1
        }
      } else {
        bytes[write] = bytes[read]
        write += 1
        read += 1
      }
    }
    bytes.removeLast(bytes.count - write)
  }

  private static func next(_ bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    while index + 7 <= bytes.count {
      if bytes[index] == 0x5F, unit(bytes, at: index) != nil { return index }
      index += 1
    }
    return nil
  }

  private static func unit(_ bytes: [UInt8], at index: Int) -> UInt16? {
    guard index + 7 <= bytes.count, bytes[index] == 0x5F, bytes[index + 1] == 0x78,
      bytes[index + 6] == 0x5F
    else { return nil }
    var value: UInt16 = 0
    for byte in bytes[index + 2..<index + 6] {
      guard let digit = hexDigit(byte) else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }

  static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
