"""How each system writes its export: columns, words, dates, encoding.

Every CSV system returns (header, records, dialect); the writers return (bytes, entries). An entry is (row, source line); lines count from 1 at the record's first byte.
"""

import json
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

EPOCH = datetime(1970, 1, 1)
OWNERS = {
    "ru": ["Ольга М.", "Отдел продаж", "Администратор", "Ким Р."],
    "en": ["Dana K.", "Sales Team", "Integration User", "R. Quint"],
    "zh": ["門市", "小美", "系統管理員"],
}
COUNTRY_WORDS = {
    "RU": ["Россия", "Россия", "РФ", "Russia"],
    "KZ": ["Казахстан", "Kazakhstan"],
    "BY": ["Беларусь", "Белоруссия"],
    "UZ": ["Узбекистан"],
    "US": ["United States", "USA", "US"],
    "GB": ["United Kingdom", "UK", "GB"],
    "CA": ["Canada"],
    "FR": ["France"],
    "AU": ["Australia"],
    "DE": ["Germany", "Deutschland", "DE"],
    "TW": ["Taiwan"],
    "BR": ["Brazil", "Brasil"],
    "IN": ["India"],
    "MX": ["Mexico", "México"],
    "AE": ["United Arab Emirates", "UAE"],
    "IL": ["Israel"],
    "AT": ["Austria"],
    "CH": ["Switzerland"],
}


class Record:
    """A row's cells, or the raw text of a record that is broken on purpose."""

    def __init__(self, row, cells=None, raw=None):
        self.row, self.cells, self.raw = row, cells, raw


def csv_bytes(
    header,
    records,
    delimiter=",",
    quote_all=False,
    newline="\r\n",
    encoding="utf-8",
    bom=False,
    errors="strict",
):
    def cell(text):
        if quote_all or any(c in text for c in (delimiter, '"', "\n", "\r")):
            return '"' + text.replace('"', '""') + '"'
        return text

    out = [delimiter.join(map(cell, header)) + newline]
    line, entries = out[0].count("\n") + 1, []
    for record in records:
        text = record.raw
        if text is None:
            text = delimiter.join(map(cell, record.cells)) + newline
        entries.append((record.row, line))
        line += text.count("\n")
        out.append(text)
    data = "".join(out).encode(encoding, errors)
    return (b"\xef\xbb\xbf" if bom else b"") + data, entries


def dotted(day, seconds=True):
    return day.strftime("%d.%m.%Y %H:%M:%S" if seconds else "%d.%m.%Y") if day else ""


def iso(day):
    return day.strftime("%Y-%m-%dT%H:%M:%S.000+0000") if day else ""


def plain_date(day):
    return day.strftime("%Y-%m-%d %H:%M") if day else ""


def country_word(rnd, row):
    return rnd.choice(COUNTRY_WORDS[row.country]) if row.country else ""


def bitrix(rnd, rows):
    header = (
        "ID;Обращение;Имя;Фамилия;Отчество;Дата рождения;Компания;Должность;Рабочий телефон;Мобильный телефон;"
        "WhatsApp номер;Рабочий e-mail;Частный e-mail;Источник;Ответственный;Дата создания;Дата изменения;Адрес;Город;"
        "Индекс;Страна;Комментарий;Согласие на рассылку;Дата согласия;Источник согласия;Отписан;Дата отписки;"
        "Номер договора"
    ).split(";")
    sources = ["Веб-сайт", "Звонок", "Выставка", "По рекомендации", "CRM-форма"]
    consent = {
        "web form": "форма на сайте",
        "event": "выставка",
        "double opt-in": "двойное подтверждение",
        "phone call": "звонок",
        "": "",
    }
    records = []
    for row in rows:
        work = row.email.strip().endswith(".example") and "firm" in row.email
        opted = rnd.choice(["Да", "да", "Y"]) if row.opt_out else rnd.choice(["Нет", "нет", "", ""])
        row.where = "Отписан" if row.opt_out else ""
        records.append(
            Record(
                row,
                [
                    row.source_id,
                    rnd.choice(["", "", "г-н" if row.person.sex == "m" else "г-жа"]),
                    row.first,
                    row.last,
                    row.middle,
                    dotted(row.birthday, False),
                    row.company,
                    row.title,
                    row.phone,
                    row.mobile,
                    row.whatsapp,
                    row.email if work else "",
                    "" if work else row.email,
                    rnd.choice(sources),
                    rnd.choice(OWNERS["ru"]),
                    dotted(row.created),
                    dotted(row.updated),
                    row.address,
                    row.city,
                    row.postal,
                    country_word(rnd, row),
                    row.note,
                    "Да" if row.opt_in else "",
                    dotted(row.consent_date),
                    consent[row.consent_source],
                    opted,
                    dotted(row.opt_out_date),
                    (
                        "Д-%d/%d" % (rnd.randrange(1, 400), rnd.randrange(14, 25))
                        if rnd.random() < 0.3
                        else ""
                    ),
                ],
            )
        )
    return header, records, dict(delimiter=";", quote_all=True, encoding="cp1251", errors="replace")


