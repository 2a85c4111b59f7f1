"""The DeepPCB protocol once more, written from its description alone, with nothing of the program in it.

Ground truth: NAME.txt with lines `x1 y1 x2 y2 type`. Detections: NAME.txt with lines `x1,y1,x2,y2,confidence,type`.
A detection is right when its class is right and it overlaps a true box, which no surer detection has taken, by an IoU
above 0.33. mAP: mean over the six types of the area under the precision envelope. F: the best over all thresholds.
"""

IOU = 0.33


def read(folder, separator):
    return {
        path.stem: [
            [float(value) for value in line.split(separator)] for line in path.read_text().split("\n") if line
        ]
        for path in folder.glob("*.txt")
    }


def iou(a, b):
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def judged(truth, said, kind):
    """[(confidence, right)] of one type, and how many true boxes there are."""
    rows = []
    for name, boxes in truth.items():
        free = [box for box in boxes if box[4] == kind]
        for found in sorted((row for row in said[name] if row[5] == kind), key=lambda row: -row[4]):
            best = max(free, key=lambda box: iou(box, found), default=None)
            right = best is not None and iou(best, found) > IOU
            if right:
                free.remove(best)
            rows.append((found[4], right))
    return sorted(rows, key=lambda row: -row[0]), sum(
        box[4] == kind for boxes in truth.values() for box in boxes
    )


def area(rows, wanted):
    points, hits = [], 0
    for number, (_, right) in enumerate(rows, start=1):
        hits += right
        points.append((hits / wanted, hits / number))
    total, before = 0.0, 0.0
    for index, (recall, _) in enumerate(points):
        total += (recall - before) * max(precision for _, precision in points[index:])
        before = recall
    return total


def score(truth_folder, said_folder):
    """(mAP, best F) of the set in two folders."""
    truth, said = read(truth_folder, None), read(said_folder, ",")
    assert set(truth) == set(said)
    kinds = [judged(truth, said, kind) for kind in range(1, 7)]
    known = [(rows, wanted) for rows, wanted in kinds if wanted]
    every = sorted((row for rows, _ in kinds for row in rows), key=lambda row: -row[0])
    wanted = sum(count for _, count in kinds)
    best, hits = 0.0, 0
    for number, (_, right) in enumerate(every, start=1):
        hits += right
        best = max(best, 2 * hits / (number + wanted))
    return sum(area(rows, count) for rows, count in known) / len(known), best
