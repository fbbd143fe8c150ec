import Glibc

/// What is known of the record that is being read.
private struct OpenRecord {
  /// Its first byte, and the line of that.
  var start: Int
  var line: UInt64
  /// Where its text begins in the memory for cells.
  var cellText: Int
  /// Where the open cell would begin with a quote; -1 once that is past.
  var cellStart: Int
  /// The first byte that is not yet copied.
  var runStart: Int
  var isQuoted = false
  var hadQuotes = false
  /// The line after the one in which the open quote stands, once it is reached.
  var resume = -1
  var resumeLine: UInt64 = 0
  var textAfterQuote = 0
  var nulBytes = 0
  /// What is worth a second look.
  var oddities: UInt8 = 0

  static var strayQuote: UInt8 { 1 }
  static var textAfterQuote: UInt8 { 2 }

  init(start: Int, line: UInt64, cellText: Int) {
    self.start = start
    self.line = line
    self.cellText = cellText
    cellStart = start
    runStart = start
  }
}

extension CSVParser {
  private static var lf: UInt8 { 0x0A }
  private static var cr: UInt8 { 0x0D }

  /// Reads the records of a text into the batch.
  ///
  /// - Parameters:
  ///   - source: the text and at least `paddingBytes` more bytes.
  ///   - target: memory for at least as much.
  ///   - isFinal: whether the input ends with this text.
  /// - Returns: how many bytes are done with; an unfinished record begins there.
  mutating func read(
    _ source: UnsafeBufferPointer<UInt8>, count: Int,
    cellText target: UnsafeMutableBufferPointer<UInt8>, isFinal: Bool,
    into batch: inout RecordBatch
  ) -> Int {
    guard let text = source.baseAddress, let cells = target.baseAddress else { return 0 }
    let cellBase = batch.bytes.count
    nextRemembered = batch.count
    let hasNULs = memchr(text, 0, count) != nil
    var start = 0
    var written = 0
    var record = OpenRecord(start: 0, line: line, cellText: 0)
    if linesToSkip > 0 {
      start = skipLines(text, count: count, from: 0, isFinal: isFinal)
      if linesToSkip > 0 { return start }
      record = OpenRecord(start: start, line: line, cellText: 0)
    }
    var line = self.line
    var cursor = SpecialCursor(text, count: count, special: special, from: start)
    /// Special bytes before this one belong to a pair that is done with.
    var minimum = start

    reading: while true {
      let position = cursor.next()
      if position < minimum { continue }

      if position - record.start > recordByteLimit {
        start = rejectLong(record, in: text, count: count, into: &batch)
        if linesToSkip > 0 {
          start = skipLines(text, count: count, from: start, isFinal: isFinal)
          if linesToSkip > 0 {
            record = OpenRecord(start: start, line: self.line, cellText: record.cellText)
            line = self.line
            written = record.cellText
            break reading
          }
        }
        line = self.line
        written = record.cellText
        record = OpenRecord(start: start, line: line, cellText: written)
        minimum = start
        cursor.seek(start)
        continue
      }

      var newlineBytes = 0
      if position == count {
        if !isFinal { break reading }
        if record.isQuoted {
          start = closeLine(
            &record, end: count, line: line, in: text, cells: cells, cellBase: cellBase,
            into: &batch)
          line = self.line
          written = record.cellText
          record = OpenRecord(start: start, line: line, cellText: written)
          if start == count { break reading }
          minimum = start
          cursor.seek(start)
          continue
        }
        if record.start == count { break reading }
      } else {
        let byte = text[position]
        if byte == delimiter {
          if record.isQuoted { continue }
          copyRun(
            text, from: record.runStart, to: position, into: cells, at: &written,
            dropsNULs: hasNULs, count: &record.nulBytes)
          batch.endCell(at: cellBase + written)
          record.runStart = position + 1
          record.cellStart = position + 1
          continue
        }
        if UInt16(byte) == quote {
          if !record.isQuoted {
            guard position == record.cellStart else {
              record.oddities |= OpenRecord.strayQuote
              continue
            }
            record.isQuoted = true
            record.hadQuotes = true
            record.runStart = position + 1
            record.resume = -1
            continue
          }
          let following = position + 1
          if following == count, !isFinal { break reading }
          let next = following < count ? text[following] : Self.lf
          if UInt16(next) == quote {
            copyRun(
              text, from: record.runStart, to: following, into: cells, at: &written,
              dropsNULs: hasNULs, count: &record.nulBytes)
            record.runStart = following + 1
            minimum = following + 1
            continue
          }
          if next != delimiter, next != Self.lf, next != Self.cr {
            if record.resume >= 0 {
              start = closeLine(
                &record, end: position, line: line, in: text, cells: cells, cellBase: cellBase,
                into: &batch)
              line = self.line
              written = record.cellText
              record = OpenRecord(start: start, line: line, cellText: written)
              minimum = start
              cursor.seek(start)
              continue
            }
            record.textAfterQuote += 1
            record.oddities |= OpenRecord.textAfterQuote
          }
          copyRun(
            text, from: record.runStart, to: position, into: cells, at: &written,
            dropsNULs: hasNULs, count: &record.nulBytes)
          record.runStart = following
          record.cellStart = -1
          record.isQuoted = false
          continue
        }
        newlineBytes = 1
        if byte == Self.cr {
          if position + 1 < count {
            if text[position + 1] == Self.lf { newlineBytes = 2 }
          } else if !isFinal {
            break reading
          }
        }
        minimum = position + newlineBytes
        line += 1
        if record.isQuoted {
          if record.resume < 0 {
            record.resume = minimum
            record.resumeLine = line
          }
          continue
        }
      }

      // A record ends here, unless the line is blank.
      let next = position + newlineBytes
      if position > record.start {
        copyRun(
          text, from: record.runStart, to: position, into: cells, at: &written,
          dropsNULs: hasNULs, count: &record.nulBytes)
        batch.endCell(at: cellBase + written)
        if endRecord(
          record, written: &written, end: position, in: text, cells: cells, cellBase: cellBase,
          into: &batch)
        {
          record.cellText = written
        } else {
          written = record.cellText
        }
        if resume >= 0 {
          start = resume
          resume = -1
          line = record.resumeLine
          record = OpenRecord(start: start, line: line, cellText: record.cellText)
          minimum = start
          cursor.seek(start)
          continue
        }
        record = OpenRecord(start: next, line: line, cellText: record.cellText)
      } else {
        record = OpenRecord(start: next, line: line, cellText: record.cellText)
      }
      if next >= count { break reading }
    }

    batch.discardLastCells(batch.openCellCount)
    if filter.remembersRecords { remember(batch, cells, cellBase) }
    batch.appendText(UnsafeBufferPointer(start: cells, count: record.cellText))
    self.line = record.line
    return record.start
  }

