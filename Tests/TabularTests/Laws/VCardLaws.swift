@testable import Tabular

/// Laws of vCards: the cut changes nothing.
enum VCardLaws {
  static func broken(_ bytes: [UInt8], _ variant: Int) -> String? {
    let limit = [16 << 20, 64, 300][variant % 3]
    let whole = Reading(bytes, VCardParser(recordByteLimit: limit))
    if let law = whole.broken(byteCount: bytes.count, lineCount: Reading.lineCount(bytes)) {
      return law
    }
    let cut = Reading(
      bytes, VCardParser(recordByteLimit: limit), pieces: InputLaws.pieces(bytes))
    // A line that is longer than a record may be is cut where it is in hand.
    let hasLongLine = bytes.split { $0 == 0x0A || $0 == 0x0D }.contains { $0.count > limit }
    if !hasLongLine, let difference = cut.difference(from: whole) {
      return "the cut changes nothing: \(difference)"
    }
    return nil
  }
}
