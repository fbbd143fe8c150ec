import Glibc

/// The way through a text: plain records as an index has them, others byte by byte.
extension CSVParser {
  /// An index in use; its bounds stand in the batch.
  private struct Rows {
    let index: StructuralIndex
    /// Where its bounds begin among those of the batch.
    let base: Int
    /// The row that comes next.
    var next: Int
    /// The line that its line 0 is.
    let line: UInt64
    /// The first cell beyond ASCII that is not taken over.
    var nextHigh = 0
  }

  private enum Halt {
    /// At the end of the index.
    case end
    /// Before a record that it cannot tell.
    case oddRecord
    /// At a place where the index saw no record begin.
    case elsewhere
  }

  mutating func read(
    _ pass: inout Pass, from start: Int, prepared: [StructuralIndex], into batch: inout RecordBatch
  ) -> Int {
    var prepared = prepared[...]
    var position = skipLines(&pass, from: start, into: &batch)
    while linesToSkip == 0, position < pass.limit, position < pass.end {
      var rows = rows(at: position, &prepared, pass, into: &batch)
      let halt: Halt
      (position, halt) = take(&rows, &pass, from: position, into: &batch)
      if position >= pass.limit || position == pass.end { break }
      if halt == .elsewhere { continue }
      if halt == .end, rows.index.stop == .end, !pass.isFinal,
        pass.end - position <= recordByteLimit
      {
        break
      }
      let outcome = OddRecord.read(
        pass.text, from: position, to: pass.end, isFinal: pass.isFinal, delimiter: delimiter,
        quote: quote, byteLimit: recordByteLimit)
      guard let outcome else { break }
      position = settle(outcome, &pass, into: &batch)
      position = skipLines(&pass, from: position, into: &batch)
    }
    return position
  }

  /// The rows from a place on: of a prepared index if one has them, or of a new one.
  private func rows(
    at position: Int, _ prepared: inout ArraySlice<StructuralIndex>, _ pass: Pass,
    into batch: inout RecordBatch
  ) -> Rows {
    while let index = prepared.first, index.end <= position { prepared.removeFirst() }
    if let index = prepared.first, index.start <= position, let row = index.row(at: position) {
      prepared.removeFirst()
      let line = row < index.rows.count ? index.rows[row].line : 0
      return adopt(
        index, row: row, line: pass.line &- (position == index.start ? 0 : UInt64(line)),
        into: &batch)
    }
    let index = StructuralIndex(
      pass.text, from: position, to: pass.end, limit: pass.limit, isFinal: pass.isFinal,
      delimiter: delimiter, quote: quote)
    return adopt(index, row: 0, line: pass.line, into: &batch)
  }

  private func adopt(
    _ index: StructuralIndex, row: Int, line: UInt64, into batch: inout RecordBatch
  ) -> Rows {
    var index = index
    let base: Int
    if batch.spans.isEmpty {
      base = 0
      swap(&batch.bounds, &index.bounds)
    } else {
      base = batch.bounds.count
      batch.bounds.append(contentsOf: index.bounds)
    }
    index.bounds = []
    let expected = batch.count + index.rows.count - row
    batch.spans.reserveCapacity(expected)
    batch.positions.reserveCapacity(expected)
    batch.byteCounts.reserveCapacity(expected)
    return Rows(index: index, base: base, next: row, line: line)
  }

  /// Takes over rows as far as the index goes.
  private mutating func take(
    _ rows: inout Rows, _ pass: inout Pass, from start: Int, into batch: inout RecordBatch
  ) -> (position: Int, halt: Halt) {
    var position = start
    var watched = watchOffset
    var isPlain = !awaitsHeader && !pass.hasNULs
    while rows.next < rows.index.rows.count {
      let row = rows.index.rows[rows.next]
      let first = rows.base + Int(row.first)
      let last = rows.base + Int(row.last)
      let begin = Int(batch.bounds[first] & 0x7FFF_FFFF) + 1
      let end = Int(batch.bounds[last] & 0x7FFF_FFFF)
      let isPair = row.marks & StructuralIndex.Row.endsWithPair != 0
      // The last line of an input may lack its end.
      let next = min(end + (isPair ? 2 : 1), pass.end)
      if begin != position {
        batch.pass(
          .blank, at: pass.place(position, line: pass.line), byteCount: begin - position)
      }
      pass.line = rows.line &+ UInt64(row.line)
      if end - begin > recordByteLimit { return (begin, .oddRecord) }
      let place = pass.place(begin, line: pass.line)
      rows.next += 1
      position = next
      if isPlain, last - first == columnCount, place.byteOffset < watched,
        !header.fits(pass.text + begin)
      {
        let target =
          row.marks & StructuralIndex.Row.hasDoubledQuotes == 0
          ? first : putUnquoted(first: first, last: last, pass, into: &batch)
        noteHighCells(&rows, behind: row, as: target, in: &batch)
        batch.add(
          first: target, last: target + columnCount, at: place, byteCount: next - begin)
        continue
      }
      let record = OddRecord(
        bounds: first...last, start: begin, end: end, next: next, pass, batch,
        columnCount: columnCount)
      position = settle(.record(record), &pass, into: &batch)
      if position != next { return (position, .elsewhere) }
      isPlain = !awaitsHeader && !pass.hasNULs
      watched = watchOffset
    }
    // What follows the last row are blank lines.
    if rows.index.end > position {
      let line = rows.line &+ UInt64(rows.index.rows.last == nil ? 0 : rows.index.endLine)
      batch.pass(
        .blank, at: pass.place(position, line: line), byteCount: rows.index.end - position)
      position = rows.index.end
    }
    pass.line = rows.line &+ UInt64(rows.index.endLine)
    return (position, .end)
  }

