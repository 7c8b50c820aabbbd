"""The peer that suggestions are measured against: scikit-learn's LinearSVC on tf-idf of character 1-3-grams.

Reads JSON lines {"text", "label", "test": true|false} from standard input, learns from those that are not "test" and prints
one JSON document with the figures for the rest. Debian: apt-get install python3-sklearn.
"""
import json
import sys
import time

try:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics import f1_score
    from sklearn.svm import LinearSVC
except ImportError as missing:
    print(json.dumps({"missing": str(missing)}))
    sys.exit(0)

documents = [json.loads(line) for line in sys.stdin]
learned = [d for d in documents if not d["test"]]
held_out = [d for d in documents if d["test"]]

began = time.time()
words = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, min_df=2)
matrix = words.fit_transform(d["text"] for d in learned)
model = LinearSVC().fit(matrix, [d["label"] for d in learned])
trained = time.time()
scores = model.decision_function(words.transform(d["text"] for d in held_out))
if scores.ndim == 1:
    scores = np.stack([-scores, scores], axis=1)
first = model.classes_[np.argsort(-scores, axis=1)[:, :5]]
truth = np.array([d["label"] for d in held_out])
hits = first == truth[:, None]
gains = 1 / np.log2(np.arange(2, hits.shape[1] + 2))
print(json.dumps({
    "records": len(held_out),
    "accuracyAt1": float(hits[:, 0].mean()),
    "accuracyAt3": float(hits[:, :3].any(axis=1).mean()),
    "accuracyAt5": float(hits.any(axis=1).mean()),
    "macroF1": float(f1_score(truth, first[:, 0], average="macro", zero_division=0)),
    "ndcgAt5": float((hits * gains).sum(axis=1).mean()),
    "letter": float(np.mean([a[0][:1] == b[:1] for a, b in zip(first, truth)])),
    "seconds": {"train": trained - began, "predict": time.time() - trained},
}))
