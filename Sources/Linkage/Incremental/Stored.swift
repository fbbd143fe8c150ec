/// An array whose beginning may lie in a file that is mapped into memory; what is added or changed
/// lies in memory of its own.
struct Stored<Element: BitwiseCopyable & Sendable>: Sendable {
  /// Keeps the mapped memory alive; never written to.
  private let file: MappedFile?
  private nonisolated(unsafe) let base: UnsafeBufferPointer<Element>
  private var tail: [Element]

  init(_ elements: [Element] = []) {
    file = nil
    base = UnsafeBufferPointer(start: nil, count: 0)
    tail = elements
  }

  /// The bytes of a section of a mapped file, aligned for `Element` and a whole number of them.
  init?(_ bytes: UnsafeRawBufferPointer, of file: MappedFile) {
    let stride = MemoryLayout<Element>.stride
    guard bytes.count % stride == 0 else { return nil }
    if let start = bytes.baseAddress {
      guard Int(bitPattern: start) % MemoryLayout<Element>.alignment == 0 else { return nil }
    }
    self.file = file
    base = bytes.bindMemory(to: Element.self)
    tail = []
  }

  @inline(__always)
  var count: Int { base.count + tail.count }

  /// Setting is for elements that do not lie in a file.
  @inline(__always)
  subscript(index: Int) -> Element {
    get { index < base.count ? base[index] : tail[index - base.count] }
    set { tail[index - base.count] = newValue }
  }

  @inline(__always)
  mutating func append(_ element: Element) { tail.append(element) }

  mutating func append(contentsOf elements: [Element]) { tail.append(contentsOf: elements) }

  /// The part in the file, then the part in memory.
  @inline(__always)
  func withParts<Result>(_ body: (UnsafeBufferPointer<Element>) throws -> Result) rethrows
    -> (Result, Result)
  {
    (try body(base), try tail.withUnsafeBufferPointer(body))
  }

  /// Elements that lie in one part.
  @inline(__always)
  func withElements(_ range: Range<Int>, _ body: (Span<Element>) -> Void) {
    if range.upperBound <= base.count {
      body(UnsafeBufferPointer(rebasing: base[range]).span)
    } else {
      body(tail.span.extracting((range.lowerBound - base.count)..<(range.upperBound - base.count)))
    }
  }

  /// A copy in memory.
  var array: [Element] { Array(base) + tail }
}
