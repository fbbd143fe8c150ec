/// Words after a number: `(ask for Bob)`, `after 6pm`. A note that had no column of its own.
/// `07400 123456 (ask for Bob)` → `+447400123456`. Does not apply to an extension, which is kept.
enum TrailingText: RepairRule {
  static let description = RuleDescription(
    .trailingText, "Words after the number were left out.",
    example: .init("07400 123456 (ask for Bob)", "GB", "+447400123456"))
}
