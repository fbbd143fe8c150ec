import CNumberingPlan

/// Reads one number from symbols, in the order of libphonenumber's `parse`: find it in the text,
/// see that it looks like one, take the extension, the calling code and the national prefix off.
struct NumberReader {
  static let maximumCharacters = 250
  static let lengths = 2...17

  /// Classes of all symbols of the text, to skip what cannot occur.
  let seen: UInt16
  let region: Region?

  func read(_ symbols: Span<UInt8>) throws(ParseError) -> Parsed {
    if seen & Symbol.semicolon != 0 {
      switch PhoneContext.resolve(symbols) {
      case .none: break
      case .invalid: throw .notANumber
      case .resolved(let buffer):
        let storage = buffer.storage
        return try readPossible(storage.span, from: 0, to: buffer.count)
      }
    }
    guard let range = possibleNumber(symbols) else { throw .notANumber }
    return try readPossible(symbols, from: range.lowerBound, to: range.upperBound)
  }

  /// From the first digit or plus, without what follows the last word, and without a second
  /// extension such as `x302/x2303`.
  private func possibleNumber(_ symbols: Span<UInt8>) -> Range<Int>? {
    var start = 0
    while start < symbols.count
      && Symbol.classes(symbols[start]) & (Symbol.digit | Symbol.plus) == 0
    {
      start &+= 1
    }
    var end = symbols.count
    while end > start && Symbol.classes(symbols[end - 1]) & Symbol.word == 0 { end &-= 1 }
    guard start < end else { return nil }
    if seen & Symbol.slash != 0 {
      for at in start..<end where Symbol.classes(symbols[at]) & Symbol.slash != 0 {
        var next = at + 1
        while next < end && symbols[next] == UInt8(ascii: " ") { next += 1 }
        if next < end && symbols[next] == UInt8(ascii: "x") { return start..<at }
      }
    }
    return start..<end
  }

  private func readPossible(
    _ symbols: Span<UInt8>, from start: Int, to possibleEnd: Int
  ) throws(ParseError) -> Parsed {
    var end = possibleEnd
    if seen & Symbol.semicolon != 0,
      let isdn = PhoneContext.find(";isub=", in: symbols.extracting(0..<end), from: start),
      isdn > start
    {
      end = isdn
    }
    guard isViable(symbols, start, end) else { throw .notANumber }
    var afterPlus = start
    while afterPlus < end && Symbol.classes(symbols[afterPlus]) & Symbol.plus != 0 {
      afterPlus &+= 1
    }
    guard region != nil || afterPlus > start else { throw .invalidCountryCode }

    var phoneExtension = PhoneExtension()
    if seen & Symbol.label != 0, let tail = ExtensionTail(symbols, from: start, to: end) {
      for at in start..<tail.digits.lowerBound where tail.begins(at: at, symbols) {
        if isViable(symbols, start, at) {
          for place in tail.digits { phoneExtension.append(Symbol.value(symbols[place])) }
          end = at
        }
        break
      }
    }

    var digits = Digits()
    normalize(symbols, start, end, into: &digits)
    return try read(&digits, hasPlus: afterPlus > start, phoneExtension)
  }

  /// Two digits, or at least three among punctuation and then letters, and perhaps an extension.
  private func isViable(_ symbols: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    if end - start == 2 {
      return Symbol.classes(symbols[start]) & Symbol.classes(symbols[start + 1]) & Symbol.digit != 0
    }
    var at = start
    while at < end && Symbol.classes(symbols[at]) & Symbol.plus != 0 { at &+= 1 }
    var count = 0
    while count < 3 {
      guard at < end else { return false }
      let classes = Symbol.classes(symbols[at])
      if classes & Symbol.digit != 0 {
        count &+= 1
      } else if classes & Symbol.punctuation == 0 {
        return false
      }
      at &+= 1
    }
    let third = at
    while at < end && Symbol.classes(symbols[at]) & Symbol.body != 0 { at &+= 1 }
    if at == end { return true }
    guard seen & Symbol.label != 0, let tail = ExtensionTail(symbols, from: start, to: end) else {
      return false
    }
    for place in third...at where tail.begins(at: place, symbols) { return true }
    return false
  }

