"""The in-process peers of ../shared/bench/peer_serving.py, measured when they are asked to.

usage: peers_in_turn.py PEER_SERVING.py WEIGHTS.pt MODEL.onnx PHOTO
Each line of the input names a peer (pytorch or yolov5_onnx) and a number of rounds; the answer is a line of JSON with their median in milliseconds.
"""

import json
import runpy
import statistics
import sys

WARM_UPS = 2

driver, weights, model, photo = sys.argv[1:]
with open(photo, "rb") as file:
    jpeg = file.read()
# Without photos of its own it only loads both models.
sys.argv = [driver, weights, model]
peers = runpy.run_path(driver)
for line in sys.stdin:
    name, rounds = line.split()
    times, _ = peers["measure"](peers[name], jpeg, WARM_UPS, int(rounds))
    print(json.dumps({"medianMs": statistics.median(times)}), flush=True)
