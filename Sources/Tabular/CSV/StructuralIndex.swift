internal import CByteScan

/// Where the records and cells of a text are: what a single pass over its bytes tells, sixty-four at a time.
///
/// It holds plain records, in which every quote opens or closes a cell or is doubled (RFC 4180 §2), and ends before the
/// first one that is not. The text alone decides, from a place where a record begins: so parts of an input can be
/// indexed apart from one another. O(n) time, at most four bytes of memory a byte.
struct StructuralIndex: Sendable {
  struct Row: Sendable {
    /// The bounds before the first cell and behind the last.
    var first: UInt32
    var last: UInt32
    /// The line of its first byte, from 0.
    var line: UInt32
    /// Whether it has doubled quotes, or ends with CRLF.
    var marks: UInt32

    static var hasDoubledQuotes: UInt32 { 1 }
    static var endsWithPair: UInt32 { 2 }
  }

  enum Stop: Sendable {
    /// Before a record whose end is not in the text, or as far as was asked for.
    case end
    /// Before a record whose quotes break the rules.
    case oddQuotes
  }

  /// A cell lies between two bounds, which are the bytes that part cells and records. The top bit of a bound says that
  /// the cell before it stands in quotes.
  var bounds: [UInt32] = []
  var rows: [Row] = []
  /// The bounds behind cells that hold more than ASCII, ascending.
  var highCells: [UInt32] = []
  /// Where the pass began and ended, and the line of its end from 0.
  let start: Int
  private(set) var end: Int
  private(set) var endLine: UInt32 = 0
  private(set) var stop = Stop.end

  static let quoted: UInt32 = 0x8000_0000

  /// - Parameters:
  ///   - text: readable for `ByteMasks.blockBytes` behind `count`.
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
    // Cells are seldom shorter than two bytes; where they are, once more with room for any.
    for capacity in [(count - start) / 3 + 256, count - start + 256] {
      var pass = Pass(
        text: text, start: start, count: count, limit: limit, isFinal: isFinal,
        delimiter: delimiter, quote: quote ?? delimiter, quoteBits: quote == nil ? 0 : .max,
        capacity: capacity)
      bounds = Array(unsafeUninitializedCapacity: capacity) { buffer, filled in
        guard let bounds = buffer.baseAddress else { return }
        withUnsafeTemporaryAllocation(of: rollcall_csv_masks.self, capacity: Pass.groupBlocks) {
          filled = pass.run(bounds, $0)
        }
      }
      guard !pass.isFull else { continue }
      rows = pass.rows
      highCells = pass.highCells
      end = pass.end
      endLine = pass.endLine
      stop = pass.stop
      return
    }
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

  private func begin(of row: Int) -> Int { Int(bounds[Int(rows[row].first)] & ~Self.quoted) + 1 }
}

/// The state of the pass, between one block and the next.
private struct Pass {
  typealias Row = StructuralIndex.Row

  let text: UnsafePointer<UInt8>
  let start: Int
  let count: Int
  let limit: Int
  let isFinal: Bool
  let delimiter: UInt8
  let quote: UInt8
  let quoteBits: UInt64

  /// Bounds that there is room for.
  let capacity: Int
  /// Whether that was not enough.
  private(set) var isFull = false

  var rows: [Row] = []
  var highCells: [UInt32] = []
  var end = 0
  var endLine: UInt32 = 0
  var stop = StructuralIndex.Stop.end

  /// The bound before the open record, the line of that, and the line that is reached.
  private var lead = 0
  private var leadLine: UInt32 = 0
  private var line: UInt32 = 0
  private var hasDoubled = false
  private var isDone = false

  /// Blocks that the masks are made of at once.
  static let groupBlocks = 64

  init(
    text: UnsafePointer<UInt8>, start: Int, count: Int, limit: Int, isFinal: Bool,
    delimiter: UInt8, quote: UInt8, quoteBits: UInt64, capacity: Int
  ) {
    self.text = text
    self.start = start
    self.count = count
    self.limit = limit
    self.isFinal = isFinal
    self.delimiter = delimiter
    self.quote = quote
    self.quoteBits = quoteBits
    self.capacity = capacity
    rows.reserveCapacity((count - start) / 64)
  }

