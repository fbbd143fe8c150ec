package import Contacts
internal import Foundation
internal import Linkage
package import Tabular

/// What `rollcall link` is asked to do.
package struct LinkOptions {
  /// The table; `-` for standard input.
  package var input: String
  /// The column of ids.
  package var id: String
  package var specPath: String?
  package var outputPath: String
  package var pairsPath: String?
  /// Files of labelled pairs.
  package var labelPaths: [String] = []
  /// Where pairs to be labelled are written, and how many.
  package var questionsPath: String?
  package var questionCount = 200
  /// Where it is written how rows were called together.
  package var keysPath: String?
  /// Where the rows that were linked are kept for further ones; made where it is missing.
  package var statePath: String?
  /// Whether to link all rows of the state anew.
  package var refreshesState = false
  package var threads = 1
  package var rules: RuleFiles
  package var reading: ReadOptions

  package init(
    input: String, id: String, specPath: String? = nil, outputPath: String = "clusters.csv",
    pairsPath: String? = nil, rules: RuleFiles, reading: ReadOptions = ReadOptions()
  ) {
    self.input = input
    self.id = id
    self.specPath = specPath
    self.outputPath = outputPath
    self.pairsPath = pairsPath
    self.rules = rules
    self.reading = reading
  }
}

/// `rollcall link`: which rows of any table stand for one entity.
///
/// The stages in order: survey the columns, infer or read what they are, read the values, link,
/// write. The table is read twice.
package struct LinkJob {
  let options: LinkOptions
  let progress: any ProgressObserver
  private let spool = SpoolFile()
  private let path: String
  let survey: TableSurvey
  /// What the columns are taken for.
  package let spec: LinkSpec
  private let reading: LinkReading
  /// The state to go on with, where there is one.
  let kept: KeptState?

  /// Surveys the table.
  ///
  /// - Throws: `PipelineError`, for a spec that does not fit the table too.
  package init(
    _ options: LinkOptions, progress: any ProgressObserver
  ) throws(PipelineError) {
    self.options = options
    self.progress = progress
    path = options.input == "-" ? try spool.fill() : options.input
    do {
      survey = try TableSurvey(path: path, options: options.reading) {
        progress.advance(stage: "surveying \(options.input)", fraction: $0)
      }
      try Self.check(id: options.id, survey, name: options.input)
      var columns: [KindInference.Column] = []
      for (header, profile) in zip(survey.columns, survey.profiles) where header != options.id {
        columns.append(KindInference.Column(header: header, profile: profile))
      }
      kept = try options.statePath.flatMap { try KeptState.find($0, options.rules) }
      let inferred =
        try kept?.spec(for: survey.columns, name: options.input)
        ?? KindInference.infer(columns, rowCount: survey.rowCount)
      if let specPath = options.specPath {
        spec = try LinkSpec(
          LinkSpec.open(specPath), columns: survey.columns, id: options.id, inferred: inferred)
      } else {
        spec = inferred
      }
      if let kept, spec.columns != inferred.columns || spec.precision != inferred.precision {
        throw PipelineError(
          .usage,
          "\(kept.path): was made with another spec than \(options.specPath ?? ""); leave --spec out, "
            + "or link the whole table with a new state")
      }
      reading = kept?.reading ?? LinkReading(spec, survey)
    } catch let error as ReadError {
      throw PipelineError(error.naming(options.input))
    } catch let error as RuleError {
      throw PipelineError(error)
    } catch let error as PipelineError {
      throw error
    } catch {
      throw PipelineError(.internalFault, "\(error)")
    }
  }

  private static func check(
    id: String, _ survey: TableSurvey, name: String
  ) throws(PipelineError) {
    if survey.columns.contains(id) { return }
    let remedy =
      nearest(to: id, in: survey.columns).map { "did you mean '\($0)'?" }
      ?? "its columns are \(survey.columns.joined(separator: ", "))"
    throw PipelineError(.usage, "\(name): there is no column '\(id)' for --id; \(remedy)")
  }

  /// Links and writes the results.
  ///
  /// - Throws: `PipelineError`. Earlier results are then as they were.
  package func run() throws(PipelineError) -> LinkSummary {
    do {
      guard !spec.columns.isEmpty else {
        throw PipelineError(
          .badInput,
          "\(options.input): no column tells whom a row stands for; name some with --spec "
            + "(--print-spec shows how)")
      }
      try refuseOverwriting()
      let rules = try linkageRules()
      let table = try LinkTable(
        path: path, options: options.reading, survey: survey, id: options.id, spec: spec,
        reading: reading, name: options.input, countries: try countries()
      ) { progress.advance(stage: "reading \(options.input)", fraction: $0) }
      progress.advance(stage: "linking \(table.ids.count) rows", fraction: nil)
      if let statePath = options.statePath {
        return try run(table, rules: rules, reading: reading, keptIn: statePath)
      }
      let labels = try readLabels(table)
      let result = link(
        table.records, rules: rules, labels: labels, threads: options.threads)
      progress.advance(stage: "writing \(options.outputPath)", fraction: nil)
      let files = LinkFiles(result: result, ids: table.ids)
      let questions = try options.questionsPath.map { name in
        (
          name,
          try QuestionFile(
            result.questions, ids: table.ids, id: options.id, path: path, options: options.reading)
        )
      }
      try files.write(
        clusters: options.outputPath, pairs: options.pairsPath, questions: questions,
        keys: options.keysPath)
      return LinkSummary(
        result, ids: table.ids, rejects: survey.rejectCount, firstReject: survey.rejects.first,
        warnings: survey.warnings)
    } catch let error as PipelineError {
      throw error
    } catch let error as ReadError {
      throw PipelineError(error.naming(options.input))
    } catch let error as RuleError {
      throw PipelineError(error)
    } catch let error as WriteError {
      throw PipelineError(.cannotWrite, error.description)
    } catch let error as StateError {
      throw PipelineError(error)
    } catch {
      throw PipelineError(.internalFault, "\(error)")
    }
  }

  /// The labels of all files; the table's rows are known by then.
  private func readLabels(_ table: LinkTable) throws -> [PairLabel] {
    var file = LabelFile(ids: table.ids, table: options.input)
    for path in options.labelPaths { try file.read(path) }
    try file.checkChains()
    return file.labels
  }

  /// `linkage.yaml` where there is one, since any table can be linked without the rules of contacts.
  private func linkageRules() throws(RuleError) -> LinkageRules {
    var rules = try Self.linkageRules(options.rules, precision: spec.precision)
    rules.blocking.judgesKeys = options.keysPath != nil
    rules.questionLimit = options.questionsPath == nil ? 0 : options.questionCount
    return rules
  }

  static func linkageRules(
    _ files: RuleFiles, precision: Double?
  ) throws(RuleError) -> LinkageRules {
    let name = "linkage.yaml"
    var rules = LinkageRules()
    if (try? files.path(of: name)) != nil {
      rules = try LinkageRules(files.open(name))
    }
    if let precision {
      rules.precision = precision
      rules.reviewProbability = min(rules.reviewProbability, precision)
    }
    return rules
  }

  /// How countries are spelt, where there is a file that tells.
  private func countries() throws(RuleError) -> CountryTable? {
    let name = "countries.yaml"
    guard (try? options.rules.path(of: name)) != nil else { return nil }
    var spellings: [String: [String]] = [:]
    for (code, node) in try options.rules.open(name).entries() {
      spellings[code] = try node.strings()
    }
    return CountryTable(spellings)
  }

  private func refuseOverwriting() throws(PipelineError) {
    func place(_ path: String) -> String {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
    let read = ([options.input, options.specPath] + options.labelPaths).compactMap(\.self)
      .map(place)
    let named: [(option: String, path: String?)] = [
      ("--output", options.outputPath), ("--pairs", options.pairsPath),
      ("--ask", options.questionsPath), ("--keys", options.keysPath),
      ("--state", options.statePath),
    ]
    let written = named.compactMap(\.path)
    for path in written where read.contains(place(path)) {
      throw PipelineError(.usage, "\(path): the result would overwrite what is read; name another")
    }
    for (index, first) in named.enumerated() {
      guard let path = first.path else { continue }
      for second in named[..<index] where second.path.map(place) == place(path) {
        throw PipelineError(
          .usage, "\(path): \(second.option) and \(first.option) name one file; name two")
      }
    }
  }
}
