/// A cell with a phone number, fit to be shown: its shape stays and its middle digits do not.
///
/// `+886912345678` becomes `+8869•••••678`. The first four digits, which hold the calling code, and
/// the last three stay of a number of eleven or more; fewer stay of a shorter one, and none of
/// fewer than eight. Words, which may be names, become an ellipsis. Linear in the cell's length.
package func maskPhone(_ cell: String) -> String {
  let scalars = Array(cell.unicodeScalars)
  let digitCount = scalars.count { isDigit($0) }
  let (head, tail) =
    switch digitCount {
    case 11...: (4, 3)
    case 9...: (3, 2)
    case 8: (2, 2)
    default: (0, 0)
    }
  var masked = String.UnicodeScalarView()
  var seenDigits = 0
  var position = 0
  while position < scalars.count, masked.count < 48 {
    let scalar = scalars[position]
    position += 1
    if isDigit(scalar) {
      let isShown = seenDigits < head || seenDigits >= digitCount - tail
      masked.append(isShown ? scalar : "•")
      seenDigits += 1
    } else if isPunctuation(scalar) {
      masked.append(scalar)
    } else {
      let start = position - 1
      while position < scalars.count, !isDigit(scalars[position]),
        !isPunctuation(scalars[position])
      {
        position += 1
      }
      // A letter by itself names nobody, and shows such marks as the E of 8.86E+11.
      masked.append(position - start == 1 && scalar.isASCII ? scalar : "…")
    }
  }
  if position < scalars.count { masked.append("…") }
  return String(masked)
}

/// An e-mail address fit to be shown: `a•••@example.com`. What is no address becomes `•••`.
package func maskEmail(_ cell: String) -> String {
  let parts = cell.split(separator: "@", omittingEmptySubsequences: false)
  guard parts.count == 2, let local = parts.first, let domain = parts.last, !domain.isEmpty else {
    return "•••"
  }
  var masked = String.UnicodeScalarView()
  if local.unicodeScalars.count > 2, let first = local.unicodeScalars.first, !isDigit(first) {
    masked.append(first)
  }
  masked.append(contentsOf: "•••@".unicodeScalars)
  // A domain may be somebody's number too.
  let hidesDigits = domain.unicodeScalars.count { isDigit($0) } >= 5
  for scalar in domain.unicodeScalars.prefix(60) {
    masked.append(hidesDigits && isDigit(scalar) ? "•" : scalar)
  }
  return String(masked)
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "0"..."9": true
  case "\u{0}"..."\u{7F}": false
  default: scalar.properties.numericType != nil
  }
}

private func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case " ", "!"..."/", ":"..."@", "["..."`", "{"..."~": true
  default: false
  }
}