  /// Fills the bounds and says how many there are.
  mutating func run(
    _ bounds: UnsafeMutablePointer<UInt32>, _ group: UnsafeMutableBufferPointer<rollcall_csv_masks>
  ) -> Int {
    guard let masks = group.baseAddress else { return 0 }
    bounds[0] = UInt32(truncatingIfNeeded: start &- 1)
    var made = 1
    var base = start
    /// All ones inside quotes.
    var inside: UInt64 = 0
    /// Whether the byte before the block closes a quote; whether a quote may open behind it.
    var closedBefore: UInt64 = 0
    var opensNext: UInt64 = 1
    /// Whether the open cell holds more than ASCII.
    var highBefore: UInt64 = 0

    while base < count {
      let blocks = min(Self.groupBlocks, (count &- base &+ 63) / 64)
      rollcall_csv_blocks(text + base, Int64(blocks), delimiter, quote, masks)
      for block in 0..<blocks {
        if made &+ 80 > capacity {
          isFull = true
          return 0
        }
        let left = count &- base
        let valid: UInt64 = left < 64 ? 1 << UInt64(left) &- 1 : .max
        let quotes = masks[block].quote & quoteBits & valid
        let newlines = masks[block].newline & valid
        let all = (masks[block].delimiter & valid) | newlines
        let high = masks[block].high & valid
        if quotes | inside | closedBefore == 0 {
          Self.put(all, base, bounds + made)
          if high | highBefore != 0 { note(high, &highBefore, all, made) }
          if newlines != 0 {
            end(newlines, of: all, inside: 0, doubled: 0, base, bounds, made)
            if isDone { return lead &+ 1 }
          }
          made = made &+ all.nonzeroBitCount
          opensNext = all >> 63
          base = base &+ 64
          continue
        }

        // Every quote changes sides; what is not as RFC 4180 has it ends the pass.
        let within = Self.parity(quotes) ^ inside
        let opening = quotes & within
        let closing = quotes & ~within
        let behindClosing = closing << 1 | closedBefore
        let odd =
          (opening & ~((all & ~within | quotes) << 1 | opensNext))
          | (behindClosing & valid & ~(all | quotes))
        let sound = odd == 0 ? UInt64.max : odd & (0 &- odd) &- 1
        let parts = all & ~within & sound
        if parts & behindClosing == 0 {
          Self.put(parts, base, bounds + made)
        } else {
          Self.put(parts, quoted: parts & behindClosing, base, bounds + made)
        }
        if high | highBefore != 0 { note(high, &highBefore, parts, made) }
        let doubled = opening & behindClosing
        if newlines & sound != 0 {
          end(newlines & sound, of: parts, inside: within, doubled: doubled, base, bounds, made)
          if isDone { return lead &+ 1 }
        }
        if doubled != 0 { noteDoubled(doubled, behind: newlines & ~within & sound) }
        made = made &+ parts.nonzeroBitCount
        if odd != 0 { return finish(.oddQuotes, bounds) }
        inside = 0 &- (within >> 63)
        closedBefore = left < 64 ? closing >> UInt64(left &- 1) & 1 : closing >> 63
        opensNext = (all & ~within | quotes) >> 63
        base = base &+ 64
      }
    }

    guard isFinal, Int(bounds[lead] & ~StructuralIndex.quoted) + 1 < count else {
      return finish(.end, bounds)
    }
    if inside != 0 { return finish(.oddQuotes, bounds) }
    bounds[made] = UInt32(count) | (closedBefore != 0 ? StructuralIndex.quoted : 0)
    if highBefore != 0 { highCells.append(UInt32(truncatingIfNeeded: made)) }
    add(last: made, marks: 0)
    end = count
    endLine = line
    return made + 1
  }

  /// Takes down which cells that end in a block hold bytes beyond ASCII.
  @inline(__always)
  private mutating func note(
    _ high: UInt64, _ before: inout UInt64, _ parts: UInt64, _ made: Int
  ) {
    // Adding makes a bit run through the ones of a cell to the part behind it, or out of the block.
    let (sum, first) = (~parts).addingReportingOverflow(high)
    let (run, second) = sum.addingReportingOverflow(before)
    before = first || second ? 1 : 0
    var found = run & parts
    while found != 0 {
      let bit = found & (0 &- found)
      found ^= bit
      highCells.append(
        UInt32(truncatingIfNeeded: made &+ (parts & (bit &- 1)).nonzeroBitCount))
    }
  }

