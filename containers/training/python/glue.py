# SPDX-License-Identifier: AGPL-3.0-only
"""What the glue programs share: options in, events out, a hermetic YOLOv5, and death with the control program."""
import json
import math
import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path


RANK = int(os.environ.get("RANK", -1))  # among the processes that train together; torchrun sets it


class GlueError(Exception):
    """A fault that its reader can mend; goes out as an expected `error` event and exit code 3."""


def emit(event: str, **fields) -> None:
    """One JSON line to the control program, on the descriptor that it named (stdout when run by hand)."""
    line = json.dumps({"event": event, **clean(fields)}, separators=(",", ":"), allow_nan=False)
    os.write(int(os.environ.get("DETECTORY_EVENTS_FD", 1)), (line + "\n").encode())


def emit_seldom(event: str, is_last: bool, last=[0.0], **fields) -> None:
    """As emit, for what comes many times a second: at most four times, and always the last one."""
    if is_last or time.monotonic() - last[0] >= 0.25:
        last[0] = time.monotonic()
        emit(event, **fields)


def clean(value):
    """Tensors and NumPy numbers to plain ones, NaN and infinities to null: JSON knows neither."""
    if isinstance(value, dict):
        return {str(key): clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in value]
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and not math.isfinite(value) else value


def run_program(main) -> None:
    """Reads the options (a JSON file named by the first argument), runs `main(options)`, reports how it ended."""
    hold_lifeline()
    try:
        main(json.loads(Path(sys.argv[1]).read_text()))
    except Exception as error:  # the control program puts the class and the text into the failure file
        emit("error", type=type(error).__name__, message=str(error) or repr(error), expected=isinstance(error, GlueError))
        if not isinstance(error, GlueError):
            raise
        sys.exit(3)


def hold_lifeline() -> None:
    """From now on this process ends with the control program; one that was started by hand has none."""
    if os.environ.get("DETECTORY_LIFELINE"):
        threading.Thread(target=die_with_parent, daemon=True).start()


def die_with_parent() -> None:
    """The control program holds the other end of stdin: end of file means that it is gone, however it went."""
    while os.read(0, 1024): pass  # not sys.stdin: its lock would abort the interpreter's shutdown
    if os.getpgid(0) == os.getpid(): os.killpg(0, signal.SIGKILL)  # the leader takes its data loaders along
    os._exit(1)


def answer_signals(stop) -> None:
    """SIGTERM asks for an end after the epoch, SIGUSR1 at the next batch; Ctrl-C is the control program's to answer."""
    for number in (signal.SIGTERM, signal.SIGUSR1):
        signal.signal(number, stop)
    os.register_at_fork(after_in_child=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL))  # or a Pool can't end its own
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    emit("process", rank=RANK, pid=os.getpid())  # now it may be asked to stop


def prepare_yolov5() -> None:
    """Keeps YOLOv5 off the network and alive with today's Pillow; call before importing anything of it."""
    os.environ.update({"YOLOv5_AUTOINSTALL": "false", "WANDB_MODE": "disabled", "YOLO_OFFLINE": "true",
                       "YOLO_AUTOINSTALL": "false", "HF_HUB_OFFLINE": "1", "MPLBACKEND": "Agg",
                       # Threads that spin while they wait make exporting three times as slow.
                       "OMP_WAIT_POLICY": os.environ.get("OMP_WAIT_POLICY", "PASSIVE")})
    # Without its font YOLOv5 downloads Arial; DejaVu comes with matplotlib and has the letters of most languages.
    import matplotlib
    config = Path(os.environ.setdefault("YOLOV5_CONFIG_DIR", str(Path.home() / ".config" / "detectory-yolov5")))
    os.environ["YOLO_CONFIG_DIR"] = str(config)  # Ultralytics adds its own name
    (config / "Ultralytics").mkdir(parents=True, exist_ok=True)
    font = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    for file in (folder / name for folder in (config, config / "Ultralytics") for name in ("Arial.ttf", "Arial.Unicode.ttf")):
        file.exists() or shutil.copyfile(font, file)
    from PIL.ImageFont import FreeTypeFont
    if not hasattr(FreeTypeFont, "getsize"):  # Pillow 10 removed it, YOLOv5 7.0.14's plot threads call it
        FreeTypeFont.getsize = lambda self, text: self.getbbox(text)[2:]
    import yolov5
    sys.path.append(str(Path(yolov5.__file__).parent))  # YOLOv5's own checkpoints name their modules `models`, `utils`
    from safe_load import guard_torch_load
    guard_torch_load()
