"""Has a child that would outlive it, prints both ids, and ends as the options say: {ending: wait, crash or lifeline}."""
import json
import os
import subprocess
import sys
import time

child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(f"family {os.getpid()} {child.pid}", flush=True)
ending = json.loads(open(sys.argv[1]).read())["ending"]
if ending == "crash":
    os.write(int(os.environ["DETECTORY_EVENTS_FD"]), b'{"event":"error","type":"ValueError","message":"first","expected":false}\n')
    os.write(int(os.environ["DETECTORY_EVENTS_FD"]), b'{"event":"error","type":"ValueError","message":"second","expected":false}\n')
    sys.exit(1)
time.sleep(600)
