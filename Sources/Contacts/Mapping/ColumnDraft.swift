/// The mapping of a column as it comes to be.
struct ColumnDraft {
  var header: String
  var evidence: ColumnMapper.Evidence
  var field: Field?
  var isInverted = false
  /// Lower wins a field that takes one column.
  var rank = Int.max
  var how = ColumnMapping.How.none
  var score = 0.0
  var candidate: Field?
  var why = ""
  var isWatched = false
  /// Whether content may still find a field for it.
  var isOpen = false

  var content: ColumnContent { evidence.content }

  mutating func take(
    _ field: Field, _ how: ColumnMapping.How, _ score: Double, _ why: String, rank: Int = .max
  ) {
    self.field = field
    self.how = how
    self.score = score
    self.why = why
    self.rank = rank
    isOpen = false
  }

  mutating func carry(_ candidate: Field?, _ score: Double, _ why: String) {
    field = nil
    isInverted = false
    how = .none
    self.candidate = candidate
    self.score = score
    self.why = why
  }
}
