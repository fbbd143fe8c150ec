"""Invents full exports of a CRM and of a messaging platform for one week, with planted differences.

    python3 generate.py FOLDER [--conversations 60] [--defects 12] [--week 2026-W48] [--seed 1]

Writes FOLDER/crm (CSV), FOLDER/messaging (NDJSON) and FOLDER/truth.csv, which names what was planted. All people are
invented. The first thousand numbers are of a range kept for fiction (Ofcom, 07700 900000 to 900999).
"""

import argparse
import csv
import datetime
import hashlib
import json
import os
import random

KINDS = [
    "messages", "consent", "whatsapp_id", "status", "follow_up", "labels", "lineage", "text", "readable", "time",
    "consent_at_send", "owner", "conversation", "phone", "email", "repeats", "order", "direction", "attachments",
    "history", "forward", "erasure",
]
FIRST = ["Anna", "Li", "Ivan", "Marta", "Chen", "Olga", "Jonas", "Wei", "Sofia", "Pavel", "Mei", "Karin"]
LAST = ["Berg", "Wang", "Petrov", "Nowak", "Lin", "Sokolova", "Weber", "Chen", "Rossi", "Orlov", "Huang", "Lund"]
ASKED = ["Is my order on its way?", "Can I move the appointment to Friday?", "谢谢,明天见", "Сколько стоит доставка?",
         "Do you have it in blue?", "Danke, das passt so."]
ANSWERED = ["It leaves us today.", "Friday at ten is fine.", "好的,没问题", "Доставка бесплатная.",
            "Yes, in two sizes.", "Sehr gerne!"]
LABELS = ["VIP", "spring", "b2b", "retail", "newsletter"]
OWNERS = ["ann", "boris", "chloe"]


