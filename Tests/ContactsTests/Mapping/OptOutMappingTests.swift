import Testing

@testable import Contacts

/// SplitMix64 (Steele, Lea & Flood 2014): the same numbers on every machine.
private struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int(next() % UInt64(elements.count))]
  }
}

private let spellings = [
  "opt out", "opted out", "optout", "unsubscribed", "unsubscribe", "do not call", "do not contact",
  "do not email", "do not text", "DNC", "blacklist", "suppressed", "HasOptedOutOfEmail",
  "hs_email_optout", "donotbulkemail", "donotphone", "donotsendmm", "email opt out",
  "отписан", "отписался", "отказ от рассылки", "не звонить", "не беспокоить", "не писать",
  "черный список", "стоп лист", "退订", "退訂", "拒收", "勿扰", "勿擾", "禁止联系", "keine Werbung",
  "Werbesperre", "abgemeldet", "no llamar", "no contactar", "désabonné", "ne pas contacter",
  "consent withdrawn", "marketing consent revoked", "declined newsletter", "no marketing",
  "не согласен на рассылку", "отзыв согласия", "不同意营销", "取消订阅", "refused SMS",
]
private let before = [
  "", "", "is", "crm", "x1", "Contact:", "customer", "flag", "контакт:", "客户", "the",
]
private let after = [
  "", "", "flag", "2", "(e-mail)", "WhatsApp", "?", "__c", "since", "дата", "状态",
]
private let separators = [" ", "_", "-", ".", " / ", ": ", "  "]

private let contents: [[String]] = [
  [], ["yes", "no", "yes"], ["1", "0", "0", "0"], ["2023-01-05", "2024-05-06 10:00"],
  ["left us", "angry", "moved"], ["a@example.com", "b@example.com", "c@example.com"],
  ["+15045550110", "+15045550111", "+15045550112"],
  ["https://example.com/1", "https://example.com/2"],
  ["да", "", "да"], ["Allow", "Do Not Allow"], ["n/a"],
]

@Suite struct OptOutMappingTests {
  /// However an opt-out is spelled, and whatever stands in its cells, it is one.
  @Test(arguments: 0..<40)
  func noDecorationHidesAnOptOut(seed: Int) {
    var dice = Dice(state: UInt64(seed) &* 7919)
    for _ in 0..<60 {
      let words = [dice.pick(before), dice.pick(spellings), dice.pick(after)].filter { !$0.isEmpty }
      let separator = dice.pick(separators)
      var header = words.joined(separator: separator)
      if header.contains(" "), dice.next() % 3 == 0 {
        header = header.replacing(" ", with: separator)
      }
      switch dice.next() % 4 {
      case 0: header = header.uppercased()
      case 1: header = header.lowercased()
      default: break
      }
      let cells = dice.pick(contents)
      let mapped = MappedColumns.map(
        ["Name", header], cells: [["Anna Smith"], cells]
      ).columns[1]
      #expect(
        mapped.field == .optOut || mapped.field == .optOutDate,
        "'\(header)' with \(cells): \(String(describing: mapped.field)) \(mapped.why)")
    }
  }

  /// A column about consent that answers is never carried along: it is an opt-in or an opt-out.
  @Test(arguments: [
    "Newsletter (spring)", "GDPR status", "SMS marketing ok", "WhatsApp messages", "Mailing list A",
    "Consent to calls", "Accepts promotional messages", "Marketing permission 2024",
    "Согласие на звонки", "Рекламные рассылки", "Подписка на новости", "营销短信", "同意接收短信",
    "Einwilligung Werbung", "Publicidad por correo", "Email me offers", "Privacy accepted",
  ])
  func aColumnThatSmellsOfConsentIsHeeded(header: String) throws {
    let answers = ["yes", "no", "no", "yes", "yes", "no", "yes", "no"]
    let mapping = try #require(MappedColumns.one(header, answers))
    #expect(mapping.field == .optOut || mapping.field == .optIn, "\(header)")
    if mapping.field == .optOut { #expect(mapping.how == .suspected) }
    let text = try #require(MappedColumns.one(header, ["blue car", "red car", "green car"]))
    #expect(text.field != .optOut)
  }

  /// Cells that speak of consent in so many words do so under any header.
  @Test(arguments: ["Field 4", "Preference", "column_9", "Kanal", "Beziehung"])
  func wordsOfConsentAreHeededUnderAnyHeader(header: String) throws {
    let cells = [
      "subscribed", "unsubscribed", "subscribed", "opted out", "subscribed", "unsubscribed",
    ]
    let mapping = try #require(MappedColumns.one(header, cells))
    #expect(mapping.field == .optOut)
    #expect(mapping.how == .suspected)
  }

  /// A few such words in a column about something else are opt-outs too.
  @Test func aFewWordsOfOptOutAreWatched() throws {
    let cells = ["gold", "silver", "do not contact", "gold", "bronze", "silver", "gold"]
    let mapping = try #require(MappedColumns.one("Tier", cells))
    #expect(mapping.role == .watched("Tier"))
  }

  /// Yes or no under the name of a way to reach people is not a number, and may be a wish.
  @Test(arguments: ["WhatsApp", "Email", "Phone"])
  func answersUnderAChannelAreHeeded(header: String) throws {
    let mapping = try #require(
      MappedColumns.one(header, ["yes", "no", "no", "yes", "yes", "no", "no", "yes"]))
    #expect(mapping.field == .optOut)
    #expect(mapping.how == .suspected)
  }

  @Test(arguments: [
    "Notes", "Noted by", "Message", "Unsorted", "Subject", "Stop loss", "Communication language",
    "Подписант", "Note number", "Call centre", "Номер договора", "Список покупок", "Description",
  ])
  func ordinaryHeadersAreNoOptOuts(header: String) throws {
    let mapping = try #require(MappedColumns.one(header, ["blue car", "red car", "green car"]))
    #expect(mapping.field != .optOut, "\(mapping.why)")
  }
}
