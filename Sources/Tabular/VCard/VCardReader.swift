/// The card that is being read: its lines become properties.
struct VCardReader {
  enum Outcome {
    case open
    /// The line ended the card.
    case ended
    /// The line begins another card, so this one was not closed.
    case interrupted
  }

  let start: RecordBatch.Position
  private(set) var properties: [VCardProperty] = []
  /// Whether it is of version 2.1.
  private(set) var isOld = false
  private(set) var problem: (reason: Reject.Reason, message: String)?
  private(set) var bentLines: UInt64 = 0
  /// The beginning of its text, for a reject.
  private(set) var raw: [UInt8]

  /// The line that is being unfolded, and what stands before its value once that is known.
  private var text: [UInt8] = []
  private var head: VCardProperty.Head?
  private var base64Count = 0
  /// Folds after which the head was looked for.
  private var headFolds = 0
  private var byteCount: Int
  /// Cards inside this one, as `AGENT` has them; they are passed over.
  private var innerCards = 0

  init(_ line: ArraySlice<UInt8>, at place: RecordBatch.Position) {
    start = place
    raw = Array(line.prefix(Reject.rawLimit))
    byteCount = line.count
  }

  mutating func take(
    _ line: ArraySlice<UInt8>, at place: RecordBatch.Position, limit: Int
  ) -> Outcome {
    if VCardParser.isMark("end:vcard", line) {
      note(line)
      guard innerCards > 0 else { return .ended }
      innerCards -= 1
      return .open
    }
    if VCardParser.isMark("begin:vcard", line) {
      endProperty()
      guard
        properties.last.map({ $0.head.name == "AGENT" && $0.value.isEmpty }) == true
          || innerCards > 0, innerCards < 8
      else { return .interrupted }
      note(line)
      innerCards += 1
      return .open
    }
    note(line)
    if !continuesBase64(line) { byteCount += line.count + 1 }
    if byteCount > limit, problem == nil {
      problem = (
        .recordTooLong,
        "the card has more than \(limit) bytes; look for a missing END:VCARD or raise the limit"
      )
      properties.removeAll()
      text.removeAll()
    }
    guard problem == nil, innerCards == 0 else { return .open }
    add(line)
    return .open
  }

  private mutating func note(_ line: ArraySlice<UInt8>) {
    let room = Reject.rawLimit - raw.count
    guard room > 0 else { return }
    raw.append(0x0A)
    raw.append(contentsOf: line.prefix(room - 1))
  }

  // MARK: - Unfolding

  private mutating func add(_ line: ArraySlice<UInt8>) {
    let isBlank = !line.contains { $0 > 0x20 }
    if head?.isQuotedPrintable == true, text.last == UInt8(ascii: "=") {
      text.removeLast()
      text.append(contentsOf: line)
      return
    }
    if isBlank {
      // A blank line ends base64 in vCard 2.1, and a property everywhere.
      endProperty()
      return
    }
    if let first = line.first, first == 0x20 || first == 0x09, !text.isEmpty {
      // Up to version 2.1 the blank at a fold belongs to the text.
      extend(isOld ? line : line.dropFirst())
      return
    }
    if continuesBase64(line) {
      extend(line)
      return
    }
    endProperty()
    text.append(contentsOf: line)
    findHead()
  }

  /// Of base64, which is only counted, there may be any amount.
  private func continuesBase64(_ line: ArraySlice<UInt8>) -> Bool {
    head?.isBase64 == true
      && (line.first == 0x20 || line.first == 0x09 || !line.contains(UInt8(ascii: ":")))
  }

  private mutating func extend(_ line: ArraySlice<UInt8>) {
    if head?.isBase64 == true {
      base64Count += Self.base64Count(line)
      return
    }
    text.append(contentsOf: line)
    // What stands before a value is seldom folded, and to look again and again would take long.
    guard head == nil, headFolds < 8, line.contains(UInt8(ascii: ":")) else { return }
    headFolds += 1
    findHead()
  }

  private mutating func findHead() {
    guard let found = VCardProperty.Head(text[...]) else { return }
    head = found
    if found.isBase64 {
      base64Count = Self.base64Count(text[found.valueStart...])
      // Of its line nothing is needed any more but that there is one.
      text.removeLast(text.count - found.valueStart)
    }
  }

  private static func base64Count(_ line: ArraySlice<UInt8>) -> Int {
    line.count { $0 > 0x20 && $0 != UInt8(ascii: "=") }
  }

  /// Takes the open line as a property.
  mutating func endProperty() {
    defer {
      text.removeAll(keepingCapacity: true)
      head = nil
      headFolds = 0
      base64Count = 0
    }
    guard !text.isEmpty, problem == nil else { return }
    guard let head else {
      addBent()
      return
    }
    var property = VCardProperty(head: head, value: [], base64Count: base64Count)
    if !head.isBase64 {
      // A soft break with nothing behind it is none.
      if head.isQuotedPrintable, text.last == UInt8(ascii: "=") { text.removeLast() }
      let value = text[head.valueStart...]
      property.value =
        head.isQuotedPrintable
        ? VCardText.decode(VCardText.decodeQuotedPrintable(value), charset: head.charset)
        : Array(value)
    }
    if head.name == "VERSION" { isOld = property.value.starts(with: "2".utf8) }
    properties.append(property)
  }

  /// A line that is no property belongs to the one before.
  private mutating func addBent() {
    guard let last = properties.indices.last, !properties[last].head.isBase64 else {
      if properties.isEmpty {
        problem = (
          .invalidVCard,
          "the card begins with a line that is no property (NAME:VALUE); correct it"
        )
      } else {
        bentLines += 1
        properties[properties.count - 1].base64Count += Self.base64Count(text[...])
      }
      return
    }
    bentLines += 1
    properties[last].value.append(0x0A)
    properties[last].value.append(contentsOf: text)
  }
}
