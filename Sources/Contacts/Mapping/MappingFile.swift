/// A mapping that a user corrected: `rollcall rules init` writes it, `rollcall clean --mapping` takes it.
///
/// Reading is strict: an unknown key or field, a column named twice and two columns for a field that takes one are
/// errors with file and line, and so is a column or an input that the run does not have.
package struct MappingFile: Sendable {
  /// What a column is to be; the cases are written as their raw values, a field as its name.
  package enum Choice: Sendable, Codable, Equatable {
    case field(Field)
    /// An opt-out whose yes means that contact is allowed.
    case optOutInverted
    case carryAlong
    /// Carried along, and words of opt-out in it count.
    case watched
    /// A column of Rollcall's own `contacts.csv`.
    case asWritten

    package static let words: [(word: String, choice: Choice)] = [
      ("opt_out_inverted", .optOutInverted), ("carry_along", .carryAlong),
      ("carry_along_watched", .watched), ("as_written", .asWritten),
    ]

    package init?(word: String) {
      if let field = Field(rawValue: word) {
        self = .field(field)
      } else if let known = Self.words.first(where: { $0.word == word }) {
        self = known.choice
      } else {
        return nil
      }
    }

    package init(_ mapping: ColumnMapping) {
      self =
        switch mapping.role {
        case .field(let field): .field(field)
        case .invertedOptOut: .optOutInverted
        case .watched: .watched
        case _ where mapping.how == .own: .asWritten
        case .restored: .asWritten
        case .extra: .carryAlong
        }
    }

    package var word: String {
      if case .field(let field) = self { return field.rawValue }
      return Self.words.first { $0.choice == self }?.word ?? ""
    }
  }

  /// Columns of one input. Columns that it does not name are inferred.
  package struct Input: Sendable, Codable {
    package var file: String
    package var profile: ProfileChoice?
    var columns: [Column]
    /// Where it stands, for errors.
    var place: RuleError
  }

  struct Column: Sendable, Codable {
    var header: String
    var choice: Choice
    var place: RuleError
  }

  package let inputs: [Input]

  package init(_ file: RuleNode, profiles: [String]) throws(RuleError) {
    let keys = try file.entries(allowed: ["inputs"])
    guard let list = keys["inputs"] else {
      throw file.error("the key 'inputs' is missing", "write the file with 'rollcall rules init'")
    }
    var inputs: [Input] = []
    for node in try list.items() {
      let input = try Self.input(node, profiles: profiles)
      guard !inputs.contains(where: { $0.file == input.file }) else {
        throw input.place.saying("'\(input.file)' stands twice", "keep one of the two")
      }
      inputs.append(input)
    }
    self.inputs = inputs
  }

  private static func input(_ node: RuleNode, profiles: [String]) throws(RuleError) -> Input {
    let keys = try node.entries(allowed: ["file", "profile", "columns"])
    guard let file = keys["file"], let list = keys["columns"] else {
      throw node.error("an input needs 'file' and 'columns'", "give both")
    }
    var input = Input(file: try file.string(), columns: [], place: file.error("", ""))
    if let profile = keys["profile"] {
      let name = try profile.string()
      guard name == "none" || profiles.contains(name) else {
        throw profile.error(
          "unknown profile '\(name)'",
          nearest(to: name, in: profiles).map { "did you mean '\($0)'?" }
            ?? "known profiles are \((["none"] + profiles).joined(separator: ", "))")
      }
      input.profile = name == "none" ? ProfileChoice.none : .named(name)
    }
    for item in try list.items() {
      input.columns.append(try column(item))
    }
    try refuseRepeats(in: input.columns)
    return input
  }

  private static func column(_ node: RuleNode) throws(RuleError) -> Column {
    let keys = try node.entries(
      allowed: ["column", "field", "why", "confidence", "candidate", "samples"])
    guard let header = keys["column"], let field = keys["field"] else {
      throw node.error("an entry needs 'column' and 'field'", "give both")
    }
    let word = try field.string()
    guard let choice = Choice(word: word) else {
      throw field.unknownField(word, further: Choice.words.map(\.word))
    }
    return Column(header: try header.string(), choice: choice, place: header.error("", ""))
  }

  private static func refuseRepeats(in columns: [Column]) throws(RuleError) {
    var headers: Set<String> = []
    var owners: [Field: String] = [:]
    for column in columns {
      guard headers.insert(column.header).inserted else {
        throw column.place.saying(
          "the column '\(column.header)' stands twice", "keep one of the two")
      }
      guard case .field(let field) = column.choice, !field.takesSeveralColumns else { continue }
      if let owner = owners[field] {
        throw column.place.saying(
          "'\(owner)' and '\(column.header)' both fill '\(field.rawValue)', which takes one column",
          "write 'field: carry_along' for one of them")
      }
      owners[field] = column.header
    }
  }

  /// What each column of an input is to be, by number.
  ///
  /// - Throws: for a column that the input does not have.
  package static func choices(_ input: Input, columns: [String]) throws(RuleError) -> [Int: Choice]
  {
    var numbers: [String: Int] = [:]
    for (number, header) in columns.enumerated() { numbers[header] = numbers[header] ?? number }
    let isOwn = ContactColumn.isOwnHeader(columns)
    var choices: [Int: Choice] = [:]
    for column in input.columns {
      guard let number = numbers[column.header] else {
        throw column.place.saying(
          "the input has no column '\(column.header)'",
          nearest(to: column.header, in: columns).map { "did you mean '\($0)'?" }
            ?? "its columns are \(columns.prefix(12).joined(separator: ", "))")
      }
      if column.choice == .asWritten, !isOwn {
        throw column.place.saying(
          "'as_written' is for Rollcall's own contacts.csv", "name a field, or 'carry_along'")
      }
      choices[number] = column.choice
    }
    return choices
  }

  /// The field that the file gives a column, before the columns of its input are known.
  package static func field(of header: String, in input: Input) -> Field? {
    let column = input.columns.first { $0.header == header }
    guard case .field(let field)? = column?.choice else { return nil }
    return field
  }

  /// Finds the entry of each input: by its name, by the last part of its path, by its name without the date of an
  /// export; a sole entry is that of a sole input.
  ///
  /// - Throws: where an entry is left that no input takes.
  package func assign(to files: [String]) throws(RuleError) -> [Input?] {
    var assigned = [Input?](repeating: nil, count: files.count)
    var free = inputs
    func take(_ fits: (Input, String) -> Bool) {
      for (place, file) in files.enumerated() where assigned[place] == nil {
        guard let found = free.firstIndex(where: { fits($0, file) }) else { continue }
        assigned[place] = free.remove(at: found)
      }
    }
    take { $0.file == $1 }
    take { $0.file.split(separator: "/").last == $1.split(separator: "/").last }
    take { ContactReader.label(of: $0.file) == ContactReader.label(of: $1) }
    if inputs.count == 1, files.count == 1 { take { _, _ in true } }
    if let left = free.first {
      throw left.place.saying(
        "'\(left.file)' is none of the inputs", "name it as an input, or remove its entry")
    }
    return assigned
  }
}

extension RuleError {
  /// The same place with another message.
  func saying(_ problem: String, _ remedy: String) -> RuleError {
    RuleError(path: path, line: line, column: column, problem: problem, remedy: remedy)
  }
}
