/// Words before a number: `Mobile:`, `тел.`, `電話`. People write several lines into one column and
/// say which is which. `Tel: 07400 123456` → `+447400123456`. Does not apply to words that name
/// something else, see `ReferenceNumber`.
enum Label: RepairRule {
  static let description = RuleDescription(
    .label, "Words before the number were left out.",
    example: .init("Mobile: 07400 123456", "GB", "+447400123456"))
}