def hubspot(rnd, rows):
    header = (
        "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,WhatsApp Phone Number,Company name,Job Title,"
        "Country/Region,City,Street Address,Postal Code,Date of birth,Contact owner,Lifecycle Stage,Lead Status,Create Date,"
        "Last Modified Date,Unsubscribed from all email,Opt out date,Marketing contact status,"
        "Legal basis for processing contact's data,Consent date,Consent source,Original Source,Message,NPS score"
    ).split(",")
    records = []
    for row in rows:
        row.where = "Unsubscribed from all email" if row.opt_out else ""
        basis = (
            "Freely given consent from contact"
            if row.opt_in and row.consent_date
            else rnd.choice(["", "Legitimate interest – existing customer", "Not applicable"])
        )
        records.append(
            Record(
                row,
                [
                    row.source_id,
                    row.first,
                    row.last,
                    row.email,
                    row.phone,
                    row.mobile,
                    row.whatsapp,
                    row.company,
                    row.title,
                    country_word(rnd, row),
                    row.city,
                    row.address,
                    row.postal,
                    row.birthday.strftime("%Y-%m-%d") if row.birthday else "",
                    rnd.choice(OWNERS["en"]),
                    rnd.choice(["Lead", "Subscriber", "Customer", "Other"]),
                    rnd.choice(["", "New", "Connected", "Open deal"]),
                    plain_date(row.created),
                    plain_date(row.updated),
                    (
                        rnd.choice(["true", "TRUE", "Yes"])
                        if row.opt_out
                        else rnd.choice(["", "false", "No"])
                    ),
                    plain_date(row.opt_out_date),
                    "Marketing contact" if row.opt_in else "Non-marketing contact",
                    basis,
                    plain_date(row.consent_date),
                    row.consent_source,
                    rnd.choice(
                        ["Organic Search", "Offline Sources", "Direct Traffic", "Paid Social"]
                    ),
                    row.note,
                    str(rnd.randrange(11)) if rnd.random() < 0.2 else "",
                ],
            )
        )
    return header, records, dict(newline="\n")


def salesforce(rnd, rows):
    header = (
        "Id,AccountId,FirstName,LastName,Account.Name,Title,Phone,MobilePhone,HomePhone,Email,MailingStreet,MailingCity,"
        "MailingPostalCode,MailingCountry,Birthdate,LeadSource,OwnerId,HasOptedOutOfEmail,DoNotCall,Allow Emails?,"
        "Marketing_Consent__c,Consent_Date__c,Consent_Source__c,Description,CreatedDate,SystemModstamp,Loyalty_Tier__c,"
        "Legacy_ERP_Key__c"
    ).split(",")
    records = []
    for row in rows:
        if row.opt_out:
            row.where = rnd.choices(
                ["HasOptedOutOfEmail", "DoNotCall", "Allow Emails?"], [6, 2, 2]
            )[0]
        home = row.phone if row.phone and not row.company else ""
        records.append(
            Record(
                row,
                [
                    row.source_id,
                    "001%012dAAX" % rnd.randrange(10**9) if row.company else "",
                    row.first,
                    row.last,
                    row.company,
                    row.title,
                    "" if home else row.phone,
                    row.mobile or row.whatsapp,
                    home,
                    row.email,
                    row.address,
                    row.city,
                    row.postal,
                    country_word(rnd, row),
                    row.birthday.strftime("%Y-%m-%d") if row.birthday else "",
                    rnd.choice(["Web", "Partner Referral", "Trade Show", "Purchased List", ""]),
                    "005%012dAAM" % rnd.randrange(4),
                    str(int(row.where == "HasOptedOutOfEmail")),
                    str(int(row.where == "DoNotCall")),
                    (
                        "Do Not Allow"
                        if row.where == "Allow Emails?"
                        else rnd.choice(["Allow", "Allow", ""])
                    ),
                    "true" if row.opt_in else "false",
                    iso(row.consent_date),
                    row.consent_source,
                    row.note,
                    iso(row.created),
                    iso(row.updated),
                    rnd.choice(["", "", "Gold", "Silver"]),
                    "E%06d" % rnd.randrange(10**6) if rnd.random() < 0.5 else "",
                ],
            )
        )
    return header, records, dict(quote_all=True, newline="\n")


