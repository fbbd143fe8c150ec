/// A number as it was read, with what its text says beyond it.
public struct Parsed: Sendable, Hashable {
  public var number: PhoneNumber
  /// What the plan says of the number.
  public var assessment: Assessment
  public var phoneExtension: PhoneExtension
  /// Whether the calling code came from the default region and not from the text.
  public var usedDefaultRegion: Bool

  /// Digits of the extension, empty if there is none.
  public var extensionDigits: String { phoneExtension.digits }
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
    return try parseSymbols(symbols, defaultRegion: region)
  }

  /// Reads a number from symbols, see `Symbol`.
  static func parseSymbols(
    _ symbols: Span<UInt8>, defaultRegion: Region?
  ) throws(ParseError) -> Parsed {
    var seen: UInt16 = 0
    for at in 0..<symbols.count { seen |= Symbol.classes(symbols[at]) }
    return try NumberReader(seen: seen, region: defaultRegion).read(symbols)
  }

  /// As `parse(Span)`, from a string.
  public static func parse(
    _ text: String, defaultRegion: Region?
  ) throws(ParseError) -> Parsed {
    let bytes = Array(text.utf8)
    return try parse(bytes.span, defaultRegion: defaultRegion)
  }
}
