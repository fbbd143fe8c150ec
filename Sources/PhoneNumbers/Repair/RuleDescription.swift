/// What a rule says of itself: for `rollcall numbers --rules`, for reports, and for its test.
public struct RuleDescription: Sendable {
  /// A cell that the rule meets.
  public struct Example: Sendable, Hashable {
    public let cell: String
    /// The default region, empty for none.
    public let region: String
    /// E.164 of the numbers that are read, parted by a blank; empty for a refusal.
    public let answer: String

    init(_ cell: String, _ region: String, _ answer: String) {
      self.cell = cell
      self.region = region
      self.answer = answer
    }
  }

  public let rule: Rule
  /// One sentence of plain English.
  public let summary: String
  public let example: Example
  /// Whether `Rules/phones.yaml` may switch the rule off.
  public let isSwitchable: Bool

  init(_ rule: Rule, _ summary: String, example: Example, isSwitchable: Bool = true) {
    self.rule = rule
    self.summary = summary
    self.example = example
    self.isSwitchable = isSwitchable
  }
}

/// One rule, in a file of its own under `Rules`.
protocol RepairRule {
  static var description: RuleDescription { get }
}

extension Rule {
  /// What the rule says of itself. O(1).
  public var description: RuleDescription { Rule.descriptions[Int(ordinal)] }

  /// The rules that can be switched, in the order of `allCases`.
  public static var switchable: [RuleDescription] {
    descriptions.filter(\.isSwitchable)
  }

  /// In the order of `allCases`.
  private static let descriptions: [RuleDescription] = {
    let repairs: [any RepairRule.Type] = [
      Label.self, TrailingText.self, InvisibleMarks.self, OtherDigits.self, Apostrophe.self,
      SpreadsheetDecimal.self, ThousandsSeparators.self, ScientificExpanded.self,
      MessengerAddress.self, VCardLine.self,
      KeypadLetters.self, LookAlikeLetter.self,
      TrunkInParentheses.self, PlusBeforePrefix.self, DoubleZero.self, LostPlus.self,
      DoubledCallingCode.self, LostLeadingZero.self, ArgentinaMobileFifteen.self,
      BeninTenDigits.self, BrazilNinthDigit.self, IvoryCoastTenDigits.self, MexicoMobileOne.self,
      TwoNumbers.self, SameNumberTwice.self, AbbreviatedNumber.self, PartlyRead.self,
      TwoReadings.self,
      Placeholder.self, ScientificNotation.self, CalendarDate.self, EmailAddress.self,
      WebAddress.self, CardNumber.self, TaxNumber.self, BankAccount.self, ReferenceNumber.self,
      Price.self, Coordinates.self, NetworkAddress.self,
    ]
    return Outcomes.descriptions + repairs.map { $0.description }
  }()
}

/// What cannot be switched off, for it is no rule but what the plan or the cell says.
enum Outcomes {
  static let descriptions = [
    outcome(.none, "The number was read as it stands.", "+44 7400 123456", "", "+447400123456"),
    outcome(.empty, "The cell is empty.", " ", "GB", ""),
    outcome(.notANumber, "The cell holds no phone number.", "ask the boss", "GB", ""),
    outcome(
      .noCountry, "The number has no calling code, and no country is known for it.",
      "07400 123456", "", ""),
    outcome(
      .unknownCallingCode, "The calling code is not assigned to any country.",
      "+999 1234 5670", "GB", ""),
    outcome(.tooShort, "The number has too few digits for its country.", "020", "GB", ""),
    outcome(
      .tooLong, "The number has too many digits for its country.", "+44 7400 123456 789", "", ""),
    outcome(
      .notAssigned, "The length fits, but the country has no numbers that begin like this.",
      "+1 102 555 0123", "", ""),
    outcome(
      .ruleOff, "Only a rule that is switched off would read the cell.", "", "", ""),
  ]

  private static func outcome(
    _ rule: Rule, _ summary: String, _ cell: String, _ region: String, _ answer: String
  ) -> RuleDescription {
    RuleDescription(
      rule, summary, example: .init(cell, region, answer), isSwitchable: false)
  }
}
