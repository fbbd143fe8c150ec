"""A messaging platform that exchanges change files: takes what is handed to it, tells of it, and of its own changes."""
import csv
import json

COLUMNS = ["id", "key", "updated_at", "deleted", "full_name", "phone", "email"]


class Platform:
    def __init__(self, folder):
        self.folder, self.contacts, self.taken, self.files, self.number = folder, {}, set(), 0, 0
        (folder / "in").mkdir(parents=True)

    def tell(self, rows):
        """Puts a change file there whole, by renaming."""
        self.files += 1
        draft = self.folder / "in" / ".draft"
        with open(draft, "w", newline="") as file:
            out = csv.DictWriter(file, COLUMNS)
            out.writeheader()
            out.writerows(rows)
        draft.rename(self.folder / "in" / f"{self.files:04}.csv")

    def set(self, id, at, **values):
        self.contacts.setdefault(id, {"full_name": "", "phone": "", "email": ""}).update(values)
        return {"id": id, "updated_at": at} | self.contacts[id]

    def take(self, at):
        """Carries out what was handed over, each key once, and tells of it as its own system would."""
        rows = []
        for path in sorted((self.folder / "out").glob("*.ndjson")):
            for line in path.read_text().splitlines():
                change = json.loads(line)
                if change["key"] in self.taken:
                    continue
                self.taken.add(change["key"])
                values = {name: change[name] for name in ("full_name", "phone", "email") if name in change}
                if change["op"] == "create":
                    self.number += 1
                    rows.append(self.set(f"m{self.number}", at, **values) | {"key": change["key"]})
                elif change["op"] == "update" and change["id"] in self.contacts:
                    rows.append(self.set(change["id"], at, **values))
                elif change["op"] == "delete":
                    self.contacts.pop(change["id"], None)
                    rows.append({"id": change["id"], "updated_at": at, "deleted": "true"})
        if rows:
            self.tell(rows)
        return len(rows)
