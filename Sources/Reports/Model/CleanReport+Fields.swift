extension CleanReport {
  /// How full a field was in the rows that were read, and is in the contacts that came out; and what
  /// its values look like before and after.
  package struct Completeness: Codable, Sendable, Equatable {
    package var field: String
    package var filledBefore: Int
    package var rowsBefore: Int
    package var filledAfter: Int
    package var contactsAfter: Int
    /// How many of the filled rows hold a value that could be read: a number that is valid as it
    /// stands, an address, a date; `nil` where validity has no meaning.
    package var validBefore: Int?
    /// How many of the filled contacts hold a valid value; `nil` where validity has no meaning.
    package var validAfter: Int?
    /// The cells of the columns that feed the field; `nil` where none of them is filled.
    package var before: Profile?
    /// The values of the contacts; `nil` where none is filled.
    package var after: Profile?

    package init(
      field: String, filledBefore: Int, rowsBefore: Int, filledAfter: Int, contactsAfter: Int,
      validBefore: Int? = nil, validAfter: Int? = nil, before: Profile? = nil,
      after: Profile? = nil
    ) {
      self.field = field
      self.filledBefore = filledBefore
      self.rowsBefore = rowsBefore
      self.filledAfter = filledAfter
      self.contactsAfter = contactsAfter
      self.validBefore = validBefore
      self.validAfter = validAfter
      self.before = before
      self.after = after
    }
  }

  /// What the cells of a column look like. Holds no value in clear.
  package struct Profile: Codable, Sendable, Equatable {
    /// Cells that are not empty.
    package var filled: Int
    /// How many of their values differ from all others.
    package var distinct: Int
    /// Whether `distinct` is an estimate, with a standard error of 0.8 %.
    package var isEstimate: Bool
    /// The commonest forms: `9` for a digit, `Aaaa` for a word; at most five.
    package var patterns: [PatternCount]

    package init(
      filled: Int, distinct: Int, isEstimate: Bool = false, patterns: [PatternCount] = []
    ) {
      self.filled = filled
      self.distinct = distinct
      self.isEstimate = isEstimate
      self.patterns = patterns
    }
  }

  /// Cells of one form, such as `+9 (999) 999-99-99`.
  package struct PatternCount: Codable, Sendable, Equatable {
    package var pattern: String
    package var count: Int

    package init(pattern: String, count: Int) {
      self.pattern = pattern
      self.count = count
    }
  }
}
