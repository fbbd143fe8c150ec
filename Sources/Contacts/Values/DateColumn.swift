/// The evidence of one column on the order of day and month in its dates.
///
/// `25/03/2024` shows its order, `03/04/2024` does not; the first decides for the second where
/// both are written alike (``DateShape``). Shapes without evidence of their own follow the others
/// of the column if those agree. A column that contradicts itself decides nothing: its ambiguous
/// cells stay unread. Observing is O(length of the cell), and order does not matter.
package struct DateColumn: Sendable {
  private var possible = [DateOrders](
    repeating: [.dayFirst, .monthFirst, .yearFirst], count: DateShape.count)
  private var observed = [Bool](repeating: false, count: DateShape.count)

  package init() {}

  /// Takes a cell into account. Cells that are not all-numeric dates say nothing.
  package mutating func observe(_ cell: String) {
    var copy = cell
    copy.withUTF8 { observe($0) }
  }

  /// The same for the bytes of a cell.
  package mutating func observe(_ cell: UnsafeBufferPointer<UInt8>) {
    guard let parts = DateScanner.numeric(cell) else { return }
    guard case .triple(let first, let second, let third, let shape) = parts.form else { return }
    let orders = DateScanner.orders(first, second, third, shape: shape)
    guard !orders.isEmpty else { return }
    possible[shape.index].formIntersection(orders)
    observed[shape.index] = true
  }

  /// Takes over the evidence of another part of the same column.
  package mutating func merge(_ other: DateColumn) {
    for index in possible.indices {
      possible[index].formIntersection(other.possible[index])
      observed[index] = observed[index] || other.observed[index]
    }
  }

  /// How the column is read. A stated order serves where the column does not tell.
  package func resolved(stated: DateOrder? = nil) -> DateRules {
    var rules = DateRules(order: stated)
    let decided = possible.indices.map { observed[$0] ? possible[$0].only : nil }
    for index in possible.indices {
      if let order = decided[index] {
        rules.orders[index] = order
      } else if possible[index].isEmpty {
        rules.orders[index] = stated
      } else if let order = agreement(decided, near: index) {
        rules.orders[index] = order
      }
      guard observed[index] else { continue }
      rules.observe(DateShape(index: index))
      if rules.orders[index] == nil { rules.isResolved = false }
    }
    return rules
  }

  /// The order that the shapes with the same separator agree on, else that all shapes do. A
  /// shape that contradicts itself is no witness, and silences the others of its separator.
  private func agreement(_ decided: [DateOrder?], near index: Int) -> DateOrder? {
    let separator = DateShape(index: index).separator
    let near = decided.indices.filter { DateShape(index: $0).separator == separator }
    if near.contains(where: { possible[$0].isEmpty }) { return nil }
    if let order = single(near.compactMap { decided[$0] }) { return order }
    if near.contains(where: { decided[$0] != nil }) || separator == UInt8(ascii: ".") { return nil }
    return single(decided.compactMap { $0 })
  }

  private func single(_ orders: [DateOrder]) -> DateOrder? {
    guard let first = orders.first, first != .yearFirst else { return nil }
    return orders.allSatisfy { $0 == first } ? first : nil
  }
}
