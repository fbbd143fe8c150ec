package import Contacts
internal import Reports
package import Tabular

/// `rollcall rules init`: the inferred mapping of inputs as a file to correct.
package struct MappingDraft {
  private let inputs: [String]
  private let rules: RuleFiles
  private let reading: ReadOptions
  private let mapping: MappingChoice
  private let progress: any ProgressObserver

  /// - Parameter inputs: files, globs, folders, `-`.
  package init(
    inputs: [String], rules: RuleFiles, reading: ReadOptions, mapping: MappingChoice,
    progress: any ProgressObserver
  ) {
    self.inputs = inputs
    self.rules = rules
    self.reading = reading
    self.mapping = mapping
    self.progress = progress
  }

  /// Reads the inputs once.
  ///
  /// - Throws: `PipelineError` or `RuleError`.
  package func text() throws -> String {
    let book = try RuleBook(rules)
    let files = try InputFiles.resolve(inputs)
    var text = MappingText()
    for (file, mapping) in zip(files, try mapping.mappings(for: files, book)) {
      let survey = try survey(file, book, mapping)
      text.add(
        file: file.name, profile: survey.profile?.name, columns: survey.columns,
        samples: zip(survey.columns, survey.samples).map { column, cells in
          cells.map { Self.masked($0, column, book.words) }
        })
    }
    return text.text
  }

  private func survey(
    _ file: InputFile, _ rules: RuleBook, _ mapping: InputMapping
  ) throws -> InputSurvey {
    do {
      var reader = try TableReader(path: file.path, options: reading)
      var evidence = InputSurvey.Evidence(rules: rules, mapping: mapping)
      while let batch = try reader.next() {
        evidence.observe(batch, columns: reader.columns)
        progress.advance(
          stage: "surveying \(file.name)",
          fraction: reader.byteCount.map { Double(reader.bytesRead) / Double(max(1, $0)) })
      }
      return try evidence.survey(
        of: file.name, form: InputForm(reader, file: file.name, mapping: mapping))
    } catch let error as ReadError {
      throw PipelineError(error.naming(file.name))
    }
  }

  /// A cell fit to be shown. Answers to questions stand in clear, for they are what decides on a column of consent.
  private static func masked(_ cell: String, _ column: ColumnMapping, _ words: Words) -> String {
    if words.truth(of: cell) != nil || words.permission(of: cell) != nil { return cell }
    if cell.contains("@") { return maskEmail(cell) }
    if column.field?.isPhone == true { return maskPhone(cell) }
    return shape(of: cell)
  }

  /// The first letter of each word, and the places of digits: `A•• 12•• •••`.
  private static func shape(of cell: String) -> String {
    var shape = String.UnicodeScalarView()
    var isInWord = false
    for scalar in cell.unicodeScalars.prefix(32) {
      let isLetter = scalar.properties.isAlphabetic
      let isDigit = scalar.properties.numericType != nil
      if isLetter, !isInWord {
        shape.append(scalar)
      } else {
        shape.append(isLetter || isDigit ? "•" : scalar)
      }
      isInWord = isLetter
    }
    return String(shape)
  }
}
