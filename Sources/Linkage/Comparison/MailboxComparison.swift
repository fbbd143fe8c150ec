/// Compares the mailbox of a row whose name is not whole with the name of the other:
/// `maya, mcurtis53@…` with `Maya Curtis`.
struct MailboxComparison: Sendable {
  static let levels = [
    Level("names_the_other", 0.50, 0.30, 0.001, rare: true),
    Level("names_nobody", 0.50, 0.70, 0.999, 1),
  ]

  /// By value: the skeleton of the mailbox's letters.
  private var letters = StringTable()
  private var lettersOfValue: [UInt32] = [0]
  /// By name: then nobody else can be asked for.
  private let hasWholeName: [Bool]
  private static let shortestWord = 3

  /// - Parameter field: of the addresses.
  init(_ records: Records, field: Int) {
    hasWholeName = (0..<records.names.count).map { records.names.isWhole($0) }
    var builder = SkeletonBuilder()
    var mailbox: [UInt8] = []
    var skeleton: [UInt8] = []
    let table = records.fields[field].table
    let bytes = table.bytes.span
    for value in 1..<max(1, table.count) {
      mailbox.removeAll(keepingCapacity: true)
      skeleton.removeAll(keepingCapacity: true)
      for offset in table.range(value) {
        if bytes[offset] == UInt8(ascii: "@") || bytes[offset] == UInt8(ascii: "+") { break }
        if bytes[offset] >= 0x61 { mailbox.append(bytes[offset]) }
      }
      builder.append(mailbox.span, to: &skeleton)
      lettersOfValue.append(
        records.isRoleMailbox(field, value) ? 0 : UInt32(letters.intern(skeleton.span)))
    }
  }

  /// - Parameters:
  ///   - nameA, nameB: each row's name.
  ///   - mailA, mailB: each row's address.
  func compare(
    names nameA: Int, _ nameB: Int, mails mailA: Int, _ mailB: Int, _ records: Records
  ) -> Agreement {
    let a = compare(mail: mailA, of: nameA, with: nameB, records.names)
    let b = compare(mail: mailB, of: nameB, with: nameA, records.names)
    if a.level < 0 || b.level < 0 { return a.level < 0 ? b : a }
    return a.level < b.level || (a.level == b.level && a.rarity >= b.rarity) ? a : b
  }

  /// Whether a mailbox is made of the name and nothing else but an initial: a slip in the name makes
  /// another mailbox.
  func isMadeOf(_ value: Int, _ name: Int, _ names: NameIndex) -> Bool {
    if lettersOfValue[value] == 0 { return false }
    let mailbox = letters.bytes.span.extracting(letters.range(Int(lettersOfValue[value])))
    var rest = mailbox.count
    for position in names.range(name) {
      let skeleton = names.words.skeleton(names.word(at: position))
      let count = names.words.skeletons.range(skeleton).count
      if count >= Self.shortestWord, names.words.isSkeleton(skeleton, in: mailbox) { rest -= count }
    }
    return rest <= 1
  }

  /// Whether a mailbox is named after the name: then an equal name makes a like mailbox.
  func isNamedAfter(_ value: Int, _ name: Int, _ names: NameIndex) -> Bool {
    if lettersOfValue[value] == 0 { return false }
    let mailbox = letters.bytes.span.extracting(letters.range(Int(lettersOfValue[value])))
    return names.range(name).contains { position in
      let skeleton = names.words.skeleton(names.word(at: position))
      return names.words.skeletons.range(skeleton).count >= Self.shortestWord
        && names.words.isSkeleton(skeleton, in: mailbox)
    }
  }

  private func compare(
    mail value: Int, of name: Int, with otherName: Int, _ names: NameIndex
  ) -> Agreement {
    if value == 0 || hasWholeName[name] || lettersOfValue[value] == 0 { return .missing }
    let own = names.range(name)
    let other = names.range(otherName)
    let mailbox = letters.range(Int(lettersOfValue[value]))
    let span = letters.bytes.span
    var isAsked = false
    for position in other {
      let word = names.word(at: position)
      let skeleton = names.words.skeleton(word)
      if own.contains(where: { names.words.skeleton(names.word(at: $0)) == skeleton }) { continue }
      let range = names.words.skeletons.range(skeleton)
      if range.count < Self.shortestWord { continue }
      isAsked = true
      if names.words.isSkeleton(skeleton, in: span.extracting(mailbox)) {
        // What an initial has said is not said again.
        let initial = own.first { names.words.isInitial(names.word(at: $0), of: word) }
        let said = initial.map { names.words.initialRarity(names.word(at: $0), word) } ?? 0
        return Agreement(level: 0, rarity: max(0, names.words.rarity(word) - said))
      }
    }
    return isAsked ? Agreement(level: 1, rarity: 0) : .missing
  }
}
