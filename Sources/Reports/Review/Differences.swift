/// How two values of a field are to be looked at.
enum FieldKind {
  /// Names, places, words: what differs is marked.
  case text
  /// Several values in a cell, parted by `; `: those that only one side has are marked.
  case list
  /// Ids, times and places in a file: two records always differ in them, which says nothing.
  case incidental

  init(_ name: String) {
    self =
      switch name {
      case "phone_e164", "email", "other_phones", "other_emails", "tags": .list
      case "contact_id", "created_at", "updated_at", "source_records": .incidental
      default: .text
      }
  }
}

/// Both values with their differences marked: words that only one side has, and within a single such
/// word on each side the part between their common beginning and common end.
///
/// The order of words does not matter. Works on characters, so that a mark never parts a letter from
/// its accent. Linear but for the words, of which 100 are compared.
func markDifferences(_ left: String, _ right: String, kind: FieldKind = .text) -> (Markup, Markup) {
  let left = clipped(left, to: 400)
  let right = clipped(right, to: 400)
  if kind == .incidental || left.isEmpty || right.isEmpty {
    return ("<bdi>\(left)</bdi>", "<bdi>\(right)</bdi>")
  }
  let separator = kind == .list ? "; " : " "
  let words = (left.components(by: separator), right.components(by: separator))
  let only = (alone(words.0, beside: words.1), alone(words.1, beside: words.0))
  if only.0.count == 1, only.1.count == 1 {
    let (one, other) = markMiddle(words.0[only.0[0]], words.1[only.1[0]])
    return (
      joined(words.0, separator) { $0 == only.0[0] ? one : nil },
      joined(words.1, separator) { $0 == only.1[0] ? other : nil }
    )
  }
  return (whole(words.0, only.0, separator), whole(words.1, only.1, separator))
}

/// How the values of a field stand to each other.
enum FieldRelation {
  case onlyLeft, onlyRight, equal, alike, unequal

  /// `alike` are the same words in another order, and lists that share an item.
  init(_ left: String, _ right: String, kind: FieldKind) {
    if left.isEmpty {
      self = .onlyRight
    } else if right.isEmpty {
      self = .onlyLeft
    } else if isSameText(left, right) {
      self = .equal
    } else {
      let separator = kind == .list ? "; " : " "
      let words = (left.components(by: separator), right.components(by: separator))
      let only = alone(words.0, beside: words.1).count
      let isAlike =
        kind == .list
        ? only < words.0.count : only == 0 && words.0.count == words.1.count
      self = isAlike ? .alike : .unequal
    }
  }
}

/// Scalars and not characters: two spellings that look alike are a difference to be seen.
func isSameText(_ one: some StringProtocol, _ other: some StringProtocol) -> Bool {
  one.unicodeScalars.elementsEqual(other.unicodeScalars)
}

/// The words that have no counterpart on the other side, by number.
private func alone(_ words: [String], beside others: [String]) -> [Int] {
  var free = Array(others.prefix(100))
  var alone: [Int] = []
  for (number, word) in words.prefix(100).enumerated() {
    if let match = free.firstIndex(where: { isSameText($0, word) }) {
      free.remove(at: match)
    } else {
      alone.append(number)
    }
  }
  return alone
}

/// The words with those marked that stand alone; neighbours under one mark, unless they are items.
private func whole(_ words: [String], _ alone: [Int], _ separator: String) -> Markup {
  var text = Markup.nothing
  var isMarked = false
  for (number, word) in words.enumerated() {
    let isAlone = alone.contains(number)
    let goesOn = isMarked && isAlone && separator == " "
    if isMarked, !goesOn { text += "</mark>" }
    if number > 0 { text += "\(separator)" }
    if isAlone, !goesOn { text += "<mark>" }
    text += "\(word)"
    isMarked = isAlone
  }
  return "<bdi>\(text)\(isMarked ? "</mark>" : .nothing)</bdi>"
}

private func joined(
  _ words: [String], _ separator: String, _ marked: (Int) -> Markup?
) -> Markup {
  var text = Markup.nothing
  for (number, word) in words.enumerated() {
    if number > 0 { text += "\(separator)" }
    text += marked(number) ?? "\(word)"
  }
  return "<bdi>\(text)</bdi>"
}

private func markMiddle(_ left: String, _ right: String) -> (Markup, Markup) {
  let left = Array(left)
  let right = Array(right)
  func isSame(_ one: Character, _ other: Character) -> Bool {
    isSameText(String(one), String(other))
  }
  let shorter = min(left.count, right.count)
  var start = 0
  while start < shorter, isSame(left[start], right[start]) { start += 1 }
  var end = 0
  while end < shorter - start, isSame(left[left.count - 1 - end], right[right.count - 1 - end]) {
    end += 1
  }
  func marked(_ value: [Character]) -> Markup {
    let middle = value[start..<(value.count - end)]
    let mark: Markup = middle.isEmpty ? .nothing : "<mark>\(String(middle))</mark>"
    return "\(String(value[..<start]))\(mark)\(String(value[(value.count - end)...]))"
  }
  return (marked(left), marked(right))
}

extension String {
  /// The parts between separators of ASCII, all of them.
  fileprivate func components(by separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let place = rest.firstRange(of: separator) {
      parts.append(String(rest[..<place.lowerBound]))
      rest = rest[place.upperBound...]
    }
    return parts + [String(rest)]
  }
}
