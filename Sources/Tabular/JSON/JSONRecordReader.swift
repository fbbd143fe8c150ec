/// Parses one JSON record from contiguous bytes of UTF-8, strictly by RFC 8259, and flattens it to a row.
///
/// A record of `n` bytes takes O(n); nothing is allocated per record once the buffers have grown. Nesting is
/// followed by recursion, at most `depthLimit` deep.
struct JSONRecordReader {
  static let depthLimit = 64

  enum Outcome {
    /// A whole record; `end` is the offset after it.
    case record(end: Int)
    /// The bytes end inside the record.
    case incomplete
    /// A value that is well-formed, but no object.
    case notARecord(end: Int)
    /// A value that breaks the grammar, is too deep or has too many keys.
    case invalid(at: Int, reason: Reject.Reason, problem: String)
  }

  private enum Failure {
    case incomplete, tooDeep, tooManyKeys
    case grammar(StaticString)
  }

  private var tree = ColumnTree()
  private var row = RowBuilder()
  private var layout = JSONLayout()
  private var isLaidOut = false
  /// The values of the record so far, as its layout has them.
  private var values: [JSONLayout.Value] = []
  private var openObject = 0
  /// Whether each value stands in an object, or in an array of scalars in one.
  private var isLearnable = true
  private var failure = Failure.incomplete
  private var failedAt = 0
  /// Line feeds in the last record that was read.
  private(set) var lineFeeds = 0
  /// Keys that stood twice in an object, and lone surrogates: in the last record, and in all that were written.
  private var (duplicates, surrogates): (UInt64, UInt64) = (0, 0)
  private(set) var (duplicateKeys, loneSurrogates): (UInt64, UInt64) = (0, 0)
  /// Where the first records with such began.
  private(set) var firstDuplicate: RecordBatch.Position?
  private(set) var firstSurrogate: RecordBatch.Position?

  var columns: [String] { tree.names }

  /// Reads the record at `start` if it is laid out like one before; the offset after it, or -1 where `read` must tell.
  @inline(__always)
  mutating func readLaidOut(_ bytes: Span<UInt8>, at start: Int) -> Int {
    let end = layout.read(bytes, at: start)
    guard end >= 0 else { return -1 }
    isLaidOut = true
    lineFeeds = layout.lineFeeds
    return end
  }

  /// Reads the value at `start`. Unless it is a record, nothing of it is kept, not even its columns.
  mutating func read(_ bytes: Span<UInt8>, at start: Int) -> Outcome {
    let mark = tree.mark
    row.begin()
    isLaidOut = false
    values.removeAll(keepingCapacity: true)
    isLearnable = true
    lineFeeds = 0
    duplicates = 0
    surrogates = 0
    guard start < bytes.count else { return .incomplete }
    let isObject = bytes[start] == 0x7B
    let end =
      isObject
      ? object(bytes, start, ColumnTree.root, 1)
      : value(bytes, start, ColumnTree.root, 0, isRepeat: false)
    if end >= 0, isObject {
      if isLearnable { layout.learn(values, bytes, from: start, to: end) }
      return .record(end: end)
    }
    tree.rollBack(to: mark)
    guard end < 0 else { return .notARecord(end: end) }
    switch failure {
    case .incomplete: return .incomplete
    case .grammar(let problem):
      return .invalid(at: failedAt, reason: .invalidJSON, problem: "\(problem)")
    case .tooDeep:
      return .invalid(
        at: failedAt, reason: .tooDeep,
        problem: "the record is nested deeper than \(Self.depthLimit) levels")
    case .tooManyKeys:
      return .invalid(
        at: failedAt, reason: .tooManyCells,
        problem: "the record's keys would make more than \(ColumnTree.columnLimit) columns")
    }
  }

  /// Writes the record that was read last from the same bytes.
  mutating func write(
    _ bytes: Span<UInt8>, at position: RecordBatch.Position, byteCount: Int,
    into batch: inout RecordBatch
  ) {
    if isLaidOut {
      layout.write(bytes, at: position, byteCount: byteCount, into: &batch)
      return
    }
    row.write(source: bytes, at: position, byteCount: byteCount, into: &batch)
    if duplicates | surrogates != 0 { count(at: position) }
  }

  private mutating func count(at position: RecordBatch.Position) {
    if duplicates > 0 { firstDuplicate = firstDuplicate ?? position }
    if surrogates > 0 { firstSurrogate = firstSurrogate ?? position }
    duplicateKeys += duplicates
    loneSurrogates += surrogates
  }

  /// Forgets the counts, which were told.
  mutating func forgetCounts() {
    (duplicateKeys, loneSurrogates) = (0, 0)
    (firstDuplicate, firstSurrogate) = (nil, nil)
  }

  // MARK: - Grammar

  private mutating func fail(_ failure: Failure, _ at: Int) -> Int {
    self.failure = failure
    failedAt = at
    return -1
  }

  private mutating func fail(_ bytes: Span<UInt8>, _ at: Int, _ problem: StaticString) -> Int {
    fail(at < bytes.count ? .grammar(problem) : .incomplete, at)
  }

