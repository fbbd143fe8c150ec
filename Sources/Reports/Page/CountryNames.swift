/// English names of the regions that have phone numbers, by ISO 3166-1 alpha-2 code.
///
/// An own table: the system's names change with the version of its locale data, and a report must
/// not.
private let names: [String: String] = {
  var names: [String: String] = [:]
  for line in String(decoding: PackageResources.countries_tsv, as: UTF8.self).split(separator: "\n")
  {
    let cells = line.split(separator: "\t")
    guard cells.count == 2 else { continue }
    names[String(cells[0])] = String(cells[1])
  }
  return names
}()

/// `TW` as `Taiwan (TW)`; a code without a name as it is.
func countryName(_ code: String) -> String {
  names[code].map { "\($0) (\(code))" } ?? code
}