def amocrm(rnd, rows):
    header = (
        "ID;Тип;Наименование;Имя;Фамилия;Компания;Ответственный;Дата создания контакта;Кем создан;Сделки;"
        "Дата редактирования;Теги;Примечание 1;Примечание 2;Примечание 3;Примечание 4;Примечание 5;Должность;Рабочий телефон;"
        "Рабочий прямой телефон;Мобильный телефон;Домашний телефон;Рабочий email;Личный email;Город;Адрес;"
        "Согласие на рассылку;Дата согласия;Отказ от рассылки;Размер обуви"
    ).split(";")
    records = []
    for row in rows:
        tags = rnd.sample(["клиент", "импорт", "вебинар", "опт", "vip"], rnd.choice([0, 1, 1, 2]))
        if row.opt_out:
            row.where = "Теги" if rnd.random() < 0.12 else "Отказ от рассылки"
            if row.where == "Теги":
                tags.append("отписан")
        notes = [row.note, "", "", "", ""]
        if row.note and rnd.random() < 0.3:
            notes[1] = "Дубль? см. сделку №%d" % rnd.randrange(1000, 9999)
        full = (row.first + " " + row.last).strip()
        home = row.phone if not row.company else ""
        records.append(
            Record(
                row,
                [
                    row.source_id,
                    "компания" if row.is_company else "контакт",
                    row.company if row.is_company else full,
                    row.first,
                    row.last,
                    "" if row.is_company else row.company,
                    rnd.choice(OWNERS["ru"]),
                    dotted(row.created),
                    rnd.choice(["робот", "Ольга М."]),
                    rnd.choice(["", "", "Поставка %d" % rnd.randrange(100)]),
                    dotted(row.updated),
                    ", ".join(tags),
                    *notes,
                    row.title,
                    "" if home else row.phone,
                    "",
                    row.mobile or row.whatsapp,
                    home,
                    row.email if row.company else "",
                    "" if row.company else row.email,
                    row.city,
                    row.address,
                    "да" if row.opt_in else "",
                    dotted(row.consent_date),
                    "да" if row.where == "Отказ от рассылки" else "",
                    str(rnd.randrange(36, 47)) if rnd.random() < 0.1 else "",
                ],
            )
        )
    return header, records, dict(delimiter=";", quote_all=True, bom=True)


def taiwan_year(rnd, day, time=False):
    """Half the dates in the years of the Republic (year 1 = 1912), as shop staff write them."""
    if not day:
        return ""
    year = day.year - 1911
    style = rnd.random()
    if style < 0.3:
        text = "民國%d年%d月%d日" % (year, day.month, day.day)
    elif style < 0.5:
        text = "%d/%02d/%02d" % (year, day.month, day.day)
    else:
        text = day.strftime("%Y/%m/%d")
    return text + (day.strftime(" %H:%M") if time and style >= 0.5 else "")


def taipei(rnd, rows):
    header = "客戶編號,姓名,手機,電話,電子郵件,城市,地址,生日,公司名稱,會員等級,同意行銷,同意時間,同意來源,退訂,退訂時間,備註,建立日期,更新時間,統一編號".split(
        ","
    )
    source = {
        "web form": "官網",
        "event": "活動",
        "double opt-in": "簡訊確認",
        "phone call": "電話",
        "": "",
    }
    records = []
    for row in rows:
        own = not (row.first + row.last).isascii()
        row.where = "退訂" if row.opt_out else ""
        records.append(
            Record(
                row,
                [
                    row.source_id,
                    row.last + row.first if own else row.first + " " + row.last,
                    row.mobile or row.whatsapp,
                    row.phone,
                    row.email,
                    row.city,
                    row.address,
                    taiwan_year(rnd, row.birthday),
                    row.company,
                    rnd.choice(["一般", "銀卡", "金卡", ""]),
                    "是" if row.opt_in else rnd.choice(["否", "", ""]),
                    taiwan_year(rnd, row.consent_date),
                    source[row.consent_source],
                    rnd.choice(["是", "Y", "1"]) if row.opt_out else rnd.choice(["", "", "否"]),
                    taiwan_year(rnd, row.opt_out_date),
                    row.note,
                    taiwan_year(rnd, row.created, True),
                    taiwan_year(rnd, row.updated, True),
                    "%08d" % rnd.randrange(10**8) if row.company and rnd.random() < 0.4 else "",
                ],
            )
        )
    return header, records, dict(encoding="big5")


