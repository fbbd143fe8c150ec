package import Contacts
package import DeltaSync

/// Tries a connector: its login, and one page of everything that it reads. Nothing is written.
package struct ConnectorJob {
  private let name: String
  private let rules: RuleFiles
  private let environment: [String: String]
  private let clock: any SyncClock

  /// What the check has found.
  package struct Finding: Sendable {
    package var isGood: Bool
    package var text: String
  }

  package init(
    _ name: String, rules: RuleFiles, environment: [String: String],
    clock: any SyncClock = SystemClock()
  ) {
    self.name = name
    self.rules = rules
    self.environment = environment
    self.clock = clock
  }

  /// One finding for each thing that was tried, in order; the first that is not good is the last.
  ///
  /// - Parameter cassette: takes what was said, masked; nil where nothing is to be kept.
  /// - Throws: `PipelineError` for rules that cannot be used.
  package func check(recording cassette: Cassette? = nil) throws(PipelineError) -> [Finding] {
    do {
      let sync = try SyncRules(rules.open(SyncRules.fileName))
      let connector = try Connector.open(name, rules)
      var findings: [Finding] = [
        Finding(isGood: true, text: "\(Connector.folder)/\(name).yaml is right")
      ]
      let credentials: Credentials
      do throws(Credentials.Missing) {
        credentials = try Credentials(connector, environment: environment)
      } catch {
        return findings + error.lines.map { Finding(isGood: false, text: $0) }
      }
      // The side that uses it, or the one on which systems with contacts stand.
      let used = Side.allCases.first { sync.connections[$0].connector == name }
      let transport = Transport(
        connector.transportOptions(caFile: used.flatMap { sync.connections[$0].caFile }))
      let side = try ConnectorSide(
        used ?? .crm, connector, rules: sync, credentials: credentials,
        http: cassette?.recording(transport, secrets: credentials) ?? transport, clock: clock)
      findings += side.check().map { Finding(isGood: $0.isGood, text: $0.text) }
      return findings
    } catch let error as SideError {
      throw PipelineError(.badRules, error.description)
    } catch {
      throw PipelineError(any: error)
    }
  }
}
