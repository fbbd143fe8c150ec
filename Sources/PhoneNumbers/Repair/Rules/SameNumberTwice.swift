/// One number in several spellings, as in a merged field: `07400 123456, +44 7400 123456` →
/// `+447400123456`. Does not apply if any number differs.
enum SameNumberTwice: RepairRule {
  static let description = RuleDescription(
    .sameNumberTwice, "The cell holds one number in several spellings.",
    example: .init("07400 123456, +44 7400 123456", "GB", "+447400123456"))
}
