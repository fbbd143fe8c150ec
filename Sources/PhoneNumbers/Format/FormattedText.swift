/// A number while it is written, without heap storage: ASCII, at most `capacity` bytes.
///
/// What does not fit is cut off. A number of 64 digits, its calling code and the longest template
/// fit.
struct FormattedText {
  static let capacity = 96

  private var storage = InlineArray<96, UInt8>(repeating: 0)
  private(set) var count = 0

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    guard count < FormattedText.capacity else { return }
    storage[count] = byte
    count &+= 1
  }

  @inline(__always)
  mutating func append(_ bytes: Span<UInt8>) {
    for place in bytes.indices { append(bytes[unchecked: place]) }
  }

  mutating func append(_ text: StaticString) {
    for place in 0..<text.utf8CodeUnitCount { append(text.utf8Start[place]) }
  }

  func append(to bytes: inout [UInt8]) {
    storage.span.extracting(0..<count).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }
}
