/// More than one number in a cell, parted by signs, words, line breaks, or by a blank where each
/// side is a number and the whole is none. `07400 123456 / 07400 123457` → both. The first one is
/// the cell's number, the others come after it. Does not apply to the groups of one number.
enum TwoNumbers: RepairRule {
  static let description = RuleDescription(
    .twoNumbers, "The cell holds more than one number.",
    example: .init("07400 123456 / 07400 123457", "GB", "+447400123456 +447400123457"))
}
