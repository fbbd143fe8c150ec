/// Finds where records end, for any dialect. Not for the hot path.
struct CSVRecordScanner {
  struct Found: Equatable {
    /// The end of the record, and of its line end.
    var end: Int
    var next: Int
    /// Line ends in it, with the one at its end.
    var lineCount: Int
    /// Whether quotes are open, so that only the first line is taken.
    var isCut = false
  }

  let syntax: CSVSyntax

  /// The record that begins at `start`. A quoted cell over several lines that does not end as it should is cut at the
  /// end of the first line.
  ///
  /// - Returns: `nil` where the text must go on to tell.
  func record(
    _ text: UnsafePointer<UInt8>, from start: Int, count: Int, isFinal: Bool, byteLimit: Int
  ) -> Found? {
    var index = start
    var isQuoted = false
    var isCellStart = true
    var firstLine: Found?
    var lineCount = 0
    let marks = syntax.marks
    while index < count {
      if index - start > byteLimit { return firstLine }
      let byte = text[index]
      // Most bytes mean nothing.
      if !marks.contains(byte), byte != 0x0A, byte != 0x0D {
        isCellStart = false
        index += 1
        continue
      }
      if byte == syntax.escape, byte != syntax.quote {
        isCellStart = false
        index += 1
        guard index < count else { break }
        if text[index] != 0x0A, text[index] != 0x0D {
          index += 1
        } else if syntax.escapesLineEnds {
          if text[index] == 0x0D, index + 1 == count, !isFinal { return nil }
          index += syntax.lineEndBytes(text, at: index, end: count)
          lineCount += 1
        }
        continue
      }
      if byte == 0x0A || byte == 0x0D {
        if byte == 0x0D, index + 1 == count, !isFinal { return nil }
        let bytes = syntax.lineEndBytes(text, at: index, end: count)
        lineCount += 1
        let endsRecord = syntax.endsRecord(byte, lineEndBytes: bytes)
        if endsRecord, !isQuoted {
          return Found(end: index, next: index + bytes, lineCount: lineCount)
        }
        if !endsRecord { isCellStart = false }
        if endsRecord, firstLine == nil {
          firstLine = Found(end: index, next: index + bytes, lineCount: lineCount, isCut: true)
        }
        index += bytes
        continue
      }
      if byte == syntax.quote {
        if isQuoted {
          if index + 1 == count, !isFinal { return nil }
          if index + 1 < count, text[index + 1] == byte {
            index += 2
            continue
          }
          isQuoted = false
          let next = index + 1
          let closes =
            next >= count || text[next] == 0x0A || text[next] == 0x0D
            || syntax.isDelimiter(text, at: next, end: count)
          // The rest of a long delimiter may still come.
          if !closes, !isFinal, next + syntax.delimiter.count > count { return nil }
          if !closes, let firstLine { return firstLine }
        } else if isCellStart {
          isQuoted = true
        }
        isCellStart = false
        index += 1
        continue
      }
      if !isQuoted, syntax.isDelimiter(text, at: index, end: count) {
        isCellStart = true
        index += syntax.delimiter.count
        continue
      }
      isCellStart = false
      index += 1
    }
    if index - start > byteLimit { return firstLine }
    guard isFinal else { return nil }
    if isQuoted, let firstLine { return firstLine }
    return Found(end: count, next: count, lineCount: lineCount, isCut: isQuoted)
  }
}
