import Testing

@testable import Contacts

/// A header row as a system writes it, and what its columns mean.
struct VendorExport: Sendable, CustomTestStringConvertible {
  var name: String
  /// Title of the profile that is to be recognised.
  var profile: String
  /// Header and field; `nil`: carried along. `!` before a header: an opt-out by its no.
  var columns: [(header: String, field: Field?)]
  var testDescription: String { name }
}

private let exports: [VendorExport] = [
  VendorExport(
    name: "Salesforce contacts, data export", profile: "Salesforce",
    columns: [
      ("Id", .id), ("IsDeleted", nil), ("MasterRecordId", nil), ("AccountId", .company),
      ("LastName", .lastName), ("FirstName", .firstName), ("Salutation", nil),
      ("OtherStreet", nil), ("OtherCity", nil), ("MailingStreet", .address),
      ("MailingCity", .city), ("MailingState", .region), ("MailingPostalCode", .postalCode),
      ("MailingCountry", .country), ("Phone", .phone), ("Fax", nil), ("MobilePhone", .mobile),
      ("HomePhone", .phone), ("OtherPhone", .phone), ("AssistantPhone", nil),
      ("ReportsToId", nil), ("Email", .email), ("Title", .jobTitle), ("Department", nil),
      ("AssistantName", nil), ("LeadSource", .sourceSystem), ("Birthdate", .birthday),
      ("Description", .notes), ("OwnerId", .owner), ("HasOptedOutOfEmail", .optOut),
      ("HasOptedOutOfFax", .optOut), ("DoNotCall", .optOut), ("CreatedDate", .created),
      ("CreatedById", nil), ("LastModifiedDate", .updated), ("LastModifiedById", nil),
      ("LastActivityDate", nil), ("EmailBouncedReason", nil), ("PhotoUrl", nil),
      ("et4ae5__HasOptedOutOfMobile__c", .optOut), ("Marketing_Consent__c", .optIn),
      ("IndividualId", nil), ("Favourite_Colour__c", nil),
    ]),
  VendorExport(
    name: "Salesforce leads, report", profile: "Salesforce",
    columns: [
      ("Lead ID", .id), ("First Name", .firstName), ("Last Name", .lastName),
      ("Title", .jobTitle), ("Company / Account", .company), ("Email", .email),
      ("Phone", .phone), ("Mobile", .mobile), ("Street", .address), ("City", .city),
      ("State/Province", .region), ("Zip/Postal Code", .postalCode), ("Country", .country),
      ("Lead Source", .sourceSystem), ("Lead Status", .status), ("Rating", nil),
      ("Industry", nil), ("Annual Revenue", nil), ("Lead Owner", .owner),
      ("Email Opt Out", .optOut), ("Do Not Call", .optOut), ("Fax Opt Out", .optOut),
      ("Create Date", .created), ("Last Modified", .updated), ("Converted", nil),
      ("Lead Owner Alias", nil),
    ]),
  VendorExport(
    name: "HubSpot contacts, labels", profile: "HubSpot",
    columns: [
      ("Record ID - Contact", .id), ("First Name", .firstName), ("Last Name", .lastName),
      ("Email", .email), ("Phone Number", .phone), ("Mobile Phone Number", .mobile),
      ("WhatsApp Phone Number", .whatsapp), ("Contact owner", .owner),
      ("Primary Associated Company ID", nil), ("Last Activity Date", nil),
      ("Lead Status", .status), ("Marketing contact status", .optIn), ("Create Date", .created),
      ("Associated Company", .company), ("Associated Company IDs", nil),
      ("Unsubscribed from all email", .optOut),
      ("Opted out of email: Marketing Information", .optOut),
      ("Opted out of email: One to One", .optOut),
      ("Legal basis for processing contact's data", .optIn), ("Email hard bounce reason", nil),
      ("Marketing emails bounced", nil), ("IP City", nil), ("IP Country", nil),
      ("City", .city), ("Country/Region", .country), ("State/Region", .region),
      ("Postal Code", .postalCode), ("Street Address", .address), ("Job Title", .jobTitle),
      ("Original Source", .sourceSystem), ("Original Source Drill-Down 1", nil),
      ("Last Modified Date", .updated), ("Date of birth", .birthday),
      ("Preferred language", .language), ("Became a Customer Date", nil), ("Persona", nil),
      ("Marketing contact until next update", nil), ("Fax Number", nil), ("Work email", .email),
    ]),
  VendorExport(
    name: "HubSpot contacts, names of properties", profile: "HubSpot",
    columns: [
      ("hs_object_id", .id), ("firstname", .firstName), ("lastname", .lastName),
      ("email", .email), ("phone", .phone), ("mobilephone", .mobile),
      ("hs_whatsapp_phone_number", .whatsapp), ("company", .company), ("jobtitle", .jobTitle),
      ("hs_email_optout", .optOut), ("hs_email_optout_8462345", .optOut),
      ("hs_marketable_status", .optIn), ("hs_legal_basis", .optIn),
      ("hubspot_owner_id", .owner), ("createdate", .created), ("lastmodifieddate", .updated),
      ("hs_lead_status", .status), ("hs_language", .language), ("country", .country),
      ("state", .region), ("city", .city), ("address", .address), ("zip", .postalCode),
      ("hs_analytics_source", .sourceSystem), ("num_associated_deals", nil),
      ("hs_email_hard_bounce_reason", nil), ("associatedcompanyid", nil),
    ]),
  VendorExport(
    name: "Zoho leads", profile: "Zoho CRM",
    columns: [
      ("Record Id", .id), ("Lead Owner.id", nil), ("Lead Owner", .owner), ("Company", .company),
      ("First Name", .firstName), ("Last Name", .lastName), ("Full Name", .fullName),
      ("Title", .jobTitle), ("Email", .email), ("Secondary Email", .email), ("Phone", .phone),
      ("Mobile", .mobile), ("Fax", nil), ("Website", nil), ("Lead Source", .sourceSystem),
      ("Lead Status", .status), ("Industry", nil), ("No. of Employees", nil),
      ("Email Opt Out", .optOut), ("SMS Opt Out", .optOut), ("Street", .address),
      ("City", .city), ("State", .region), ("Zip Code", .postalCode), ("Country", .country),
      ("Description", .notes), ("Tag", .tags), ("Created By.id", nil), ("Created By", nil),
      ("Created Time", .created), ("Modified Time", .updated), ("Unsubscribed Mode", .optOut),
      ("Unsubscribed Time", .optOut), ("Is Converted", nil), ("Last Activity Time", nil),
      ("Salutation", nil), ("Skype ID", nil), ("Record Image", nil),
    ]),
  VendorExport(
    name: "Bitrix24 contacts, Russian", profile: "Bitrix24",
    columns: [
      ("ID", .id), ("Обращение", nil), ("Имя", .firstName), ("Отчество", .middleName),
      ("Фамилия", .lastName), ("Фото", nil), ("Дата рождения", .birthday),
      ("Дата создания", .created), ("Кем создан", nil), ("Дата изменения", .updated),
      ("Кем изменен", nil), ("Компания", .company), ("Источник", .sourceSystem),
      ("Дополнительно об источнике", nil), ("Рабочий телефон", .phone),
      ("Мобильный телефон", .mobile), ("Номер факса", nil), ("Домашний телефон", .phone),
      ("Номер пейджера", nil), ("Телефон для рассылок", .phone), ("Другой телефон", .phone),
      ("Корпоративный сайт", nil), ("Страница ВКонтакте", nil), ("Рабочий e-mail", .email),
      ("Частный e-mail", .email), ("E-mail для рассылок", .email), ("Другой e-mail", .email),
      ("Контакт Telegram", nil), ("Контакт Viber", nil), ("Должность", .jobTitle),
      ("Комментарий", .notes), ("Тип контакта", nil), ("Доступен для всех", nil),
      ("!Участвует в экспорте контактов", .optOut), ("Ответственный", .owner),
      ("Улица, дом, корпус, строение", .address), ("Квартира, офис, комната, этаж", nil),
      ("Населенный пункт", .city), ("Район", nil), ("Регион", .region),
      ("Почтовый индекс", .postalCode), ("Страна", .country), ("Отписан", .optOut),
      ("Согласие на рассылку", .optIn), ("UTM Source", nil), ("UF_CRM_1612345678", nil),
    ]),
  VendorExport(
    name: "Bitrix24 contacts, names of fields", profile: "Bitrix24",
    columns: [
      ("ID", .id), ("HONORIFIC", nil), ("NAME", .firstName), ("SECOND_NAME", .middleName),
      ("LAST_NAME", .lastName), ("BIRTHDATE", .birthday), ("TYPE_ID", nil),
      ("SOURCE_ID", .sourceSystem), ("SOURCE_DESCRIPTION", nil), ("POST", .jobTitle),
      ("COMMENTS", .notes), ("OPENED", nil), ("!EXPORT", .optOut), ("ASSIGNED_BY_ID", .owner),
      ("CREATED_BY_ID", nil), ("DATE_CREATE", .created), ("DATE_MODIFY", .updated),
      ("COMPANY_ID", .company), ("LEAD_ID", nil), ("ADDRESS", .address), ("ADDRESS_2", nil),
      ("ADDRESS_CITY", .city), ("ADDRESS_POSTAL_CODE", .postalCode),
      ("ADDRESS_PROVINCE", .region), ("ADDRESS_COUNTRY", .country), ("PHONE", .phone),
      ("EMAIL", .email), ("UTM_SOURCE", nil),
    ]),
  VendorExport(
    name: "amoCRM contacts", profile: "amoCRM",
    columns: [
      ("ID", .id), ("Тип", .recordType), ("Полное имя контакта", .fullName),
      ("Имя", .firstName), ("Фамилия", .lastName), ("Компания", .company), ("Сделки", nil),
      ("Ответственный", .owner), ("Дата создания контакта", .created), ("Кем создан", nil),
      ("Дата редактирования", .updated), ("Кем редактирован", nil), ("Теги", .tags),
      ("Ближайшая задача", nil), ("Примечание 1", .notes), ("Примечание 2", .notes),
      ("Должность", .jobTitle), ("Рабочий телефон", .phone), ("Рабочий прямой телефон", .phone),
      ("Мобильный телефон", .mobile), ("Факс", nil), ("Домашний телефон", .phone),
      ("Другой телефон", .phone), ("Рабочий email", .email), ("Личный email", .email),
      ("Другой email", .email), ("Пользовательское соглашение", .optIn),
      ("Отказ от рассылки", .optOut), ("utm_source", .sourceSystem), ("utm_medium", nil),
    ]),
  VendorExport(
    name: "Kommo contacts", profile: "amoCRM",
    columns: [
      ("ID", .id), ("Type", .recordType), ("Full name", .fullName), ("First name", .firstName),
      ("Last name", .lastName), ("Company", .company), ("Leads", nil),
      ("Responsible user", .owner), ("Created at", .created), ("Created by", nil),
      ("Last modified", .updated), ("Modified by", nil), ("Tags", .tags), ("Closest task", nil),
      ("Note 1", .notes), ("Note 5", .notes), ("Position", .jobTitle), ("Work phone", .phone),
      ("Work direct phone", .phone), ("Mobile phone", .mobile), ("Fax", nil),
      ("Other phone", .phone), ("Work email", .email), ("Private email", .email),
      ("User agreement", .optIn), ("Unsubscribed", .optOut),
    ]),
  VendorExport(
    name: "Dynamics 365 contacts, to Excel", profile: "Dynamics 365",
    columns: [
      ("(Do Not Modify) Contact", .id), ("(Do Not Modify) Row Checksum", nil),
      ("(Do Not Modify) Modified On", .updated), ("Full Name", .fullName),
      ("First Name", .firstName), ("Last Name", .lastName), ("Job Title", .jobTitle),
      ("Company Name", .company), ("Email", .email), ("Email Address 2", .email),
      ("Business Phone", .phone), ("Mobile Phone", .mobile), ("Home Phone", .phone),
      ("Fax", nil), ("Preferred Method of Contact", nil), ("Do not allow Emails", .optOut),
      ("Do not allow Bulk Emails", .optOut), ("Do not allow Phone Calls", .optOut),
      ("Do not allow Faxes", .optOut), ("Do not allow Mails", .optOut),
      ("!Send Marketing Materials", .optOut), ("!Follow Email Activity", .optOut),
      ("Address 1: Street 1", .address), ("Address 1: Street 2", nil),
      ("Address 1: City", .city), ("Address 1: State/Province", .region),
      ("Address 1: ZIP/Postal Code", .postalCode), ("Address 1: Country/Region", .country),
      ("Address 2: City", nil), ("Birthday", .birthday), ("Owner", .owner),
      ("Status Reason", .status), ("Created On", .created), ("Created By", nil),
      ("Manager", nil), ("Spouse/Partner Name", nil), ("Description", .notes),
    ]),
  VendorExport(
    name: "Dynamics 365 contacts, logical names", profile: "Dynamics 365",
    columns: [
      ("contactid", .id), ("firstname", .firstName), ("lastname", .lastName),
      ("fullname", .fullName), ("emailaddress1", .email), ("telephone1", .phone),
      ("telephone2", .phone), ("mobilephone", .mobile), ("parentcustomerid", .company),
      ("address1_line1", .address), ("address1_city", .city), ("address1_country", .country),
      ("address1_postalcode", .postalCode), ("address2_city", nil), ("donotemail", .optOut),
      ("donotbulkemail", .optOut), ("donotphone", .optOut), ("donotfax", .optOut),
      ("donotpostalmail", .optOut), ("donotsendmm", .optOut), ("!followemail", .optOut),
      ("preferredcontactmethodcode", nil), ("ownerid", .owner), ("statuscode", .status),
      ("createdon", .created), ("modifiedon", .updated), ("birthdate", .birthday),
      ("new_whatsappnumber", .whatsapp), ("jobtitle", .jobTitle), ("versionnumber", nil),
    ]),
  VendorExport(
    name: "Pipedrive people", profile: "Pipedrive",
    columns: [
      ("Person - ID", .id), ("Person - Name", .fullName), ("Person - First name", .firstName),
      ("Person - Last name", .lastName), ("Person - Label", .tags),
      ("Person - Organization", .company), ("Person - Email - Work", .email),
      ("Person - Email - Home", .email), ("Person - Phone - Work", .phone),
      ("Person - Phone - Mobile", .mobile), ("Person - Marketing status", .optIn),
      ("Person - Doi status", .doubleOptIn), ("Person - Open deals", nil),
      ("Person - Closed deals", nil), ("Person - Next activity date", nil),
      ("Person - Owner", .owner), ("Person - Person created", .created),
      ("Person - Update time", .updated), ("Person - Visible to", nil),
      ("Person - Email messages count", nil), ("Person - Birthday", .birthday),
      ("Person - Postal address", .address),
      ("Person - City/town/village/locality of postal address", .city),
      ("Person - ZIP/Postal code of postal address", .postalCode), ("Organization - Address", nil),
      ("Deal - Title", nil), ("Person - Notes", .notes), ("Person - Unsubscribed", .optOut),
    ]),
  VendorExport(
    name: "Google Contacts until 2024", profile: "Google Contacts",
    columns: [
      ("Name", .fullName), ("Given Name", .firstName), ("Additional Name", .middleName),
      ("Family Name", .lastName), ("Yomi Name", nil), ("Given Name Yomi", nil),
      ("Name Prefix", nil), ("Nickname", nil), ("Birthday", .birthday), ("Gender", nil),
      ("Location", nil), ("Notes", .notes), ("Language", .language), ("Photo", nil),
      ("Group Membership", .tags), ("E-mail 1 - Type", nil), ("E-mail 1 - Value", .email),
      ("Phone 1 - Type", nil), ("Phone 1 - Value", .phone), ("Phone 2 - Type", nil),
      ("Phone 2 - Value", .phone), ("Address 1 - Type", nil), ("Address 1 - Formatted", nil),
      ("Address 1 - Street", .address), ("Address 1 - City", .city),
      ("Address 1 - PO Box", nil), ("Address 1 - Region", .region),
      ("Address 1 - Postal Code", .postalCode), ("Address 1 - Country", .country),
      ("Organization 1 - Type", nil), ("Organization 1 - Name", .company),
      ("Organization 1 - Title", .jobTitle), ("Organization 1 - Department", nil),
      ("Website 1 - Value", nil), ("Custom Field 1 - Type", nil),
      ("Custom Field 1 - Value", nil),
    ]),
  VendorExport(
    name: "Google Contacts since 2024", profile: "Google Contacts",
    columns: [
      ("First Name", .firstName), ("Middle Name", .middleName), ("Last Name", .lastName),
      ("Phonetic First Name", nil), ("Name Prefix", nil), ("Nickname", nil),
      ("File As", .fullName), ("Organization Name", .company),
      ("Organization Title", .jobTitle), ("Organization Department", nil),
      ("Birthday", .birthday), ("Notes", .notes), ("Photo", nil), ("Labels", .tags),
      ("E-mail 1 - Label", nil), ("E-mail 1 - Value", .email), ("Phone 1 - Label", nil),
      ("Phone 1 - Value", .phone), ("Address 1 - Label", nil), ("Address 1 - Formatted", nil),
      ("Address 1 - Street", .address), ("Address 1 - City", .city),
      ("Address 1 - Country", .country), ("Address 1 - Extended Address", nil),
      ("Relation 1 - Value", nil), ("Event 1 - Value", nil), ("Custom Field 1 - Label", nil),
    ]),
  VendorExport(
    name: "vCards", profile: "vCard",
    columns: [
      ("Full name", .fullName), ("Last name", .lastName), ("First name", .firstName),
      ("Name prefix", nil), ("Name suffix", nil), ("Mobile", .mobile), ("Mobile 2", .mobile),
      ("WhatsApp", .whatsapp), ("Work phone", .phone), ("Fax", nil), ("Email", .email),
      ("Email 2", .email), ("Company", .company), ("Job title", .jobTitle), ("Role", nil),
      ("Address", .address), ("Address 2", nil), ("City", .city), ("Birthday", .birthday),
      ("UID", .id), ("Updated", .updated), ("Record type", .recordType), ("PHOTO", nil),
    ]),
]

