/// Rows that were linked, with what it takes to link further rows to them as a run over all of them
/// would: their folded values, the entries of blocking, the pairs that were accepted, the clusters,
/// and the version of what was counted and estimated.
///
/// For every way to cut a table into parts: `init(linking:ids:rules:version:)` over all rows gives
/// the same clusters as over the first part, followed by `add` for the others, as long as the
/// version is the same and no call says that it is outgrown.
public struct LinkageState: Sendable {
  /// The columns after pooling.
  let columns: [(name: String, kind: ColumnKind)]
  var fields: [StoredField]
  var ids: StoredIDs
  var aspects: [BlockingEntries] = []
  var version: LinkageVersion
  /// Accepted pairs, `left << 32 | right`, and their log2 odds.
  var pairs = Stored<UInt64>()
  var pairBits = Stored<Float>()
  /// By row the smallest row of its connected component.
  var components: [UInt32] = []
  /// What the caller wants to find again with the state.
  public var attachment: [UInt8] = []
  /// By row the smallest row of its cluster.
  public internal(set) var clusters: [UInt32] = []

  init(
    columns: [(name: String, kind: ColumnKind)], fields: [StoredField], ids: StoredIDs,
    version: LinkageVersion
  ) {
    self.columns = columns
    self.fields = fields
    self.ids = ids
    self.version = version
  }

  /// Rows linked so far.
  public var count: Int { ids.count }

  /// Rows that the version was made from.
  public var versionCount: Int { version.rowCount }

  /// Whether with `rows` more so many would have come since the version was made that it says too
  /// little about them: more than a tenth.
  public func isStale(adding rows: Int) -> Bool {
    (count + rows - versionCount) * 10 > versionCount
  }

  /// The row of an id, nil if it is new. O(length).
  public func row(ofID id: Span<UInt8>) -> Int? { ids.row(of: id) }

  /// Calls `body` with the id of a row.
  public func withID(_ row: Int, _ body: (Span<UInt8>) -> Void) { ids.withID(row, body) }

  /// Whether a row holds the same values as a row of other columns of the same kinds.
  public func isEqual(_ row: Int, to other: Int, of table: RecordColumns) -> Bool {
    for (index, field) in table.fields.enumerated() {
      var texts: [[UInt8]] = []
      fields[index].forEachValue(row) { value in
        fields[index].withText(value) { texts.append(Array(copying: $0)) }
      }
      guard texts.count == (other < field.rowCount ? field.valueCount(other) : 0) else {
        return false
      }
      for (number, text) in texts.enumerated() {
        let range = field.table.range(field.value(other, number))
        if !field.table.bytes[range].elementsEqual(text) { return false }
      }
    }
    return true
  }

  /// Some of the rows as a table of their own.
  ///
  /// - Parameter kinds: fields to fill; nil for all of them.
  func table(of rows: [UInt32], kinds: Set<ColumnKind>? = nil) -> RecordColumns {
    var table = RecordColumns(kinds: columns)
    let filled = fields.indices.filter { kinds?.contains(columns[$0].kind) ?? true }
    for index in filled {
      let field = fields[index]
      // Values that come again and again are looked up once.
      var idOfValue = [UInt32](
        repeating: 0, count: field.ends.count < rows.count / 4 ? field.ends.count : 0)
      for (local, row) in rows.enumerated() {
        field.forEachValue(Int(row)) { value in
          if value < idOfValue.count, idOfValue[value] != 0 {
            table.fields[index].add(id: idOfValue[value], row: local)
            return
          }
          field.withText(value) { text in
            let id = UInt32(table.fields[index].table.intern(text))
            if value < idOfValue.count { idOfValue[value] = id }
            table.fields[index].add(id: id, row: local)
          }
        }
      }
    }
    for _ in rows { table.endRow() }
    return table
  }

  /// Which list each row is of, as a hash of its name; 0: of none.
  func sourceOfRow() -> (UInt32) -> UInt32 {
    guard let field = columns.firstIndex(where: { $0.kind == .source }) else { return { _ in 0 } }
    let sources = (0..<fields[field].values.count).map { fields[field].firstHash($0) }
    return { sources[Int($0)] }
  }

  /// Takes the values of further rows.
  mutating func append(_ table: RecordColumns) {
    for (index, field) in table.fields.enumerated() {
      fields[index].append(field, rowCount: table.count)
    }
  }
}

extension RecordColumns {
  /// Some of the rows as a table of their own.
  public func selecting(_ rows: [Int]) -> RecordColumns {
    var table = RecordColumns(kinds: fields.map { ($0.name, $0.kind) })
    for (local, row) in rows.enumerated() {
      for index in fields.indices where row < fields[index].rowCount {
        let values = fields[index].table
        for number in 0..<fields[index].valueCount(row) {
          let range = values.range(fields[index].value(row, number))
          table.fields[index].add(values.bytes.span.extracting(range), row: local)
        }
      }
      table.endRow()
    }
    return table
  }
}

extension Array where Element == UInt8 {
  fileprivate init(copying span: Span<UInt8>) {
    self = span.withUnsafeBufferPointer { Array($0) }
  }
}
