/**
 * The cases of the acceptance tests that cannot hold for sessions on a cluster, each with its reason. Exactly these
 * are skipped there.
 */

const sleeps =
  "Python raises an asynchronous exception between two of its steps: blocking C code, as of time.sleep, ends first, " +
  "and signals, which would end it, reach no thread but the main one, which is Dask's.";

const descriptors =
  "What is written to a descriptor of a cluster worker cannot be told from what others write there; it goes to the " +
  "cluster worker's own log. What is written to sys.stdout and sys.stderr is told.";

export const cannotHold: Readonly<Record<string, string>> = {
  "an aborted signal > stops sleeping code within 500 ms and leaves refs intact": sleeps,
  "a timeout > interrupts Python and says how long it waited": sleeps,
  "a timeout > comes from the bridge's defaults or a profile": sleeps,
  "withPython > exits also when the work in it is cancelled": sleeps,
  "user code's output > by os.write(1) reaches the events and not the protocol": descriptors,
  "user code's output > by os.write(2) reaches the events and not the protocol": descriptors,
  "user code's output > by a child's echo reaches the events and not the protocol": descriptors,
  "user code's output > by C puts reaches the events and not the protocol": descriptors,
  "user code's output > of 10 MB arrives whole while calls go on": descriptors,
  "a worker that is killed > rejects the call in flight with signal and last words, and the next call works":
    "Standard error of a cluster worker is its own log; what died is told instead (cluster.test.ts).",
  "a worker that exits > tells its exit code":
    "Who started a cluster worker learns its exit code, and Dask does not pass it on.",
  "a worker that exits > again and again rests longer and longer, says so, and restart ends the rest":
    "A cluster worker is started again by the cluster, which rests as it sees fit.",
  "a worker that exits > takes its descendants along, also those in a session of their own":
    "What code on a cluster starts there belongs to the cluster worker, which may be somebody else's too.",
};
