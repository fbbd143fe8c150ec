extension DateRules {
  /// The order of each shape of cell, to be kept beside a column's rows; nil where the column does not tell.
  package var orderWords: [String?] { orders.map { $0?.rawValue } }

  /// Rules with orders that were kept; words that are no order tell nothing.
  package init(orderWords: [String?]) {
    self.init()
    for (index, word) in zip(orders.indices, orderWords) {
      orders[index] = word.flatMap(DateOrder.init(rawValue:))
    }
  }
}
