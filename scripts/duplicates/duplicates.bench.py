"""Near-duplicates by datasketch (MinHash with LSH), the peer that `match.bench.ts` measures against.

    python3 duplicates.bench.py RECORDS.jsonl > PAIRS.csv

Reads {"id", "title", "body"} a line, does what the library does from text to groups (read, normalise, sketch, index,
compare, group) with the defaults of datasketch, writes the pairs "a,b" and, as the last line of stderr, a JSON object with
the CPU seconds it took. Ends with 3 where datasketch is not installed.
"""
import json
import re
import sys
import time
import unicodedata

try:
    from datasketch import MinHash, MinHashLSH
except ImportError:
    print("datasketch is not installed: pip install datasketch", file=sys.stderr)
    sys.exit(3)

PERMUTATIONS = 128
THRESHOLD = 0.5
GRAM = 4
ACCEPT = 0.7
NO_WORD = re.compile(r"[\W_]+")


def fold(text):
    return NO_WORD.sub("", unicodedata.normalize("NFKC", text).lower())


def main(file):
    started = time.process_time()
    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    sketches = {}
    parent = {}
    candidates = pairs = 0

    def root(record):
        while parent[record] != record:
            parent[record] = parent[parent[record]]
            record = parent[record]
        return record

    with open(file, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = fold(record["title"] + record["body"])
            grams = {text[at:at + GRAM].encode() for at in range(max(1, len(text) - GRAM + 1))}
            sketch = MinHash(num_perm=PERMUTATIONS)
            sketch.update_batch(grams)
            key = record["id"]
            parent[key] = key
            for other in index.query(sketch):
                candidates += 1
                if sketch.jaccard(sketches[other]) >= ACCEPT:
                    pairs += 1
                    parent[root(key)] = root(other)
                    print(f"{min(key, other)},{max(key, other)}")
            index.insert(key, sketch, check_duplication=False)
            sketches[key] = sketch
    groups = len({root(key) for key in parent})
    json.dump({
        "records": len(parent), "candidates": candidates, "pairs": pairs, "groups": groups,
        "seconds": time.process_time() - started,
    }, sys.stderr)
    print(file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
