# SPDX-License-Identifier: Apache-2.0
"""What is kept of a recording: curves.csv.gz with the losses and mAPs of every run, and runs.json with how each was made.
Runs that a time limit cut off are kept as they are, from 20 epochs on. usage: to_fixture.py FOLDER curves.tar.gz…"""
import csv
import gzip
import io
import json
import sys
import tarfile
from pathlib import Path

LEAST_EPOCHS = 20
COLUMNS = {"epoch": "epoch", "train/box_loss": "train/box_loss", "train/obj_loss": "train/obj_loss",
           "train/cls_loss": "train/cls_loss", "val/box_loss": "val/box_loss", "val/obj_loss": "val/obj_loss",
           "val/cls_loss": "val/cls_loss", "metrics/mAP_0.5": "mAP50", "metrics/mAP_0.5:0.95": "mAP50_95"}


def main(folder: str, *archives: str) -> None:
    sys.path.insert(0, str(Path(__file__).parent))
    from jobs import finetune_jobs, known_jobs, list_jobs
    jobs = {one["id"]: one for one in [*list_jobs(), *finetune_jobs(), *known_jobs()]}
    files = {name: text for archive in archives for name, text in read(archive).items()}
    lines, runs = [",".join(["run", *COLUMNS.values()])], []
    for name in sorted(name for name in files if name.endswith(".csv")):
        run = name.removesuffix(".csv")
        rows = list(csv.DictReader(io.StringIO(files[name])))
        if len(rows) < LEAST_EPOCHS:
            continue
        lines += [",".join([run, *(shorten(row[column]) for column in COLUMNS)]) for row in rows]
        made = json.loads(files.get(f"{run}.json", "{}")) or {**jobs[run], "seconds": None}
        runs.append({**made, "recorded": len(rows)})
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    # No name and no time in the header: the same recording gives the same bytes.
    with open(target / "curves.csv.gz", "wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as packed:
        packed.write(("\n".join(lines) + "\n").encode())
    (target / "runs.json").write_text("[\n" + ",\n".join(json.dumps(run) for run in runs) + "\n]\n")
    print(f"{len(runs)} runs, {len(lines) - 1} epochs")


def read(archive: str) -> dict:
    with tarfile.open(archive) as members:
        return {member.name: members.extractfile(member).read().decode() for member in members if member.isfile()}


def shorten(text: str) -> str:
    value = float(text)
    return str(int(value)) if value.is_integer() and abs(value) < 1e6 else "%.4g" % value


if __name__ == "__main__":
    main(*sys.argv[1:])
