/// The best way to read a record so far, and what the next best would cost.
struct RepairWays {
  struct Way {
    var cells: [[UInt8]]
    var kind: RepairKind?
    var cost: Double
    /// Cells unlike all others of their column.
    var surprises: Int
    var strays: Int
  }

  private(set) var best: Way?
  private(set) var secondCost = Double.infinity

  mutating func add(_ way: Way) {
    guard let best else {
      self.best = way
      return
    }
    if way.cells == best.cells {
      if way.cost < best.cost { self.best = way }
    } else if way.cost < best.cost {
      secondCost = best.cost
      self.best = way
    } else {
      secondCost = min(secondCost, way.cost)
    }
  }

  /// Whether a way of this cost could still matter.
  func wants(_ cost: Double) -> Bool {
    cost < secondCost
  }
}

extension RowRepair {
  /// A cell and what it looks like.
  private struct Cell {
    var value: [UInt8]
    var shape: CellShape
    var isQuoted: Bool

    init(_ value: [UInt8], isQuoted: Bool) {
      self.value = value
      self.isQuoted = isQuoted
      shape = value.withUnsafeBufferPointer { CellShape($0) }
    }
  }

  /// What a delimiter inside text costs, and one before a space, as people write.
  private static let mergeCost = 3.0
  /// Cells of a run up to which its look counts.
  private static let shapedRun = 4
  private static let splitCost = 5.0
  private static let dropCost = 2.5
  private static let padCost = 1.5
  private static let insertCost = 6.0
  /// A cell with more bits than this is unlike all others of its column.
  private static let surpriseLimit = 8.0

  func align(
    _ tokenizer: CSVTokenizer, _ text: UnsafePointer<UInt8>, _ tokens: [CSVToken], cost: Double,
    kind: RepairKind?, into ways: inout RepairWays
  ) {
    let cells = tokens.map { Cell(tokenizer.value(text, $0), isQuoted: $0.isQuoted) }
    let strays = tokens.reduce(0) { $0 + $1.strayQuotes }
    // A reading that takes quotes for text has said so already.
    let base = cost + (kind == .strayQuote ? 0.8 : 3.5) * Double(strays)
    let surplus = cells.count - columnCount
    switch surplus {
    case 0: add(cells, base, kind, strays, into: &ways)
    case -1: addShort(cells, base, kind, strays, into: &ways)
    case 1:
      addLong(tokenizer, text, tokens, cells, base, kind, strays, into: &ways)
    case 2...: addMuchLonger(tokenizer, text, tokens, cells, base, kind, strays, into: &ways)
    default: break
    }
  }

  private func add(
    _ cells: [Cell], _ base: Double, _ kind: RepairKind?, _ strays: Int, into ways: inout RepairWays
  ) {
    var cost = base
    var surprises = 0
    for (column, cell) in cells.enumerated() {
      let bits = profiles[column].surprise(cell.shape)
      cost += bits
      if bits > Self.surpriseLimit { surprises += 1 }
    }
    guard kind != .otherDelimiter || surprises <= columnCount / 6 else { return }
    guard ways.wants(cost) else { return }
    ways.add(
      RepairWays.Way(
        cells: cells.map(\.value), kind: kind, cost: cost, surprises: surprises, strays: strays))
  }

  /// One cell too few: nothing parts two of them, or one is not there.
  private func addShort(
    _ cells: [Cell], _ base: Double, _ kind: RepairKind?, _ strays: Int, into ways: inout RepairWays
  ) {
    guard hasEvidence, kind != .otherDelimiter else { return }
    let empty = Cell([], isQuoted: false)
    // A record that breaks off inside a quote is not whole.
    guard kind == nil else { return }
    add(cells + [empty], base + Self.padCost, kind, strays, into: &ways)
    for index in cells.indices {
      var wider = cells
      wider.insert(empty, at: index)
      add(wider, base + Self.insertCost, .missingDelimiter, strays, into: &ways)
    }
    for index in cells.indices where !cells[index].isQuoted {
      addSplits(of: index, cells, base + Self.splitCost, strays, into: &ways)
    }
  }

  private func addSplits(
    of index: Int, _ cells: [Cell], _ base: Double, _ strays: Int, into ways: inout RepairWays
  ) {
    let (left, right) = (profiles[index], profiles[index + 1])
    // Two texts can be parted anywhere: that proves nothing.
    guard left.isTyped || right.isTyped else { return }
    let value = cells[index].value
    guard value.count > 1, value.count <= 2048 else { return }
    for cut in 1..<value.count where value[cut] & 0xC0 != 0x80 {
      let head = Cell(Array(value[..<cut]), isQuoted: false)
      guard !left.isTyped || left.knowsKind(head.shape) else { continue }
      var starts = [cut]
      if [0x20, 0x09, 0x2C, 0x3B, 0x7C].contains(value[cut]), cut + 1 < value.count {
        starts.append(cut + 1)
      }
      for start in starts {
        let tail = Cell(Array(value[start...]), isQuoted: false)
        guard !right.isTyped || right.knowsKind(tail.shape) else { continue }
        var wider = cells
        wider.replaceSubrange(index...index, with: [head, tail])
        let isInside = CellShape.isRun(value[cut - 1], value[cut])
        add(
          wider, base + (isInside ? Self.margin : 0), .missingDelimiter, strays, into: &ways)
      }
    }
  }

