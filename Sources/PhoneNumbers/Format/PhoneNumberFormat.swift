/// How a number is written.
public enum PhoneNumberFormat: String, Sendable, CaseIterable {
  /// `+41446681800`, ITU-T E.164 §6.2; without the extension.
  case e164
  /// `+41 44 668 18 00`, ITU-T E.123 §2.
  case international
  /// `044 668 18 00`, as it is dialled inside its calling code.
  case national
  /// `tel:+41-44-668-18-00`, RFC 3966 §3.
  case rfc3966
}
