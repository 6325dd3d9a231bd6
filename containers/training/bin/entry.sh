#!/bin/sh
# The image's PID 1, and `train` on its PATH. It hands signals on to the control program and answers its exit code. A shell,
# because it also collects processes whose parents have died (its `wait` reaps any child), which Node does not: data loaders
# that outlive a killed training would stay as zombies.
case ${0##*/} in train) set -- train "$@" ;; esac

# Node can't exit while one of its threads waits for a disk that hangs: the program leaves its code here, and is killed. A file of
# this start alone: what another one left must not turn a kill into a success. Without one, the program exits as it can.
code_file=$(mktemp 2>/dev/null) || code_file=

# A shell gives what runs in the background no input, unless it is told to.
exec 3<&0
DETECTORY_EXIT_CODE_FILE=$code_file /usr/local/bin/node /opt/detectory/train.mjs "$@" <&3 3<&- &
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
if [ -n "$code_file" ]; then
  own=$(cat "$code_file" 2>/dev/null)
  rm -f "$code_file"
  case $code,$own in 137, | 137,*[!0-9]*) ;; 137,*) code=$own ;; esac
fi

# Why the program died, where it could not say so itself: `class: cause; fix`.
explain() {
  less='take a larger instance, a smaller batch or fewer workers'
  again='start the job again; where that ends the same way, the last lines of its log tell more'
  case $1 in
    130 | 143) echo 'StoppedTooEarlyError: the job was stopped before it had begun; start it again' ;;
    134) echo "ControlProgramAborted: the program ended itself (exit code 134, SIGABRT), as Node does when its heap is full; $less" ;;
    137) echo "ControlProgramKilled: the program was killed, most likely because no memory was left; $less" ;;
    *)
      if [ "$1" -gt 128 ]; then echo "ControlProgramCrashed: the program crashed (exit code $1, signal $(($1 - 128))); $again"
      else echo "ControlProgramFailed: the program ended with exit code $1 and no reason; $again"
      fi ;;
  esac
}

# Only the image's own commands are the platform's job; whatever else was started tells its failures in its own way.
case ${1:-train} in
  train | validate | evaluate | export | check-hosts | fetch-weights)
    failure=${DETECTORY_ML_ROOT:-/opt/ml}/output/failure
    [ "$code" -eq 0 ] || [ ! -d "${failure%/*}" ] || [ -e "$failure" ] || printf %s "$(explain "$code")" >"$failure" ;;
esac
exit "$code"
