"""Fuzz the commands for as long as wanted: `python tests/fuzz/run.py --count 20000 --keep DIR`.

Every batch of mutated files goes through `convert` into a dataset, which the other commands then read, and out of a
copy of which one takes a document.
Prints what came of the files of each format and why some were refused; every input that ended in a traceback, a
crash, a hang or an incomplete dataset is kept in DIR and named. Exit code 1 where there was one. A number and a seed
always make the same mutation of the samples.
"""

from __future__ import annotations

import argparse
import sys
import time
from itertools import islice
from pathlib import Path

import seeds
from campaign import Run, Tally, inputs, run_batch


def main() -> int:
    """Run a campaign; 1 where an input did what none may do."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=3000, help="how many inputs (default: 3000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other inputs (default: 1)")
    parser.add_argument("--start", type=int, default=0, help="number of the first input, to go on (default: 0)")
    parser.add_argument("--batch", type=int, default=150, help="inputs converted together (default: 150)")
    parser.add_argument("--jobs", type=int, default=1, help="processes side by side (default: 1)")
    parser.add_argument("--time-limit", type=float, default=60.0, help="seconds that are a hang (default: 60)")
    parser.add_argument("--keep", type=Path, help="where offending inputs go (default: they are only named)")
    args = parser.parse_args()
    if args.keep:
        args.keep.mkdir(parents=True, exist_ok=True)
    tally, begun, told = Tally(), time.monotonic(), 0
    how = Run(args.time_limit, "1G", args.jobs, args.keep)
    stream = inputs(seeds.load(), args.seed, args.start, args.count)
    done = 0
    while files := dict(islice(stream, args.batch)):
        run_batch(files, tally, how)
        done += len(files)
        for offence in tally.offences[told:]:
            print(offence, flush=True)
        told = len(tally.offences)
        print(f"{done:,} inputs, {time.monotonic() - begun:,.0f} s, {told} offences", file=sys.stderr, flush=True)
    print(*tally.slow, sep="\n")
    for outcome, times in sorted(tally.outcomes.items()):
        print(f"{times:7,}  {outcome}")
    print("refused, and why:")
    for reason, times in sorted(tally.reasons.items(), key=lambda pair: (pair[0].partition(":")[0], -pair[1])):
        print(f"{times:7,}  {reason}")
    print(
        f"{done:,} inputs, {tally.figures:,} figures read; the slowest file took {tally.slowest:.1f} s; {told} offences"
    )
    return 1 if tally.offences else 0


if __name__ == "__main__":
    sys.exit(main())
