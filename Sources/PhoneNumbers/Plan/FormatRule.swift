import CNumberingPlan

/// How the national numbers of a calling code are split into groups and put together again.
struct FormatRule {
  /// Bytes of `np_format_shapes`, one a group.
  private let shape: UnsafePointer<UInt8>
  private let template: UnsafePointer<UInt8>

  /// The rule for a number, or nil if its digits are written without any.
  ///
  /// The rules are those of the main region of the calling code. Where the plan has others for use
  /// abroad, `isNational` chooses between them. O(leading digits), without heap storage.
  ///
  /// - Parameter digits: of the national number, as ASCII.
  init?(callingCode: UInt16, digits: Span<UInt8>, isNational: Bool) {
    guard let code = Plan.callingCode(callingCode) else { return nil }
    let index = code - np_calling_codes()
    let reference = FormatRule.walk(from: np_format_roots()[index], digits)
    var place = Int(reference & ~UInt16(NP_FORMAT_LIST))
    let lists = np_format_lists()
    guard lists[place] != UInt16(NP_FORMAT_NONE) else { return nil }
    while true {
      let word = lists[place]
      let format = np_formats()[Int(word & ~UInt16(NP_FORMAT_LAST))]
      let template = isNational ? format.national : format.international
      let shape = np_format_shapes() + Int(format.shape) * Int(NP_FORMAT_GROUPS)
      if template != UInt8(NP_FORMAT_NO_TEMPLATE), FormatRule.takes(digits.count, shape) {
        self.shape = shape
        self.template = np_format_templates() + Int(template) * Int(NP_FORMAT_TEMPLATE)
        return
      }
      if word & UInt16(NP_FORMAT_LAST) != 0 { return nil }
      place += 1
    }
  }

  /// Follows the first digits to a list of formats.
  private static func walk(from root: UInt16, _ digits: Span<UInt8>) -> UInt16 {
    let nodes = np_format_nodes()
    var reference = root
    var at = 0
    while reference & UInt16(NP_FORMAT_LIST) == 0 {
      let node = nodes + Int(reference)
      let word = node[0]
      let hasOwn = word & UInt16(NP_FORMAT_OWN) != 0
      guard at < digits.count else { return hasOwn ? node[1] : UInt16(NP_FORMAT_LIST) }
      let runs = word & (2 << UInt16(digits[at] & 0xF) - 1)
      reference = node[runs.nonzeroBitCount + (hasOwn ? 1 : 0)]
      at += 1
    }
    return reference
  }

  private static func takes(_ count: Int, _ shape: UnsafePointer<UInt8>) -> Bool {
    var fewest = 0
    var more = 0
    for group in 0..<Int(NP_FORMAT_GROUPS) {
      fewest += Int(shape[group] & 0xF)
      more += Int(shape[group] >> 4)
    }
    return count >= fewest && count <= fewest + more
  }

  /// Appends the digits in their groups, with what the rule puts around them.
  ///
  /// - Parameter separator: stands for each run of punctuation, which is left out at the start;
  ///   nil keeps the punctuation of the rule.
  func append(_ digits: Span<UInt8>, separator: UInt8?, to text: inout FormattedText) {
    let ends = groupEnds(digits.count)
    let start = text.count
    var isBetween = false
    var part = template
    while part.pointee != 0 {
      let byte = part.pointee
      part += 1
      let isGroup = byte <= UInt8(NP_FORMAT_GROUPS)
      if let separator {
        let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
        if !isGroup && !isDigit {
          isBetween = text.count > start
          continue
        }
        if isBetween { text.append(separator) }
        isBetween = false
      }
      if isGroup {
        let group = Int(byte)
        text.append(digits.extracting(ends[group - 1]..<ends[group]))
      } else {
        text.append(byte)
      }
    }
    if isBetween, let separator { text.append(separator) }
  }

  /// Where each group ends; the first entry is where the first begins. A group takes as many digits
  /// as those after it leave.
  private func groupEnds(_ count: Int) -> InlineArray<6, Int> {
    var ends = InlineArray<6, Int>(repeating: 0)
    var spare = count
    for group in 0..<Int(NP_FORMAT_GROUPS) { spare -= Int(shape[group] & 0xF) }
    for group in 0..<Int(NP_FORMAT_GROUPS) {
      let more = min(spare, Int(shape[group] >> 4))
      spare -= more
      ends[group + 1] = ends[group] + Int(shape[group] & 0xF) + more
    }
    return ends
  }
}
