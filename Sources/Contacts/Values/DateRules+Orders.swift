extension DateRules {
  /// The orders found, a letter for each shape of cell: `d`, `m`, `y`, or `-` where the column does
  /// not tell.
  package var orderLetters: String {
    String(
      orders.map { order in
        switch order {
        case .dayFirst: "d"
        case .monthFirst: "m"
        case .yearFirst: "y"
        case nil: "-"
        }
      })
  }

  /// Rules with the orders of `orderLetters`; nil where it is no such text.
  package init?(orderLetters: String) {
    self.init()
    guard orderLetters.count == orders.count else { return nil }
    for (index, letter) in orderLetters.enumerated() {
      switch letter {
      case "d": orders[index] = .dayFirst
      case "m": orders[index] = .monthFirst
      case "y": orders[index] = .yearFirst
      case "-": orders[index] = nil
      default: return nil
      }
    }
  }
}
