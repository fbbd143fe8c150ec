/// The words of headers by what they mean, in the languages that exports come in: parted by `;`, a
/// `*` at the end for any ending.
enum HeaderWords {
  static let all: [HeaderMeaning: String] = [
    .administrative: """
    opt in; opt out; optin; optout; opted in; opted out; consent*; subscribed; unsubscribed;
    newsletter; do not call; do not contact; blacklist*; created; create date; createdate;
    updated; modified; imported; last activity; last seen; last login; last contact; last order;
    first seen; timestamp; owner; assigned; sales rep; password; user agent; ip; ip address;
    status; stage; tag; tags; labels; segment; score; amount; total; revenue; balance; price;
    phone type; phone country; phone status; email type; email status; email domain;
    allow*; legal basis; membership; deals; latitude; longitude; lat; lon; lng; version; checksum; hash; record type; is deleted
    einwilligung*; erstellt*; angelegt*; geändert*; aktualisiert*; zuständig*; betreuer;
    umsatz; betrag; preis; kontostand; letzter kontakt; gelöscht
    créé le; date de création; modifié le; date de modification; propriétaire; responsable;
    statut; étiquettes; montant; prix; consentement*; désabonn*
    fecha de creación; fecha de alta; fecha de modificación; propietario; etiquetas; importe;
    precio; consentimiento
    дата создания; создан*; дата изменения; изменен*; обновлен*; ответственный; статус; стадия;
    теги; сумма; согласие*; отписан*; бюджет
    创建; 創建; 建立; 更新; 修改; 负责人; 負責人; 业务员; 状态; 狀態; 标签; 標籤; 金额; 金額; 同意; 退订; 退訂
    """,
    .notes: """
    note; notes; message; comment; comments; remark; remarks; description; memo; bio; biography
    notiz; notizen; bemerkung*; kommentar*; anmerkung*; beschreibung
    remarque; remarques; commentaire; commentaires; nota; notas; comentario; comentarios
    observaciones; descripción; примечани*; комментари*; заметк*; описание; 备注; 備註; 说明; 說明
    """,
    .email: """
    email; emails; e mail; mail; mailbox; email address; e mail address; mail address
    emailadresse; mailadresse; e mail adresse; mail adresse; courriel; adresse mail
    adresse email; adresse e mail; correo; correo electrónico; электронная почта; почта
    эл почта; имейл; емейл; 邮箱; 郵箱; 电子邮件; 電子郵件; 邮件地址; 信箱
    """,
    .birth: """
    birthday; birth date; birthdate; date of birth; dob; born; born on; bday; date birth
    geburtsdatum; geburtstag; geb; geboren; geboren am; geb datum
    date de naissance; date naissance; né le; naissance; fecha de nacimiento
    fecha nacimiento; nacimiento; f nacimiento; дата рождения; день рождения; д р; родился
    生日; 出生日期; 出生年月日; 出生; data di nascita; data de nascimento
    """,
    .identifier: """
    ssn; social security; social security number; soc sec; soc sec id; national id;
    national id number; national insurance number; nino; nhs number; passport; passport number;
    driver license; drivers license; driving licence; license number; licence number; medicare
    vin; isbn; issn; doi; ean; gtin; upc; orcid; imei
    sozialversicherungsnummer; personalausweis*; ausweisnummer; reisepass*; passnummer
    steuer id; steueridentifikationsnummer; numéro de sécurité sociale; nir; passeport
    dni; nie; curp; pasaporte; cédula; nss; cpf; pesel; bsn
    снилс; паспорт; номер паспорта; 身份证; 身份证号; 身份證; 护照; 護照; 社保号
    """,
    .businessNumber: """
    vat; vat id; vat number; tax id; tax number; taxid; tin; ein; company number
    registration number; duns; lei; ust id; ustid*; ust idnr; umsatzsteuer*; steuernummer
    handelsregister*; siren; siret; tva; numéro tva; nif; cif; rfc; rut; cnpj; nip
    инн; огрн; окпо; 税号; 稅號; 统一社会信用代码; 統一編號
    """,
    .source: """
    source; data source; source system; source file; source list; dataset; list; file; quelle
    herkunft; datenquelle; liste; datei; origine; fuente; origen; источник; список; 来源; 來源
    """,
    .fullName: """
    full name; fullname; whole name; person name; contact name; customer name; client name
    patient name; patient; person; display name; employee name; member name; student name
    vollständiger name; ansprechpartner; kontaktname; kundenname; vor und nachname
    nom complet; nom et prénom; nom prénom; nombre completo; nombre y apellidos
    фио; ф и о; полное имя; контактное лицо; имя фамилия; имя и фамилия
    姓名; 全名; 联系人; 聯絡人; 客户姓名; 客戶姓名
    """,
    .given: """
    given name; given names; givenname; first name; firstname; first names; fname; forename
    forenames; christian name; first; given; name first
    vorname; vornamen; rufname; prénom; prénoms; nombre de pila; primer nombre
    имя отчество; 名字; 名
    """,
    .middle: """
    middle name; additional name; middlename; middle names; middle initial; mname; middle; patronymic
    second name; zweiter vorname; deuxième prénom; segundo nombre; отчество; 中间名
    """,
    .surname: """
    surname; surnames; last name; lastname; last names; lname; family name; familyname; last
    name last; nachname; familienname; zuname; nom de famille; apellido; apellidos
    primer apellido; фамилия; 姓; 姓氏; cognome; sobrenome
    """,
    .attribute: """
    gender; sex; role; title; job title; occupation; profession; position; salutation; nationality
    age; year; month; language; department
    geschlecht; anrede; titel; beruf; funktion; staatsangehörigkeit; sprache; abteilung; alter
    sexe; civilité; fonction; nationalité; sexo; tratamiento; profesión; cargo
    nacionalidad; idioma; edad; пол; должность; профессия; гражданство; язык; возраст
    性别; 性別; 职位; 職位; 职务; 称谓; 稱謂; 国籍; 國籍; 年龄; 年齡
    """,
    .country: """
    country; country code; country name; land; ländercode; staat; pays; code pays; país
    código de país; страна; код страны; 国家; 國家; paese; kraj; ülke
    """,
    .place: """
    city; town; suburb; locality; village; district; municipality; state; province; region
    county; postcode; post code; postal code; zip; zip code; zipcode; birth place
    place of birth; birthplace; place
    ort; stadt; wohnort; ortsteil; bundesland; kanton; bezirk; plz; postleitzahl
    geburtsort; ville; commune; code postal; cp; département; région; lieu de naissance
    ciudad; localidad; municipio; provincia; código postal; estado; lugar de nacimiento
    город; населенный пункт; область; регион; край; район; индекс; место рождения
    城市; 省; 省份; 邮编; 郵編; 邮政编码; 郵遞區號; 地区; 地區; 区县; 出生地
    """,
    .phone: """
    phone; phones; phone number; telephone; telephone number; tel; ph; mobile; mobile phone
    mobile number; cell; cell phone; cellphone; landline; whatsapp; home phone; work phone
    contact number; telefon*; handy*; mobil*; rufnummer; festnetz; mobilfunk*
    téléphone*; portable; gsm; fixe; numéro de téléphone; teléfono*; móvil; celular
    телефон*; мобильн*; сотовый; номер телефона; 电话; 電話; 手机; 手機; 联系电话; 聯絡電話; 行動電話
    """,
    .addressPart: """
    street number; house number; house no; street no; unit; apartment; apt; suite; floor
    building; address line 2; hausnummer; haus nr; hausnr; adresszusatz; zusatz; etage
    numéro de rue; complément d adresse; bâtiment; número de calle; piso; puerta
    дом; номер дома; квартира; корпус; подъезд; 门牌号; 門牌; 楼层
    """,
    .address: """
    address; addr; street; street address; street name; address line; mailing address
    postal address; home address; road
    adresse; anschrift; straße*; strasse*; str; postanschrift; rue; adresse postale; voie
    dirección; calle; domicilio; адрес*; улица; indirizzo; endereço; 地址; 住址; 街道
    """,
    .category: """
    type; category; kind; class; genre; cuisine; industry; sector; brand; manufacturer; website
    web site; homepage; url; web; opening hours; stars; rating; fax; page; pages
    typ; kategorie; art; branche; küche; webseite; marke; hersteller; type de cuisine
    catégorie; secteur; site web; marque; tipo; categoría; sitio web; marca
    тип; категория; отрасль; сайт; вид; 类型; 類型; 类别; 類別; 行业; 行業; 网站; 網站
    """,
    .key: """
    id; ids; uid; uuid; guid; key; pk; index; idx; row; row number; record number; nr; no; number
    code; account number; customer number; customer id; member number; order number; ticket
    external id; kennung; schlüssel; kundennummer; kunden nr; kundennr; mitgliedsnummer
    nummer; lfd nr; identifiant; numéro; numéro client; clé; clave; código; número
    número de cliente; ид; идентификатор; код; номер; ключ; 编号; 編號; 序号; 序號; 客户编号; 客戶編號; 代码
    """,
    .day: """
    date; day; release date; published; publication date; founded; founding date; date of death
    death date; died; issued; datum; gründungsdatum; sterbedatum; todesdatum; date de décès
    fecha; fecha de defunción; дата; дата смерти; 日期; 成立日期
    """,
    .organisation: """
    company; company name; organisation; organization; organisation name; organization name; org
    business; business name; account name; account; employer; firm; institution; restaurant
    restaurant name; hotel; hotel name; shop name; store name; school; hospital; venue name
    firma; firmenname; firmen*; unternehmen*; organisationsname; arbeitgeber; betrieb; verein
    société; raison sociale; entreprise; employeur; établissement; nom de l entreprise
    empresa; nombre de la empresa; razón social; negocio; organización
    компания; название компании; организация; фирма; предприятие; контрагент; название фирмы
    公司; 公司名称; 公司名稱; 单位; 單位; 企业; 企業; 企业名称; 组织
    """,
    .name:
      "name; names; nom; nombre; nome; имя; navn; naam; label; aliases; alias; наименование; 名称; 名稱",
  ]
}
