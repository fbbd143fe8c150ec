import Testing

@testable import Contacts

private let rules: FieldRules? = try? TemporaryRules.book().fields

private func map(_ columns: [String]) throws -> [ColumnMapping] {
  try #require(rules).map(columns: columns)
}

/// What the headers of one export are taken for.
struct ExportHeader: Sendable, CustomTestStringConvertible {
  var system: String
  /// Header and field; `nil`: carried along.
  var columns: [(header: String, field: Field?)]
  var testDescription: String { system }
}

private let exports: [ExportHeader] = [
  ExportHeader(
    system: "Salesforce",
    columns: [
      ("Id", .id), ("FirstName", .firstName), ("LastName", .lastName),
      ("Account.Name", .company), ("AccountId", nil), ("Title", .jobTitle), ("Phone", .phone),
      ("MobilePhone", .mobile), ("HomePhone", .phone), ("OtherPhone", .phone), ("Email", .email),
      ("MailingStreet", .address), ("MailingCity", .city), ("MailingState", .region),
      ("MailingPostalCode", .postalCode), ("MailingCountry", .country), ("Birthdate", .birthday),
      ("LeadSource", .sourceSystem), ("OwnerId", .owner), ("HasOptedOutOfEmail", .optOut),
      ("DoNotCall", .optOut), ("Description", .notes), ("CreatedDate", .created),
      ("LastModifiedDate", .updated), ("SystemModstamp", nil), ("Marketing_Consent__c", .optIn),
      ("et4ae5__HasOptedOutOfMobile__c", .optOut), ("Loyalty_Tier__c", nil),
    ]),
  ExportHeader(
    system: "HubSpot",
    columns: [
      ("Record ID - Contact", .id), ("First Name", .firstName), ("Last Name", .lastName),
      ("Email", .email), ("Phone Number", .phone), ("Mobile Phone Number", .mobile),
      ("WhatsApp Phone Number", .whatsapp), ("Company name", .company), ("Job Title", .jobTitle),
      ("Country/Region", .country), ("State/Region", .region), ("City", .city),
      ("Street Address", .address), ("Postal Code", .postalCode), ("Date of birth", .birthday),
      ("Contact owner", .owner), ("Lead Status", .status), ("Lifecycle Stage", nil),
      ("Create Date", .created), ("Last Modified Date", .updated),
      ("Unsubscribed from all email", .optOut), ("Marketing contact status", .optIn),
      ("Legal basis for processing contact's data", .optIn), ("Original Source", .sourceSystem),
      ("NPS score", nil),
    ]),
  ExportHeader(
    system: "Zoho",
    columns: [
      ("Record Id", .id), ("Full Name", .fullName), ("First Name", .firstName),
      ("Last Name", .lastName), ("Contact Owner", .owner), ("Lead Source", .sourceSystem),
      ("Account Name", .company), ("Email", .email), ("Secondary Email", .email),
      ("Title", .jobTitle), ("Phone", .phone), ("Home Phone", .phone), ("Other Phone", .phone),
      ("Mobile", .mobile), ("Date of Birth", .birthday), ("Email Opt Out", .optOut),
      ("Mailing Street", .address), ("Mailing City", .city), ("Mailing State", .region),
      ("Mailing Zip", .postalCode), ("Mailing Country", .country), ("Description", .notes),
      ("Tag", .tags), ("Unsubscribed Mode", .optOut), ("Unsubscribed Time", .optOut),
      ("Created Time", .created), ("Modified Time", .updated), ("Skype ID", nil),
    ]),
  ExportHeader(
    system: "Bitrix24",
    columns: [
      ("ID", .id), ("Имя", .firstName), ("Отчество", .middleName), ("Фамилия", .lastName),
      ("Компания", .company), ("Должность", .jobTitle), ("Рабочий телефон", .phone),
      ("Мобильный телефон", .mobile), ("Домашний телефон", .phone), ("Другой телефон", .phone),
      ("Телефон для рассылок", .phone), ("Рабочий e-mail", .email), ("Частный e-mail", .email),
      ("Другой e-mail", .email), ("E-mail для рассылок", .email), ("Дата рождения", .birthday),
      ("Улица, номер дома", .address), ("Населенный пункт", .city),
      ("Почтовый индекс", .postalCode),
      ("Страна", .country), ("Источник", .sourceSystem), ("Комментарий", .notes),
      ("Ответственный", .owner), ("Дата создания", .created), ("Дата изменения", .updated),
      ("Согласие на рассылку", .optIn), ("Дата согласия", .consentDate),
      ("Источник согласия", .consentSource), ("Отписан", .optOut), ("Дата отписки", .optOutDate),
      ("Обращение", nil),
    ]),
  ExportHeader(
    system: "amoCRM",
    columns: [
      ("ID", .id), ("Тип", .recordType), ("Наименование", .fullName), ("Компания", .company),
      ("Ответственный", .owner), ("Теги", .tags), ("Дата создания", .created),
      ("Дата редактирования", .updated), ("Рабочий телефон", .phone),
      ("Рабочий прямой телефон", .phone), ("Мобильный телефон", .mobile),
      ("Рабочий email", .email), ("Личный email", .email), ("Другой email", .email),
      ("Должность", .jobTitle), ("Примечание 1", .notes), ("Кем создан", nil), ("Сделки", nil),
    ]),
  ExportHeader(
    system: "Dynamics 365",
    columns: [
      ("(Do Not Modify) Contact", .id), ("(Do Not Modify) Row Checksum", nil),
      ("(Do Not Modify) Modified On", .updated), ("Full Name", .fullName),
      ("Job Title", .jobTitle), ("Business Phone", .phone), ("Mobile Phone", .mobile),
      ("Email", .email), ("Account Name", .company), ("Address 1: Street 1", .address),
      ("donotbulkemail", .optOut), ("donotphone", .optOut), ("donotpostalmail", .optOut),
      ("Allow Phone Calls", .optOut), ("address1_city", .city), ("statuscode", .status),
    ]),
  ExportHeader(
    system: "Pipedrive",
    columns: [
      ("Person - ID", .id), ("Person - Name", .fullName), ("Person - First name", .firstName),
      ("Person - Last name", .lastName), ("Person - Phone - Work", .phone),
      ("Person - Phone - Home", .phone), ("Person - Phone - Mobile", .mobile),
      ("Person - Phone - Other", .phone), ("Person - Email - Work", .email),
      ("Person - Email - Home", .email), ("Person - Organization", .company),
      ("Person - Label", .tags), ("Person - Owner", .owner),
      ("Person - Marketing status", .optIn), ("Person - Person created", .created),
      ("Person - Update time", .updated), ("Person - Country of postal address", .country),
      ("Person - Open deals", nil),
    ]),
  ExportHeader(
    system: "Google Contacts until 2024",
    columns: [
      ("Name", .fullName), ("Given Name", .firstName), ("Additional Name", .middleName),
      ("Family Name", .lastName), ("Yomi Name", nil), ("Birthday", .birthday), ("Notes", .notes),
      ("Group Membership", .tags), ("E-mail 1 - Type", nil), ("E-mail 1 - Value", .email),
      ("E-mail 2 - Value", .email), ("Phone 1 - Type", nil), ("Phone 1 - Value", .phone),
      ("Phone 3 - Value", .phone), ("Address 1 - Formatted", nil), ("Address 1 - Street", .address),
      ("Address 1 - City", .city), ("Address 1 - Region", .region),
      ("Address 1 - Country", .country), ("Organization 1 - Name", .company),
      ("Organization 1 - Title", .jobTitle), ("Custom Field 1 - Value", nil),
    ]),
  ExportHeader(
    system: "Google Contacts since 2024",
    columns: [
      ("First Name", .firstName), ("Middle Name", .middleName), ("Last Name", .lastName),
      ("Phonetic First Name", nil), ("Name Prefix", nil), ("File As", .fullName),
      ("Organization Name", .company), ("Organization Title", .jobTitle), ("Birthday", .birthday),
      ("Notes", .notes), ("Labels", .tags), ("E-mail 1 - Label", nil),
      ("E-mail 1 - Value", .email), ("Phone 1 - Label", nil), ("Phone 1 - Value", .phone),
      ("Phone 2 - Value", .phone), ("Address 1 - Country", .country),
    ]),
  ExportHeader(
    system: "a shop in Taiwan",
    columns: [
      ("客戶編號", .id), ("姓名", .fullName), ("手機", .mobile), ("電話", .phone), ("電子郵件", .email),
      ("城市", .city), ("地址", .address), ("生日", .birthday), ("公司名稱", .company), ("職稱", .jobTitle),
      ("會員等級", nil), ("同意行銷", .optIn), ("同意時間", .consentDate), ("同意來源", .consentSource),
      ("退訂", .optOut), ("退訂時間", .optOutDate), ("備註", .notes), ("建立日期", .created),
      ("更新時間", .updated), ("統一編號", nil), ("負責人", .owner), ("標籤", .tags), ("國家", .country),
      ("郵遞區號", .postalCode),
    ]),
]

