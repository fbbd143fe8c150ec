internal import CByteScan

/// Where the records and cells of a text are: what a single pass over its bytes tells, sixty-four at a time.
///
/// It holds plain records, in which every quote opens or closes a cell or is doubled (RFC 4180 §2), and ends before the
/// first one that is not. The text alone decides, from a place where a record begins: so parts of an input can be
/// indexed apart from one another. O(n) time, at most four bytes of memory a byte.
struct StructuralIndex: Sendable {
  /// A plain record: its bounds, its line from 0, and marks.
  typealias Row = rollcall_csv_row

  enum Stop: Sendable {
    /// Before a record whose end is not in the text, or as far as was asked for.
    case end
    /// Before a record whose quotes break the rules.
    case oddQuotes
  }

  /// A cell lies between two bounds, which are the bytes that part cells and records. The top bit of a bound says that
  /// the cell before it stands in quotes.
  var bounds: [UInt32] = []
  private(set) var rows: [Row] = []
  /// The bounds behind cells that hold more than ASCII, ascending.
  private(set) var highCells: [UInt32] = []
  /// Where the pass began and ended, and the line of its end from 0.
  let start: Int
  private(set) var end: Int
  private(set) var endLine: UInt32 = 0
  private(set) var stop = Stop.end

  static let quoted: UInt32 = 0x8000_0000

  /// - Parameters:
  ///   - text: readable for `CSVParser.paddingBytes` behind `count`.
  ///   - start: where a record begins; not 0.
  ///   - limit: records that begin here or later are left out.
  ///   - isFinal: whether the text ends with `count`.
  init(
    _ text: UnsafePointer<UInt8>, from start: Int, to count: Int, limit: Int, isFinal: Bool,
    delimiter: UInt8, quote: UInt8?
  ) {
    self.start = start
    end = start
    guard start < count else { return }
    var pass = rollcall_csv_pass()
    pass.text = text
    pass.start = Int64(start)
    pass.count = Int64(count)
    pass.limit = Int64(limit)
    pass.delimiter = delimiter
    pass.quote = quote ?? delimiter
    pass.has_quote = quote == nil ? 0 : 1
    pass.is_final = isFinal ? 1 : 0
    // Cells are seldom shorter than two bytes, and records than seven; where they are, once more with room for any.
    if !find(&pass, room: Room(bounds: 3, rows: 8, highCells: 4)) {
      _ = find(&pass, room: Room(bounds: 1, rows: 2, highCells: 1))
    }
  }

  /// Bytes of the text for each entry that there is room for.
  private struct Room {
    var bounds: Int
    var rows: Int
    var highCells: Int
  }

  /// Runs the pass and takes over what it finds; false if that has no room.
  private mutating func find(_ pass: inout rollcall_csv_pass, room: Room) -> Bool {
    let byteCount = Int(pass.count - pass.start)
    func capacity(_ bytesPerEntry: Int) -> Int {
      byteCount / bytesPerEntry + 2 * Int(ROLLCALL_PASS_SLACK)
    }
    bounds = Array(unsafeUninitializedCapacity: capacity(room.bounds)) { bounds, boundCount in
      pass.bounds = bounds.baseAddress
      pass.bound_capacity = Int64(bounds.count)
      rows = Array(unsafeUninitializedCapacity: capacity(room.rows)) { rows, rowCount in
        pass.rows = rows.baseAddress
        pass.row_capacity = Int64(rows.count)
        highCells = Array(unsafeUninitializedCapacity: capacity(room.highCells)) {
          cells, cellCount in
          pass.high_cells = cells.baseAddress
          pass.high_capacity = Int64(cells.count)
          rollcall_csv_find(&pass)
          cellCount = Int(pass.high_count)
        }
        rowCount = Int(pass.row_count)
      }
      boundCount = Int(pass.bound_count)
    }
    guard pass.stop != ROLLCALL_NO_ROOM else { return false }
    end = Int(pass.end)
    endLine = pass.end_line
    stop = pass.stop == ROLLCALL_ODD_QUOTES ? .oddQuotes : .end
    return true
  }

  /// The row that begins at a place, or the first one if only blank lines stand before it; `nil` where no record begins.
  /// O(log n).
  func row(at position: Int) -> Int? {
    if position == start { return 0 }
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if begin(of: middle) < position { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && begin(of: low) == position ? low : nil
  }

  private func begin(of row: Int) -> Int { Int(rows[row].begin) }
}

extension rollcall_csv_row {
  var hasDoubledQuotes: Bool { marks & UInt32(ROLLCALL_HAS_DOUBLED) != 0 }
  /// The place behind its line end, which the last line of an input may lack.
  var next: Int { Int(end) + (marks & UInt32(ROLLCALL_ENDS_WITH_PAIR) != 0 ? 2 : 1) }
}
