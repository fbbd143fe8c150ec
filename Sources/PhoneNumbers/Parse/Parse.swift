/// A number as it was read, with what its text says beyond it. 24 bytes, without heap storage.
public struct Parsed: Sendable, Hashable {
  public var number: PhoneNumber
  /// What the plan says of the number.
  public var assessment: Assessment
  /// Whether the calling code came from the default region and not from the text.
  public var usedDefaultRegion: Bool
  var extensionBytes = ByteRange()

  /// Where the digits of the extension stand in the text, in bytes; empty if there is none.
  public var extensionRange: Range<Int> { extensionBytes.range }

  /// The digits of the extension, at most 20, as they stand in the text that was read.
  public func extensionDigits(in text: Span<UInt8>) -> String {
    let digits = text.extracting(extensionRange)
    return digits.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  /// As `extensionDigits(in: Span)`.
  public func extensionDigits(in text: String) -> String {
    extensionDigits(in: text.utf8Span.span)
  }
}

/// A few bytes of a text that is no longer than a cell.
struct ByteRange: Sendable, Hashable {
  private var start: UInt16 = 0
  private var count: UInt8 = 0

  init() {}

  /// - Parameter range: ends below 65,536 and has at most 255 bytes; otherwise it is left empty.
  init(_ range: Range<Int>) {
    guard let start = UInt16(exactly: range.lowerBound), let count = UInt8(exactly: range.count)
    else { return }
    self.start = start
    self.count = count
  }

  var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

extension PhoneNumber {
  /// Reads a number exactly as libphonenumber's `parse` does.
  ///
  /// - Parameters:
  ///   - text: UTF-8; damaged bytes count as characters that mean nothing.
  ///   - defaultRegion: where the number is dialled if the text has no international prefix;
  ///     a non-geographic region counts as none.
  /// - Throws: why the text is not a number. A number that was read need not be valid.
  /// - Complexity: O(n), without heap storage.
  public static func parse(
    _ text: Span<UInt8>, defaultRegion: Region?
  ) throws(ParseError) -> Parsed {
    let region = defaultRegion.flatMap { $0.isNonGeographic ? nil : $0 }
    var digits = Digits()
    guard let hasPlus = PlainNumber.scan(text, into: &digits) else {
      return try parseGrammar(text, defaultRegion: region)
    }
    return try NumberReader(seen: 0, region: region)
      .read(digits.storage.span.extracting(0..<digits.end), hasPlus: hasPlus)
  }

  /// Reads a number by the whole grammar.
  private static func parseGrammar(
    _ text: Span<UInt8>, defaultRegion region: Region?
  ) throws(ParseError) -> Parsed {
    var seen: UInt16 = 0
    var bits: UInt8 = 0
    for at in 0..<text.count {
      bits |= text[at]
      seen |= Symbol.classes(text[at])
    }
    if bits < 0x80 {
      guard text.count <= NumberReader.maximumCharacters else { throw .tooLong }
      return try NumberReader(seen: seen, region: region).read(text)
    }
    var buffer = SymbolBuffer()
    guard buffer.append(text, limit: NumberReader.maximumCharacters) else { throw .tooLong }
    let storage = buffer.storage
    let symbols = storage.span.extracting(0..<buffer.count)
    var parsed = try parseSymbols(symbols, defaultRegion: region)
    if !parsed.extensionRange.isEmpty {
      parsed.extensionBytes = ByteRange(bytes(ofCharacters: parsed.extensionRange, in: text))
    }
    return parsed
  }

  /// Reads a number from symbols, see `Symbol`; the extension is told by its symbols.
  static func parseSymbols(
    _ symbols: Span<UInt8>, defaultRegion: Region?
  ) throws(ParseError) -> Parsed {
    var seen: UInt16 = 0
    for at in 0..<symbols.count { seen |= Symbol.classes(symbols[at]) }
    return try NumberReader(seen: seen, region: defaultRegion).read(symbols)
  }

  /// Where some characters of a text stand in its bytes.
  private static func bytes(ofCharacters range: Range<Int>, in text: Span<UInt8>) -> Range<Int> {
    var start = 0
    var at = 0
    for character in 0..<range.upperBound where at < text.count {
      if character == range.lowerBound { start = at }
      at += text[at] < 0x80 ? 1 : decodeCharacter(text, at).length
    }
    return start..<max(start, at)
  }

  /// As `parse(Span)`, from a string.
  public static func parse(
    _ text: String, defaultRegion: Region?
  ) throws(ParseError) -> Parsed {
    try parse(text.utf8Span.span, defaultRegion: defaultRegion)
  }
}
