/// The bytes that mean something in one dialect of CSV.
struct CSVSyntax: Hashable {
  /// One byte or several, such as `, ` or `::`.
  var delimiter: [UInt8] = [UInt8(ascii: ",")]
  var quote: UInt8? = UInt8(ascii: "\"")
  /// Makes the byte after it text; `nil` where a quote is doubled instead.
  var escape: UInt8?
  /// Whether a line end behind an escape is text, as databases write it.
  var escapesLineEnds = false
  /// What alone ends a record; `nil`: LF, CRLF or CR, mixed at will.
  var newline: Newline?

  enum Newline: String, CaseIterable {
    case lf = "\n"
    case crlf = "\r\n"
    case cr = "\r"
  }

  /// How many bytes of the line end at an offset belong together: CR and LF, but where one of them alone ends records.
  func lineEndBytes(_ text: UnsafePointer<UInt8>, at index: Int, end: Int) -> Int {
    let isPair = text[index] == 0x0D && index + 1 < end && text[index + 1] == 0x0A
    return isPair && (newline == nil || newline == .crlf) ? 2 : 1
  }

  /// Whether a line end outside quotes ends a record.
  func endsRecord(_ byte: UInt8, lineEndBytes: Int) -> Bool {
    switch newline {
    case nil: true
    case .lf: byte == 0x0A
    case .cr: byte == 0x0D
    case .crlf: lineEndBytes == 2
    }
  }

  /// Whether the delimiter stands at an offset.
  @inline(__always)
  func isDelimiter(_ text: UnsafePointer<UInt8>, at index: Int, end: Int) -> Bool {
    guard text[index] == delimiter[0] else { return false }
    if delimiter.count == 1 { return true }
    guard index + delimiter.count <= end else { return false }
    for offset in 1..<delimiter.count where text[index + offset] != delimiter[offset] {
      return false
    }
    return true
  }
}

extension CSVSyntax {
  /// Whether the last quote of a line opens a cell and text follows it: nobody can tell how much of that text is lost, so
  /// that the line is better looked at than mended.
  func breaksOffInQuotes(_ text: UnsafePointer<UInt8>, _ line: Range<Int>) -> Bool {
    guard let quote, let last = line.last(where: { text[$0] == quote }) else { return false }
    let next = last + 1
    guard next < line.upperBound, !isDelimiter(text, at: next, end: line.upperBound) else {
      return false
    }
    let before = last - delimiter.count
    return last == line.lowerBound
      || before >= line.lowerBound && isDelimiter(text, at: before, end: line.upperBound)
  }
}

/// The bytes that may begin something of a meaning: a delimiter, a quote or an escape.
struct CSVMarks {
  private let delimiter: UInt8
  private let quote: UInt8
  private let escape: UInt8

  init(_ syntax: CSVSyntax) {
    delimiter = syntax.delimiter[0]
    quote = syntax.quote ?? delimiter
    escape = syntax.escape ?? delimiter
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool { byte == delimiter || byte == quote || byte == escape }
}

extension CSVSyntax {
  var marks: CSVMarks { CSVMarks(self) }
}

/// A cell as it stands in a text.
struct CSVToken: Hashable {
  /// Its first byte, and the first that is not of it any more.
  var start: Int
  var end: Int
  /// The closing quote of a quoted cell; -1 for one without quotes.
  var closing = -1
  /// Quotes that are neither the first nor the last byte of the cell nor doubled nor escaped.
  var strayQuotes = 0

  var isQuoted: Bool { closing >= 0 }
}

/// How quotes are taken where they break the rules.
struct QuoteReading: Hashable {
  enum Closing: Hashable {
    /// The first quote that is not doubled closes a cell (RFC 4180 §2).
    case first
    /// Only a quote before a delimiter or the end of the record closes a cell.
    case beforeDelimiter
    /// The same, and of two quotes before a delimiter the first is text.
    case lastBeforeDelimiter
  }

  var closing = Closing.first
  /// A quote that opens no cell; -1 for none.
  var textAt = -1
  /// Where a delimiter is missing; -1 for none.
  var missingAt = -1
  /// Whether spaces may stand between a delimiter and a quote.
  var skipsSpaces = false
}

/// Splits one record into its cells under a reading of its quotes. Not for the hot path.
struct CSVTokenizer {
  var syntax: CSVSyntax

  /// Splits `text[range]`, in which line ends are text.
  ///
  /// - Returns: the cells, or `nil` where a quote is left open.
  func tokens(
    _ text: UnsafePointer<UInt8>, _ range: Range<Int>, _ reading: QuoteReading = QuoteReading()
  ) -> [CSVToken]? {
    var tokens: [CSVToken] = []
    var position = range.lowerBound
    while true {
      guard let token = cell(text, from: position, end: range.upperBound, reading) else {
        return nil
      }
      tokens.append(token)
      if token.end == range.upperBound { return tokens }
      position = token.end
      if position != reading.missingAt { position += syntax.delimiter.count }
    }
  }

