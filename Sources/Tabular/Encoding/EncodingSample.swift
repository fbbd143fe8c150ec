/// What of a window speaks for or against an encoding: the lines with bytes beyond ASCII.
///
/// Long runs of ASCII are shortened to their ends: they read the same in every encoding.
struct EncodingSample {
  private(set) var bytes: [UInt8] = []
  /// Bytes beyond ASCII in the sample.
  private(set) var highCount = 0

  private static let keptASCII = 8

  /// All lines of a short text.
  init(_ text: Span<UInt8>) { self.init(text, highLimit: .max) }

  /// - Parameter highLimit: about how many bytes beyond ASCII are taken, spread over the window.
  init(_ window: Span<UInt8>, highLimit: Int) {
    var total = 0
    for index in 0..<window.count where window[index] >= 0x80 { total += 1 }
    var seen = 0
    var start = 0
    while start < window.count, highCount < highLimit {
      var end = start
      var highInLine = 0
      while end < window.count, window[end] != 0x0A, window[end] != 0x0D {
        if window[end] >= 0x80 { highInLine += 1 }
        end += 1
      }
      // As much of what was passed as the sample may have of the whole.
      if highInLine > 0, total <= highLimit || highCount * (total / highLimit) <= seen {
        append(window.extracting(start..<end), highLimit: highLimit)
      }
      seen += highInLine
      start = end + 1
    }
  }

  private mutating func append(_ line: Span<UInt8>, highLimit: Int) {
    var index = 0
    var hasHigh = false
    while index < line.count {
      if line[index] >= 0x80 {
        bytes.append(line[index])
        highCount += 1
        hasHigh = true
        index += 1
        continue
      }
      var end = index
      while end < line.count, line[end] < 0x80 { end += 1 }
      let isFirst = index == 0
      let isLast = end == line.count
      if isFirst, isLast { return }
      let kept = Self.keptASCII
      if isFirst {
        append(line, max(index, end - kept)..<end)
      } else if isLast {
        append(line, index..<min(end, index + kept))
      } else if end - index > 2 * kept {
        append(line, index..<(index + kept))
        bytes.append(0x20)
        append(line, (end - kept)..<end)
      } else {
        append(line, index..<end)
      }
      index = end
      // Between characters of any encoding, three bytes of ASCII on.
      if highCount >= highLimit, !isLast { break }
    }
    if hasHigh { bytes.append(0x0A) }
  }

  private mutating func append(_ line: Span<UInt8>, _ range: Range<Int>) {
    for index in range { bytes.append(line[index]) }
  }
}