  /// Takes over which cells of a row hold more than ASCII; its bounds stand at `target` in the batch.
  @inline(__always)
  private func noteHighCells(
    _ rows: inout Rows, behind row: StructuralIndex.Row, as target: Int, in batch: inout RecordBatch
  ) {
    while rows.nextHigh < rows.index.highCells.count,
      rows.index.highCells[rows.nextHigh] <= row.last
    {
      let bound = rows.index.highCells[rows.nextHigh]
      rows.nextHigh += 1
      if bound > row.first {
        batch.highCells.append(
          RecordBatch.HighCell(
            row: UInt32(truncatingIfNeeded: batch.count),
            bound: UInt32(truncatingIfNeeded: target) &+ (bound &- row.first)))
      }
    }
  }

  /// Passes over lines that are no records; stops early where the text ends.
  private mutating func skipLines(
    _ pass: inout Pass, from start: Int, into batch: inout RecordBatch
  ) -> Int {
    var position = start
    while linesToSkip > 0, position < pass.end {
      let isHeader = linesToSkip <= headerLines
      let (from, place) = (position, pass.place(position, line: pass.line))
      while linesToSkip > (isHeader ? 0 : headerLines), position < pass.end {
        let byte = pass.text[position]
        guard byte == 0x0A || byte == 0x0D else {
          position += 1
          continue
        }
        if byte == 0x0D, position + 1 == pass.end, !pass.isFinal { break }
        let isPair = byte == 0x0D && position + 1 < pass.end && pass.text[position + 1] == 0x0A
        position += isPair ? 2 : 1
        linesToSkip -= 1
        pass.line += 1
      }
      batch.pass(
        skipsReject ? .rejected : isHeader ? .header : .preamble, at: place,
        byteCount: position - from)
      if position == from { break }
    }
    headerLines = min(headerLines, linesToSkip)
    if linesToSkip == 0 { skipsReject = false }
    return position
  }
}

// MARK: - Rows that are written anew

extension CSVParser {
  /// Writes a row without the quotes that its doubled ones have too many, else as it stands; says where its bounds are.
  private mutating func putUnquoted(
    first: Int, last: Int, _ pass: Pass, into batch: inout RecordBatch
  ) -> Int {
    let mask = ~StructuralIndex.quoted
    let target = batch.bounds.count
    let start = Int(batch.bounds[first] & mask)
    let end = Int(batch.bounds[last] & mask) + 1
    /// What is copied so far, and where the rest comes to stand less where it stood.
    var run = start
    var shift = madeBase + made.count - start
    batch.bounds.append(UInt32(truncatingIfNeeded: start + shift))
    for place in first + 1...last {
      let bound = batch.bounds[place]
      if bound & StructuralIndex.quoted != 0, let quote {
        let begin = Int(batch.bounds[place - 1] & mask) + 2
        var from = begin
        while let found = memchr(
          pass.text + from, Int32(quote), Int(bound & mask) - 1 - from)
        {
          let position = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - pass.text
          made.append(
            contentsOf: UnsafeBufferPointer(start: pass.text + run, count: position + 1 - run))
          run = position + 2
          shift -= 1
          from = run
        }
      }
      batch.bounds.append(bound &+ UInt32(truncatingIfNeeded: shift))
    }
    made.append(contentsOf: UnsafeBufferPointer(start: pass.text + run, count: end - run))
    return target
  }

  /// Adds a record with these cells.
  mutating func put(
    _ cells: [[UInt8]], at place: RecordBatch.Position, byteCount: Int,
    into batch: inout RecordBatch
  ) {
    let first = batch.bounds.count
    endMadeCell(in: &batch)
    for cell in cells {
      made.append(contentsOf: cell)
      if cell.contains(where: { $0 >= 0x80 }) {
        batch.highCells.append(
          RecordBatch.HighCell(
            row: UInt32(truncatingIfNeeded: batch.count),
            bound: UInt32(truncatingIfNeeded: batch.bounds.count)))
      }
      endMadeCell(in: &batch)
    }
    batch.add(first: first, last: batch.bounds.count - 1, at: place, byteCount: byteCount)
  }

  private mutating func endMadeCell(in batch: inout RecordBatch) {
    batch.bounds.append(UInt32(truncatingIfNeeded: madeBase + made.count))
    made.append(0)
  }
}

// MARK: - Copies of the table

extension CSVParser {
  /// Remembers the records that were read since the last time, to know a copy of the table by.
  mutating func remember(_ batch: RecordBatch, _ text: UnsafePointer<UInt8>) {
    while nextRemembered < batch.count, filter.remembersRecords {
      let span = batch.spans[nextRemembered]
      var hash = RecordHash()
      var half = hash.value
      for column in 0..<span.cellCount {
        let cell = batch.cell(at: Int(span.first) + column)
        if cell.lowerBound < madeBase {
          hash.add(UnsafeBufferPointer(start: text + cell.lowerBound, count: cell.count))
        } else {
          made.withUnsafeBufferPointer { made in
            hash.add(
              UnsafeBufferPointer(
                rebasing: made[cell.lowerBound - madeBase..<cell.upperBound - madeBase]))
          }
        }
        if column + 1 == filter.halfCount { half = hash.value }
      }
      filter.remember(whole: hash.value, half: half)
      nextRemembered += 1
    }
    nextRemembered = max(nextRemembered, batch.count)
  }
}
