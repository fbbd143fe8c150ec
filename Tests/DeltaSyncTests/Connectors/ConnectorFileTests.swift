import Contacts
import DeltaSync
import Foundation
import Testing

@Suite struct ConnectorFileTests {
  private static let whole = """
    variables: {URL: an address}
    address: $URL
    contact: {id: id, fields: {phone: phone}}
    read:
      contacts: {get: /contacts, items: data}
    """

  @Test func everyDeliveredConnectorIsRight() throws {
    let names = Connector.names(RuleFiles(folder: Connectors.folder))
    #expect(names.count >= 4)
    for name in names { #expect(try Connectors.delivered(name).name == name) }
  }

  @Test(arguments: [
    ("adress: x", "adress", "unknown key"),
    ("variables: {url: x}", "url", "no name of a variable"),
    ("address: $OTHER", "$OTHER", "not known here"),
    ("authentication: {bearer: $URL, headers: {}}", "bearer", "one kind"),
    ("authentication: {oauth: {address: $URL, grant: refresh_token}}", "grant", "refresh_token"),
    ("limits: {requests: 0}", "0", "whole number"),
    ("answers: {classes: [{status: 429, is: odd}]}", "odd", "not known here"),
    ("answers: {classes: [{is: data}]}", "is", "what it holds for"),
    ("contact: {fields: {phon: x}}", "phon", "did you mean 'phone'"),
    ("contact: {fields: {phone: {list: mechanisms, value: v}}}", "mechanisms", "no list"),
    ("contact: {}", "contact", "'fields' is missing"),
    ("read: {contacts: {items: data}}", "contacts", "one method"),
    ("read: {contacts: {get: /a, post: /b, items: data}}", "contacts", "one method"),
    ("read: {contacts: {get: /a}}", "contacts", "'items' is missing"),
    ("read: {contacts: {get: /a?$sinse, items: data}}", "$sinse", "did you mean '$since'"),
    ("read: {contacts: {get: /a, items: data, paging: {page: 7}}}", "7", "whole number"),
    ("read: {contacts: {get: /a, items: data, is: contact_id}}", "read", "needs 'fetch'"),
    ("write: {create: {post: /a, body: $recordd}}", "$recordd", "did you mean '$record'"),
    ("write: {create: {post: /a, batch: 10}}", "create", "needs 'each'"),
    ("write: {update: {post: /a, compare: true}}", "write", "needs 'fetch'"),
    ("write: {creat: {post: /a}}", "creat", "did you mean 'create'"),
    ("find_note: {get: /a}\nwrite: {message: {post: /a}}", "find_note", "message_update"),
    ("lookback_seconds: -1", "-1", "no number"),
  ])
  func aFaultIsAnErrorWithItsPlace(_ yaml: String, _ at: String, _ says: String) throws {
    let key = yaml.prefix { $0 != ":" }
    // The faulty part stands in the place of the right one.
    let lines = Self.whole.split(separator: "\n").map(String.init)
    var kept = lines.filter { !$0.hasPrefix(key + ":") }
    if key == "read" { kept.removeAll { $0.hasPrefix("  contacts") } }
    let text = kept.joined(separator: "\n") + "\n" + yaml
    do {
      _ = try Connectors.written(text)
      Issue.record("\(yaml) was taken")
    } catch let error as RuleError {
      #expect(error.description.contains(says))
      let line = try #require(error.line)
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false)[line - 1].contains(at))
    }
  }

  @Test(arguments: [
    "{folder: x, connector: tryton}", "{conector: tryton}", "{connector: [tryton]}",
  ])
  func aSideHasAFolderOrAConnector(_ connection: String) throws {
    let yaml = "fields: {full_name: {policy: crm}}\nconnections: {crm: \(connection)}"
    #expect(throws: RuleError.self) { try SyncRules(RuleNode(yaml: yaml, path: "sync.yaml")) }
  }

  @Test func aSecretComesFromTheEnvironmentOrAFileOfOnesOwn() throws {
    let connector = try Connectors.written(Self.whole)
    #expect(throws: Credentials.Missing.self) { try Credentials(connector, environment: [:]) }
    let path = FileManager.default.temporaryDirectory.appending(path: "secret-\(UUID().uuidString)")
      .path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("https://test.example\n".utf8).write(to: URL(filePath: path))
    for (mode, isRight) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false)] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      do {
        let credentials = try Credentials(connector, environment: ["URL_FILE": path])
        #expect(isRight)
        #expect(!"\(credentials)\(String(reflecting: credentials))".contains("test.example"))
      } catch {
        #expect(!isRight)
        #expect(error.description.contains("chmod 600"))
      }
    }
  }

  @Test(arguments: ["http://crm.example.com", "crm.example.com", "https://me:word@crm.example.com"])
  func anAddressThatIsNotSafeIsRefused(_ url: String) throws {
    let connector = try Connectors.written(Self.whole)
    #expect(throws: SideError.self) {
      try Connectors.side(
        connector, ScriptedSystem { _, _ in ScriptedSystem.json([:]) }, environment: ["URL": url])
    }
  }
}
