/// In which order day, month and year stand in an all-numeric date.
package enum DateOrder: String, Sendable, CaseIterable {
  case dayFirst = "day-first"
  case monthFirst = "month-first"
  case yearFirst = "year-first"
}

/// A set of orders that are still possible.
struct DateOrders: OptionSet, Sendable {
  let rawValue: UInt8
  static let dayFirst = DateOrders(rawValue: 1)
  static let monthFirst = DateOrders(rawValue: 2)
  static let yearFirst = DateOrders(rawValue: 4)

  /// The one order that is left. Day first and year first cannot be told apart in most
  /// two-digit years (`24.03.15`); there day first, the usual one, is meant.
  var only: DateOrder? {
    switch self {
    case .dayFirst, [.dayFirst, .yearFirst]: .dayFirst
    case .monthFirst, [.monthFirst, .yearFirst]: .monthFirst
    case .yearFirst: .yearFirst
    default: nil
    }
  }
}

/// What cells written alike share: the separator, whether a time follows, the width of the year.
struct DateShape: Equatable, Sendable {
  static let count = 12
  static let separators: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-")]

  let index: Int

  init(separator: UInt8, hasTime: Bool, hasShortYear: Bool) {
    let place = separator == UInt8(ascii: ".") ? 0 : separator == UInt8(ascii: "/") ? 1 : 2
    index = place * 4 + (hasTime ? 2 : 0) + (hasShortYear ? 1 : 0)
  }

  init(index: Int) { self.index = index }

  var separator: UInt8 { Self.separators[index / 4] }

  /// What such cells look like, whatever the order: `00/00/0000 00:00`.
  var pattern: String {
    let mark = String(UnicodeScalar(separator))
    let year = index & 1 == 1 ? "00" : "0000"
    return "00\(mark)00\(mark)\(year)" + (index & 2 == 2 ? " 00:00" : "")
  }
}

/// The order of each shape of cell, nil where none is known; in one word, for it is asked for every date.
struct DateOrderTable: Sendable, Equatable, MutableCollection, RandomAccessCollection {
  private var bits: UInt32 = 0

  var startIndex: Int { 0 }
  var endIndex: Int { DateShape.count }

  subscript(index: Int) -> DateOrder? {
    get {
      switch bits >> UInt32(2 * index) & 3 {
      case 1: .dayFirst
      case 2: .monthFirst
      case 3: .yearFirst
      default: nil
      }
    }
    set {
      let code: UInt32 =
        switch newValue {
        case nil: 0
        case .dayFirst: 1
        case .monthFirst: 2
        case .yearFirst: 3
        }
      bits = bits & ~(3 << UInt32(2 * index)) | code << UInt32(2 * index)
    }
  }
}

/// How the dates of one column are read.
package struct DateRules: Sendable {
  /// The order of each shape of cell, nil where the column does not tell.
  var orders = DateOrderTable()

  /// The first year of the hundred that two-digit years fall into: 1940 reads `39` as 2039 and
  /// `40` as 1940.
  package var shortYearStart = 1940
  /// The offset from UTC of time stamps that give none, in minutes.
  package var assumedOffsetMinutes = 0
  /// Years outside are invalid.
  package var years = 1850...2150
  /// Whether three-digit years without a mark (`113/03/01`) count from the Republic of China's
  /// first year, 1912. With the mark 民國 they always do.
  package var readsRepublicYears = false
  /// Whether five digits (20000-60000) are a spreadsheet's day numbers, 1900 system.
  package var readsSerials = true
  /// Whether 10 or 13 digits are Unix seconds or milliseconds.
  package var readsUnixTime = true

  /// Rules with one stated order for every shape, or none (`dd.mm.yyyy` is always day first).
  package init(order: DateOrder? = nil) {
    for index in orders.indices {
      orders[index] = order ?? (DateShape(index: index).separator == 0x2E ? .dayFirst : nil)
    }
  }

  /// Whether every shape of cell that was observed can be read. See ``DateColumn``.
  package internal(set) var isResolved = true

  /// Bit k: cells of the shape k were observed.
  private var observedShapes: UInt16 = 0

  /// The shapes of cell that were observed.
  var observed: [DateShape] {
    (0..<DateShape.count).filter { observedShapes >> $0 & 1 == 1 }.map(DateShape.init(index:))
  }

  mutating func observe(_ shape: DateShape) { observedShapes |= 1 << shape.index }

  /// The orders found, in words: `dd/mm/yyyy day-first`; empty where no cell is all numeric.
  package var summary: String {
    observed.map { "\($0.pattern) \(orders[$0.index]?.rawValue ?? "undecided")" }
      .joined(separator: ", ")
  }
}
