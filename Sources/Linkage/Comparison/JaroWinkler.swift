/// Jaro-Winkler similarity (Jaro 1989, Winkler 1990) of two words of at most 64 scalars, without
/// allocation; longer words are compared by their first 64. Words of ASCII letters are compared with
/// a bit for each place of a letter.
struct JaroWinkler: Sendable {
  /// By letter: the places where it stands in the word at hand; all zero between calls.
  private var places = InlineArray<32, UInt64>(repeating: 0)
  private var left = [UInt32](repeating: 0, count: 64)
  private var right = [UInt32](repeating: 0, count: 64)

  /// Between 0 (nothing in common) and 1 (equal). O(length) for ASCII letters, otherwise
  /// O(left × window).
  mutating func similarity(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Double {
    if a.count <= 64, b.count <= 64, !a.isEmpty, !b.isEmpty, Self.areLetters(a),
      Self.areLetters(b)
    {
      return similarityOfLetters(a, b)
    }
    return similarityOfScalars(a, b)
  }

  private static func areLetters(_ text: Span<UInt8>) -> Bool {
    for index in text.indices where text[index] &- 0x61 >= 26 { return false }
    return true
  }

  private mutating func similarityOfLetters(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Double {
    for j in b.indices { places[Int(b[j] & 31)] |= 1 << UInt64(j) }
    let window = max(0, max(a.count, b.count) / 2 - 1)
    var matchedA: UInt64 = 0
    var matchedB: UInt64 = 0
    for i in a.indices {
      let low = max(0, i - window)
      let high = min(64, i + window + 1)
      let near = ~UInt64(0) << UInt64(low) & ~UInt64(0) >> UInt64(64 - high)
      let free = places[Int(a[i] & 31)] & near & ~matchedB
      matchedA |= (free == 0 ? 0 : 1) << UInt64(i)
      matchedB |= free & (0 &- free)
    }
    for j in b.indices { places[Int(b[j] & 31)] = 0 }
    return Self.similarity(a, b, matchedA, matchedB)
  }

  /// For any letters: the same by looking at each place within the window.
  mutating func similarityOfScalars(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Double {
    let n = Self.decode(a, into: &left)
    let m = Self.decode(b, into: &right)
    if n == 0 || m == 0 { return n == m ? 1 : 0 }
    return Self.similarity(left.span.extracting(0..<n), right.span.extracting(0..<m))
  }

  private static func decode(_ text: Span<UInt8>, into out: inout [UInt32]) -> Int {
    var count = 0
    var index = 0
    while index < text.count && count < 64 {
      out[count] = decodeScalar(text, &index)
      count += 1
    }
    return count
  }

  private static func similarity(_ a: Span<UInt32>, _ b: Span<UInt32>) -> Double {
    let window = max(0, max(a.count, b.count) / 2 - 1)
    var matchedA: UInt64 = 0
    var matchedB: UInt64 = 0
    for i in a.indices {
      let low = max(0, i - window)
      let high = min(b.count, i + window + 1)
      var j = low
      while j < high {
        if matchedB & (1 << UInt64(j)) == 0 && a[i] == b[j] {
          matchedA |= 1 << UInt64(i)
          matchedB |= 1 << UInt64(j)
          break
        }
        j += 1
      }
    }
    return similarity(a, b, matchedA, matchedB)
  }

  /// From the letters of both words that found a partner, a bit for each place.
  @inline(__always)
  private static func similarity<Letter: Equatable>(
    _ a: Span<Letter>, _ b: Span<Letter>, _ matchedA: UInt64, _ matchedB: UInt64
  ) -> Double {
    let matches = matchedA.nonzeroBitCount
    if matches == 0 { return 0 }
    var outOfPlace = 0
    var restA = matchedA
    var restB = matchedB
    while restA != 0 {
      if a[restA.trailingZeroBitCount] != b[restB.trailingZeroBitCount] { outOfPlace += 1 }
      restA &= restA - 1
      restB &= restB - 1
    }
    var prefix = 0
    while prefix < min(4, a.count, b.count), a[prefix] == b[prefix] { prefix += 1 }
    let m = Double(matches)
    let jaro =
      (m / Double(a.count) + m / Double(b.count) + (m - Double(outOfPlace / 2)) / m) / 3
    if jaro <= 0.7 { return jaro }
    return jaro + Double(prefix) * 0.1 * (1 - jaro)
  }
}
