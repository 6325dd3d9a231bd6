#!/bin/sh
# What record.py needs on a machine without network: usage: make-payload.sh DIR (a folder that git ignores)
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
shared="$root/../shared"
target=$1
yolov5=$("$root/.python/training/bin/python" -c 'import importlib.util as u; print(u.find_spec("yolov5").submodule_search_locations[0])')
rm -rf "$target"
mkdir -p "$target/packages" "$target/coco128"
cp -r "$yolov5" "$target/packages/yolov5"
find "$target/packages" -name __pycache__ -prune -exec rm -r {} +
cp -r "$shared/data/coco128/images" "$shared/data/coco128/instances.json" "$target/coco128/"
cp "$shared/weights/yolov5n.pt" "$target/"
cp -r "$root/tools/curves/python" "$target/python"
