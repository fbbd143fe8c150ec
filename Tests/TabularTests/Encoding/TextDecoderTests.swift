import Testing

@testable import Tabular

@Suite struct TextDecoderTests {
  /// Decodes bytes in pieces, as the reader does.
  private func decode(
    _ bytes: [UInt8], _ encoding: TextEncoding, piece: Int
  ) throws -> (text: String, invalid: UInt64, first: RecordBatch.Position?, lines: [UInt64]) {
    var decoder = try TextDecoder(
      EncodingInference.Guess(encoding: encoding, confidence: 1, isGiven: true), path: "x")
    let all = decodeInPieces(bytes, &decoder, piece: piece)
    var lines: [UInt64] = []
    for index in all.indices where index == 0 || all[index - 1] == 0x0A {
      lines.append(decoder.offsets.stored(for: UInt64(index)))
    }
    return (String(decoding: all, as: UTF8.self), decoder.invalidCount, decoder.firstInvalid, lines)
  }

  @Test(arguments: EncodingInferenceTests.cases)
  func anyCutGivesTheTextAndThePlacesOfItsLines(encoding: TextEncoding, text: String) throws {
    let text = String(text.unicodeScalars.suffix(120))
    let bytes = try EncodingInferenceTests.encode(text, encoding)
    var starts: [UInt64] = [0]
    var prefix = ""
    for scalar in text.unicodeScalars {
      prefix.unicodeScalars.append(scalar)
      if scalar == "\n" {
        starts.append(UInt64(try EncodingInferenceTests.encode(prefix, encoding).count))
      }
    }
    if text.utf8.last == 0x0A { starts.removeLast() }
    for piece in [1, 2, 3, 7, 4096] {
      let result = try decode(bytes, encoding, piece: piece)
      #expect(result.text == text)
      #expect(result.invalid == 0)
      #expect(result.lines == starts)
    }
  }

  @Test(arguments: [1, 2, 5, 100])
  func invalidBytesAreReplacedAndCounted(piece: Int) throws {
    let utf8 = try decode(
      Array("a\nb".utf8) + [0xFF, 0xC3, 0x2C, 0xE2, 0x82] + Array("c\nd".utf8) + [0xD0], .utf8,
      piece: piece)
    #expect(utf8.text == "a\nb\u{FFFD}\u{FFFD},\u{FFFD}c\nd\u{FFFD}")
    #expect(utf8.invalid == 4)
    #expect(utf8.first == .init(line: 2, byteOffset: 3))
    #expect(utf8.lines == [0, 2, 10])

    // A lead byte before a line end does not swallow it.
    let gb = try decode([0x61, 0x0A, 0xB0, 0x0A, 0xFF, 0xFF, 0x62], .gb18030, piece: piece)
    #expect(gb.text == "a\n\u{FFFD}\n\u{FFFD}b")
    #expect(gb.invalid == 2)
    #expect(gb.first == .init(line: 2, byteOffset: 2))
    #expect(gb.lines == [0, 2, 4])

    let utf16 = try decode([0x61, 0, 0, 0xD8, 0x0A, 0, 0x62, 0, 0x63], .utf16LE, piece: piece)
    #expect(utf16.text == "a\u{FFFD}\nb\u{FFFD}")
    #expect(utf16.lines == [0, 6])
  }

  /// Agrees with the standard library on random bytes.
  @Test func validationAgreesWithTheStandardLibrary() {
    var random = SplitMix64(seed: 9)
    let alphabet: [UInt8] = [
      0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED,
      0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF,
    ]
    var valid = 0
    for _ in 0..<4000 {
      let bytes = (0..<Int.random(in: 0...5, using: &random)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      let (end, stop) = UTF8Validation.scan(bytes.span, from: 0)
      let isValid = String(validating: bytes, as: UTF8.self) != nil
      #expect((stop == .end) == isValid, "\(bytes)")
      if isValid {
        valid += 1
        #expect(end == bytes.count)
      }
    }
    #expect(valid > 100)
  }
}
