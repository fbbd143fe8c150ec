/// What the rows hold, side by side: for each row and part of the comparison the value, what it
/// agrees by, and a signature that tells values apart which cannot be alike.
struct RowCells: Sendable {
  struct Cell: Sendable {
    /// Id of the only value; 0 when there is none.
    var value: UInt32 = 0
    /// Equal for values that agree; the row has several values where `isSeveral`.
    var key: UInt32 = 0
    var signature: UInt64 = 0

    @inline(__always)
    var isSeveral: Bool { key == .max }
  }

  private var cells: [Cell]
  private let stride: Int

  init(rowCount: Int, parts: Int) {
    stride = parts
    cells = [Cell](repeating: Cell(), count: rowCount * parts)
  }

  @inline(__always)
  subscript(row: Int, part: Int) -> Cell {
    get { cells[row * stride + part] }
    set { cells[row * stride + part] = newValue }
  }
}
