import Glibc

/// A record that needs a second look: it does not fit its table, or its quotes break the rules.
struct OddRecord {
  enum Outcome {
    case record(OddRecord)
    /// A quote is opened and not closed where a cell ends. `end` is as far as was looked.
    case openQuote(OddRecord)
    /// It has more bytes than a record may have, up to the end of its line or the limit.
    case tooLong(OddRecord)
  }

  /// Its first byte, the first of its line end, and the first behind that.
  var start: Int
  var end: Int
  var next: Int
  /// Its cells, or as many of them as there are columns when `isCut`.
  var cells: [[UInt8]] = []
  var cellCount = 0
  var isCut = false
  /// Whether the cells beyond the columns are empty, of a record that is cut.
  var hasEmptySurplus = false
  var hasQuotes = false
  var hasStrayQuotes = false
  var textAfterQuote = 0
  var nulBytes = 0
  /// The second line of a record of several lines; -1 for one line.
  var resume = -1

  private init(start: Int) {
    self.start = start
    end = start
    next = start
  }

  /// A record that an index tells.
  init(
    bounds: ClosedRange<Int>, start: Int, end: Int, next: Int, _ pass: CSVParser.Pass,
    _ batch: RecordBatch, columnCount: Int
  ) {
    self.init(start: start)
    self.end = end
    self.next = next
    cellCount = bounds.count - 1
    // No way of mending a row is looked for in so much text: the cells need not be there.
    isCut = cellCount / 4 > columnCount && end - start > RowRepair.byteLimit
    let taken = isCut ? columnCount : cellCount
    cells.reserveCapacity(taken)
    for place in bounds.lowerBound..<bounds.lowerBound + taken {
      let range = batch.cell(at: place)
      var cell = Array(UnsafeBufferPointer(start: pass.text + range.lowerBound, count: range.count))
      if batch.bounds[place + 1] & StructuralIndex.quoted != 0 {
        hasQuotes = true
        Self.halveQuotes(&cell, pass.text[range.lowerBound - 1])
      }
      cells.append(cell)
    }
    if isCut {
      hasEmptySurplus = (bounds.lowerBound + taken..<bounds.upperBound).allSatisfy {
        batch.cell(at: $0).isEmpty
      }
    }
    if pass.hasNULs { dropNULs() }
    if hasQuotes { findSecondLine(pass.text) }
  }

  private static func halveQuotes(_ cell: inout [UInt8], _ quote: UInt8) {
    guard cell.contains(quote) else { return }
    var kept = 0
    var index = 0
    while index < cell.count {
      cell[kept] = cell[index]
      index += cell[index] == quote ? 2 : 1
      kept += 1
    }
    cell.removeLast(cell.count - kept)
  }

  private mutating func dropNULs() {
    for index in cells.indices where cells[index].contains(0) {
      let count = cells[index].count
      cells[index].removeAll { $0 == 0 }
      nulBytes += count - cells[index].count
    }
  }

  private mutating func findSecondLine(_ text: UnsafePointer<UInt8>) {
    for index in start..<end where text[index] == 0x0A || text[index] == 0x0D {
      let isPair = text[index] == 0x0D && index + 1 < end && text[index + 1] == 0x0A
      resume = index + (isPair ? 2 : 1)
      return
    }
  }
}

// MARK: - Byte by byte

extension OddRecord {
  /// Reads the record that begins at `start`, where a line has text.
  ///
  /// - Returns: `nil` where the text must go on to tell.
  static func read(
    _ text: UnsafePointer<UInt8>, from start: Int, to count: Int, isFinal: Bool, delimiter: UInt8,
    quote: UInt8?, byteLimit: Int
  ) -> Outcome? {
    var record = OddRecord(start: start)
    var cell: [UInt8] = []
    var isQuoted = false
    /// Where the open cell would begin with a quote; -1 once that is past.
    var cellStart = start
    var runStart = start
    func copy(to end: Int) {
      cell.append(contentsOf: UnsafeBufferPointer(start: text + runStart, count: end - runStart))
    }
    func endCell() {
      record.cells.append(cell)
      cell.removeAll(keepingCapacity: true)
    }
    func ended(at end: Int, next: Int) -> OddRecord {
      record.cellCount = record.cells.count
      record.end = end
      record.next = next
      record.dropNULs()
      return record
    }

    var position = start
    while true {
      // Only what has a meaning is asked for its place.
      while position < count {
        let byte = text[position]
        if byte == delimiter || byte == quote || byte == 0x0A || byte == 0x0D { break }
        position += 1
      }
      if position - start > byteLimit {
        if isQuoted, record.resume >= 0 { return .openQuote(ended(at: count, next: record.resume)) }
        return .tooLong(ended(at: min(count, start + byteLimit), next: start + byteLimit))
      }
      if position == count {
        if !isFinal { return nil }
        if isQuoted {
          return .openQuote(ended(at: count, next: record.resume >= 0 ? record.resume : count))
        }
        copy(to: count)
        endCell()
        return .record(ended(at: count, next: count))
      }
      let byte = text[position]
      if byte == delimiter {
        position += 1
        if isQuoted { continue }
        copy(to: position - 1)
        endCell()
        runStart = position
        cellStart = position
        continue
      }
      if byte == quote {
        if !isQuoted {
          if position == cellStart {
            isQuoted = true
            record.hasQuotes = true
            runStart = position + 1
            record.resume = -1
          } else {
            record.hasStrayQuotes = true
          }
          position += 1
          continue
        }
        let following = position + 1
        if following == count, !isFinal { return nil }
        let next = following < count ? text[following] : 0x0A
        if next == quote {
          copy(to: following)
          runStart = following + 1
          position = following + 1
          continue
        }
        if next != delimiter, next != 0x0A, next != 0x0D {
          if record.resume >= 0 {
            return .openQuote(ended(at: position, next: record.resume))
          }
          record.textAfterQuote += 1
        }
        copy(to: position)
        runStart = following
        cellStart = -1
        isQuoted = false
        position = following
        continue
      }
      var newlineBytes = 1
      if byte == 0x0D {
        if position + 1 < count {
          if text[position + 1] == 0x0A { newlineBytes = 2 }
        } else if !isFinal {
          return nil
        }
      }
      if isQuoted {
        position += newlineBytes
        if record.resume < 0 { record.resume = position }
        continue
      }
      copy(to: position)
      endCell()
      return .record(ended(at: position, next: position + newlineBytes))
    }
  }
}
