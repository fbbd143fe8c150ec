extension CleanReport {
  /// What became of the phone numbers. Counts are of numbers found in cells, not of contacts.
  package struct Numbers: Codable, Sendable, Equatable {
    package var byStatus: [StatusCount]
    /// Why numbers were refused.
    package var reasons: [NumberRule]
    /// What was repaired.
    package var repairs: [NumberRule]
    /// ISO 3166-1 alpha-2 codes of the numbers that have an E.164 form.
    package var countries: [CountryCount]
    package var kinds: [KindCount]
    /// Where the country of each number came from.
    package var countryFrom: [OriginCount]

    package init(
      byStatus: [StatusCount] = [], reasons: [NumberRule] = [], repairs: [NumberRule] = [],
      countries: [CountryCount] = [], kinds: [KindCount] = [], countryFrom: [OriginCount] = []
    ) {
      self.byStatus = byStatus
      self.reasons = reasons
      self.repairs = repairs
      self.countries = countries
      self.kinds = kinds
      self.countryFrom = countryFrom
    }
  }

  /// A reason for refusal or a repair: how often, what it means, and what such cells look like.
  package struct NumberRule: Codable, Sendable, Equatable {
    package var reason: String
    package var count: Int
    package var explanation: String
    /// Cells it met, masked.
    package var samples: [String]

    package init(reason: String, count: Int, explanation: String, samples: [String] = []) {
      self.reason = reason
      self.count = count
      self.explanation = explanation
      self.samples = samples
    }
  }

  /// Numbers of one status: `valid`, `repaired`, `possible`, `invalid`, `ambiguous`.
  package struct StatusCount: Codable, Sendable, Equatable {
    package var status: String
    package var count: Int

    package init(status: String, count: Int) {
      self.status = status
      self.count = count
    }
  }

  /// Numbers of one country, by its ISO 3166-1 alpha-2 code.
  package struct CountryCount: Codable, Sendable, Equatable {
    package var code: String
    package var count: Int

    package init(code: String, count: Int) {
      self.code = code
      self.count = count
    }
  }

  /// Numbers of one kind, such as `mobile`.
  package struct KindCount: Codable, Sendable, Equatable {
    package var kind: String
    package var count: Int

    package init(kind: String, count: Int) {
      self.kind = kind
      self.count = count
    }
  }

  /// Numbers whose country came from one origin.
  package struct OriginCount: Codable, Sendable, Equatable {
    package var origin: CountryOrigin
    package var count: Int

    package init(origin: CountryOrigin, count: Int) {
      self.origin = origin
      self.count = count
    }
  }

  /// Where a number's country comes from, the first that knows one.
  package enum CountryOrigin: String, Codable, Sendable, CaseIterable {
    /// The number carries its calling code.
    case number
    /// The country field of the same row.
    case row
    /// The country inferred for the column.
    case column
    /// `--country`.
    case option
  }
}
