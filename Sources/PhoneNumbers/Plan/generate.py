#!/usr/bin/env python3
"""Write the numbering plan of all regions as C tables.

Usage:   generate.py OUTPUT_FOLDER
Input:   the metadata that the PyPI package `phonenumbers` derives from libphonenumber (Apache-2.0),
         in the version that generator/requirements.txt names.
Output:  NumberingPlan.c and include/CNumberingPlan.h, a pure function of the package, its date and
         the Unicode data of the Python that runs it. Where the folder holds earlier tables, what
         differs is printed: how many numbers of which region become valid, invalid or another kind.
"""
import argparse
import os
import sys

sys.dont_write_bytecode = True
from generator import version


def main():
    options = argparse.ArgumentParser(
        usage='generate.py OUTPUT_FOLDER', description='Write the numbering plan as C tables.')
    options.add_argument('output')
    output = options.parse_args().output
    number, date = version.checked()
    # The rest reads the package as it is loaded.
    from generator import difference, tables
    sys.setrecursionlimit(10000)
    path = os.path.join(output, 'NumberingPlan.c')
    earlier = difference.read(path)
    print(f'phonenumbers {number} of {date}: {tables.write(output, number, date)}')
    if earlier:
        print(*difference.report(earlier, difference.Tables(path)), sep='\n')


if __name__ == '__main__':
    main()
