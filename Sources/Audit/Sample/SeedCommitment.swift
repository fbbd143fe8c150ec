/// A seed that is fixed before anybody knows what it will draw.
///
/// The signature of a week holds the commitment of the next one's seed, SHA-256 of its UTF-8 bytes; the seed itself is
/// told with the week that it draws. A seed that was chosen after the fact does not fit the commitment.
package enum SeedCommitment {
  /// 64 hexadecimal digits.
  package static func commitment(of seed: String) -> String { ByteHash.hex(seed) }

  package static func isKept(_ commitment: String, by seed: String) -> Bool {
    self.commitment(of: seed) == commitment
  }
}