  /// Ends a record whose cells are all in the batch; false if its text is not kept.
  @inline(__always)
  private mutating func endRecord(
    _ record: OpenRecord, written: inout Int, end: Int, in text: UnsafePointer<UInt8>,
    cells: UnsafeMutablePointer<UInt8>, cellBase: Int, into batch: inout RecordBatch
  ) -> Bool {
    let place = RecordBatch.Position(
      line: record.line, byteOffset: textOffset + UInt64(record.start))
    let cellCount = batch.openCellCount
    if cellCount == columnCount, !awaitsHeader, record.oddities == 0, record.nulBytes == 0,
      place.byteOffset < watchOffset, !startsAsHeader(cells, record.cellText)
    {
      batch.endRecord(at: place)
      return true
    }
    return endOddRecord(
      record, at: place, written: &written, end: end, in: text, cells: cells, cellBase: cellBase,
      into: &batch)
  }

  /// Whether a record may be the header again, by its first bytes.
  @inline(__always)
  private func startsAsHeader(_ cells: UnsafeMutablePointer<UInt8>, _ start: Int) -> Bool {
    let bytes = UnsafeRawPointer(cells + start).loadUnaligned(as: UInt32.self)
    return UInt32(littleEndian: bytes) & headerMask == headerKey
  }

  /// Remembers the records that were read since the last time, to know a copy of the table by.
  private mutating func remember(
    _ batch: RecordBatch, _ cells: UnsafeMutablePointer<UInt8>, _ cellBase: Int
  ) {
    while nextRemembered < batch.count, filter.remembersRecords {
      let (whole, half) = batch.hashes(
        row: nextRemembered, halfCount: filter.halfCount, cells, cellBase: cellBase)
      filter.remember(whole: whole, half: half)
      nextRemembered += 1
    }
    nextRemembered = max(nextRemembered, batch.count)
  }