  /// The digits of a text. With three letters or more, letters are keys, and digits of other
  /// scripts are left out.
  private func normalize(
    _ symbols: Span<UInt8>, _ start: Int, _ end: Int, into digits: inout Digits
  ) {
    var wanted = Symbol.digit
    if seen & Symbol.letter != 0 {
      var letters = 0
      for at in start..<end where Symbol.classes(symbols[at]) & Symbol.letter != 0 { letters += 1 }
      if letters >= 3 { wanted = Symbol.key }
    }
    for at in start..<end where Symbol.classes(symbols[at]) & wanted != 0 {
      digits.append(Symbol.value(symbols[at]))
    }
  }

  /// Reads digits that were found in a text, after a plus sign or without.
  func read(
    _ digits: inout Digits, hasPlus: Bool, _ phoneExtension: PhoneExtension
  ) throws(ParseError) -> Parsed {
    let (code, fromDefault) = try takeCallingCode(&digits, hasPlus: hasPlus)
    return try finish(code, fromDefault, digits, phoneExtension)
  }

  /// Takes the calling code off, after a plus sign, an international prefix or nothing.
  private func takeCallingCode(
    _ digits: inout Digits, hasPlus: Bool
  ) throws(ParseError) -> (code: UInt16, fromDefault: Bool) {
    if hasPlus {
      guard digits.count > 2 else { throw .tooShortAfterIDD }
      if let code = digits.takeCallingCode() { return (code, false) }
      // The plus sign may be an error: the rest is read as it would be dialled at home.
      guard let region, let code = try codeWithoutPlus(&digits, region) else {
        throw .invalidCountryCode
      }
      return (code, false)
    }
    guard let region else { throw .invalidCountryCode }
    if let code = try codeWithoutPlus(&digits, region) { return (code, false) }
    return (region.callingCode, true)
  }

  private func codeWithoutPlus(
    _ digits: inout Digits, _ region: Region
  ) throws(ParseError) -> UInt16? {
    if digits.takeInternationalPrefix(of: region) {
      guard digits.count > 2 else { throw .tooShortAfterIDD }
      guard let code = digits.takeCallingCode() else { throw .invalidCountryCode }
      return code
    }
    guard let start = digits.startAfter(callingCode: region.callingCode) else { return nil }
    var rest = digits
    rest.start = start
    rest.takeNationalPrefix(of: region)
    let isBetter =
      !Plan.isGeneral(digits, in: region.index) && Plan.isGeneral(rest, in: region.index)
    guard isBetter || Plan.possibility(length: digits.count, in: region.index) == .tooLong else {
      return nil
    }
    digits = rest
    return region.callingCode
  }

  private func finish(
    _ code: UInt16, _ fromDefault: Bool, _ read: Digits, _ phoneExtension: PhoneExtension
  ) throws(ParseError) -> Parsed {
    guard read.count >= NumberReader.lengths.lowerBound else { throw .tooShortNSN }
    var digits = read
    let home = fromDefault ? region : Region.main(callingCode: code)
    if let home, digits.takeNationalPrefix(of: home) {
      switch Plan.possibility(length: digits.count, in: home.index) {
      case .tooShort, .isPossibleLocalOnly, .invalidLength: digits = read
      default: break
      }
    }
    guard digits.count >= NumberReader.lengths.lowerBound else { throw .tooShortNSN }
    guard digits.count <= NumberReader.lengths.upperBound else { throw .tooLong }
    return Parsed(
      number: PhoneNumber(callingCode: code, digits: digits),
      assessment: Assessment(callingCode: code, digits: digits),
      phoneExtension: phoneExtension,
      usedDefaultRegion: fromDefault)
  }
}