@Suite struct VendorProfileTests {
  @Test(arguments: exports)
  func recognisesAndMaps(export: VendorExport) {
    let headers = export.columns.map {
      $0.header.hasPrefix("!") ? String($0.header.dropFirst()) : $0.header
    }
    let mapped = MappedColumns.map(headers)
    #expect(mapped.profile?.title == export.profile)
    #expect(mapped.columns.count == headers.count)
    for (mapping, column) in zip(mapped.columns, export.columns) {
      #expect(mapping.field == column.field, "\(export.name): \(column.header): \(mapping.why)")
      #expect(
        (mapping.role == .invertedOptOut) == column.header.hasPrefix("!"), "\(column.header)")
    }
  }

  /// Each profile knows what the general rules know of its headers, and its files are right.
  @Test func everyProfileIsRead() throws {
    let rules = try #require(MappedColumns.rules)
    #expect(
      rules.profiles.names == [
        "amocrm", "bitrix24", "dynamics365", "google", "hubspot", "pipedrive", "salesforce",
        "vcard", "zoho",
      ])
  }

  /// A table made at home is none of theirs.
  @Test(arguments: [
    ["Name", "Phone", "Email"], ["First Name", "Last Name", "Mobile", "City", "Opt out"],
    ["ФИО", "Телефон", "Почта", "Город"], ["姓名", "手机", "公司"], ["column_1", "column_2"],
  ])
  func recognisesNothingInATableOfOnesOwn(headers: [String]) {
    #expect(MappedColumns.map(headers).profile == nil)
  }

  @Test func theUserMayNameAProfileOrNone() {
    let headers = ["EXPORT", "Name", "Phone"]
    #expect(MappedColumns.map(headers).columns[0].field == nil)
    let named = MappedColumns.map(headers, profile: .named("bitrix24"))
    #expect(named.profile?.title == "Bitrix24")
    #expect(named.columns.map(\.field) == [.optOut, .firstName, .phone])
    #expect(named.columns[0].role == .invertedOptOut)
    let google = ["Given Name", "Family Name", "Yomi Name", "Phone 1 - Type", "Phone 1 - Value"]
    #expect(MappedColumns.map(google).profile?.name == "google")
    #expect(MappedColumns.map(google, profile: .none).profile == nil)
  }

  /// Without a recognised profile its headers still mean what they mean there, if no other system differs.
  @Test(arguments: [
    ("hs_email_optout", Field.optOut), ("emailaddress2", .email), ("telephone2", .phone),
    ("donotfax", .optOut), ("Do not allow Bulk Mails", .optOut), ("npe01__HomeEmail__c", .email),
    ("HasOptedOutTracking", .optOut), ("拒收短信", .optOut), ("No llamar", .optOut),
  ])
  func headersOfSystemsAreKnownAlone(header: String, field: Field) {
    #expect(MappedColumns.map(["Name", header]).columns[1].field == field)
  }

  @Test(arguments: [
    ("title: X\nfields: {}\n", 1), ("title: X\nmarkers:\n  - share: 0.5\nfields: {}\n", 3),
    ("title: X\nmarkers: []\nfields:\n  fone: [A]\n", 4),
    ("title: X\nmarkers: []\nfields:\n  email: [A]\n  phone: [a]\n", 5),
    ("title: X\nmarkers: []\nfieldz: {}\nfields: {}\n", 3),
  ])
  func aWrongProfileIsAnErrorWithItsPlace(yaml: String, line: Int) throws {
    let error = #expect(throws: RuleError.self) {
      _ = try VendorProfile(RuleNode(yaml: yaml, path: "x.yaml"), name: "x")
    }
    #expect(error?.line == line)
  }
}
