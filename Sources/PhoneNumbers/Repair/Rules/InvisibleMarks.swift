/// Marks that nobody sees: zero-width and bidirectional marks, hard and thin spaces. They come from
/// address books of phones and from web pages. `+44⁠7400 123456` with a word joiner →
/// `+447400123456`. Does not apply to a plain blank.
enum InvisibleMarks: RepairRule {
  static let description = RuleDescription(
    .invisibleMarks, "Invisible marks or unusual spaces were taken out.",
    example: .init("\u{202A}+44\u{A0}7400\u{A0}123456\u{202C}", "", "+447400123456"))
}