def google(rnd, rows):
    header = (
        "Given Name,Additional Name,Family Name,Organization 1 - Name,Organization 1 - Title,Birthday,Notes,Group Membership,"
        "E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,"
        "Address 1 - City,Custom Field 1 - Type,Custom Field 1 - Value"
    ).split(",")
    records = []
    for row in rows:
        groups = rnd.sample(
            ["Friends", "Customers", "Imported on 3/14/19", "Family"], rnd.choice([0, 1, 1, 2])
        ) + ["* myContacts"]
        if row.opt_out:
            row.where = "Group Membership"
            groups.append("Unsubscribed")
        mobile, phone, mail = row.mobile or row.whatsapp, row.phone, row.email
        if mobile and phone and rnd.random() < 0.6:
            mobile, phone = mobile + " ::: " + phone, ""
        if mail and len(row.person.emails) > 1 and rnd.random() < 0.4:
            mail = mail.strip() + " ::: " + row.person.emails[-1]
        records.append(
            Record(
                row,
                [
                    row.first,
                    row.middle,
                    row.last,
                    row.company,
                    row.title,
                    row.birthday.strftime("%Y-%m-%d") if row.birthday else "",
                    row.note,
                    " ::: ".join(groups),
                    "* Home" if mail else "",
                    mail,
                    "Mobile" if mobile else "",
                    mobile,
                    "Home" if phone else "",
                    phone,
                    row.city,
                    "Nickname" if rnd.random() < 0.1 else "",
                    "",
                ],
            )
        )
    return header, records, dict(newline="\n")


def erp_xml(rnd, rows):
    """windows-1251 as declared; other letters as character references, so never in CDATA."""

    def text(value):
        return escape(value).replace("\r", "&#13;")

    def element(tag, value, pad, **attributes):
        attrs = "".join(" %s=%s" % (k, quoteattr(v)) for k, v in attributes.items() if v)
        return "\t" * pad + (
            "<%s%s>%s</%s>\n" % (tag, attrs, text(value), tag)
            if value or attrs
            else "<%s/>\n" % tag
        )

    out = [
        '<?xml version="1.0" encoding="windows-1251"?>\n<!-- Partnerexport, nightly -->\n'
        '<export generated="2025-06-30T02:00:00+02:00" system="Handelswerk 4">\n\t<partners>\n'
    ]
    line, entries = out[0].count("\n") + 1, []
    for row in rows:
        if row.broken:
            block = "\t\t<partner id=%s/>\n" % quoteattr(row.source_id)
        else:
            where = ""
            if row.opt_out:
                where = row.where = rnd.choices(["opt_out", "consent/status"], [7, 3])[0]
            block = "\t\t<partner id=%s status=%s>\n" % (
                quoteattr(row.source_id),
                quoteattr(rnd.choice(["active", "active", "inactive"])),
            )
            block += (
                "\t\t\t<name>\n"
                + element("first", row.first, 4)
                + element("last", row.last, 4)
                + "\t\t\t</name>\n"
            )
            if row.company:
                block += element("company", row.company, 3, role=row.title)
            listed = [("mobile", row.mobile), ("phone", row.phone), ("whatsapp", row.whatsapp)]
            block += (
                "\t\t\t<phones>\n"
                + "".join(element("phone", v, 4, type=t) for t, v in listed if v)
                + "\t\t\t</phones>\n"
            )
            block += element("email", row.email, 3)
            block += (
                "\t\t\t<address>\n"
                + element("street", row.address, 4)
                + element("zip", row.postal, 4)
                + element("city", row.city, 4)
            )
            block += element("country", row.country, 4) + "\t\t\t</address>\n"
            if row.birthday:
                block += element("birthday", dotted(row.birthday, False), 3)
            if row.opt_in or where == "consent/status":
                day = row.consent_date or row.opt_out_date
                block += "\t\t\t<consent>\n" + element(
                    "status", "granted" if row.opt_in else "withdrawn", 4
                )
                block += (
                    element("date", day.strftime("%Y-%m-%d") if day else "", 4)
                    + element("source", row.consent_source, 4)
                    + "\t\t\t</consent>\n"
                )
            block += element("opt_out", "ja" if where == "opt_out" else rnd.choice(["nein", ""]), 3)
            if row.note:
                cdata = all(ord(c) < 128 or "А" <= c <= "я" for c in row.note)
                block += (
                    "\t\t\t<note><![CDATA[%s]]></note>\n" % row.note
                    if cdata
                    else element("note", row.note, 3)
                )
            if rnd.random() < 0.2:
                block += '\t\t\t<loyalty points="%d"/>\n' % rnd.randrange(5000)
            block += element("created", row.created.strftime("%Y-%m-%dT%H:%M:%S+01:00"), 3)
            block += (
                element("modified", row.updated.strftime("%Y-%m-%dT%H:%M:%S+01:00"), 3)
                + "\t\t</partner>\n"
            )
        entries.append((row, line))
        line += block.count("\n")
        out.append(block)
    out.append("\t</partners>\n</export>\n")
    return "".join(out).encode("cp1251", "xmlcharrefreplace"), entries


