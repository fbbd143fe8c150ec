#!/usr/bin/env python3
"""Drives report.html and review.html of a result in a real browser, as a person would.

Usage:  test_pages.py FOLDER [--pictures FOLDER]
        FOLDER holds the result of `rollcall clean` with at least 50 doubtful pairs.

Needs Chromium (Debian: apt-get install chromium; $CHROMIUM names another one) and nothing else.
"""

import argparse
import csv
import io
import os
import pathlib
import stat
import sys
import tempfile
import time
import unittest

import devtools

FOLDER = PICTURES = None
DECISIONS = 50


def rows(text):
    return list(csv.reader(io.StringIO(text, newline="")))


class Pages(unittest.TestCase):
    def setUp(self):
        self.browser = self.enterContext(devtools.Browser())
        self.page = self.browser.page()
        self.downloads = self.enterContext(tempfile.TemporaryDirectory())
        self.page.call(
            "Browser.setDownloadBehavior", behavior="allow", downloadPath=self.downloads)

    def tearDown(self):
        self.assertEqual(self.page.faults, [])
        outside = [u for u in self.page.requests if not u.startswith(("file:", "blob:", "data:", "about:", "chrome:", "chrome-error:"))]
        self.assertEqual(outside, [], "the page reached out")

    def open(self, name):
        self.page.open((FOLDER / name).as_uri())

    def picture(self, name):
        if PICTURES:
            self.page.screenshot(os.path.join(PICTURES, name + ".png"))

    # What the page shows.
    def state(self):
        return self.page.value("document.getElementById('state').textContent")

    def current(self):
        return self.page.value(
            "[...document.querySelectorAll('.pair')].findIndex(p => p.offsetParent !== null)")

    def decisions(self):
        return self.page.value(
            "[...document.querySelectorAll('.pair')].map(p => p.classList.contains('same') ? 'same' :"
            " p.classList.contains('different') ? 'different' : '')")

    def saved(self):
        file = pathlib.Path(self.downloads) / "decisions.csv"
        file.unlink(missing_ok=True)
        self.page.value("document.getElementById('save').click()")
        end = time.monotonic() + 20
        while not file.exists() or not file.read_bytes().endswith(b"\r\n"):
            self.assertLess(time.monotonic(), end, "nothing was saved")
            time.sleep(0.05)
        return file.read_bytes().decode()

    def load(self, text):
        file = pathlib.Path(self.downloads) / "given.csv"
        file.write_bytes(text.encode())
        document = self.page.call("DOM.getDocument")["root"]["nodeId"]
        node = self.page.call("DOM.querySelector", nodeId=document, selector="#file")["nodeId"]
        self.page.value("document.getElementById('notice').textContent = ''")
        self.page.call("DOM.setFileInputFiles", files=[str(file)], nodeId=node)
        self.page.wait("document.getElementById('notice').textContent !== ''")
        return self.page.value("document.getElementById('notice').textContent")

    def forget(self):
        # The page would warn of decisions that are neither kept nor saved.
        self.page.value("localStorage.clear()")
        self.open("review.html")
        self.page.faults = [f for f in self.page.faults if "beforeunload" not in f]

    def test_fifty_decisions(self):
        self.open("review.html")
        count = self.page.value("document.querySelectorAll('.pair').length")
        self.assertGreaterEqual(count, DECISIONS, "the result has too few doubtful pairs")
        self.assertEqual(self.state(), f"0 of {count} decided")
        keys = {"same": ("s", "KeyS"), "different": ("d", "KeyD")}
        expected = [""] * count
        for number in range(DECISIONS):
            self.assertEqual(self.current(), number)
            decision = ("same", "different", "different")[number % 3]
            # As with a Russian keyboard, every fifth time.
            key, code = keys[decision]
            self.page.press({"s": "ы", "d": "в"}[key] if number % 5 == 0 else key, code)
            expected[number] = decision
            self.assertEqual(self.state(), f"{number + 1} of {count} decided")
        self.assertEqual(self.decisions(), expected)

        # Two are taken back, one is decided otherwise, one is skipped, one is decided with the mouse.
        self.page.press("u", "KeyU")
        self.page.press("u", "KeyU")
        expected[DECISIONS - 1] = expected[DECISIONS - 2] = ""
        self.assertEqual(self.current(), DECISIONS - 2)
        self.page.press("ArrowLeft", "ArrowLeft")
        self.page.press("s", "KeyS")
        expected[DECISIONS - 3] = "same"
        self.page.press(" ", "Space")
        self.assertEqual(self.current(), DECISIONS - 1)
        self.page.value(
            f"document.querySelectorAll('.pair')[{DECISIONS - 1}]"
            ".querySelector('[data-choice=different]').click()")
        expected[DECISIONS - 1] = "different"
        self.assertEqual(self.decisions(), expected)
        self.page.press("n", "KeyN")
        self.assertEqual(expected[self.current()], "")

        # The progress is kept when the page is closed.
        place = self.current()
        self.open("review.html")
        self.assertEqual(self.decisions(), expected)
        self.page.press("u", "KeyU")
        self.assertEqual(self.decisions()[DECISIONS - 1], "")
        self.page.press("d", "KeyD")
        self.assertEqual(self.decisions(), expected)
        self.assertGreaterEqual(place, 0)

        # What is saved is review.csv with the decisions in it.
        text = self.saved()
        header, *records = rows(text)
        review = rows((FOLDER / "review.csv").read_bytes().decode())
        self.assertEqual(header, review[0])
        decision = header.index("decision")
        self.assertEqual([r[decision] for r in records], expected)
        known = {r[0]: r for r in review[1:]}
        for record in records:
            undecided = record[:decision] + [""] + record[decision + 1:]
            self.assertEqual(undecided, known[record[0]])

        # And read back, as it is and as spreadsheets write it.
        self.forget()
        self.assertEqual(set(self.decisions()), {""})
        self.assertIn("49 decisions loaded.", self.load(text))
        self.assertEqual(self.decisions(), expected)
        self.forget()
        given = "\ufeffdecision;pair_id\n" + "".join(
            f'{r[decision].upper()};"{r[0]}"\n' for r in records) + "same;pelsewhere\nperhaps;p0\n"
        self.assertEqual(
            self.load(given),
            "49 decisions loaded; 1 of pairs that are not on this page; 1 that say neither same nor different.")
        self.assertEqual(self.decisions(), expected)
        self.assertIn("nothing was loaded", self.load("a,b\n1,2\n"))
        self.assertEqual(self.decisions(), expected)

    def test_the_end_says_how_to_go_on(self):
        self.open("review.html")
        count = self.page.value("document.querySelectorAll('.pair').length")
        for _ in range(count):
            self.page.press("ArrowRight", "ArrowRight")
        self.assertEqual(
            self.page.value("document.getElementById('outcome').textContent"),
            f"0 the same, 0 different, {count} left open.")
        self.assertFalse(self.page.value("document.getElementById('ending').hidden"))
        self.page.press("ArrowLeft", "ArrowLeft")
        self.assertEqual(self.current(), count - 1)

    def test_only_its_owner_reads_the_review(self):
        self.assertEqual(stat.S_IMODE((FOLDER / "review.html").stat().st_mode), 0o600)

    def test_pages_fit_on_every_screen(self):
        for name in ("report", "review"):
            for width, height, dark in ((1280, 900, False), (1280, 900, True), (375, 740, False)):
                with self.subTest(page=name, width=width, dark=dark):
                    self.page.resize(width, height, dark)
                    self.open(name + ".html")
                    self.assertLessEqual(
                        self.page.value("document.documentElement.scrollWidth"), width)
                    self.picture(f"{name}-{width}{'-dark' if dark else ''}")
            if PICTURES:
                self.page.print(os.path.join(PICTURES, name + ".pdf"))

    def test_nothing_is_cut(self):
        """No drawing's writing runs out of its figure or into the writing beside it."""
        for width in (1280, 375):
            self.page.resize(width, 900)
            for name in ("report", "review"):
                self.open(name + ".html")
                cut = self.page.value("""
                  [...document.querySelectorAll('svg.plot')].filter(s => s.clientWidth).flatMap(svg => {
                    const frame = (svg.closest('figure') || svg).getBoundingClientRect();
                    const texts = [...svg.querySelectorAll('text')].map(
                      t => [t.textContent, t.getBoundingClientRect()]);
                    const out = texts.filter(([, box]) =>
                      box.width && (box.right > frame.right + 1 || box.left < frame.left - 1));
                    const over = texts.filter(([, a], i) => texts.some(([, b], j) => i !== j && a.width &&
                      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 &&
                      b.top < a.bottom - 4));
                    return [...out, ...over].map(([text]) => text);
                  })""")
                self.assertEqual(cut, [], f"{name}.html at {width}")

    def test_a_drawing_has_a_table_behind_it(self):
        self.open("report.html")
        figures = self.page.value("document.querySelectorAll('figure.chart').length")
        self.assertGreater(figures, 5)
        self.assertEqual(
            self.page.value("document.querySelectorAll('figure.chart details table tbody tr').length > 20"),
            True)
        self.assertEqual(
            self.page.value(
                "[...document.querySelectorAll('figure.chart')].filter(f => f.querySelector('details table'))"
                ".length"), figures)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--pictures", help="a folder for pictures of the pages")
    arguments = parser.parse_args()
    FOLDER, PICTURES = arguments.folder.resolve(), arguments.pictures
    if PICTURES:
        os.makedirs(PICTURES, exist_ok=True)
    if devtools.chromium() is None:
        sys.exit(
            "Chromium is not installed, so the pages were not tested. "
            "Debian: apt-get install chromium; or name one with CHROMIUM=/path/to/chromium")
    unittest.main(argv=sys.argv[:1])
