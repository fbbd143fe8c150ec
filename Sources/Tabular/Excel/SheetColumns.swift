/// Which columns of a sheet are columns of the table. One without a name and without content is none, so that a lone
/// cell far to the right does not make thousands; it becomes one when content comes.
struct SheetColumns {
  private(set) var names: [String] = []
  /// The most columns of the table.
  let limit: Int
  /// By the column of the sheet: the column of the table, or -1.
  private var indices: [Int32]
  private var taken: Set<String> = []
  /// The columns of the sheet are those of the table, as long as nothing is known of them.
  private let isIdentity: Bool

  /// For a first look: every column of the sheet.
  static var all: SheetColumns { SheetColumns(isIdentity: true, limit: SheetReader.columnLimit) }

  private init(isIdentity: Bool, limit: Int) {
    self.isIdentity = isIdentity
    self.limit = limit
    indices = []
  }

  /// - Parameters:
  ///   - header: names by column of the sheet; empty where the sheet has none.
  ///   - used: the columns of the sheet that have content, as far as is known, in ascending order.
  init(header: [String], used: [Int], limit: Int = ColumnTree.columnLimit) {
    self.init(isIdentity: false, limit: limit)
    let unique = ColumnNames.unique(header)
    taken = Set(unique)
    for column in used {
      guard names.count < limit else { return }
      if column < unique.count {
        assign(column, unique[column])
      } else {
        add(column)
      }
    }
  }

  /// The column of the table; `nil` where there are too many.
  mutating func index(of column: Int) -> Int? {
    guard column < SheetReader.columnLimit else { return nil }
    if isIdentity { return column }
    if column < indices.count, indices[column] >= 0 { return Int(indices[column]) }
    guard names.count < limit else { return nil }
    add(column)
    return names.count - 1
  }

  /// Names it by its place, counted from 1.
  private mutating func add(_ column: Int) {
    let base = "column_\(column + 1)"
    var name = base
    var number = 2
    while taken.contains(name) {
      name = "\(base)_\(number)"
      number += 1
    }
    taken.insert(name)
    assign(column, name)
  }

  private mutating func assign(_ column: Int, _ name: String) {
    if column >= indices.count {
      indices.append(contentsOf: repeatElement(-1, count: column + 1 - indices.count))
    }
    indices[column] = Int32(names.count)
    names.append(name)
  }
}
