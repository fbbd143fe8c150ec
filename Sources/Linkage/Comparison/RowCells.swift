/// What the rows hold, side by side: the value of each part of the comparison.
struct RowCells: Sendable {
  struct Cell: Sendable {
    fileprivate(set) var bits: UInt32

    /// Id of the first value; 0 when there is none.
    @inline(__always)
    var value: Int { Int(bits & ~RowCells.severalBit) }

    @inline(__always)
    var isSeveral: Bool { bits & RowCells.severalBit != 0 }
  }

  private var cells: [UInt32]
  private let stride: Int
  private static let severalBit: UInt32 = 1 << 31

  init(rowCount: Int, parts: Int) {
    stride = parts
    cells = [UInt32](repeating: 0, count: rowCount * parts)
  }

  mutating func set(_ row: Int, _ part: Int, _ value: Int, isSeveral: Bool) {
    cells[row * stride + part] = UInt32(value) | (isSeveral ? Self.severalBit : 0)
  }

  @inline(__always)
  subscript(row: Int, part: Int) -> Cell { Cell(bits: cells[row * stride + part]) }
}