  /// One cell too many: an empty one is surplus, or a delimiter belongs to a text.
  private func addLong(
    _ tokenizer: CSVTokenizer, _ text: UnsafePointer<UInt8>, _ tokens: [CSVToken], _ cells: [Cell],
    _ base: Double, _ kind: RepairKind?, _ strays: Int, into ways: inout RepairWays
  ) {
    guard hasEvidence else { return }
    for index in cells.indices where cells[index].value.isEmpty && !cells[index].isQuoted {
      var narrower = cells
      narrower.remove(at: index)
      add(narrower, base + Self.dropCost, kind ?? .surplusDelimiter, strays, into: &ways)
    }
    for index in 1..<cells.count
    where isText(cells[index - 1]) && isText(cells[index]) {
      let merged = Cell(
        merge(text, tokens[index - 1].start..<tokens[index].end), isQuoted: false)
      var narrower = cells
      narrower.replaceSubrange(index - 1...index, with: [merged])
      add(
        narrower, base + price(tokenizer.syntax, cells[index]), kind ?? .unquotedDelimiter, strays,
        into: &ways)
    }
  }

  private func isText(_ cell: Cell) -> Bool {
    !cell.isQuoted && cell.shape.kind != .empty
  }

  private func merge(_ text: UnsafePointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
    Array(UnsafeBufferPointer(start: text + range.lowerBound, count: range.count))
  }

  /// What it costs that the delimiter before a cell is text.
  private func price(_ syntax: CSVSyntax, _ cell: Cell) -> Double {
    if syntax.delimiter == [0x20] { return 0.3 }
    return cell.value.first == 0x20 ? 1 : Self.mergeCost
  }

  /// Groups many cells into the columns, the cheapest way: O(cells × columns × surplus).
  private func addMuchLonger(
    _ tokenizer: CSVTokenizer, _ text: UnsafePointer<UInt8>, _ tokens: [CSVToken], _ cells: [Cell],
    _ base: Double, _ kind: RepairKind?, _ strays: Int, into ways: inout RepairWays
  ) {
    let (count, width) = (cells.count, columnCount)
    let surplus = count - width
    guard hasEvidence, count * width * min(surplus + 1, 48) <= 40_000 else { return }
    // Runs of cells that may be one text: none of them quoted, the first and last not empty.
    let isSpaced = tokenizer.syntax.delimiter == [0x20]
    let shapes = cells.indices.map { start in
      var shapes: [CellShape?] = [cells[start].shape]
      var end = start + 1
      while end < min(count, start + Self.shapedRun), isText(cells[start]), !cells[end].isQuoted {
        shapes.append(
          Cell(merge(text, tokens[start].start..<tokens[end].end), isQuoted: false).shape)
        end += 1
      }
      return shapes
    }
    let texts = profiles.map { $0.textSurprise }
    let stride = width + 1
    var costs = [Double](repeating: .infinity, count: (count + 1) * stride)
    var lengths = [Int](repeating: 0, count: (count + 1) * stride)
    costs[0] = 0
    for start in 0..<count {
      for column in 0...width {
        let sofar = costs[start * stride + column]
        guard sofar.isFinite else { continue }
        if cells[start].value.isEmpty, !cells[start].isQuoted {
          let place = (start + 1) * stride + column
          if sofar + Self.dropCost < costs[place] {
            costs[place] = sofar + Self.dropCost
            lengths[place] = 0
          }
        }
        guard column < width else { continue }
        var merging = 0.0
        for length in 0...min(surplus, 48) {
          let last = start + length
          guard last < count else { break }
          if length > 0 {
            guard isText(cells[start]), !cells[last].isQuoted else { break }
            merging += price(tokenizer.syntax, cells[last])
            if cells[last].shape.kind == .empty {
              // Words may stand two spaces apart; else an empty cell is no part of a text.
              guard isSpaced else { break }
              continue
            }
          }
          // What many words look like says no more than that they are a text.
          let surprise =
            length < shapes[start].count
            ? shapes[start][length].map { profiles[column].surprise($0) } ?? texts[column]
            : texts[column]
          let bits = sofar + merging + surprise
          let place = (last + 1) * stride + column + 1
          if bits < costs[place] {
            costs[place] = bits
            lengths[place] = length + 1
          }
        }
      }
    }
    guard costs[count * stride + width].isFinite else { return }
    var grouped: [Cell] = []
    var merging = 0.0
    var (end, column) = (count, width)
    while end > 0 {
      let length = lengths[end * stride + column]
      if length == 0 {
        merging += Self.dropCost
        end -= 1
        continue
      }
      let start = end - length
      let cell =
        length == 1
        ? cells[start]
        : Cell(merge(text, tokens[start].start..<tokens[end - 1].end), isQuoted: false)
      for index in start + 1..<max(start + 1, end) {
        merging += price(tokenizer.syntax, cells[index])
      }
      grouped.append(cell)
      end = start
      column -= 1
    }
    grouped.reverse()
    guard isProven(grouped) else { return }
    add(grouped, base + merging, kind ?? .unquotedDelimiter, strays, into: &ways)
  }

  /// Whether cells stand in columns that tell them from others: at least one typed column is met and none missed.
  private func isProven(_ cells: [Cell]) -> Bool {
    var met = 0
    for (column, cell) in cells.enumerated() where profiles[column].isTyped {
      guard profiles[column].surprise(cell.shape) <= Self.surpriseLimit else { return false }
      if cell.shape.kind != .empty { met += 1 }
    }
    return met > 0
  }
}
