/// What one column of an input was taken for, and how sure that is.
package struct ColumnMapping: Sendable, Equatable, Codable {
  package enum Role: Sendable, Equatable, Codable {
    /// A canonical field.
    case field(Field)
    /// An opt-out column whose yes means that contact is allowed.
    case invertedOptOut
    /// A column of Rollcall's own `contacts.csv`, read back as it was written.
    case restored(ContactColumn)
    /// Carried along under this name.
    case extra(String)
    /// Carried along, and a value of it that speaks of an opt-out is one.
    case watched(String)
  }

  package enum How: String, Sendable, Codable {
    /// A spelling of `Rules/fields.yaml`.
    case name
    /// A spelling with wildcards, or a numbered column.
    case pattern
    /// A spelling of the profile of the system that wrote the file.
    case profile
    /// What the cells hold; the header says nothing, or something else.
    case content
    /// It may be an opt-out, and is taken for one until someone decides.
    case suspected
    /// The mapping file of the user.
    case set
    /// Another column already fills the field.
    case `repeat`
    /// The header of `contacts.csv`.
    case own
    /// No rule fits.
    case none
  }

  package var header: String
  package var role: Role
  package var how: How
  /// How sure the role is, 0…1; of a column that is carried along, how sure its candidate is.
  package var score: Double
  /// The field that comes nearest, where the column is carried along.
  package var candidate: Field?
  /// What the decision rests on, in words; may be empty.
  package var why: String
  /// The column whose cells say what kind of number stands in this one, by number.
  package var labelColumn: Int?

  package init(
    header: String, role: Role, how: How, score: Double = 1, candidate: Field? = nil,
    why: String = "", labelColumn: Int? = nil
  ) {
    self.header = header
    self.role = role
    self.how = how
    self.score = score
    self.candidate = candidate
    self.why = why
    self.labelColumn = labelColumn
  }

  package var field: Field? {
    switch role {
    case .field(let field): field
    case .invertedOptOut: .optOut
    case .restored, .extra, .watched: nil
    }
  }

  /// The name under which values that cannot be interpreted are carried along.
  package var extraName: String {
    switch role {
    case .extra(let name), .watched(let name): name
    case .field, .invertedOptOut, .restored: header
    }
  }
}

/// The columns of one input, and the system that wrote it.
package struct TableMapping: Sendable {
  package var columns: [ColumnMapping]
  /// The profile whose headers were recognised, or that the user named.
  package var profile: VendorProfile?

  package init(columns: [ColumnMapping], profile: VendorProfile? = nil) {
    self.columns = columns
    self.profile = profile
  }
}
