/// All contacts of a run, in the order in which they were read.
package struct ContactTable: Sendable {
  package private(set) var batches: [ContactBatch] = []
  /// Index of the first contact of each batch, and the count of all.
  private var firsts: [Int] = [0]

  package init() {}

  package var count: Int { firsts[firsts.count - 1] }

  package mutating func append(_ batch: ContactBatch) {
    guard batch.count > 0 else { return }
    batches.append(batch)
    firsts.append(count + batch.count)
  }

  /// Batch and row of a contact. O(log batches).
  package func locate(_ index: Int) -> (batch: Int, row: Int) {
    var low = 0
    var high = batches.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if firsts[middle] <= index { low = middle } else { high = middle }
    }
    return (low, index - firsts[low])
  }

  /// Calls back with every contact in order: its index, batch and row.
  @inline(__always)
  package func forEachContact(
    _ body: (_ index: Int, _ batch: ContactBatch, _ row: Int) throws -> Void
  )
    rethrows
  {
    for (number, batch) in batches.enumerated() {
      for row in 0..<batch.count { try body(firsts[number] + row, batch, row) }
    }
  }

  package func facts(_ index: Int) -> RecordFacts {
    let (batch, row) = locate(index)
    return batches[batch].facts(row)
  }

  package func text(_ index: Int, _ column: ContactColumn) -> String {
    let (batch, row) = locate(index)
    return batches[batch].text(row, column)
  }
}
