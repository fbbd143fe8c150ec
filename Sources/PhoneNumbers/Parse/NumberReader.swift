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
      case .resolved(let buffer, let shift):
        let storage = buffer.storage
        var parsed = try readPossible(storage.span, from: 0, to: buffer.count)
        let digits = parsed.extensionRange
        if !digits.isEmpty, digits.lowerBound + shift >= 0 {
          parsed.extensionBytes = ByteRange(
            digits.lowerBound + shift..<digits.upperBound + shift)
        }
        return parsed
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

    var extensionSymbols = ByteRange()
    if seen & Symbol.label != 0, let tail = ExtensionTail(symbols, from: start, to: end) {
      for at in tail.earliest..<tail.digits.lowerBound where tail.begins(at: at, symbols) {
        if isViable(symbols, start, at) {
          extensionSymbols = ByteRange(tail.digits)
          end = at
        }
        break
      }
    }

    var digits = Digits()
    normalize(symbols, start, end, into: &digits)
    return try read(
      digits.storage.span.extracting(0..<digits.end), hasPlus: afterPlus > start,
      extensionBytes: extensionSymbols)
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
    let earliest = max(third, tail.earliest)
    guard earliest <= at else { return false }
    for place in earliest...at where tail.begins(at: place, symbols) { return true }
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
  @inline(__always)
  func read(
    _ digits: Span<UInt8>, hasPlus: Bool, extensionBytes: ByteRange = ByteRange()
  ) throws(ParseError) -> Parsed {
    if hasPlus {
      guard digits.count > 2 else { throw .tooShortAfterIDD }
      if let (code, length) = Prefixes.callingCode(digits) {
        return try finish(code, digits.extracting(length...), extensionBytes)
      }
    }
    return try readDialled(digits, hasPlus: hasPlus, extensionBytes)
  }

  /// Reads a number as dialled at home: it has no plus sign, or one that may be an error.
  private func readDialled(
    _ digits: Span<UInt8>, hasPlus: Bool, _ extensionBytes: ByteRange
  ) throws(ParseError) -> Parsed {
    guard let region, let home = Plan.callingCode(region.callingCode) else {
      throw .invalidCountryCode
    }
    if let length = Prefixes.internationalPrefix(digits, of: region) {
      let rest = digits.extracting(length...)
      guard rest.count > 2 else { throw .tooShortAfterIDD }
      guard let (code, length) = Prefixes.callingCode(rest) else { throw .invalidCountryCode }
      return try finish(code, rest.extracting(length...), extensionBytes)
    }
    if let length = Prefixes.length(of: region.callingCode, in: digits),
      let parsed = try readOwnCode(home, digits, length, region, extensionBytes)
    {
      return parsed
    }
    if hasPlus { throw .invalidCountryCode }
    return try finish(home, digits, extensionBytes, dialledIn: region)
  }

  /// Reads what follows the region's own calling code, unless the digits fit as they stand.
  private func readOwnCode(
    _ home: UnsafePointer<np_calling_code>, _ digits: Span<UInt8>, _ length: Int,
    _ region: Region, _ extensionBytes: ByteRange
  ) throws(ParseError) -> Parsed? {
    let territory = Plan.territory(region.index)
    let root = home.pointee.root
    var rest = digits.extracting(length...)
    var rewritten = Digits()
    let answer: np_answer
    var isRewritten = false
    switch Prefixes.strip(rest, of: region, root: root, into: &rewritten) {
    case .whole: answer = Plan.answer(root: root, digits: rest)
    case .from(let place, let found): (rest, answer) = (rest.extracting(place...), found)
    case .rewritten(let found): (isRewritten, answer) = (true, found)
    }
    let isBetter =
      Plan.isGeneral(answer, in: territory)
      && !Plan.isGeneral(Plan.answer(root: root, digits: digits), in: territory)
    guard isBetter || Plan.possibility(length: digits.count, in: region.index) == .tooLong else {
      return nil
    }
    if !isRewritten { return try finish(home, rest, extensionBytes) }
    let storage = rewritten.storage
    return try finish(home, storage.span.extracting(0..<rewritten.end), extensionBytes)
  }

  /// - Parameter region: the default region, if the calling code is its own and not in the text.
  private func finish(
    _ code: UnsafePointer<np_calling_code>, _ digits: Span<UInt8>, _ extensionBytes: ByteRange,
    dialledIn region: Region? = nil
  ) throws(ParseError) -> Parsed {
    guard digits.count >= NumberReader.lengths.lowerBound else { throw .tooShortNSN }
    let root = code.pointee.root
    let home = region ?? Region(index: code.pointee.first_territory)
    var rewritten = Digits()
    switch Prefixes.strip(digits, of: home, root: root, into: &rewritten) {
    case .from(let place, let answer) where isLongEnough(digits.count - place, in: home):
      return try result(code, digits.extracting(place...), answer, extensionBytes, region)
    case .rewritten(let answer) where isLongEnough(rewritten.count, in: home):
      let storage = rewritten.storage
      return try result(
        code, storage.span.extracting(0..<rewritten.end), answer, extensionBytes, region)
    default:
      let answer = Plan.answer(root: root, digits: digits)
      return try result(code, digits, answer, extensionBytes, region)
    }
  }

  /// Whether a number without its national prefix is still a number.
  private func isLongEnough(_ length: Int, in region: Region) -> Bool {
    switch Plan.possibility(length: length, in: region.index) {
    case .tooShort, .isPossibleLocalOnly, .invalidLength: false
    default: true
    }
  }

  @inline(__always)
  private func result(
    _ code: UnsafePointer<np_calling_code>, _ digits: Span<UInt8>, _ answer: np_answer,
    _ extensionBytes: ByteRange, _ region: Region?
  ) throws(ParseError) -> Parsed {
    guard digits.count >= NumberReader.lengths.lowerBound else { throw .tooShortNSN }
    guard digits.count <= NumberReader.lengths.upperBound else { throw .tooLong }
    return Parsed(
      number: PhoneNumber(callingCode: code.pointee.calling_code, digits: digits),
      assessment: Assessment(code.pointee, answer, length: digits.count),
      usedDefaultRegion: region != nil,
      extensionBytes: extensionBytes)
  }
}
