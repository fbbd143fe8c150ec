"""The regions and calling codes of the metadata, as rows of the tables."""
import phonenumbers as pn
from phonenumbers import PhoneMetadata

from .automaton import NONE, Plan
from .patterns import Pattern
from .programs import first_digits, program
from .tails import Numbering


class Territories:
    """Everything that the metadata says of regions, in the order of calling codes."""

    def __init__(self):
        self.plan, self.programs, self.program_ids = Plan(), [0], {}
        self.names, self.rows, self.index = [], [], [0] * 1000
        roots = [self.add(number, code)
                 for number, code in enumerate(sorted(pn.COUNTRY_CODE_TO_REGION_CODE), start=1)]
        self.states = Numbering(self.plan)
        self.codes = [f'{{{code}, {self.states.number[root]}, {first}, {count}}}'
                      for code, root, first, count in roots]
        if len(self.rows) >= NONE or len(self.codes) >= NONE:
            raise ValueError('the plan outgrew its tables')

    def add(self, number, code):
        """(code, root of its automaton, first region, how many)"""
        first = len(self.rows)
        members = []
        for region in pn.COUNTRY_CODE_TO_REGION_CODE[code]:
            m = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
            members.append((len(self.rows), m))
            self.names.append(region)
            self.rows.append(self.row(code, region, m, len(members) - 1))
        root = self.plan.add_calling_code(members)
        # By the first three digits of what follows a plus sign: no code is the start of another.
        width = 10 ** (3 - len(str(code)))
        self.index[code * width:(code + 1) * width] = [number] * width
        return code, root, first, len(members)

    def row(self, code, region, m, general_bit):
        strip, strip_first = self.place(m.national_prefix_for_parsing)
        out, out_first = self.place(m.international_prefix)
        digits, _, group = (m.national_prefix_transform_rule or '').partition('\\')
        trunk = m.national_prefix or ''
        token = pn.country_mobile_token(code)
        groups = Pattern(m.national_prefix_for_parsing).groups if strip else 0
        extension = m.preferred_extn_prefix or ''
        if groups > 2 or max(len(digits), len(trunk)) > 4 or len(extension) > 7 or general_bit > 31:
            raise ValueError(f'{region}: does not fit the tables')
        return (
            f'{{"{region}", {code}, {strip}, {strip_first}, {out}, {out_first}, '
            f'{nibbles(trunk)},\n   {lengths_mask(m.general_desc.possible_length)}, '
            f'{lengths_mask(m.general_desc.possible_length_local_only)}, {nibbles(digits)}, '
            f'{group or 0}, {groups}, {general_bit}, {len(digits)}, {len(trunk)}, '
            f'{token or NONE}, "{extension}"}}')

    def place(self, text):
        """Where the program of a prefix begins, and with which digits the prefix may."""
        if not text:
            return 0, 0
        words = program(Pattern(text))
        if text not in self.program_ids:
            self.program_ids[text] = len(self.programs)
            self.programs.extend(words)
        return self.program_ids[text], first_digits(words)

    def by_code(self):
        return sorted(range(len(self.names)), key=lambda i: (self.names[i], i))


def lengths_mask(lengths):
    return sum(1 << n for n in lengths if n > 0)


def nibbles(digits):
    value = 0
    for d in digits:
        value = value << 4 | int(d)
    return value