  /// The offset of the first byte that is not white space.
  @inline(__always)
  private mutating func skipSpace(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < bytes.count {
      let byte = bytes[unchecked: at]
      if byte > 0x20 { return at }
      if byte == 0x0A {
        lineFeeds += 1
      } else if byte != 0x20 && byte != 0x09 && byte != 0x0D {
        return at
      }
      at += 1
    }
    return at
  }

  /// Reads the object at `start`; the offset after it, or -1.
  private mutating func object(_ bytes: Span<UInt8>, _ start: Int, _ node: Int, _ depth: Int) -> Int
  {
    guard depth <= Self.depthLimit else { return fail(.tooDeep, start) }
    let count = bytes.count
    var at = skipSpace(bytes, start + 1)
    if at < count, bytes[unchecked: at] == 0x7D {
      isLearnable = false
      return leaveEmpty(node, at)
    }
    let outerObject = openObject
    openObject = start
    defer { openObject = outerObject }
    var previous = -1
    let visit = tree.beginVisit()
    while true {
      guard at < count, bytes[unchecked: at] == 0x22 else {
        return fail(bytes, at, "a key in quotation marks is missing")
      }
      var child = tree.guessedChild(of: node, after: previous, in: bytes, at: at + 1)
      if child >= 0 {
        at += 2 + tree.keyCount(child)
      } else {
        at = key(bytes, at + 1, of: node, after: previous, &child)
        if at < 0 { return -1 }
      }
      previous = child
      if tree.isRepeated(child, in: visit) { duplicates += 1 }
      if at >= count || bytes[unchecked: at] != 0x3A {
        at = skipSpace(bytes, at)
        guard at < count, bytes[unchecked: at] == 0x3A else {
          return fail(bytes, at, "':' is missing after a key")
        }
      }
      at = skipSpace(bytes, at + 1)
      guard at < count else { return fail(.incomplete, at) }
      if bytes[unchecked: at] == 0x7B {
        at = object(bytes, at, child, depth + 1)
      } else {
        at = value(bytes, at, child, depth, isRepeat: false)
      }
      if at < 0 { return -1 }
      at = skipSpace(bytes, at)
      guard at < count else { return fail(.incomplete, at) }
      switch bytes[unchecked: at] {
      case 0x2C: at = skipSpace(bytes, at + 1)
      case 0x7D: return at + 1
      default: return fail(bytes, at, "',' or '}' is missing after a value")
      }
    }
  }

  /// Reads the key at `start` (after its quotation mark) and finds its node; the offset after it, or -1.
  private mutating func key(
    _ bytes: Span<UInt8>, _ start: Int, of node: Int, after previous: Int, _ child: inout Int
  ) -> Int {
    let run = TextScan.plainRun(bytes, from: start)
    if run < bytes.count, bytes[unchecked: run] == 0x22 {
      let key = bytes.extracting(start..<run)
      child = tree.child(of: node, after: previous, key: key, isPlain: true)
      return child < 0 ? fail(.tooManyKeys, start) : run + 1
    }
    let from = row.scratch.count
    let end = decoded(bytes, start, run)
    guard end >= 0 else { return -1 }
    let key = Array(row.scratch[from...])
    child = tree.child(of: node, after: previous, key: key.span)
    row.scratch.removeLast(row.scratch.count - from)
    return child < 0 ? fail(.tooManyKeys, start) : end
  }

  /// An empty object or array: an empty cell of the key's own column. The record itself has no such column.
  private mutating func leaveEmpty(_ node: Int, _ at: Int) -> Int {
    guard node != ColumnTree.root else { return at + 1 }
    let column = tree.column(of: node)
    guard column >= 0 else { return fail(.tooManyKeys, at) }
    row.touch(column: column)
    return at + 1
  }

  /// Reads a value that is no object; the offset after it, or -1.
  @inline(__always)
  private mutating func value(
    _ bytes: Span<UInt8>, _ start: Int, _ node: Int, _ depth: Int, isRepeat: Bool
  ) -> Int {
    let byte = bytes[unchecked: start]
    if byte == 0x5B { return array(bytes, start, node, base: node, depth + 1) }
    let column = tree.column(of: node)
    guard column >= 0 else { return fail(.tooManyKeys, start) }
    return scalar(bytes, start, column, comparing: row.hasValue(column: column))
  }

