/// Digits after a word that says they are the number of an order, an invoice or a document:
/// `Order #2025550123`, `ИНН 7707083893` → refused. Applies to the last word before the digits, with
/// `No.` or the like between. Does not apply to words that people also put before a phone number,
/// such as customer or contact.
enum ReferenceNumber: RepairRule {
  static let description = RuleDescription(
    .referenceNumber, "The digits are the number of an order or a document.",
    example: .init("Order #2025550123", "US", ""))

  private static let words: [StaticString] = [
    "order", "invoice", "inv", "ref", "reference", "ticket", "case", "id", "uid", "sku", "po",
    "tracking", "booking", "contract", "passport", "iban", "account", "acct", "vat", "tax", "ssn",
    "ein", "tin", "cpf", "cnpj", "rfc", "nif", "cif", "dni", "cuit", "rut", "nit", "abn", "isbn",
    "ean", "imei", "serial", "policy", "receipt", "transaction", "txn", "card", "visa",
    "mastercard", "amex",
    "bestellung", "bestellnr", "bestellnummer", "rechnung", "auftrag", "kundennr", "kundennummer",
    "steuernr", "steuernummer", "ustid", "kontonr", "kontonummer", "aktenzeichen",
    "commande", "facture", "siret", "siren", "tva", "pedido", "factura", "orden", "fatura",
    "заказ", "заказа", "счет", "счета", "договор", "договора", "инн", "кпп", "огрн", "огрнип",
    "снилс", "паспорт", "накладная", "订单", "订单号", "单号", "分号",
  ]

  private static let numberWords: [StaticString] = [
    "no", "nr", "num", "number", "nummer", "numero", "номер", "id", "n", "nbr",
  ]

  static func isWord(_ symbols: Span<UInt8>, _ range: Range<Int>) -> Bool {
    Words.fill(symbols, range, words)
  }

  /// Words that stand between such a word and its digits.
  static func isNumberWord(_ symbols: Span<UInt8>, _ range: Range<Int>) -> Bool {
    !Words.matches(symbols, range.lowerBound, "id") && Words.fill(symbols, range, numberWords)
  }
}
