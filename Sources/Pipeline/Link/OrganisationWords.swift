internal import Contacts

/// Whether a name is that of an organisation, by a word that people are not called.
func isOrganisationName(_ name: String) -> Bool {
  let folded = fold(name)
  if folded.split(separator: " ").contains(where: { words.contains($0) }) { return true }
  return parts.contains { folded.contains($0) }
}

/// Legal forms and what houses of business and office are called.
private let words: Set<Substring> = Set(
  """
  inc ltd limited llc llp plc corp corporation incorporated company co gmbh ag kg ohg ug eg ev
  mbh sarl sas eurl srl spa bv nv oy ab aps ooo oao zao pao sro sp zoo kft doo pty pte bhd
  ооо зао оао пао ао тоо гуп муп
  hotel motel hostel inn restaurant cafe coffee bar grill bistro diner deli pizza pizzeria
  trattoria ristorante osteria steakhouse kitchen bakery brewery brasserie tavern
  bank insurance group holding holdings services service solutions systems consulting partners
  associates industries enterprises trading international technologies software logistics
  school university college institute academy hospital clinic pharmacy museum library church
  shop store stores market supermarket garage center centre studio salon agency foundation
  association society club union council department ministry office
  verlag verein stiftung apotheke praxis schule universitat klinik krankenhaus backerei
  metzgerei gasthof gasthaus autohaus werkstatt handel bau technik
  societe etablissements ecole universite hopital pharmacie boulangerie banque association
  empresa escuela universidad farmacia panaderia banco tienda grupo fundacion asociacion
  школа университет больница аптека банк магазин ресторан кафе гостиница завод группа
  """.split(whereSeparator: \.isWhitespace).map { Substring(fold(String($0))) })

/// What stands within a name that is written without blanks.
private let parts = [
  "公司", "有限", "集团", "集團", "酒店", "饭店", "飯店", "餐厅", "餐廳", "银行", "銀行", "学校", "大学", "大學", "医院", "醫院",
]

/// Whether a name looks like a person's: two to four words, no digit, no sign that people do not have.
func isPersonShaped(_ name: String) -> Bool {
  let words = name.split(separator: " ")
  guard (2...4).contains(words.count) else { return false }
  let articles: Set<String> = ["the", "and", "of", "at", "on", "by", "le", "la", "les", "und"]
  return !name.contains(where: { $0.isNumber || "&/+#@!".contains($0) })
    && !words.contains(where: { articles.contains($0.lowercased()) })
}
