import Testing

@testable import Tabular

/// Decodes bytes in pieces, as the reader does.
func decodeInPieces(_ bytes: [UInt8], _ decoder: inout TextDecoder, piece: Int) -> [UInt8] {
  var all: [UInt8] = []
  var waiting: [UInt8] = []
  var position = 0
  while true {
    let end = min(bytes.count, position + piece)
    waiting += bytes[position..<end]
    let isFinal = position == bytes.count
    position = end
    var text: [UInt8] = []
    let step = decoder.decode(waiting.span, isFinal: isFinal, into: &text)
    all += step.passesThrough ? Array(waiting[..<step.consumed]) : text
    waiting.removeFirst(step.consumed)
    if isFinal { break }
  }
  #expect(waiting.isEmpty)
  return all
}
