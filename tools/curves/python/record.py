# SPDX-License-Identifier: Apache-2.0
"""Records results.csv of many YOLOv5 trainings at once, within a time limit; see tools/curves/README.md.
usage: record.py --payload DIR --out DIR [--seconds 500] [--gpu-workers 10] [--cpu-workers 5] [--jobs all|finetune|known|smoke]
The payload holds `packages/yolov5`, `coco128/images`, `coco128/instances.json` and `yolov5n.pt`. curves.tar.gz in the out
folder is renewed every 20 seconds: what a cut-off leaves is whole."""
import argparse
import atexit
import json
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from jobs import cost_of, finetune_jobs, known_jobs, list_jobs, smoke_jobs

HERE = Path(__file__).parent
REFRESH_SECONDS = 20
HOPELESS_SECONDS = 300  # by then something is recorded, or nothing ever will be


def main() -> int:
    options, started = parse_options(), time.time()
    jobs = {"all": list_jobs, "finetune": finetune_jobs, "known": known_jobs, "smoke": smoke_jobs}[options.jobs]()
    scratch = Path(tempfile.mkdtemp(prefix="curves-"))
    results = scratch / "results"
    (results / "claims").mkdir(parents=True)
    options.out.mkdir(parents=True, exist_ok=True)
    workers = [Worker(index, options, jobs, scratch, started + options.seconds)
               for index in range(options.gpu_workers + options.cpu_workers)]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    atexit.register(lambda: [worker.end() for worker in workers])
    packed = 0.0
    while any([worker.goes_on() for worker in workers]):
        time.sleep(0.5)
        if time.time() - packed > REFRESH_SECONDS:
            packed = time.time()
            pack(results, options.out)
            tell(results, jobs, started)
            if time.time() - started > HOPELESS_SECONDS and not recorded_epochs(results):
                break
        if time.time() - started > options.seconds + 20:
            break
    for worker in workers:
        worker.end()
    pack(results, options.out)
    tell(results, jobs, started)
    return 0 if recorded_epochs(results) else complain(results, scratch)


def parse_options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--payload", type=lambda text: Path(text).resolve(), required=True)
    parser.add_argument("--out", type=lambda text: Path(text).resolve(), required=True)
    parser.add_argument("--seconds", type=float, default=500)
    parser.add_argument("--gpu-workers", type=int, default=10)
    parser.add_argument("--cpu-workers", type=int, default=5)
    parser.add_argument("--jobs", choices=["all", "finetune", "known", "smoke"], default="all")
    return parser.parse_args()


class Worker:
    """A process that trains; started again after a crash, twice at most."""

    def __init__(self, index: int, options, jobs: list, scratch: Path, deadline: float):
        on_gpu = index < options.gpu_workers
        payload = options.payload
        # The GPU takes them as they come, the processor's cores begin with the cheapest.
        settings = {"packages": str(payload / "packages"), "coco128": str(payload / "coco128"),
                    "weights": str(payload / "yolov5n.pt"), "out": str(scratch / "results"),
                    "scratch": str(scratch / f"work-{index}"), "device": "cuda:0" if on_gpu else "cpu",
                    "jobs": jobs if on_gpu else sorted(jobs, key=cost_of) if options.jobs == "all" else jobs, "deadline": deadline}
        self.settings, self.log, self.starts = scratch / f"worker-{index}.json", scratch / f"worker-{index}.log", 0
        self.settings.write_text(json.dumps(settings))
        self.start()

    def start(self) -> None:
        self.starts += 1
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([sys.executable, "-u", HERE / "worker.py", self.settings], stdout=log,
                                            stderr=log, stdin=subprocess.DEVNULL)

    def goes_on(self) -> bool:
        code = self.process.poll()
        if code not in (None, 0) and self.starts < 3:
            self.start()
            return True
        return code is None

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


def pack(results: Path, out: Path) -> None:
    partial = out / "curves.partial"
    with tarfile.open(partial, "w:gz") as archive:
        for file in sorted(results.glob("*.*")):
            archive.add(file, file.name)
    partial.rename(out / "curves.tar.gz")


def recorded_epochs(results: Path) -> int:
    return sum(max(0, len(file.read_text().splitlines()) - 1) for file in results.glob("*.csv"))


def tell(results: Path, jobs: list, started: float) -> None:
    count = {kind: len(list(results.glob(f"*.{kind}"))) for kind in ("csv", "json", "error.txt")}
    print(f"{time.time() - started:.0f} s: {count['json']} of {len(jobs)} trainings done, {count['csv']} begun, "
          f"{count['error.txt']} failed, {recorded_epochs(results)} epochs", flush=True)


def complain(results: Path, scratch: Path) -> int:
    for file in [*list(results.glob("*.error.txt"))[:2], *list(scratch.glob("worker-*.log"))[:2]]:
        print(f"--- {file.name}\n{file.read_text(errors='replace')[-3000:]}", flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
