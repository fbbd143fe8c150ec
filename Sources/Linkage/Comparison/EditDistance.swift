/// Whether one insertion, deletion, substitution or exchange of neighbours makes `a` into `b`
/// (Damerau 1964); both UTF-8, an edit being one of bytes. O(length), without allocation.
func isOneEdit(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
  if abs(a.count - b.count) > 1 { return false }
  var prefix = 0
  while prefix < min(a.count, b.count), a[prefix] == b[prefix] { prefix += 1 }
  var suffix = 0
  while suffix < min(a.count, b.count) - prefix,
    a[a.count - 1 - suffix] == b[b.count - 1 - suffix]
  { suffix += 1 }
  let restA = a.count - prefix - suffix
  let restB = b.count - prefix - suffix
  if restA <= 1 && restB <= 1 { return restA + restB > 0 }
  return restA == 2 && restB == 2 && a[prefix] == b[prefix + 1] && a[prefix + 1] == b[prefix]
}