def rest_json(rnd, rows):
    """One contact a line, a few over several lines; half of them with \\u escapes."""

    def number(cell):
        if cell.isascii() and cell.isdigit() and cell[0] != "0" and rnd.random() < 0.7:
            return int(cell)
        return cell

    def stamp(day, style):
        if not day:
            return None
        seconds = int((day - EPOCH).total_seconds())
        return (
            seconds
            if style == 0
            else seconds * 1000 if style == 1 else day.strftime("%Y-%m-%dT%H:%M:%SZ")
        )

    head = (
        '{\n"meta": {"exported_at": "2025-06-30T09:00:00Z", "page": 1, "total": %d},\n"data": {"contacts": [\n'
        % len(rows)
    )
    out, line, entries = [head], head.count("\n") + 1, []
    for index, row in enumerate(rows):
        if row.broken:
            block = {
                "not_an_object": '"contact %s could not be serialised"' % row.source_id,
                "null_record": "null",
            }[row.broken]
        else:
            cells = [("mobile", row.mobile), ("phone", row.phone), ("whatsapp", row.whatsapp)]
            cells = [(t, number(c)) for t, c in cells if c]
            style = rnd.random()
            listed = (
                [{"type": t, "number": c} for t, c in cells]
                if style < 0.7
                else [c for _, c in cells]
            )
            if not cells and rnd.random() < 0.5:
                listed = None
            if row.opt_out:
                row.where = rnd.choices(["do_not_contact", "consent.status"], [7, 3])[0]
            consent = None
            if row.opt_in or row.where == "consent.status":
                day = row.consent_date or row.opt_out_date
                consent = {
                    "status": "opted_in" if row.opt_in else "unsubscribed",
                    "date": stamp(day, 2),
                    "source": row.consent_source or None,
                }
            when = rnd.randrange(3)
            contact = {
                "id": int(row.source_id),
                "first_name": row.first,
                "last_name": row.last or None,
                "company": row.company or None,
                "email": row.email or None,
                "phones": listed,
                "address": (
                    {
                        "street": row.address,
                        "city": row.city,
                        "zip": row.postal,
                        "country": row.country,
                    }
                    if row.country
                    else None
                ),
                "do_not_contact": (
                    True if row.where == "do_not_contact" else rnd.choice([False, None])
                ),
                "consent": consent,
                "birthday": row.birthday.strftime("%Y-%m-%d") if row.birthday else None,
                "notes": row.note or None,
                "tags": rnd.sample(["newsletter", "b2b", "webinar", "vip"], rnd.choice([0, 1, 2])),
                "created_at": stamp(row.created, when),
                "updated_at": stamp(row.updated, when),
                "custom_fields": {
                    "favourite_team": rnd.choice(["", "azul", "rojo"]),
                    "score": round(rnd.random() * 10, 1),
                },
            }
            block = json.dumps(
                contact, ensure_ascii=rnd.random() < 0.5, indent=2 if rnd.random() < 0.1 else None
            )
        block += ",\n" if index + 1 < len(rows) else "\n"
        entries.append((row, line))
        line += block.count("\n")
        out.append(block)
    out.append("]}\n}\n")
    return "".join(out).encode("utf-8"), entries