  /// The cell that begins at `start`.
  func cell(
    _ text: UnsafePointer<UInt8>, from start: Int, end: Int, _ reading: QuoteReading
  ) -> CSVToken? {
    var opening = start
    if reading.skipsSpaces {
      while opening < end, text[opening] == 0x20 { opening += 1 }
    }
    guard let quote = syntax.quote, opening < end, text[opening] == quote,
      opening != reading.textAt
    else { return plainCell(text, from: start, end: end, reading) }
    guard
      let closed = closingQuote(text, after: opening, end: end, quote, reading)
    else { return nil }
    var token = CSVToken(
      start: opening, end: closed.position + 1, closing: closed.position,
      strayQuotes: closed.strays)
    // Text behind the closing quote belongs to the cell.
    let isFollowed =
      token.end < end && token.end != reading.missingAt
      && !syntax.isDelimiter(text, at: token.end, end: end)
    if isFollowed { token.strayQuotes += 1 }
    while token.end < end, token.end != reading.missingAt,
      !syntax.isDelimiter(text, at: token.end, end: end)
    {
      if text[token.end] == quote { token.strayQuotes += 1 }
      token.end += 1
    }
    return token
  }

  private func plainCell(
    _ text: UnsafePointer<UInt8>, from start: Int, end: Int, _ reading: QuoteReading
  ) -> CSVToken {
    var token = CSVToken(start: start, end: start)
    let marks = syntax.marks
    while token.end < end {
      let byte = text[token.end]
      // Most bytes mean nothing.
      if !marks.contains(byte), token.end != reading.missingAt {
        token.end += 1
        continue
      }
      if token.end == reading.missingAt, token.end > start { break }
      if byte == syntax.escape, token.end + 1 < end, byte != syntax.quote {
        token.end += 2
        continue
      }
      if syntax.isDelimiter(text, at: token.end, end: end) { break }
      if byte == syntax.quote { token.strayQuotes += 1 }
      token.end += 1
    }
    return token
  }

  private func closingQuote(
    _ text: UnsafePointer<UInt8>, after opening: Int, end: Int, _ quote: UInt8,
    _ reading: QuoteReading
  ) -> (position: Int, strays: Int)? {
    var index = opening + 1
    var strays = 0
    while index < end {
      let byte = text[index]
      if byte == syntax.escape, byte != quote {
        index += 2
        continue
      }
      guard byte == quote else {
        index += 1
        continue
      }
      let next = index + 1
      if next == reading.missingAt { return (index, strays) }
      let isDoubled = next < end && text[next] == quote
      if isDoubled, reading.closing != .lastBeforeDelimiter || !ends(text, next + 1, end, reading) {
        index += 2
        continue
      }
      if isDoubled {
        // The first of the two is text.
        return (next, strays + 1)
      }
      if reading.closing == .first || ends(text, next, end, reading) { return (index, strays) }
      strays += 1
      index += 1
    }
    return nil
  }

  /// Whether a cell may end before an offset.
  private func ends(
    _ text: UnsafePointer<UInt8>, _ index: Int, _ end: Int, _ reading: QuoteReading
  ) -> Bool {
    var index = index
    if reading.skipsSpaces {
      while index < end, text[index] == 0x20 { index += 1 }
    }
    return index >= end || index == reading.missingAt
      || syntax.isDelimiter(text, at: index, end: end)
  }

  /// The text of a cell without its quotes and escapes.
  func value(_ text: UnsafePointer<UInt8>, _ token: CSVToken) -> [UInt8] {
    guard token.isQuoted, let quote = syntax.quote else {
      guard let escape = syntax.escape else {
        return Array(UnsafeBufferPointer(start: text + token.start, count: token.end - token.start))
      }
      return unescaped(text, token.start..<token.end, escape: escape, isQuoted: false)
    }
    var value: [UInt8]
    let content = token.start + 1..<max(token.start + 1, token.closing)
    if let escape = syntax.escape, escape != quote {
      value = unescaped(text, content, escape: escape, isQuoted: true)
    } else {
      value = []
      value.reserveCapacity(content.count)
      var index = content.lowerBound
      while index < content.upperBound {
        value.append(text[index])
        let isDoubled =
          text[index] == quote && index + 1 < content.upperBound && text[index + 1] == quote
        index += isDoubled ? 2 : 1
      }
    }
    for index in token.closing + 1..<max(token.closing + 1, token.end) {
      value.append(text[index])
    }
    return value
  }

  /// Drops the escape before what it makes text; another byte keeps it, as in `C:\dir` or `\N`.
  private func unescaped(
    _ text: UnsafePointer<UInt8>, _ range: Range<Int>, escape: UInt8, isQuoted: Bool
  ) -> [UInt8] {
    var value: [UInt8] = []
    value.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      let next = index + 1 < range.upperBound ? text[index + 1] : nil
      if byte == escape, let next, isSpecial(next, escape: escape) {
        value.append(next)
        index += 2
        continue
      }
      value.append(byte)
      let isDoubled = isQuoted && byte == syntax.quote && next == byte
      index += isDoubled ? 2 : 1
    }
    return value
  }

  private func isSpecial(_ byte: UInt8, escape: UInt8) -> Bool {
    byte == escape || byte == syntax.quote || byte == syntax.delimiter[0] || byte == 0x0A
      || byte == 0x0D
  }
}
