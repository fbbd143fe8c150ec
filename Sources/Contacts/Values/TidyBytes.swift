/// Appends what `tidy` makes of a text, without making a `String`.
///
/// - Returns: false, with nothing appended, for a text with characters that need a closer look: what may compose with
///   its neighbours, is joined, or is invisible beyond ASCII.
/// - Complexity: O(n), without allocation but for growing `output`.
func appendTidy(
  _ text: UnsafeBufferPointer<UInt8>, keepingLines: Bool = false, to output: inout [UInt8]
) -> Bool {
  let start = output.count
  guard appendCollapsed(text, keepingLines: keepingLines, to: &output) else {
    output.removeSubrange(start...)
    return false
  }
  var marks = 0
  while output.count - start - marks > 1, output[start + marks] == UInt8(ascii: "'"),
    isFormulaSign(output[start + marks + 1])
  {
    marks += 1
  }
  if marks > 0 { output.removeSubrange(start..<start + marks) }
  return true
}

private func isFormulaSign(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "=") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
    || byte == UInt8(ascii: "@")
}

private func appendCollapsed(
  _ text: UnsafeBufferPointer<UInt8>, keepingLines: Bool, to output: inout [UInt8]
) -> Bool {
  let start = output.count
  var hasBlank = false
  var lineBreaks = 0
  var afterReturn = false
  var index = 0
  while index < text.count {
    let byte = text[index]
    let width = settledWidth(text, at: index)
    if width == 0 { return false }
    switch byte {
    case 0x21...0x7E, 0x80...:
      if output.count > start {
        if lineBreaks > 0 {
          for _ in 0..<min(lineBreaks, 2) { output.append(0x0A) }
        } else if hasBlank {
          output.append(0x20)
        }
      }
      hasBlank = false
      lineBreaks = 0
      // Most texts go on plainly to their end.
      var end = index + width
      while end < text.count, text[end] &- 0x21 < 0x5E { end += 1 }
      output.append(contentsOf: UnsafeBufferPointer(rebasing: text[index..<end]))
      index = end
      afterReturn = false
      continue
    case 0x20, 0x09: hasBlank = true
    case 0x0A...0x0D:
      hasBlank = true
      if keepingLines, !(byte == 0x0A && afterReturn) { lineBreaks += 1 }
    default: break
    }
    afterReturn = byte == 0x0D
    index += width
  }
  return true
}

/// The bytes of an ASCII character, or of one that is visible, composed, and takes nothing from its neighbours; 0 for
/// what is not known to be so, and for what is not UTF-8.
@inline(__always)
private func settledWidth(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
  let lead = bytes[index]
  if lead < 0x80 { return 1 }
  guard index + 1 < bytes.count, bytes[index + 1] & 0xC0 == 0x80 else { return 0 }
  let second = bytes[index + 1]
  switch lead {
  case 0xC3...0xCB, 0xD0, 0xD1: return 2
  case 0xCE: return second >= 0x88 ? 2 : 0
  case 0xCF: return second <= 0x8E ? 2 : 0
  case 0xD7: return second >= 0x90 && second <= 0xAA ? 2 : 0
  case 0xD8: return second >= 0xA1 ? 2 : 0
  case 0xD9: return second <= 0x8A || (second >= 0xA0 && second <= 0xA9) ? 2 : 0
  case 0xE1...0xED:
    guard index + 2 < bytes.count, bytes[index + 2] & 0xC0 == 0x80 else { return 0 }
    let scalar =
      UInt32(lead & 0x0F) << 12 | UInt32(second & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
    switch scalar {
    case 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0x3041...0x3096, 0x309D...0x30FF: return 3
    case 0x3001...0x3029, 0x2010...0x2027, 0x2030...0x205E, 0x20A0...0x20C0: return 3
    case 0x1E00...0x1E99, 0x1EA0...0x1EF9, 0x2116, 0x2122: return 3
    default: return 0
    }
  case 0xF0:
    guard index + 3 < bytes.count, bytes[index + 2] & 0xC0 == 0x80,
      bytes[index + 3] & 0xC0 == 0x80, second == 0x9F,
      bytes[index + 2] >= 0x8C, bytes[index + 2] <= 0xAB
    else { return 0 }
    return 4
  default: return 0
  }
}