  @inline(never)
  private mutating func endOddRecord(
    _ record: OpenRecord, at place: RecordBatch.Position, written: inout Int, end: Int,
    in text: UnsafePointer<UInt8>, cells: UnsafeMutablePointer<UInt8>, cellBase: Int,
    into batch: inout RecordBatch
  ) -> Bool {
    let cellCount = batch.openCellCount
    if record.nulBytes > 0 {
      tally.addNULBytes(record.nulBytes, at: place)
      // Nothing but NULs is a blank line.
      if cellCount == 1, written == record.cellText, !record.hadQuotes {
        batch.discardLastCells(1)
        return false
      }
    }
    if awaitsHeader {
      awaitsHeader = false
      batch.discardLastCells(cellCount)
      return false
    }
    if filter.remembersRecords { remember(batch, cells, cellBase) }
    let values = batch.openCells(cells, cellBase: cellBase)
    switch filter.fate(of: values, columnCount: columnCount, at: place.byteOffset) {
    case .record: break
    case .notOfTable(let reason, let message):
      batch.discardLastCells(cellCount)
      batch.reject(
        Reject(
          position: place, reason: reason, message: message, raw: raw(text, record.start, end)))
      watchOffset = filter.watchOffset
      return false
    }
    watchOffset = filter.watchOffset
    if text[record.start] == comment, cellCount != columnCount {
      batch.discardLastCells(cellCount)
      tally.addComment(at: place)
      return false
    }
    if record.nulBytes == 0, cellCount != columnCount || record.oddities != 0,
      let row = mended(record, end: end, in: text)
    {
      batch.discardLastCells(cellCount)
      written = put(row, record, at: place, cells: cells, cellBase: cellBase, into: &batch)
      return true
    }
    if record.textAfterQuote > 0 { tally.addTextAfterQuote(record.textAfterQuote, at: place) }
    if cellCount > columnCount {
      let surplus = cellCount - columnCount
      let kept = batch.openCellStart(columnCount)
      guard kept == batch.openCellStart(cellCount) else {
        batch.discardLastCells(cellCount)
        batch.reject(
          Reject(
            position: place, reason: .tooManyCells,
            message: "there are \(cellCount) cells for \(columnCount) columns; "
              + "quote the cell that has a delimiter in it",
            raw: raw(text, record.start, end)))
        return false
      }
      batch.discardLastCells(surplus)
    } else if cellCount < columnCount {
      tally.addShortRecord(at: place)
    }
    batch.endRecord(at: place)
    return true
  }

  /// The record as it fits the table, where that is proven. When only its first line does, `resume` says where to go on.
  private mutating func mended(
    _ record: OpenRecord, end: Int, in text: UnsafePointer<UInt8>
  ) -> RowRepair.Row? {
    guard let repair else { return nil }
    let whole = repair.row(text + record.start, count: end - record.start)
    if whole?.kind != nil || record.resume < 0 { return whole?.kind == nil ? nil : whole }
    let lineEnd = trimmed(text, record.start, record.resume)
    let line = repair.row(text + record.start, count: lineEnd - record.start)
    guard let line, line.kind != nil else { return nil }
    resume = record.resume
    return line
  }

  /// Adds a record that was mended; returns where the text of its cells ends.
  private mutating func put(
    _ row: RowRepair.Row, _ record: OpenRecord, at place: RecordBatch.Position,
    cells: UnsafeMutablePointer<UInt8>, cellBase: Int, into batch: inout RecordBatch
  ) -> Int {
    var written = record.cellText
    for cell in row.cells {
      cell.withUnsafeBufferPointer { value in
        if let start = value.baseAddress, !value.isEmpty {
          (cells + written).update(from: start, count: value.count)
        }
      }
      written += cell.count
      batch.endCell(at: cellBase + written)
    }
    batch.endRecord(at: place)
    if let kind = row.kind { tally.add(kind, at: place) }
    return written
  }

  /// Ends the line in which a quote was opened that nothing closes: it is mended or rejected. Says where to go on.
  private mutating func closeLine(
    _ record: inout OpenRecord, end: Int, line: UInt64, in text: UnsafePointer<UInt8>,
    cells: UnsafeMutablePointer<UInt8>, cellBase: Int, into batch: inout RecordBatch
  ) -> Int {
    let next = record.resume >= 0 ? record.resume : end
    let lineEnd = trimmed(text, record.start, next)
    if !awaitsHeader, text[record.start] == comment {
      batch.discardLastCells(batch.openCellCount)
      tally.addComment(at: place(record))
      self.line = record.resume >= 0 ? record.resumeLine : line
      return next
    }
    guard !awaitsHeader, let repair,
      let row = repair.row(text + record.start, count: lineEnd - record.start), row.kind != nil
    else { return rejectQuote(record, end: end, line: line, in: text, into: &batch) }
    batch.discardLastCells(batch.openCellCount)
    record.cellText = put(
      row, record, at: place(record), cells: cells, cellBase: cellBase, into: &batch)
    self.line = record.resume >= 0 ? record.resumeLine : line
    return next
  }

