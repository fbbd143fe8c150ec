"""All tables together."""
from . import symbols, unicode, writing
from .formats import Formats
from .territories import Territories


def write(folder, version, date):
    """Writes the C files; returns the sizes of the tables in words."""
    territories, formats = Territories(), Formats()
    plan, states = territories.plan, territories.states
    zeros, words, named = unicode.zeros(), unicode.word_ranges(), symbols.named_symbols()
    block_index, blocks = symbols.symbol_blocks()
    counts = dict(
        version=version, date=date, states=len(states.inner), tails=len(states.answers),
        territories=len(territories.rows), codes=len(territories.codes),
        regions=sum(n != '001' for n in territories.names), zeros=len(zeros), words=len(words),
        named=len(named), formats=len(formats.formats.rows))
    writing.write(folder, counts, {
        'transitions': states.transitions(),
        'state_answers': states.state_answers(),
        'tail_answers': states.answers,
        'tail_runs': states.runs,
        'answers': [f'{{{g}u, {t}, {k}}}' for t, k, g in plan.rows],
        'territories': territories.rows,
        'calling_codes': territories.codes,
        'calling_code_index': territories.index,
        'programs': territories.programs,
        'territories_by_code': territories.by_code(),
        'zeros': zeros,
        'word_ranges': [f'{{{a}, {b}}}' for a, b in words],
        'named_symbols': [f'{{{c}, {symbol}}}' for c, symbol in named],
        'symbol_block_index': block_index,
        'symbol_blocks': blocks,
        'symbol_classes': symbols.symbol_classes(),
        'symbol_values': symbols.symbol_values(),
        **formats.tables(),
    })
    return (f'{len(territories.names)} territories, {len(territories.codes)} calling codes, '
            f'{len(states.inner)} states, {len(states.answers)} tails, {len(plan.rows)} answers, '
            f'{len(territories.programs)} program words, {len(formats.formats.rows)} formats')
