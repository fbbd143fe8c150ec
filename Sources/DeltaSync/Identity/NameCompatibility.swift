internal import Linkage

/// Whether two records with the same number may be one person by their names: a number alone never joins two different
/// names. A missing name contradicts nobody; the script, the order of words and what one of them leaves out do not matter.
package func namesAreCompatible(_ left: FieldValues, _ right: FieldValues) -> Bool {
  let (a, b) = (nameWords(left), nameWords(right))
  return a.isEmpty || b.isEmpty || a.isSubset(of: b) || b.isSubset(of: a)
}

private func nameWords(_ values: FieldValues) -> Set<Substring> {
  let name =
    values[.fullName].isEmpty
    ? values[.firstName] + " " + values[.lastName] : values[.fullName]
  let bytes = Array(name.utf8)
  return Set(transliterationKey(bytes.span).split(separator: " "))
}
