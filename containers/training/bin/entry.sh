#!/bin/sh
# The image's PID 1, and `train` on its PATH. It hands signals on to the control program and answers its exit code. A shell,
# because it also collects processes whose parents have died (its `wait` reaps any child), which Node does not: data loaders
# that outlive a killed training would stay as zombies.
case ${0##*/} in train) set -- train "$@" ;; esac

# A shell gives what runs in the background no input, unless it is told to.
exec 3<&0
/usr/local/bin/node /opt/detectory/train.mjs "$@" <&3 3<&- &
program=$!
exec 3<&-
trap 'kill -TERM "$program"' TERM
trap 'kill -INT "$program"' INT

# A signal ends `wait` early.
wait "$program"; code=$?
while kill -0 "$program" 2>/dev/null; do wait "$program"; code=$?; done
# Where the two came at once, the program's own code is still to be had.
wait "$program" 2>/dev/null; again=$?
[ "$again" -eq 127 ] || code=$again

# Whoever is killed can't say why. Nobody else writes this file then.
failure=${DETECTORY_ML_ROOT:-/opt/ml}/output/failure
if [ "$code" -eq 137 ] && [ "${1:-train}" = train ] && [ -d "${failure%/*}" ] && [ ! -e "$failure" ]; then
  printf 'ControlProgramKilled: the training program was killed, most likely because no memory was left; take a larger instance, a smaller batch or fewer workers' >"$failure"
fi
exit "$code"
