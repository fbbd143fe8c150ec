/// Digits after a word that says they are the number of an order, an invoice or a document:
/// `Order #2025550123`, `ИНН 7707083893` → refused. Applies to the last word before the digits, with
/// `No.` or the like between. Does not apply to words that people also put before a phone number,
/// such as customer or contact.
enum ReferenceNumber: RepairRule {
  static let description = RuleDescription(
    .referenceNumber, "The digits are the number of an order or a document.",
    example: .init("Order #2025550123", "US", ""))

  private static let words: [StaticString] = [
    "order", "inv", "ref", "reference", "ticket", "case", "id", "uid", "sku", "po", "rma", "sn",
    "booking", "contract", "iban", "bic", "account", "acct", "acc", "vat", "iva", "tax", "ssn",
    "ein", "tin", "cpf", "cnpj", "rfc", "nif", "cif", "dni", "cuit", "cuil", "rut", "ruc", "nit",
    "abn", "isbn", "ean", "upc", "imei", "iccid", "serial", "policy", "txn", "card", "visa",
    "mastercard", "amex", "maestro", "zip", "postcode", "plz", "blz", "kto", "konto", "flight",
    "otp", "pin", "code", "che", "uid", "idnr", "ustid", "siret", "siren", "tva", "orden",
    "инн", "кпп", "огрн", "огрнип", "снилс", "окпо", "бик", "индекс", "едрпоу", "єдрпоу", "код",
    "nip", "regon", "pesel", "gstin", "ипн", "订单", "订单号", "单号", "发票", "统编", "税号", "证号",
  ]

  /// Beginnings of words that go on in several ways.
  private static let stems: [StaticString] = [
    "invoice", "tracking", "passport", "transaction", "receipt", "reservation", "bestell",
    "rechnung", "auftrag", "kundenn", "vertrag", "steuern", "kontonr", "kontonu", "aktenz",
    "commande", "facture", "factura", "fatura", "pedido", "заказ", "счет", "договор", "паспорт",
    "накладн", "квитанц",
  ]

  private static let numberWords: [StaticString] = [
    "no", "nr", "num", "number", "nummer", "numero", "номер", "n", "nbr",
  ]

  private static let phoneWords: [StaticString] = [
    "t", "tel", "tele", "telefon", "telephone", "teléfono", "tlf", "tfn", "p", "ph", "phone", "m",
    "mob", "mobil", "mobile", "c", "cel", "cell", "celular", "f", "fax", "w", "wa", "whatsapp", "h",
    "home", "o", "office", "work", "handy", "call", "d", "n", "no", "nr", "gsm", "sms", "viber",
    "signal", "telegram", "tg", "ext", "x", "xx", "dw",
  ]

  static func isWord(_ symbols: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if Words.fill(symbols, range, words) { return true }
    guard range.count >= 4 else { return false }
    for stem in stems where Words.matches(symbols, range.lowerBound, stem) { return true }
    return false
  }

  /// Words that stand between such a word and its digits: `No.`, or a country as in `VAT GB 123`.
  static func isNumberWord(_ symbols: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if Words.fill(symbols, range, numberWords) { return true }
    return range.count == 2 && isCapital(symbols[range.lowerBound])
      && isCapital(symbols[range.lowerBound + 1])
  }

  static func isPhoneWord(_ symbols: Span<UInt8>, _ range: Range<Int>) -> Bool {
    Words.fill(symbols, range, phoneWords)
      || CellSymbol.isLetter(symbols[range.lowerBound]) && symbols[range.lowerBound] >= 0x80
        && !isWord(symbols, range)
  }

  /// Whether letters that touch digits make one name with them, and are no label.
  static func isName(_ symbols: Span<UInt8>, _ range: Range<Int>) -> Bool {
    symbols[range.lowerBound] < 0x80 && !isPhoneWord(symbols, range)
  }

  private static func isCapital(_ symbol: UInt8) -> Bool { symbol >= 0x41 && symbol <= 0x5A }
}
