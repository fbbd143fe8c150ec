/// A value of a rules file by its kind, for what hands it on as it is written.
package enum RuleValue {
  case null
  case bool(Bool)
  /// A number without quotes, as it is written.
  case number(String)
  case text(String)
  case list([RuleNode])
  case map([(key: String, value: RuleNode)])
}
