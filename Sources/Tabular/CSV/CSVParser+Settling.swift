/// What becomes of a record that needs a second look.
extension CSVParser {
  /// Makes a record, a reject or nothing of it, and says where to go on; the line of the pass goes with it.
  @inline(never)
  mutating func settle(
    _ outcome: OddRecord.Outcome, _ pass: inout Pass, into batch: inout RecordBatch
  ) -> Int {
    switch outcome {
    case .record(let record):
      let next = settle(record, pass, into: &batch)
      pass.line += lineEnds(pass, record.start..<next)
      return next
    case .openQuote(let record):
      closeLine(record, pass, into: &batch)
      pass.line += lineEnds(pass, record.start..<record.next)
      return record.next
    case .tooLong(let record):
      reject(
        .recordTooLong,
        "the record has more than \(recordByteLimit) bytes; look for a missing line end or raise "
          + "the limit", record, to: record.end, next: record.next, pass, into: &batch)
      linesToSkip = 1
      skipsReject = true
      // Cells that were closed before the limit may have had lines of their own.
      pass.line += lineEnds(pass, record.start..<record.next)
      return record.next
    }
  }

  private mutating func settle(
    _ record: OddRecord, _ pass: Pass, into batch: inout RecordBatch
  ) -> Int {
    let place = pass.place(record.start, line: pass.line)
    let byteCount = record.next - record.start
    if record.nulBytes > 0 {
      tally.addNULBytes(record.nulBytes, at: place)
      // Nothing but NULs is a blank line.
      if record.cellCount == 1, record.cells[0].isEmpty, !record.hasQuotes {
        batch.pass(.blank, at: place, byteCount: byteCount)
        return record.next
      }
    }
    if awaitsHeader {
      awaitsHeader = false
      batch.pass(.header, at: place, byteCount: byteCount)
      return record.next
    }
    if filter.remembersRecords { remember(batch, pass.text) }
    let fate = filter.fate(
      of: record.isCut ? [] : record.cells, columnCount: columnCount, at: place.byteOffset)
    watchOffset = filter.watchOffset
    if case .notOfTable(let reason, let message) = fate {
      reject(reason, message, record, to: record.end, next: record.next, pass, into: &batch)
      return record.next
    }
    if pass.text[record.start] == comment, record.cellCount != columnCount {
      batch.pass(.comment, at: place, byteCount: byteCount)
      tally.addComment(at: place)
      return record.next
    }
    let isOdd =
      record.cellCount != columnCount || record.hasStrayQuotes || record.textAfterQuote > 0
    if isOdd, record.nulBytes == 0, let (row, next) = mended(record, pass) {
      put(row.cells, at: place, byteCount: next - record.start, into: &batch)
      if let kind = row.kind { tally.add(kind, at: place) }
      return next
    }
    if record.textAfterQuote > 0 { tally.addTextAfterQuote(record.textAfterQuote, at: place) }
    var cells = record.cells
    if record.cellCount > columnCount {
      let isEmpty =
        record.isCut ? record.hasEmptySurplus : cells[columnCount...].allSatisfy(\.isEmpty)
      guard isEmpty else {
        reject(
          .tooManyCells,
          "there are \(record.cellCount) cells for \(columnCount) columns; quote the cell that has "
            + "a delimiter in it", record, to: record.end, next: record.next, pass, into: &batch)
        return record.next
      }
      cells.removeLast(cells.count - columnCount)
    } else if record.cellCount < columnCount {
      tally.addShortRecord(at: place)
    }
    put(cells, at: place, byteCount: byteCount, into: &batch)
    return record.next
  }

  /// The record as it fits the table, where that is proven, and where to go on: behind its first line, if only that does.
  private func mended(_ record: OddRecord, _ pass: Pass) -> (RowRepair.Row, Int)? {
    guard let repair else { return nil }
    if let whole = repair.row(pass.text + record.start, count: record.end - record.start),
      whole.kind != nil
    {
      return (whole, record.next)
    }
    guard record.resume >= 0 else { return nil }
    let end = trimmed(pass.text, record.start, record.resume)
    guard let line = repair.row(pass.text + record.start, count: end - record.start),
      line.kind != nil
    else { return nil }
    return (line, record.resume)
  }

  /// Ends the line in which a quote was opened that nothing closes: it is mended or rejected.
  private mutating func closeLine(
    _ record: OddRecord, _ pass: Pass, into batch: inout RecordBatch
  ) {
    let place = pass.place(record.start, line: pass.line)
    let byteCount = record.next - record.start
    if !awaitsHeader, pass.text[record.start] == comment {
      batch.pass(.comment, at: place, byteCount: byteCount)
      return tally.addComment(at: place)
    }
    let end = trimmed(pass.text, record.start, record.next)
    if !awaitsHeader, let repair,
      !repair.syntax.breaksOffInQuotes(pass.text, record.start..<end),
      var row = repair.row(pass.text + record.start, count: end - record.start), let kind = row.kind
    {
      if pass.hasNULs {
        let nulBytes = row.cells.reduce(0) { $0 + $1.count { $0 == 0 } }
        for index in row.cells.indices { row.cells[index].removeAll { $0 == 0 } }
        if nulBytes > 0 { tally.addNULBytes(nulBytes, at: place) }
      }
      put(row.cells, at: place, byteCount: byteCount, into: &batch)
      return tally.add(kind, at: place)
    }
    reject(
      .unterminatedQuote,
      "a quote is opened in this line and not closed where the cell ends; close it, or double the "
        + "quotes that belong to the text", record, to: record.next, next: record.next, pass,
      into: &batch)
  }

  private func reject(
    _ reason: Reject.Reason, _ message: String, _ record: OddRecord, to end: Int, next: Int,
    _ pass: Pass, into batch: inout RecordBatch
  ) {
    batch.reject(
      Reject(
        position: pass.place(record.start, line: pass.line), reason: reason, message: message,
        raw: Self.raw(pass.text, record.start, end), byteCount: UInt64(next - record.start)))
  }

  func lineEnds(_ pass: Pass, _ range: Range<Int>) -> UInt64 {
    var number: UInt64 = 0
    for index in range {
      let byte = pass.text[index]
      let isLone = byte == 0x0D && !(index + 1 < pass.end && pass.text[index + 1] == 0x0A)
      if byte == 0x0A || isLone { number += 1 }
    }
    return number
  }

  /// The end of a text without its line ends.
  private func trimmed(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start, text[end - 1] == 0x0A || text[end - 1] == 0x0D { end -= 1 }
    return end
  }

  /// The text of a reject without the line end, cut at the limit and not inside a character.
  static func raw(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> String {
    var end = end
    while end > start, text[end - 1] == 0x0A || text[end - 1] == 0x0D { end -= 1 }
    if end - start > Reject.rawLimit {
      end = start + Reject.rawLimit
      while end > start, text[end] & 0xC0 == 0x80 { end -= 1 }
    }
    return String(
      decoding: UnsafeBufferPointer(start: text + start, count: end - start), as: UTF8.self)
  }
}
