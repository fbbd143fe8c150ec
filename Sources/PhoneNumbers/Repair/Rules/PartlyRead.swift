/// A number, and other digits that are none: a second number with a slip, or one of another country
/// without its code. `07400 123456; 99887766554433` → `+447400123456`, less sure. Does not apply to
/// short digits, which are notes.
enum PartlyRead: RepairRule {
  static let description = RuleDescription(
    .partlyRead, "The cell holds one number and digits that are none.",
    example: .init("07400 123456; 99887766554433", "GB", "+447400123456"))
}