  /// The end of a text without its line ends.
  private func trimmed(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start, text[end - 1] == Self.lf || text[end - 1] == Self.cr { end -= 1 }
    return end
  }

  /// Copies a run of a cell's text; mostly one store of sixteen bytes, more than needed, into slack.
  @inline(__always)
  private func copyRun(
    _ text: UnsafePointer<UInt8>, from start: Int, to end: Int,
    into cells: UnsafeMutablePointer<UInt8>, at written: inout Int, dropsNULs: Bool,
    count nulBytes: inout Int
  ) {
    let length = end - start
    if dropsNULs {
      for index in start..<end where text[index] != 0 {
        cells[written] = text[index]
        written += 1
      }
      for index in start..<end where text[index] == 0 { nulBytes += 1 }
      return
    }
    if length <= 16 {
      let block = UnsafeRawPointer(text + start).loadUnaligned(as: SIMD16<UInt8>.self)
      UnsafeMutableRawPointer(cells + written).storeBytes(of: block, as: SIMD16<UInt8>.self)
    } else {
      (cells + written).update(from: text + start, count: length)
    }
    written += length
  }
}

// MARK: - Records that cannot be read

extension CSVParser {
  /// Rejects the lines up to the end of the one in which a quote was opened, and says where to go on.
  private mutating func rejectQuote(
    _ record: OpenRecord, end: Int, line: UInt64, in text: UnsafePointer<UInt8>,
    into batch: inout RecordBatch
  ) -> Int {
    let resume = record.resume >= 0 ? record.resume : end
    self.line = record.resume >= 0 ? record.resumeLine : line
    batch.discardLastCells(batch.openCellCount)
    batch.reject(
      Reject(
        position: place(record), reason: .unterminatedQuote,
        message: "a quote is opened in this line and not closed where the cell ends; "
          + "close it, or double the quotes that belong to the text",
        raw: raw(text, record.start, resume)))
    return resume
  }

  /// Rejects a record that exceeds the limit, and says where to go on; `linesToSkip` may be set.
  private mutating func rejectLong(
    _ record: OpenRecord, in text: UnsafePointer<UInt8>, count: Int, into batch: inout RecordBatch
  ) -> Int {
    if record.isQuoted, record.resume >= 0 {
      return rejectQuote(record, end: count, line: record.line, in: text, into: &batch)
    }
    batch.discardLastCells(batch.openCellCount)
    batch.reject(
      Reject(
        position: place(record), reason: .recordTooLong,
        message: "the record has more than \(recordByteLimit) bytes; "
          + "look for a missing line end or raise the limit",
        raw: raw(text, record.start, min(count, record.start + recordByteLimit))))
    linesToSkip = 1
    // Cells that were closed before the limit may have had lines of their own.
    let done = record.start + recordByteLimit
    self.line = record.line + newlines(text, from: record.start, to: done)
    return done
  }

  private func newlines(_ text: UnsafePointer<UInt8>, from start: Int, to end: Int) -> UInt64 {
    var number: UInt64 = 0
    for index in start..<end {
      if text[index] == Self.lf || (text[index] == Self.cr && text[index + 1] != Self.lf) {
        number += 1
      }
    }
    return number
  }

  /// Passes over lines that are no records; stops early where the text ends.
  private mutating func skipLines(
    _ text: UnsafePointer<UInt8>, count: Int, from start: Int, isFinal: Bool
  ) -> Int {
    var position = start
    while linesToSkip > 0, position < count {
      let byte = text[position]
      guard byte == Self.lf || byte == Self.cr else {
        position += 1
        continue
      }
      if byte == Self.cr, position + 1 == count, !isFinal { return position }
      position += byte == Self.cr && position + 1 < count && text[position + 1] == Self.lf ? 2 : 1
      linesToSkip -= 1
      line += 1
    }
    return position
  }

  private func place(_ record: OpenRecord) -> RecordBatch.Position {
    RecordBatch.Position(line: record.line, byteOffset: textOffset + UInt64(record.start))
  }

  /// The text of a reject without the line end, cut at the limit and not inside a character.
  private func raw(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> String {
    var end = end
    while end > start, text[end - 1] == Self.lf || text[end - 1] == Self.cr { end -= 1 }
    if end - start > Reject.rawLimit {
      end = start + Reject.rawLimit
      while end > start, text[end] & 0xC0 == 0x80 { end -= 1 }
    }
    return String(
      decoding: UnsafeBufferPointer(start: text + start, count: end - start), as: UTF8.self)
  }
}
