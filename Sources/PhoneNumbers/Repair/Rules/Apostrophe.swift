/// The apostrophe with which people make a spreadsheet keep a number as text, quotation marks, and
/// the formula `="…"`. `'+447400123456` → `+447400123456`. Does not apply inside a number.
enum Apostrophe: RepairRule {
  static let description = RuleDescription(
    .apostrophe, "An apostrophe, quotation marks or =\"…\" around the number were taken off.",
    example: .init("=\"07400123456\"", "GB", "+447400123456"))

  static func isMark(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: "'") || symbol == UInt8(ascii: "\"") || symbol == UInt8(ascii: "=")
  }
}
