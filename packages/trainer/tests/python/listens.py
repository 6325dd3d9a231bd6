"""Stands in for a training program that takes its time until it can be told something. Options: {ending}."""
import json
import os
import signal
import sys
import time

FD = int(os.environ["DETECTORY_EVENTS_FD"])
OPTIONS = json.loads(open(sys.argv[1]).read())


def emit(event, **fields):
    os.write(FD, (json.dumps({"event": event, **fields}) + "\n").encode())


def answer(number, _):
    emit("stopping", epoch=number)
    if signal.Signals(number).name == OPTIONS["ending"]:
        emit("end", epochs=1, bestEpoch=0, stopped=True)
        os._exit(0)


time.sleep(0.3)  # a signal now would end the interpreter
for each in (signal.SIGTERM, signal.SIGUSR1):
    signal.signal(each, answer)
print("up", flush=True)
emit("process", rank=-1, pid=os.getpid())
while True:
    time.sleep(0.05)