def iso(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def later(moment, seconds):
    return moment + datetime.timedelta(seconds=seconds)


def make(number, monday, rng):
    """One conversation with its contact, as both sides have it."""
    wa = f"447700{900_000 + number:06d}"
    joined = later(monday, -rng.randrange(20, 500) * 86_400)
    name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    contact = {
        "phone": "+" + wa, "whatsapp_id": wa, "email": f"p{number}@example.org", "full_name": name,
        "owner": rng.choice(OWNERS), "labels": sorted(rng.sample(LABELS, rng.randrange(0, 3))),
        "consents": [("marketing" if rng.random() < 0.7 else "transactional", joined)],
        "merged_into": "", "erased": "",
    }
    at = later(monday, rng.randrange(0, 6 * 86_400))
    if rng.random() < 0.08:
        contact["consents"].append(("opted_out", later(at, 7200)))
    messages = []
    for place in range(rng.randrange(3, 7)):
        inbound = place % 2 == 0
        at = later(at, rng.randrange(40, 4000))
        if at >= later(monday, 7 * 86_400):
            break
        message = {
            "message_id": f"wamid.{number:07d}{place:02d}", "direction": "inbound" if inbound else "outbound",
            "text": rng.choice(ASKED if inbound else ANSWERED), "at": at,
            "attachments": [f"photo-{number}-{place}.jpg"] if rng.random() < 0.25 else [],
            "purpose": "" if inbound else "service", "history": [],
            "follow_up": f"task-{number}-{place}" if inbound else "",
        }
        if not inbound:
            moment = at
            for status in ["sent", "delivered", "read"][: rng.randrange(1, 4)]:
                moment = later(moment, rng.randrange(1, 30))
                message["history"].append((status, moment))
        message["status"] = message["history"][-1][0] if message["history"] else ""
        messages.append(message)
    return {"id": wa, "contact": contact, "messages": messages, "state": rng.choice(["open", "closed"])}


def copy(conversation):
    twin = dict(conversation)
    twin["contact"] = dict(conversation["contact"])
    twin["contact"]["consents"] = list(conversation["contact"]["consents"])
    twin["messages"] = [dict(m, history=list(m["history"])) for m in conversation["messages"]]
    return twin


def sent(conversation):
    return next((m for m in conversation["messages"] if m["direction"] == "outbound"), None)


def plant(kind, crm, messaging, extra):
    """Makes one difference; `extra` takes further contacts of the CRM."""
    contact, messages = crm["contact"], crm["messages"]
    out = sent(crm)
    if kind == "conversation":
        crm["gone"] = True
    elif kind == "readable":
        messages[0]["at_text"] = "last Tuesday"
    elif kind in ("phone", "whatsapp_id"):
        digits = contact["whatsapp_id"][:-1] + str((int(contact["whatsapp_id"][-1]) + 5) % 10)
        contact[kind] = ("+" if kind == "phone" else "") + digits
    elif kind == "email":
        contact["email"] = "former@example.org"
    elif kind == "messages":
        messages.pop()
    elif kind == "repeats":
        messages.append(dict(messages[0]))
    elif kind == "order":
        messages[0]["at"], messages[1]["at"] = messages[1]["at"], messages[0]["at"]
    elif kind == "direction":
        out["direction"], out["follow_up"] = "inbound", "task"
    elif kind == "time":
        messages[0]["at"] = later(messages[0]["at"], -20)
    elif kind == "text":
        messages[0]["text"] += " "
        messages[0]["text"] = messages[0]["text"].replace(" ", "  ", 1) if messages[0]["text"].strip().count(" ") \
            else messages[0]["text"].strip() + "!"
    elif kind == "attachments":
        messaging["messages"][0]["attachments"] = ["contract.pdf"]
        messages[0]["attachments"] = []
    elif kind == "status":
        out["status"] = "failed"
        out["history"] = [("sent", out["history"][0][1]), ("failed", later(out["history"][0][1], 2))]
        twin = sent(messaging)
        twin["history"], twin["status"] = [out["history"][0]], "sent"
    elif kind == "history":
        out["history"][0] = (out["history"][0][0], later(out["history"][0][1], -1))
    elif kind == "forward":
        for side in (crm, messaging):
            message = sent(side)
            base = message["history"][0][1]
            message["history"] = [("sent", base), ("read", later(base, 5)), ("delivered", later(base, 9))]
            message["status"] = "read"
    elif kind == "owner":
        contact["owner"] = "dora"
    elif kind == "labels":
        contact["labels"] = sorted(set(contact["labels"]) ^ {"VIP"})
    elif kind == "consent":
        messaging["contact"]["consents"] = messaging["contact"]["consents"][:1] + [
            ("opted_out", later(messages[-1]["at"], 60))]
        contact["consents"] = contact["consents"][:1]
    elif kind == "consent_at_send":
        for side in (crm, messaging):
            side["contact"]["consents"] = [("opted_out", later(messages[0]["at"], -900_000))]
            sent(side)["purpose"] = "marketing"
    elif kind == "follow_up":
        messages[0]["follow_up"] = ""
    elif kind == "lineage":
        extra.append({"into": crm["id"], "whatsapp_id": "447700900" + str(990 + len(extra) % 10)})
    elif kind == "erasure":
        for side in (crm, messaging):
            side["contact"]["erased"] = "yes"


def listed(entries):
    return [f"{name} {iso(moment)}" for name, moment in entries]


def tables(conversations, prefix, extra):
    """Rows of contacts, conversations and messages of a side."""
    contacts, rows, messages = [], [], []
    ids = {}
    for number, conversation in enumerate(conversations, 1):
        contact = conversation["contact"]
        ids[conversation["id"]] = f"{prefix}{number}"
        contacts.append({
            "id": f"{prefix}{number}", "phone": contact["phone"], "whatsapp_id": contact["whatsapp_id"],
            "email": contact["email"], "full_name": contact["full_name"], "owner": contact["owner"],
            "labels": contact["labels"], "consent": contact["consents"][-1][0],
            "consent_at": iso(contact["consents"][-1][1]), "consent_history": listed(contact["consents"]),
            "merged_into": "", "erased": contact["erased"],
        })
        if conversation.get("gone"):
            continue
        rows.append({"id": conversation["id"], "contact_id": f"{prefix}{number}", "state": conversation["state"]})
        for message in conversation["messages"]:
            messages.append({
                "message_id": message["message_id"], "conversation_id": conversation["id"],
                "direction": message["direction"], "text": message["text"],
                "at": message.get("at_text") or iso(message["at"]), "status": message["status"],
                "history": listed(message["history"]), "attachments": message["attachments"],
                "purpose": message["purpose"], "follow_up": message["follow_up"],
            })
    for place, merged in enumerate(extra, 1):
        contacts.append({
            "id": f"{prefix}M{place}", "phone": "+" + merged["whatsapp_id"], "whatsapp_id": merged["whatsapp_id"],
            "email": "", "full_name": "", "owner": "", "labels": [], "consent": "", "consent_at": "",
            "consent_history": [], "merged_into": ids[merged["into"]], "erased": "",
        })
    return {"contacts": contacts, "conversations": rows, "messages": messages}


def write(folder, data, ending, taken_at, leave_out=()):
    os.makedirs(folder, exist_ok=True)
    for name, rows in data.items():
        names = [n for n in rows[0] if n not in leave_out]
        path = os.path.join(folder, f"{name}.{ending}")
        with open(path, "w", encoding="utf-8", newline="") as file:
            if ending == "csv":
                table = csv.writer(file)
                table.writerow(names)
                for row in rows:
                    table.writerow(["; ".join(row[n]) if isinstance(row[n], list) else row[n] for n in names])
            else:
                for row in rows:
                    file.write(json.dumps({n: row[n] for n in names}, ensure_ascii=False) + "\n")
    with open(os.path.join(folder, "manifest.json"), "w", encoding="utf-8") as file:
        json.dump({"exported_at": iso(taken_at), "rows": {name: len(rows) for name, rows in data.items()}}, file)
        file.write("\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--conversations", type=int, default=60)
    parser.add_argument("--defects", type=int, default=12)
    parser.add_argument("--week", default="2026-W48")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    year, week = options.week.split("-W")
    monday = datetime.datetime.fromisocalendar(int(year), int(week), 1)
    messaging = [make(number, monday, rng) for number in range(1, options.conversations + 1)]
    crm = [copy(c) for c in messaging]
    fit = [n for n, c in enumerate(messaging) if len(c["messages"]) >= 3 and sent(c) is not None]
    truth, extra = [], []
    for place, number in enumerate(rng.sample(fit, options.defects)):
        kind = KINDS[place % len(KINDS)]
        plant(kind, crm[number], messaging[number], extra)
        truth.append((messaging[number]["id"], kind))
    taken_at = later(monday, 7 * 86_400 + 3 * 3600)
    write(os.path.join(options.folder, "crm"), tables(crm, "C", extra), "csv", taken_at)
    write(os.path.join(options.folder, "messaging"), tables(messaging, "W", []), "ndjson", later(taken_at, 300),
          leave_out=("follow_up",))
    with open(os.path.join(options.folder, "truth.csv"), "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["conversation", "planted"])
        table.writerows(sorted(truth))


if __name__ == "__main__":
    main()
