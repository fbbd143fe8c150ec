internal import CByteScan
import Glibc

/// The way through a text: plain records as an index has them, others byte by byte.
extension CSVParser {
  /// An index in use; its bounds stand in the batch.
  fileprivate struct Rows {
    let index: StructuralIndex
    /// Where its bounds begin among those of the batch.
    let base: Int
    /// The row that comes next.
    var next: Int
    /// The line that its line 0 is.
    let line: UInt64
    /// The first cell beyond ASCII that is not taken over.
    private var nextHigh = 0

    init(index: StructuralIndex, base: Int, next: Int, line: UInt64) {
      self.index = index
      self.base = base
      self.next = next
      self.line = line
      // Rows before the one that comes next are no records.
      if next > 0, next < index.rows.count { skipHighCells(upTo: index.rows[next].first) }
    }

    /// Takes over which cells up to a bound hold more than ASCII, of rows that stand as they are.
    @inline(__always)
    mutating func takeHighCells(upTo bound: UInt32, into batch: inout RecordBatch) {
      takeHighCells(upTo: bound, shift: UInt32(truncatingIfNeeded: base), into: &batch)
    }

    /// The same of one row, whose bounds stand at `target` in the batch.
    @inline(__always)
    mutating func takeHighCells(
      of row: StructuralIndex.Row, as target: Int, into batch: inout RecordBatch
    ) {
      let shift = UInt32(truncatingIfNeeded: target) &- row.first
      takeHighCells(upTo: row.last, shift: shift, into: &batch)
    }

    @inline(__always)
    private mutating func takeHighCells(
      upTo bound: UInt32, shift: UInt32, into batch: inout RecordBatch
    ) {
      while nextHigh < index.highCells.count, index.highCells[nextHigh] <= bound {
        batch.highCells.append(index.highCells[nextHigh] &+ shift)
        nextHigh += 1
      }
    }

    /// Passes over those up to a bound.
    mutating func skipHighCells(upTo bound: UInt32) {
      while nextHigh < index.highCells.count, index.highCells[nextHigh] <= bound { nextHigh += 1 }
    }
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
    while rows.next < rows.index.rows.count {
      if !awaitsHeader, !pass.hasNULs {
        let plain = plainRows(rows, from: position, pass)
        if !plain.isEmpty {
          position = takePlain(plain, of: &rows, pass, into: &batch)
          continue
        }
      }
      let row = rows.index.rows[rows.next]
      let (begin, end) = (Int(row.begin), Int(row.end))
      pass.line = rows.line &+ UInt64(row.line)
      if begin != position {
        passBlankLines(position..<begin, before: pass.line, pass, into: &batch)
        position = begin
        continue
      }
      rows.takeHighCells(upTo: row.first, into: &batch)
      if end - begin > recordByteLimit { return (begin, .oddRecord) }
      rows.skipHighCells(upTo: row.last)
      rows.next += 1
      let next = min(row.next, pass.end)
      let record = OddRecord(
        bounds: rows.base + Int(row.first)...rows.base + Int(row.last), start: begin, end: end,
        next: next, pass, batch, columnCount: columnCount)
      position = settle(.record(record), &pass, into: &batch)
      if position != next { return (position, .elsewhere) }
    }
    if let last = rows.index.rows.last { rows.takeHighCells(upTo: last.last, into: &batch) }
    pass.line = rows.line &+ UInt64(rows.index.endLine)
    // What follows the last row are blank lines.
    if rows.index.end > position {
      passBlankLines(position..<rows.index.end, before: pass.line, pass, into: &batch)
      position = rows.index.end
    }
    return (position, .end)
  }

  private func passBlankLines(
    _ range: Range<Int>, before line: UInt64, _ pass: Pass, into batch: inout RecordBatch
  ) {
    batch.pass(
      .blank, at: pass.place(range.lowerBound, line: line &- lineEnds(pass, range)),
      byteCount: range.count)
  }

  /// The rows from the next one on that fit the table, one right behind the other.
  private func plainRows(_ rows: Rows, from start: Int, _ pass: Pass) -> Range<Int> {
    rows.index.rows.withUnsafeBufferPointer { all in
      var position = start
      var next = rows.next
      while next < all.count {
        let row = all[next]
        let begin = Int(row.begin)
        guard begin == position, Int(row.last &- row.first) == columnCount,
          Int(row.end) - begin <= recordByteLimit,
          pass.origin &+ UInt64(begin) < watchOffset, !header.fits(pass.text + begin)
        else { break }
        position = row.next
        next += 1
      }
      return rows.next..<next
    }
  }

  /// Takes over such rows; the place behind them.
  private mutating func takePlain(
    _ plain: Range<Int>, of rows: inout Rows, _ pass: Pass, into batch: inout RecordBatch
  ) -> Int {
    let before = batch.count - plain.lowerBound
    let end = batch.add(rows.index.rows[plain], base: rows.base, line: rows.line, pass)
    for index in plain where rows.index.rows[index].hasDoubledQuotes {
      let row = rows.index.rows[index]
      let target = putUnquoted(
        first: rows.base + Int(row.first), last: rows.base + Int(row.last), pass, into: &batch)
      batch.spans[before + index] = RecordBatch.Bounds(
        first: UInt32(truncatingIfNeeded: target),
        last: UInt32(truncatingIfNeeded: target + columnCount))
      rows.takeHighCells(upTo: row.first, into: &batch)
      rows.takeHighCells(of: row, as: target, into: &batch)
    }
    rows.next = plain.upperBound
    return end
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

extension RecordBatch {
  /// Adds rows of an index as they stand, which follow one another without a gap; the place behind them.
  fileprivate mutating func add(
    _ rows: ArraySlice<StructuralIndex.Row>, base: Int, line: UInt64, _ pass: CSVParser.Pass
  ) -> Int {
    let (first, shift) = (count, UInt32(truncatingIfNeeded: base))
    spans.append(contentsOf: repeatElement(Bounds(first: 0, last: 0), count: rows.count))
    positions.append(
      contentsOf: repeatElement(Position(line: 0, byteOffset: 0), count: rows.count))
    byteCounts.append(contentsOf: repeatElement(0, count: rows.count))
    return rows.withUnsafeBufferPointer { rows in
      spans.withUnsafeMutableBufferPointer { spans in
        for (index, row) in rows.enumerated() {
          spans[first + index] = Bounds(first: shift &+ row.first, last: shift &+ row.last)
        }
      }
      positions.withUnsafeMutableBufferPointer { positions in
        for (index, row) in rows.enumerated() {
          positions[first + index] = pass.place(Int(row.begin), line: line &+ UInt64(row.line))
        }
      }
      return byteCounts.withUnsafeMutableBufferPointer { byteCounts in
        var end = 0
        for (index, row) in rows.enumerated() {
          end = min(row.next, pass.end)
          byteCounts[first + index] = UInt32(truncatingIfNeeded: end - Int(row.begin))
        }
        return end
      }
    }
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
        batch.highCells.append(UInt32(truncatingIfNeeded: batch.bounds.count))
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
