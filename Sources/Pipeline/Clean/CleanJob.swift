internal import Contacts
internal import Foundation
internal import Linkage
internal import PhoneNumbers
package import Reports
internal import Store
internal import Tabular

/// `rollcall clean`: every row of the inputs becomes a contact, is merged into one, or is rejected with a reason.
///
/// The inputs are read into the store; `ResultAssembly` makes the result of what stands there, which is what earlier runs
/// read too. Memory grows with the contacts, not with the text of the files.
package struct CleanJob {
  private let options: CleanOptions
  private let progress: any ProgressObserver

  package init(_ options: CleanOptions, progress: any ProgressObserver) {
    self.options = options
    self.progress = progress
  }

  /// - Throws: `PipelineError`. The earlier result and store are then as they were.
  package func run() throws(PipelineError) -> CleanReport {
    do {
      return try runStages()
    } catch {
      throw PipelineError(any: error)
    }
  }

  private func runStages() throws -> CleanReport {
    let rules = options.rules
    let files = try InputFiles.resolve(options.inputs)
    let mappings = try options.mapping.mappings(for: files, rules.book)
    try refuse(overwriting: files)
    let folder = options.isDryRun ? nil : try OutputFolder(options.outputFolder)
    let store = try StoreFile(options.storePath ?? options.outputFolder + "/rollcall.sqlite")
    let report = try store.run(
      RunStart(
        kind: .clean, startedAt: options.startedAt, version: options.version,
        numberingPlan: NumberingPlan.version, inputs: files.map(\.name).joined(separator: "\n")),
      isKept: !options.isDryRun
    ) { run in
      if options.isFresh { try run.retireEarlierInputs() }
      var surveys: [Int64: InputSurvey] = [:]
      for (file, mapping) in zip(files, mappings) {
        var evidence = InputSurvey.Evidence(rules: rules.book, mapping: mapping)
        let (rows, form) = try SourceRows.take(
          file, country: options.region?.code ?? "", mapping: mapping, into: run,
          options: options.reading, threads: options.threads,
          progress: { progress.advance(stage: "reading \(file.name)", fraction: $0) },
          observe: { evidence.observe($0, columns: $1) })
        surveys[rows.input.inputID] = try evidence.survey(of: file.name, form: form)
      }
      try refuse(empty: files.compactMap { file in surveys.values.first { $0.name == file.name } })
      return try ResultAssembly(
        run: run, rules: rules, threads: options.threads, version: options.version,
        progress: progress
      ).make(surveyed: surveys, into: folder)
    }
    try folder?.publish()
    return report
  }
}

// MARK: - Refusals

extension CleanJob {
  private func refuse(overwriting files: [InputFile]) throws(PipelineError) {
    guard !options.isDryRun else { return }
    let folder = URL(fileURLWithPath: options.outputFolder).resolvingSymlinksInPath()
    for file in files {
      let input = URL(fileURLWithPath: file.path).resolvingSymlinksInPath()
      if ResultFiles.names.contains(where: { folder.appendingPathComponent($0).path == input.path })
      {
        throw PipelineError(
          .usage,
          "\(file.name): the result would overwrite this input; name another folder with --output"
        )
      }
    }
  }

  private func refuse(empty surveys: [InputSurvey]) throws(PipelineError) {
    let names = surveys.map(\.name).joined(separator: ", ")
    guard surveys.contains(where: { $0.rows > 0 }) else {
      throw PipelineError(
        .badInput,
        "\(names): no rows to clean; check whether the export was complete. The earlier result was left as it is"
      )
    }
    for survey in surveys where survey.rows > 0 && !survey.tellsWho {
      let headers = survey.columns.prefix(8).map(\.header).joined(separator: ", ")
      throw PipelineError(
        .badInput,
        "\(survey.name): no column is known as name, number, e-mail or company (its columns: \(headers)); "
          + "add their headers to fields.yaml, or give the file a first line with headers")
    }
  }
}
