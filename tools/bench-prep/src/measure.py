"""measure.py REPORT COMMAND...: runs the command and writes its wall time, CPU time and peak memory as JSON.

What others left to be written reaches the disk first, so that nobody pays for it but they.
The peak is that of the largest process among the command and the children that it waited for (getrusage).
"""
import json, os, sys, time

report, *command = sys.argv[1:]
os.sync()
started = time.perf_counter()
pid = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(pid, 0)
wall_s = time.perf_counter() - started
with open(report, "w") as file:
    json.dump({"wallS": wall_s, "cpuS": usage.ru_utime + usage.ru_stime, "peakMb": usage.ru_maxrss / 1024}, file)
sys.exit(os.waitstatus_to_exitcode(status) % 256)
