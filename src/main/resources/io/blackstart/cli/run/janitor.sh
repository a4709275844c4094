# Cleans up behind a run that could not do it itself, such as one that was killed with -9.
#
# Started by the run with a pipe as its input and the run's data directory as its argument. Lines it reads:
#   child PID   this process measures for the run now
#   ended       it was waited for
#   done        the run has cleaned up: nothing is left to do
# When the pipe closes without `done`, it ends the child and removes the data directory, if that is marked as ours.
trap '' INT TERM HUP
data=$1
child=
while IFS=' ' read -r word value; do
  case $word in
    child) child=$value ;;
    ended) child= ;;
    done) exit 0 ;;
  esac
done

# A process id may have been used again: the child is ours only while its command line names our data directory.
is_ours() {
  if [ -r "/proc/$child/cmdline" ]; then
    tr '\0' ' ' <"/proc/$child/cmdline" | grep -qF -- "$data"
  else
    ps -o args= -p "$child" 2>/dev/null | grep -qF -- "$data"
  fi
}
if [ -n "$child" ] && is_ours; then
  kill -9 "$child" 2>/dev/null
  tries=0
  while is_ours && [ "$tries" -lt 100 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
fi
if [ -f "$data/.blackstart-data" ] && [ ! -L "$data" ]; then
  rm -rf -- "$data" || rm -rf -- "$data"
fi
