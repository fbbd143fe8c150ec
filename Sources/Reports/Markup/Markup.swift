/// A piece of HTML. Text becomes part of it only escaped, since a literal of this type takes a
/// `String` as text and only another `Markup` as markup.
struct Markup: ExpressibleByStringInterpolation, Sendable {
  private(set) var html: String

  /// Takes trusted markup as it is: files of this room, never a value of a report.
  init(trusted html: String) {
    self.html = html
  }

  init(stringLiteral literal: String) {
    html = literal
  }

  init(stringInterpolation parts: StringInterpolation) {
    html = parts.html
  }

  init(joining parts: [Markup]) {
    html = ""
    for part in parts { html += part.html }
  }

  static let nothing = Markup(trusted: "")

  var isEmpty: Bool { html.isEmpty }
  var byteCount: Int { html.utf8.count }

  static func += (left: inout Markup, right: Markup) {
    left.html += right.html
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var html = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      html.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    mutating func appendLiteral(_ literal: String) {
      html += literal
    }

    /// Text: escaped for element content and for quoted attributes alike.
    mutating func appendInterpolation(_ text: String) {
      html += escaped(text)
    }

    mutating func appendInterpolation(_ markup: Markup) {
      html += markup.html
    }

    /// A count, grouped by thousands.
    mutating func appendInterpolation(_ count: Int) {
      html += grouped(count)
    }

    /// A coordinate or length for an attribute: plain digits.
    mutating func appendInterpolation(plain number: Int) {
      html += String(number)
    }

    /// A position or length in per cent of the drawing's width, to a hundredth.
    mutating func appendInterpolation(percentOfWidth position: Double) {
      html += decimal(position, places: 2) + "%"
    }
  }
}

/// A value from the data, isolated so that its writing direction does not turn its surroundings.
func bdi(_ value: String, atMost scalars: Int = 160) -> Markup {
  "<bdi>\(clipped(value, to: scalars))</bdi>"
}

func + (left: Markup, right: Markup) -> Markup { Markup(joining: [left, right]) }