  /// Reads a string, number or literal into a column; the offset after it, or -1.
  @inline(__always)
  private mutating func scalar(
    _ bytes: Span<UInt8>, _ start: Int, _ column: Int, comparing: Bool
  ) -> Int {
    var from = start
    var isInScratch = false
    let valueEnd: Int
    let end: Int
    switch bytes[unchecked: start] {
    case 0x22:
      from = start + 1
      let run = TextScan.plainRun(bytes, from: from)
      if run < bytes.count, bytes[unchecked: run] == 0x22 {
        valueEnd = run
        end = run + 1
      } else {
        let scratchStart = row.scratch.count
        end = decoded(bytes, from, run)
        from = scratchStart
        valueEnd = row.scratch.count
        isInScratch = true
      }
    case 0x2D, 0x30...0x39:
      end = taken(bytes, JSONScalar.number(bytes, start))
      valueEnd = end
    case 0x74:
      end = taken(bytes, JSONScalar.word(bytes, start, "true"))
      valueEnd = end
    case 0x66:
      end = taken(bytes, JSONScalar.word(bytes, start, "false"))
      valueEnd = end
    case 0x6E:
      end = taken(bytes, JSONScalar.word(bytes, start, "null"))
      valueEnd = start
    default:
      return fail(bytes, start, "a value is missing, or is none that JSON has")
    }
    guard end >= 0 else { return -1 }
    values.append(JSONLayout.Value(column: column, start: start, end: end, object: openObject))
    let length = valueEnd - from
    if comparing,
      row.contains(
        column: column, start: from, count: length, isInScratch: isInScratch, source: bytes)
    {
      return end
    }
    row.add(column: column, start: from, count: length, isInScratch: isInScratch)
    return end
  }

  /// Reads an array: scalars go to `node`'s column, objects to children of `base` named by their index.
  private mutating func array(
    _ bytes: Span<UInt8>, _ start: Int, _ node: Int, base: Int, _ depth: Int
  ) -> Int {
    guard depth <= Self.depthLimit else { return fail(.tooDeep, start) }
    let count = bytes.count
    var at = skipSpace(bytes, start + 1)
    let valueCount = values.count
    if at < count, bytes[unchecked: at] == 0x5D {
      let end = leaveEmpty(node, at)
      if end >= 0 { keepArray(from: start, to: end, tree.column(of: node), after: valueCount) }
      return end
    }
    var (hasScalars, hasObjects) = (false, false)
    var previous = -1
    var index: UInt = 1
    var column = -1
    var isRepeat = false
    while true {
      guard at < count else { return fail(.incomplete, at) }
      let byte = bytes[unchecked: at]
      if byte == 0x7B || byte == 0x5B {
        let child = element(index, of: base, after: previous)
        guard child >= 0 else { return fail(.tooManyKeys, at) }
        previous = child
        hasObjects = true
        if byte == 0x5B { isLearnable = false }
        at =
          byte == 0x7B
          ? object(bytes, at, child, depth + 1)
          : array(bytes, at, node, base: child, depth + 1)
      } else {
        if column < 0 {
          hasScalars = true
          column = tree.column(of: node)
          guard column >= 0 else { return fail(.tooManyKeys, at) }
          isRepeat = row.hasValue(column: column)
        }
        at = scalar(bytes, at, column, comparing: isRepeat)
      }
      if at < 0 { return -1 }
      at = skipSpace(bytes, at)
      guard at < count else { return fail(.incomplete, at) }
      switch bytes[unchecked: at] {
      case 0x2C: at = skipSpace(bytes, at + 1)
      case 0x5D:
        if hasScalars {
          if hasObjects { isLearnable = false }
          keepArray(from: start, to: at + 1, column, after: valueCount)
        }
        return at + 1
      default: return fail(bytes, at, "',' or ']' is missing after a value")
      }
      index += 1
    }
  }

  /// Takes an array for one value, which its scalars are together.
  private mutating func keepArray(from start: Int, to end: Int, _ column: Int, after count: Int) {
    values.removeLast(values.count - count)
    values.append(JSONLayout.Value(column: column, start: start, end: end, object: openObject))
  }

  private mutating func element(_ index: UInt, of base: Int, after previous: Int) -> Int {
    let child = tree.guessedChild(of: base, after: previous, token: index)
    if child >= 0 { return child }
    let digits = Array("\(index)".utf8)
    return tree.child(
      of: base, after: previous, key: digits.span, token: index, isPlain: true)
  }

  private mutating func taken(_ bytes: Span<UInt8>, _ outcome: JSONScalar.Outcome) -> Int {
    switch outcome {
    case .end(let end): end
    case .fault(let at, let problem): fail(bytes, at, problem)
    }
  }

  /// Decodes the string that begins at `start` into scratch; `plain` is the end of its first plain run.
  /// The offset after its closing quotation mark, or -1.
  private mutating func decoded(_ bytes: Span<UInt8>, _ start: Int, _ plain: Int) -> Int {
    var failedAt = plain
    let scratchStart = row.scratch.count
    switch JSONString.decode(
      bytes, from: start, into: &row.scratch, failedAt: &failedAt, loneSurrogates: &surrogates)
    {
    case .end(let end): return end
    case .incomplete: return fail(.incomplete, bytes.count)
    case .control:
      row.scratch.removeLast(row.scratch.count - scratchStart)
      return fail(bytes, failedAt, "a control character stands unescaped in a string")
    case .escape:
      row.scratch.removeLast(row.scratch.count - scratchStart)
      return fail(bytes, failedAt, "a string has an escape that JSON does not know")
    }
  }
}
