extension CleanReport {
  /// One file: how it was understood, and where its rows went.
  package struct Input: Codable, Sendable, Equatable {
    /// The name as given on the command line.
    package var file: String
    /// `CSV`, `JSON`, `XML` …
    package var format: String
    package var encoding: String
    /// The dialect in words, such as `semicolon, quote ", CRLF, header in line 1`.
    package var dialect: String
    package var gzipped: Bool
    package var rowsRead: Int
    package var kept: Int
    package var merged: Int
    package var rejected: Int
    package var warnings: [Warning]
    /// Every column of the file, in its order.
    package var columns: [Column]
    package var phoneCountry: [PhoneCountry]
    package var dateOrders: [DateOrder]
    /// The system whose headers were recognised, such as `Salesforce`; `nil`: none.
    package var profile: String?

    package init(
      file: String, format: String, encoding: String, dialect: String, gzipped: Bool = false,
      rowsRead: Int = 0, kept: Int = 0, merged: Int = 0, rejected: Int = 0,
      warnings: [Warning] = [], columns: [Column] = [], phoneCountry: [PhoneCountry] = [],
      dateOrders: [DateOrder] = [], profile: String? = nil
    ) {
      self.file = file
      self.format = format
      self.encoding = encoding
      self.dialect = dialect
      self.gzipped = gzipped
      self.rowsRead = rowsRead
      self.kept = kept
      self.merged = merged
      self.rejected = rejected
      self.warnings = warnings
      self.columns = columns
      self.phoneCountry = phoneCountry
      self.dateOrders = dateOrders
      self.profile = profile
    }
  }

  /// Something odd that the reader mended or passed over, counted by kind.
  package struct Warning: Codable, Sendable, Equatable {
    package var kind: String
    package var count: Int
    package var message: String

    package init(kind: String, count: Int, message: String) {
      self.kind = kind
      self.count = count
      self.message = message
    }
  }

  /// A column of the source and the field that it feeds.
  package struct Column: Codable, Sendable, Equatable {
    package var header: String
    /// The field it feeds; `nil`: carried along as `extra.NAME`.
    package var field: String?
    /// What the mapping rests on; `nil` for a column that is carried along.
    package var how: MappingBasis?
    /// Rows in which the column is not empty.
    package var filled: Int
    /// A remark for the reader, or empty.
    package var note: String
    /// Of a column that is carried along, the field that came nearest.
    package var candidate: String?
    /// How sure the field is, or the candidate, 0…1.
    package var score: Double?
    /// It may be an opt-out, and is taken for one until someone decides.
    package var isUndecided: Bool
    /// Filled rows whose cell could be read as its field; `nil` where validity has no meaning, or
    /// where several columns feed the field and it is not known which of them gave the value.
    package var valid: Int?
    /// `nil` of an empty column, and of those behind the first 512.
    package var profile: Profile?

    package init(
      header: String, field: String?, how: MappingBasis?, filled: Int, note: String = "",
      candidate: String? = nil, score: Double? = nil, isUndecided: Bool = false,
      valid: Int? = nil, profile: Profile? = nil
    ) {
      self.header = header
      self.field = field
      self.how = how
      self.filled = filled
      self.note = note
      self.candidate = candidate
      self.score = score
      self.isUndecided = isUndecided
      self.valid = valid
      self.profile = profile
    }
  }

  /// What a mapping rests on.
  package enum MappingBasis: String, Codable, Sendable, CaseIterable {
    /// The header is a known name of the field.
    case name
    /// The header follows a known pattern, such as `Phone 2 - Value`.
    case pattern
    /// The values look like the field's.
    case content
    /// A further column of a field that already has one.
    case repeated = "repeat"
    /// The profile of the system that wrote the file.
    case profile
    /// It may be an opt-out.
    case suspected
    /// The mapping file.
    case set
  }

  /// The country taken for numbers of a column that carry no country code.
  package struct PhoneCountry: Codable, Sendable, Equatable {
    package var column: String
    /// ISO 3166-1 alpha-2; `nil`: the column shows none clearly enough.
    package var region: String?
    /// The part of the column's evidence that speaks for `region`, 0…1.
    package var share: Double
    /// What the inference rests on, in words.
    package var basis: String

    package init(column: String, region: String?, share: Double, basis: String) {
      self.column = column
      self.region = region
      self.share = share
      self.basis = basis
    }
  }

  /// The order in which a column writes day, month and year.
  package struct DateOrder: Codable, Sendable, Equatable {
    package var column: String
    /// `day-month-year` and so on, as the reader is to see it.
    package var order: String
    package var evidence: String

    package init(column: String, order: String, evidence: String) {
      self.column = column
      self.order = order
      self.evidence = evidence
    }
  }
}
