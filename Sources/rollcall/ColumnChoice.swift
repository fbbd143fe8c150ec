internal import Tabular

/// The columns of an input that are written, in their order, by the names that a user gave.
struct ColumnChoice {
  let names: [String]
  private var indices: [Int?]

  /// - Parameter list: names with commas between them.
  init(_ list: String) {
    names = list.split(separator: ",", omittingEmptySubsequences: false).map { name in
      String(name.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
    indices = names.map { _ in nil }
  }

  /// The records with these columns only; a column that was not met so far is empty.
  mutating func apply(to batch: RecordBatch, columns: [String]) -> RecordBatch {
    look(in: columns)
    return batch.selecting(indices)
  }

  /// Names that no column has.
  mutating func unknown(in columns: [String]) -> [String] {
    look(in: columns)
    return zip(names, indices).filter { $0.1 == nil }.map(\.0)
  }

  private mutating func look(in columns: [String]) {
    for (place, name) in names.enumerated() where indices[place] == nil {
      indices[place] = columns.firstIndex(of: name)
    }
  }
}
