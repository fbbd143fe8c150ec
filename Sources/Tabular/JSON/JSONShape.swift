/// How the records of a JSON input are laid out, inferred from its first bytes.
struct JSONShape: Equatable {
  /// Keys from the root to the records; empty for a top-level array, one object, or objects in a row.
  var recordPath: [String] = []
  /// Whether each line holds whole records (NDJSON).
  var isLines = false
  /// Whether the arrays at the path are tables of their own, of which the first is read.
  var isTables = false

  /// Keys under which interfaces commonly wrap their records, believed even when the array is empty.
  private static let collectionNames: Set<String> = [
    "contacts", "customers", "data", "entries", "items", "leads", "list", "people", "records",
    "result", "results", "rows", "value", "values",
  ]
  /// Lines looked at to tell NDJSON.
  private static let sampledLines = 32

  /// Reads the window once, tolerantly: it may be cut anywhere and hold errors.
  ///
  /// An object is taken for a wrapper if one of its arrays (outside other arrays) holds more objects than the
  /// object has plain values of its own, has the name of a collection, or runs past the window. A lone contact
  /// with a list of phones stays one record that way. Of several arrays the one with the most objects wins.
  static func infer(_ window: Span<UInt8>) -> JSONShape {
    var shape = JSONShape()
    var start = 0
    if window.count >= 3, window[0] == 0xEF, window[1] == 0xBB, window[2] == 0xBF { start = 3 }
    while start < window.count, window[start] <= 0x20 { start += 1 }
    guard start < window.count else { return shape }
    guard window[start] != 0x5B else { return isDatabase(window, from: start) ? database : shape }
    let survey = survey(window, from: start)
    if let end = survey.end {
      var next = end
      while next < window.count, window[next] <= 0x20 || window[next] == 0x2C { next += 1 }
      if next < window.count, window[next] == 0x7B {
        shape.isLines = looksLikeLines(window, from: start)
        return shape
      }
    }
    if looksLikeLines(window, from: start) {
      shape.isLines = true
    } else if let path = survey.path {
      shape.recordPath = path
    }
    return shape
  }

  /// What phpMyAdmin exports of a database: an array of objects, of which those of the type `table` have their rows under
  /// `data`.
  private static let database = JSONShape(recordPath: ["data"], isTables: true)

  /// Whether an array begins as such an export does, with an object that names the program.
  private static func isDatabase(_ window: Span<UInt8>, from start: Int) -> Bool {
    let head = window.extracting(start..<min(window.count, start + 512)).withUnsafeBufferPointer {
      String(decoding: $0, as: UTF8.self).lowercased().filter { !$0.isWhitespace }
    }
    guard head.hasPrefix("[{\"type\":\"header\""), let end = head.firstIndex(of: "}") else {
      return false
    }
    return head[..<end].contains("phpmyadmin")
  }

  /// Whether at least half of the first lines, and two of them, begin with `{` and end with `}`.
  private static func looksLikeLines(_ window: Span<UInt8>, from start: Int) -> Bool {
    var lines = 0
    var whole = 0
    var lineStart = start
    while lineStart < window.count, lines < sampledLines {
      let lineEnd = TextScan.lineFeed(window, from: lineStart)
      var first = lineStart
      while first < lineEnd, window[first] <= 0x20 { first += 1 }
      var last = lineEnd - 1
      while last > first, window[last] <= 0x20 { last -= 1 }
      if first < lineEnd {
        let isWhole = window[first] == 0x7B && window[last] == 0x7D
        if isWhole { whole += 1 }
        if isWhole || lineEnd < window.count { lines += 1 }
      }
      lineStart = lineEnd + 1
    }
    return whole >= 2 && whole * 2 >= lines
  }

  private struct Survey {
    /// The offset after the first value, if it ends in the window.
    var end: Int?
    /// The path of the array that looks like the records.
    var path: [String]?
  }

  private struct Level {
    var isArray: Bool
    /// Whether no array is around it.
    var isOnPath: Bool
    var objects = 0
    var scalars = 0
    var key = 0..<0
  }

  private static func survey(_ window: Span<UInt8>, from start: Int) -> Survey {
    var survey = Survey()
    var levels: [Level] = []
    var best = (objects: 0, path: [String]())
    var emptyCollection: [String]?
    var rootScalars = 0
    var at = start

    func path() -> [String] {
      levels.filter { !$0.isArray }.map { level in
        var text: [UInt8] = []
        var failedAt = 0
        var loneSurrogates: UInt64 = 0
        _ = JSONString.decode(
          window, from: level.key.lowerBound, into: &text, failedAt: &failedAt,
          loneSurrogates: &loneSurrogates)
        return String(decoding: text, as: UTF8.self)
      }
    }
    func closeArray(_ level: Level) {
      guard level.isOnPath else { return }
      if level.objects > best.objects {
        best = (level.objects, path())
      } else if level.objects == 0, level.scalars == 0, emptyCollection == nil {
        let names = path()
        if let name = names.last, collectionNames.contains(name) { emptyCollection = names }
      }
    }

    scan: while at < window.count {
      let byte = window[at]
      switch byte {
      case 0x22:
        let textStart = at + 1
        at = TextScan.stringEnd(window, from: textStart)
        guard at < window.count, let top = levels.indices.last else { break scan }
        var next = at + 1
        while next < window.count, window[next] <= 0x20 { next += 1 }
        if !levels[top].isArray, next < window.count, window[next] == 0x3A {
          levels[top].key = textStart..<at
        } else {
          levels[top].scalars += 1
        }
      case 0x7B, 0x5B:
        guard levels.count < JSONRecordReader.depthLimit else { break scan }
        if byte == 0x7B, let top = levels.indices.last { levels[top].objects += 1 }
        let isOnPath = levels.allSatisfy { $0.isOnPath && !$0.isArray }
        levels.append(Level(isArray: byte == 0x5B, isOnPath: isOnPath))
      case 0x7D, 0x5D:
        guard let level = levels.popLast(), level.isArray == (byte == 0x5D) else { break scan }
        if level.isArray { closeArray(level) }
        if levels.isEmpty {
          rootScalars = level.scalars
          survey.end = at + 1
          break scan
        }
      case 0x2D, 0x30...0x39, 0x61...0x7A:
        if let top = levels.indices.last { levels[top].scalars += 1 }
        while at + 1 < window.count, window[at + 1] > 0x20, window[at + 1] != 0x2C,
          window[at + 1] != 0x5D, window[at + 1] != 0x7D
        {
          at += 1
        }
      default: break
      }
      at += 1
    }
    if survey.end == nil {
      // What is open at the window's end: its arrays count as they stand.
      if let root = levels.first { rootScalars = root.scalars }
      while let level = levels.popLast() { if level.isArray { closeArray(level) } }
    }
    if best.objects > 0 {
      let isCollection = best.path.last.map(collectionNames.contains) ?? false
      if survey.end == nil || isCollection || best.objects > rootScalars { survey.path = best.path }
    } else {
      survey.path = emptyCollection
    }
    return survey
  }
}