  /// Ends the pass before the open record.
  private mutating func finish(
    _ stop: StructuralIndex.Stop, _ bounds: UnsafeMutablePointer<UInt32>
  ) -> Int {
    self.stop = stop
    end = Int(bounds[lead] & ~StructuralIndex.quoted) + 1
    endLine = leadLine
    return lead + 1
  }

  private mutating func add(last: Int, marks: UInt32) {
    rows.append(
      Row(
        first: UInt32(truncatingIfNeeded: lead), last: UInt32(truncatingIfNeeded: last),
        line: leadLine, marks: marks | (hasDoubled ? Row.hasDoubledQuotes : 0)))
    hasDoubled = false
  }

  /// Ends records at the line ends of a block; those inside quotes are only counted.
  @inline(__always)
  private mutating func end(
    _ newlines: UInt64, of parts: UInt64, inside: UInt64, doubled: UInt64, _ base: Int,
    _ bounds: UnsafeMutablePointer<UInt32>, _ made: Int
  ) {
    var rest = newlines
    var before: UInt64 = 0
    while rest != 0 {
      let bit = rest & (0 &- rest)
      let position = base &+ Int(rollcall_lowest_bit(rest))
      rest ^= bit
      let isSecond =
        text[position] == 0x0A && position > start && text[position &- 1] == 0x0D
      if bit & inside != 0 {
        if !isSecond { line += 1 }
        continue
      }
      let bound = made &+ (parts & (bit &- 1)).nonzeroBitCount
      if isSecond {
        lead = bound
        continue
      }
      // Whether a pair begins shows only with the next byte.
      if position &+ 1 == count, text[position] == 0x0D, !isFinal { return }
      let isPair = text[position] == 0x0D && text[position &+ 1] == 0x0A && position &+ 1 < count
      line = line &+ 1
      if position > Int(bounds[lead] & ~StructuralIndex.quoted) &+ 1 {
        hasDoubled = hasDoubled || doubled & (bit &- 1) & ~before != 0
        add(last: bound, marks: isPair ? Row.endsWithPair : 0)
      }
      before = bit &- 1
      lead = bound
      leadLine = line
      if position &+ 1 >= limit {
        if isPair {
          // The second half may lie in the next block.
          lead = bound + 1
          bounds[lead] = UInt32(position + 1)
        }
        isDone = true
        end = Int(bounds[lead] & ~StructuralIndex.quoted) + 1
        endLine = line
        return
      }
    }
  }

  /// Takes down that the record which is open at the end of a block has doubled quotes.
  private mutating func noteDoubled(_ doubled: UInt64, behind newlines: UInt64) {
    // Only those behind the last line end of the block.
    let last = newlines == 0 ? 0 : UInt64.max << (63 - UInt64(newlines.leadingZeroBitCount))
    if newlines == 0 || doubled & last != 0 { hasDoubled = true }
  }

  /// Bit k of the result says whether an odd number of bits stand at or below k.
  @inline(__always)
  private static func parity(_ bits: UInt64) -> UInt64 {
    var bits = bits
    bits ^= bits << 1
    bits ^= bits << 2
    bits ^= bits << 4
    bits ^= bits << 8
    bits ^= bits << 16
    bits ^= bits << 32
    return bits
  }

  /// Writes the places of the bits; eight at a time cost less than to ask how many there are.
  @inline(__always)
  private static func put(_ bits: UInt64, _ base: Int, _ target: UnsafeMutablePointer<UInt32>) {
    var bits = bits
    var target = target
    let base = UInt32(truncatingIfNeeded: base)
    repeat {
      for index in 0..<8 {
        target[index] = base &+ rollcall_lowest_bit(bits)
        bits &= bits &- 1
      }
      target += 8
    } while bits != 0
  }

  @inline(__always)
  private static func put(
    _ bits: UInt64, quoted: UInt64, _ base: Int, _ target: UnsafeMutablePointer<UInt32>
  ) {
    var bits = bits
    var target = target
    let base = UInt32(truncatingIfNeeded: base)
    while bits != 0 {
      let place = rollcall_lowest_bit(bits)
      target[0] = base &+ place | UInt32(quoted >> UInt64(place) & 1) << 31
      bits &= bits &- 1
      target += 1
    }
  }
}
