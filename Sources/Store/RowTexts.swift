/// The texts of rows, one after the other in one buffer.
package struct RowTexts: Sendable {
  package private(set) var bytes: [UInt8] = []
  /// Where each text ends in `bytes`.
  package private(set) var ends: [Int] = []

  package init() {}

  package mutating func append(_ text: Span<UInt8>) {
    append { bytes in text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) } }
  }

  package mutating func append(_ text: String) {
    append { $0.append(contentsOf: text.utf8) }
  }

  /// Adds the text that `write` appends.
  @inline(__always)
  package mutating func append(write: (inout [UInt8]) -> Void) {
    write(&bytes)
    ends.append(bytes.count)
  }

  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// The place of a text.
  package func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }
}