@Suite struct FieldRulesTests {
  @Test(arguments: exports)
  func mapsTheColumnsOf(export: ExportHeader) throws {
    let mapped = try map(export.columns.map(\.header))
    for (mapping, column) in zip(mapped, export.columns) {
      #expect(mapping.field == column.field, "\(export.system): \(column.header)")
      #expect(mapping.header == column.header)
      if column.field == nil { #expect(mapping.role == .extra(column.header)) }
    }
    #expect(mapped.count == export.columns.count)
  }

  @Test(arguments: [
    ("E-MAIL", Field.email, ColumnMapping.How.name), (" phone  number ", .phone, .name),
    ("Phone 7", .phone, .pattern), ("Mobile 2", .mobile, .pattern), ("E-mail 3", .email, .pattern),
    ("Phone 12 - Value", .phone, .pattern), ("My Phone 2 - Value", .phone, .pattern),
    ("Phones.1.Number", .phone, .pattern), ("emails.2.address", .email, .pattern),
    ("Контакт: Мобильный телефон", .mobile, .name), ("Contact: Email", .email, .name),
    ("Opt_Out__c", .optOut, .name), ("Geburtsdatum", .birthday, .name),
  ])
  func recognises(header: String, field: Field, how: ColumnMapping.How) throws {
    let mapping = try #require(map([header]).first)
    #expect(mapping.role == .field(field))
    #expect(mapping.how == how)
  }

  @Test(arguments: [
    "Address 2", "City 3", "Phone 1 - Type", "Phone type", "Phone extension", "2", "", "#", "Fax 1",
    "E-mail 1 - Label", "Customer phone quality", "Номер договора",
  ])
  func carriesAlong(header: String) throws {
    let mapping = try #require(map([header]).first)
    #expect(mapping.role == .extra(header))
    #expect(mapping.how == .none)
    #expect(mapping.extraName == header)
  }

  @Test(arguments: ["Allow Emails?", "ALLOW EMAILS", "Allow Phone Calls", "allow whatsapp?"])
  func turnsInvertedColumnsRound(header: String) throws {
    let mapping = try #require(map([header]).first)
    #expect(mapping.role == .invertedOptOut)
    #expect(mapping.field == .optOut)
  }

  @Test(arguments: [
    (["Organization", "Company"], 1), (["Company", "Organization"], 0),
    (["Account Name", "Company Name", "Org"], 1), (["City", "City"], 0),
  ])
  func theSpellingThatStandsFirstWinsASingleField(headers: [String], winner: Int) throws {
    let mapped = try map(headers)
    for (index, mapping) in mapped.enumerated() {
      if index == winner {
        #expect(mapping.field != nil)
      } else {
        #expect(mapping.role == .extra(headers[index]))
        #expect(mapping.how == .repeat)
      }
    }
  }

  @Test func everyColumnOfAFieldOfSeveralIsTaken() throws {
    let headers = ["Phone", "Phone 2", "Telephone", "Tags", "Labels", "Opt out", "Do not call"]
    let mapped = try map(headers)
    #expect(mapped.map(\.field) == [.phone, .phone, .phone, .tags, .tags, .optOut, .optOut])
  }

  @Test func readsItsOwnHeaderBack() throws {
    let own = ContactColumn.allCases.map(\.name)
    let mapped = try map(own + ["extra.Loyalty Tier", "Remark of mine"])
    for (column, mapping) in zip(ContactColumn.allCases, mapped) {
      #expect(mapping.role == .restored(column))
      #expect(mapping.how == .own)
    }
    #expect(mapped.suffix(2).map(\.role) == [.extra("Loyalty Tier"), .extra("Remark of mine")])
    #expect(mapped.suffix(2).map(\.extraName) == ["Loyalty Tier", "Remark of mine"])
  }

  @Test func aHeaderThatOnlyResemblesItsOwnIsMappedByTheRules() throws {
    let mapped = try map(["contact_id", "full_name", "phone_e164", "email"])
    #expect(mapped.map(\.field) == [.id, .fullName, nil, .email])
  }
}
